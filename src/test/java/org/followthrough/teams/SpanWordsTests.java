package org.followthrough.teams;

import java.time.Duration;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How people write spans of working time.
 */
class SpanWordsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "PT30M | 30 min", "PT4H | 4 h", "P1D | 1 day", "P2D | 2 days",
			"P1DT4H | 1 day 4 h", "PT90M | 1 h 30 min", "PT48H | 48 h", "P7D | 7 days", "PT90S | 1 min 30 s" })
	void aSpanReadsAsPeopleSayIt(String span, String words) {
		assertThat(SpanWords.of(Span.parse(span))).isEqualTo(words);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "4h | PT4H", "4 hours | PT4H", "2 Days | P2D", "1 day, 4 h | P1DT4H",
			" 90 minutes | PT90M", "45m | PT45M", "PT4H | PT4H", "p1d | P1D", "P1W | P7D", "1d 2h 3m | P1DT2H3M" })
	void peopleWriteItInManyWays(String words, String span) {
		assertThat(SpanWords.parse(words)).contains(Span.parse(span));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "soon", "4", "h", ",", "4 h 2 days", "-4 h", "1.5 h", "P1M", "PT-4H", "4 h!", "P",
			"999999999999 h", "4 h 4 h" })
	void whatIsNoSpanIsNone(String words) {
		assertThat(SpanWords.parse(words)).isEmpty();
	}

	@Property
	void whatIsShownIsReadAsTheSame(@ForAll @IntRange(max = 400) int days,
			@ForAll @IntRange(max = 9_000_000) int seconds) {
		Span span = new Span(days, Duration.ofSeconds(seconds));
		assertThat(SpanWords.parse(SpanWords.of(span))).contains(span);
	}

}
