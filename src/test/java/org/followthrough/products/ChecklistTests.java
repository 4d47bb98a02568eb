package org.followthrough.products;

import java.util.List;
import java.util.Map;

import org.followthrough.web.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A checklist that is answered in one text.
 */
class ChecklistTests {

	private static final Checklist PHONE = new Checklist(List.of(new Question("Version", true),
			new Question("Version of the app", true), new Question("How often?", false)));

	@Test
	void whatIsFilledInIsReadAsItWasMeant() {
		assertThat(PHONE.text(Map.of("Version", "7"))).isEqualTo("Version: 7\nVersion of the app: \nHow often? ");
		assertThat(PHONE.read("Version: 7\nVersion of the app: 8.1\nHow often? Twice\na day")).containsExactly(
				Map.entry("Version", "7"), Map.entry("Version of the app", "8.1"),
				Map.entry("How often?", "Twice\na day"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "7\n8\n\n9", "Version: x", "as\nVersion of the app: none\n  indented", "äöü 🖨",
			"How often? Never" })
	void anyAnswerComesBackAsItWasGiven(String answer) {
		Map<String, String> answers = Map.of("Version", answer, "How often?", answer);
		assertThat(PHONE.read(PHONE.text(answers))).isEqualTo(answers);
	}

	@Test
	void theOrderOfTheLinesAndTheCaseOfTheQuestionsDontMatter() {
		assertThat(PHONE.read("\nHOW OFTEN? Always\r\nversion of the app:8\r\n"))
			.containsExactly(Map.entry("Version of the app", "8"), Map.entry("How often?", "Always"));
	}

	@Test
	void onlyWhatIsNeededHasToBeAnswered() {
		assertThat(PHONE.unanswered(Map.of())).containsExactly("Version", "Version of the app");
		assertThat(PHONE.unanswered(Map.of("Version", "7", "Version of the app", " ")))
			.containsExactly("Version of the app");
	}

	@Test
	void wordsBeforeTheFirstQuestionAnswerNone() {
		assertThatExceptionOfType(Invalid.class).isThrownBy(() -> PHONE.read("Seven\nVersion: 7"))
			.withMessageContaining("\"Seven\" answers none of the questions");
		assertThat(new Checklist(List.of()).read(" \n")).isEmpty();
	}

	@Test
	void whatTwoKindsAskIsAskedOnce() {
		Checklist both = PHONE.and(new Checklist(List.of(new Question("version", false), new Question("Log", true))));
		assertThat(both.questions()).extracting(Question::text)
			.containsExactly("Version", "Version of the app", "How often?", "Log");
	}

}
