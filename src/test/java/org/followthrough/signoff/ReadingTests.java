package org.followthrough.signoff;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * What keeps words from being taken for an answer that they are not.
 */
class ReadingTests {

	private static final Question ASKED = new Question("The export stops", "Ada Byron", false);

	@Test
	void aBareYesAnswersOnlyWhereNothingElseWasAsked() {
		Question more = new Question("The export stops", "Ada Byron", true);
		assertThat(Reading.of("Yes, thanks.", ASKED)).isEqualTo(Meaning.YES);
		assertThat(Reading.of("Yes, thanks.", more)).isEqualTo(Meaning.UNCLEAR);
		assertThat(Reading.of("Yes, it is solved.", more)).isEqualTo(Meaning.YES);
	}

	@Test
	void onlyThingsOfTheCaseAreKnownToMatter() {
		assertThat(Reading.of("Yes, the export works now.", ASKED)).isEqualTo(Meaning.YES);
		assertThat(Reading.of("Yes, the import works now.", ASKED)).isEqualTo(Meaning.UNCLEAR);
		assertThat(Reading.of("The export works now.", ASKED)).isNotEqualTo(Meaning.YES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Works.\n\nRegards\nAda\nThe import stops as well", "Works.\n\nRegards\nImport kaputt",
			"Works.\n\n--\nAda\nP.S. It smokes", "Works.\n\n--\nWhat about the import?", "Works.\n\nLG\nGeht nicht",
			"Hello export runs badly still,\nyes" })
	void nothingHidesWhereAGreetingOrASignatureStands(String words) {
		assertThat(Reading.of(words, ASKED)).isEqualTo(Meaning.UNCLEAR);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"Yes.\n\nKind regards\nAda Byron\nHead of Operations\nByron Mills Ltd.\n+44 20 7946 0123\nwww.byron.example",
			"Ja.\n\nMit freundlichen Grüßen\ni. A. Ada Byron\nLeiterin für Vertrieb und Einkauf\nByron Mühlen GmbH & Co. KG\nMühlweg 3, 80331 München\nada@byron.example" })
	void aSignatureSaysNothing(String words) {
		assertThat(Reading.of(words, ASKED)).isEqualTo(Meaning.YES);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "  ", "\n", "...", "Ja, ja.", "yes yes", "It works \"now\"", "It works…", "Works ;-)",
			"It works (sort of)", "*Works*", "Da, rabotaet", "Ja, tack", "Alles funktioniert wieder nicht",
			"Everything works too well", "It works again and again and stops", "no errors works",
			"It is fixed. It is not.", "Works\nnot", "Solved - for now", "Funktioniert - noch" })
	void aDoubtSpeaksForAPerson(String words) {
		assertThat(Reading.of(words, ASKED)).isEqualTo(Meaning.UNCLEAR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "works ", "yes ", "thank you very much ", "funktioniert jetzt wieder ", "\n", " \n-",
			"the export ", "a", ", ", "hello " })
	void itIsReadInNoTimeHoweverLongItIs(String part) {
		assertTimeout(Duration.ofSeconds(2), () -> Reading.of(part.repeat(20_000) + "x", ASKED));
		assertTimeout(Duration.ofSeconds(2), () -> Reading.of(part.repeat(1490 / part.length()) + "x", ASKED));
		assertTimeout(Duration.ofSeconds(2), () -> Reading.of(part.repeat(140 / part.length()) + "x", ASKED));
	}

}
