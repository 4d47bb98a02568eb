package org.followthrough.correspondence;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;

import org.followthrough.signoff.Meaning;
import org.followthrough.signoff.Question;
import org.followthrough.signoff.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The labelled replies in {@code replies/replies.yaml}, read as a mail and as words on
 * the page are: none closes a case against what it means. Half of them was held back
 * while the reader was written.
 */
class RepliesReadTests {

	private static final Map<String, Object> FILE = file();

	private static final Question QUESTION = new Question(of("subject"), of("customer"), false);

	private static final String ASKED = """
			Dear %s,

			%s

			Does that solve it? Just answer this mail, or tell us on the page below: yes, or not yet.
			You will hear from us again by Friday, 4 December 2026, 17:00 CET at the latest.
			""".formatted(of("customer"), of("offer"));

	@ParameterizedTest
	@EnumSource
	void noReplyClosesOrReopensAgainstItsWords(Half half) {
		Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
		int solved = 0;
		int costly = 0;
		for (Reply reply : replies(half)) {
			Fate fate = fate(reply);
			fates.merge(fate, 1, Integer::sum);
			boolean yes = reply.means().equals("solved");
			solved += yes ? 1 : 0;
			costly += (yes && fate != Fate.CLOSED) ? 1 : 0;
			if (Boolean.getBoolean("followthrough.replies.show") && !expected(reply, fate)) {
				System.out.printf("%s, though %s: %s%n", fate, reply.means(), reply.words().replace("\n", " / "));
			}
		}
		System.out.printf("Replies of the %s half: %s; to a person although they mean yes: %d of %d%n", half.word,
				fates, costly, solved);
		assertThat(replies(half)).allSatisfy((reply) -> {
			if (fate(reply) == Fate.CLOSED) {
				assertThat(reply.means()).isEqualTo("solved");
			}
			if (fate(reply) == Fate.SENT_BACK) {
				assertThat(reply.means()).isNotEqualTo("solved");
			}
		});
		assertThat(costly).as("what people read although it is a plain yes").isLessThan(solved / 2);
	}

	private static boolean expected(Reply reply, Fate fate) {
		return switch (reply.means()) {
			case "solved" -> fate == Fate.CLOSED;
			case "unsolved" -> fate == Fate.SENT_BACK;
			default -> fate == Fate.TO_A_PERSON;
		};
	}

	@Test
	void thereAreEnoughOfThem() {
		assertThat(replies(Half.BUILDING).size() + replies(Half.HELD_BACK).size()).isGreaterThanOrEqualTo(160);
		assertThat(replies(Half.HELD_BACK)).hasSizeGreaterThan(100);
	}

	private static Fate fate(Reply reply) {
		Meaning meaning = switch (reply.door()) {
			case "mail" -> Reading.of(NewWords.in(reply.words(), List.of(ASKED)), QUESTION);
			default -> Reading.of(reply.words(), QUESTION);
		};
		return switch (reply.door()) {
			case "yes-button" ->
				(meaning == Meaning.YES || meaning == Meaning.COURTESY) ? Fate.CLOSED : Fate.TO_A_PERSON;
			case "no-button" -> (meaning == Meaning.YES) ? Fate.TO_A_PERSON : Fate.SENT_BACK;
			default -> switch (meaning) {
				case YES -> Fate.CLOSED;
				case NO -> Fate.SENT_BACK;
				default -> Fate.TO_A_PERSON;
			};
		};
	}

	private static List<Reply> replies(Half half) {
		return ((List<?>) Objects.requireNonNull(FILE.get("replies"))).stream()
			.map((line) -> ((List<?>) line).stream().map(String::valueOf).toList())
			.map((parts) -> new Reply(parts.get(1), parts.get(2), parts.get(3)))
			.filter((reply) -> Half.of(reply.words()) == half)
			.toList();
	}

	private static String of(String name) {
		return String.valueOf(((Map<?, ?>) Objects.requireNonNull(FILE.get("case"))).get(name));
	}

	private static Map<String, Object> file() {
		InputStream file = RepliesReadTests.class.getResourceAsStream("/replies/replies.yaml");
		return new Yaml().load(Objects.requireNonNull(file));
	}

	private record Reply(String door, String means, String words) {
	}

	/** What becomes of a case. */
	private enum Fate {

		CLOSED, SENT_BACK, TO_A_PERSON

	}

	/** By the checksum of its words, so that nobody chose. */
	private enum Half {

		BUILDING("building"), HELD_BACK("held-back");

		private final String word;

		Half(String word) {
			this.word = word;
		}

		static Half of(String words) {
			CRC32 sum = new CRC32();
			sum.update(words.getBytes(StandardCharsets.UTF_8));
			return (sum.getValue() % 2 == 0) ? BUILDING : HELD_BACK;
		}

	}

}
