package org.followthrough.correspondence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.testing.Corpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * What readers of a mail see at once, and what is folded.
 */
class QuotedTextTests {

	/** Of the texts that its own tests name, as they measure the visible text. */
	private static final int LIBRARY_ON_ITS_OWN = 47;

	/** email-reply-parser 2.3.9 on the other collection. */
	private static final int LIBRARY_ON_THE_OTHER = 32;

	@Test
	void whatIsQuotedBelowAnAnswerIsFolded() {
		List<Piece> pieces = QuotedText
			.of("It does.\n\nOn Fri, 27 Nov 2026 at 10:12, Support <s@f.example>\nwrote:\n\n> Hello\n");
		assertThat(pieces).extracting(Piece::kind).containsExactly(Piece.Kind.WRITTEN, Piece.Kind.QUOTED);
		assertThat(visible(pieces)).isEqualTo("It does.\n\n");
	}

	@Test
	void aSignatureIsFoldedAndCalledOne() {
		List<Piece> pieces = QuotedText.of("It does.\n-- \nAda Byron\n+44 1234 567");
		assertThat(pieces).extracting(Piece::isSignature).containsExactly(false, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "> What do you see?\n\nNothing.\n\n> And now?\n\nStill nothing.",
			"On Monday it crashed.\nI wrote it down: see the log.",
			"My name is in the settings:\n\nFrom: me\n\nTo: you", "Thanks", "Kind regards\nAda", "> only a quotation",
			"The notification was sent from my iPhone app." })
	void whatMayBeNewStaysVisible(String mail) {
		assertThat(visible(QuotedText.of(mail))).isEqualTo(mail);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "> a\n", "-- \n", "---\n", "On 1 a@b.cc wrote\n", "```\n", "thanks\n", "From: a\n",
			"a", "On a <", "@", ">", "Sent from my a\n", "  ", "<a@", "wrote " })
	void noTextTakesLong(String repeated) {
		String mail = repeated.repeat(Messages.LONGEST / repeated.length());
		// Well under a second once the code is warm; a slow and busy machine takes
		// longer.
		assertTimeout(Duration.ofSeconds(4), () -> assertThat(all(QuotedText.of(mail))).isEqualTo(mail));
		assertTimeout(Duration.ofSeconds(4), () -> QuotedText.of(mail + "\nx"));
	}

	@Test
	void theCollectionsOfTwoLibrariesAreReadBetterThanOneOfThemReadsBoth() throws IOException {
		Path crisp = Corpora.folder("reply-crisp");
		Path discourse = Corpora.folder("reply-discourse-trimmer");
		int named = 0;
		int right = 0;
		for (JsonNode test : new ObjectMapper().readTree(crisp.resolve("expected-assertions.json").toFile())
			.path("tests")) {
			for (JsonNode expected : test.path("asserts").findValues("expected")) {
				if (expected.isTextual() && test.path("fixtures").size() == 1) {
					named++;
					String mail = Files
						.readString(crisp.resolve("fixtures").resolve(test.path("fixtures").get(0).asText() + ".txt"));
					right += isRead(mail, expected.asText()) ? 1 : 0;
				}
			}
		}
		int others = 0;
		int rightOthers = 0;
		for (Path mail : mails(discourse.resolve("emails"))) {
			others++;
			rightOthers += isRead(Files.readString(mail),
					Files.readString(discourse.resolve("trimmed").resolve(mail.getFileName()))) ? 1 : 0;
		}
		System.out.printf(
				"Quoted text: %d of %d as reply-crisp's tests name it (its library: %d), "
						+ "%d of %d as reply-discourse-trimmer has it (the same library: %d)%n",
				right, named, LIBRARY_ON_ITS_OWN, rightOthers, others, LIBRARY_ON_THE_OTHER);
		assertThat(right).isGreaterThan(LIBRARY_ON_ITS_OWN);
		assertThat(rightOthers).isGreaterThan(LIBRARY_ON_THE_OTHER + 20);
	}

	@Test
	void noMailOfTheCollectionsTakesLongOrLosesALetter() throws IOException {
		for (Path folder : List.of(Corpora.folder("reply-crisp").resolve("fixtures"),
				Corpora.folder("reply-discourse-trimmer").resolve("emails"))) {
			for (Path mail : mails(folder)) {
				String words = Files.readString(mail);
				assertThatCode(() -> assertTimeout(Duration.ofSeconds(1),
						() -> assertThat(all(QuotedText.of(words))).isEqualTo(words)))
					.as(mail.toString())
					.doesNotThrowAnyException();
			}
		}
	}

	private static List<Path> mails(Path folder) throws IOException {
		try (Stream<Path> mails = Files.list(folder)) {
			return mails.sorted().toList();
		}
	}

	private static boolean isRead(String mail, String expected) {
		return spaced(visible(QuotedText.of(Characters.clean(mail).strip()))).equals(spaced(expected));
	}

	private static String spaced(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

	private static String visible(List<Piece> pieces) {
		return pieces.stream().filter((piece) -> !piece.isFolded()).map(Piece::text).collect(Collectors.joining());
	}

	private static String all(List<Piece> pieces) {
		return pieces.stream().map(Piece::text).collect(Collectors.joining());
	}

}
