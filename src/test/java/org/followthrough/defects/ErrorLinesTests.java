package org.followthrough.defects;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which lines look like a program's complaint.
 */
class ErrorLinesTests {

	@Test
	void whatProgramsSayIsFoundAmongWhatPeopleSay() {
		assertThat(ErrorLines.of("""
				Dear all,
				since Monday the export stops.
				  java.lang.IllegalStateException: page 7 of 3
				ORA-01555: snapshot too old
				Code 0x80070005
				Access denied for user 'app'
				Der Vorgang endete mit Fehler 12
				Kind regards
				""")).containsExactly("java.lang.IllegalStateException: page 7 of 3", "ORA-01555: snapshot too old",
				"Code 0x80070005", "Access denied for user 'app'", "Der Vorgang endete mit Fehler 12");
	}

	@Test
	void thereAreAFewOfThemAndNoneIsLong() {
		String text = "error ".repeat(1000) + "\n" + "error\n" + "line failed %d\n".repeat(50);
		assertThat(ErrorLines.of(text)).hasSizeLessThanOrEqualTo(12).allMatch((line) -> line.length() <= 300);
		assertThat(ErrorLines.of(null)).isEmpty();
	}

}
