package org.followthrough.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.followthrough.identity.Door;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the application records, people can read.
 */
class HistoryWordsTests {

	/** What is put together from a family and a word that another method gives. */
	private static final Map<String, List<String>> FAMILIES = Map.of("verification",
			List.of("passed", "failed", "cannot-verify"), "verification.decided-", List.of("manager", "second"),
			"defect", List.of("fixed", "not-a-defect", "wont-fix", "verified", "failed", "regressed", "left"),
			"message", List.of("received", "sent", "held", "automatic", "automatic-received", "noted"), "shift.swap-",
			List.of("declined", "withdrawn"), "promise",
			words("promises", "PromiseLedger", "Promises", "Pauses", "StepPromises", "PromiseWatch", "Recount"),
			"review", words("review", "ReviewLedger", "Reviews", "HeldReplies", "ReviewTime"));

	/** What looks like an action and is the name of a field. */
	private static final Set<String> FIELDS = Set.of("customer.email");

	private static final Pattern RECORDED = Pattern.compile("\"([a-z]+(?:-[a-z]+)*\\.[a-z]+(?:-[a-z]+)*)(-?)\"");

	private static final Pattern BEGUN = Pattern.compile("\"([a-z]+(?:-[a-z]+)*\\.(?:[a-z]+-)*)\"\\s*\\+");

	private final Sentences sentences = new Sentences();

	@Test
	void everyActionThatIsRecordedHasASentence() {
		Set<String> recorded = new TreeSet<>();
		for (String source : recorders()) {
			Matcher action = RECORDED.matcher(source);
			while (action.find()) {
				if (action.group(2).isEmpty() && isFamily(action.group(1)) && !FIELDS.contains(action.group(1))) {
					recorded.add(action.group(1));
				}
			}
			Matcher begun = BEGUN.matcher(source);
			while (begun.find()) {
				String family = begun.group(1).replaceAll("\\.$", "");
				assertThat(FAMILIES).as("words that follow " + begun.group(1)).containsKey(family);
				FAMILIES.getOrDefault(family, List.of()).forEach((word) -> recorded.add(begun.group(1) + word));
			}
		}
		assertThat(recorded).hasSizeGreaterThan(100);
		assertThat(this.sentences.actions()).containsAll(recorded);
	}

	/**
	 * The sentences themselves say which families there are; others are names of files
	 * and settings.
	 */
	private boolean isFamily(String action) {
		String family = action.substring(0, action.indexOf('.') + 1);
		return this.sentences.actions().stream().anyMatch((known) -> known.startsWith(family));
	}

	private static List<String> recorders() {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			return files.filter((file) -> file.toString().endsWith(".java"))
				.map(HistoryWordsTests::read)
				.filter((source) -> source.contains("import org.followthrough.audit.Audit;"))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The words that classes hand to the one that records for them. */
	private static List<String> words(String module, String... classes) {
		Pattern handed = Pattern
			.compile("record\\([^;\"]*?(?<!of\\()\"([a-z-]+)\"|ledger\\.\\w+\\([^;\"]*?(?<!of\\()\"([a-z-]+)\"");
		Set<String> words = new TreeSet<>();
		for (String one : classes) {
			Path file = Path.of("src/main/java/org/followthrough", module, one + ".java");
			Matcher word = handed.matcher(Files.exists(file) ? read(file) : "");
			while (word.find()) {
				words.add((word.group(1) != null) ? word.group(1) : word.group(2));
			}
		}
		// The name of a field of a comment.
		words.remove("words");
		return List.copyOf(words);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void everyDoorHasWords() throws IOException {
		String words = Files.readString(Path.of("src/main/resources/messages.properties"), StandardCharsets.UTF_8);
		assertThat(Arrays.stream(Door.values()))
			.allSatisfy((door) -> assertThat(words).contains("\ndoor." + door.word() + "="));
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-22T10:00:00Z, 2 h 5 min late", "2026-11-22T12:25:00Z, 20 min before it was due",
			"2026-11-20T10:05:00Z, 2 days 2 h late", "2026-11-22T12:04:20Z, 40 s late",
			"2026-11-22T12:05:00Z, less than a second late" })
	void howLateSomethingWasIsSaidInWords(String due, String words) {
		assertThat(Lateness.of(java.time.Instant.parse(due), java.time.Instant.parse("2026-11-22T12:05:00Z")))
			.isEqualTo(words);
	}

}
