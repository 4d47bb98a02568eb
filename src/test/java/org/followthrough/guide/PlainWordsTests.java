package org.followthrough.guide;

import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide beside the editor says about a text.
 */
class PlainWordsTests {

	private static final List<JargonWord> AVOIDED = List.of(new JargonWord("hotfix", "a correction"),
			new JargonWord("ticket", null), new JargonWord("ticket system", "our list of cases"),
			new JargonWord("C++", "our code"));

	private static List<Advice> on(String text) {
		return PlainWords.on(text, AVOIDED);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "We will get back to you soon.|get back to you", "You'll hear from us ASAP.|ASAP",
					"We look into it and keep you posted.|keep you posted", "Wir melden uns zeitnah.|melden uns",
					"Ich gebe es weiter. Das kommt in Kürze.|in Kürze",
					"On 3 May it broke. We will fix it shortly.|shortly" })
	void aPromiseWithoutATimeIsPointedAt(String text, String words) {
		assertThat(on(text)).singleElement().satisfies((advice) -> {
			assertThat(advice.kind()).isEqualTo(Advice.Kind.NO_DATE);
			assertThat(advice.words()).isEqualTo(words);
		});
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "We will get back to you by 14:00.", "You'll hear from us soon, on Thursday at the latest.",
					"We keep you posted: the next word comes tomorrow.", "Wir melden uns bis morgen 12 Uhr.",
					"We let you know within two hours.", "Wir geben Ihnen Bescheid, spätestens am 14. Mai.",
					"The sooner you update, the better.", "Der Kobold ist bildschön.", "" })
	void whatSaysWhenIsLeftAlone(String text) {
		assertThat(on(text)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "You should have saved it first.|You should have",
			"As I already said, it works.|As I already said", "Obviously the cable is loose.|Obviously",
			"Wie bereits gesagt, geht das nicht.|Wie bereits gesagt", "Das war ein Bedienfehler.|Bedienfehler" })
	void whatSoundsLikeBlameIsPointedAt(String text, String words) {
		assertThat(on(text)).singleElement().satisfies((advice) -> {
			assertThat(advice.kind()).isEqualTo(Advice.Kind.BLAME);
			assertThat(advice.words()).isEqualTo(words);
		});
	}

	@Test
	void jargonIsSaidOtherwise() {
		assertThat(on("The Hotfix is in our ticket system, not in your ticket. Not hotfixes."))
			.extracting(Advice::words, Advice::sentence)
			.containsExactly(
					org.assertj.core.groups.Tuple.tuple("Hotfix",
							"Customers need not know this word. Say \"a correction\"."),
					org.assertj.core.groups.Tuple.tuple("ticket system",
							"Customers need not know this word. Say \"our list of cases\"."),
					org.assertj.core.groups.Tuple.tuple("ticket",
							"Customers need not know this word. Say it in everyday words."));
	}

	@Test
	void wordsOfSignsAreFoundAsTheyStand() {
		assertThat(on("It is written in C++ and not in C.")).extracting(Advice::words).containsExactly("C++");
	}

	@Test
	void theSameIsSaidOnceAndNotTooMuch() {
		assertThat(on("ticket ticket ticket")).hasSize(1);
		String all = "You should have. You failed to. You forgot to. Obviously. User error. Your fault. ".repeat(30);
		assertThat(on(all)).hasSizeLessThanOrEqualTo(20);
	}

	@Property(tries = 300)
	void everyTextIsReadToItsEnd(@ForAll String text) {
		assertThat(on(text + " ticket")).hasSizeLessThanOrEqualTo(20)
			.allSatisfy((advice) -> assertThat(text + " ticket").contains(advice.words()));
	}

}
