package org.followthrough.insight;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How amounts of time read.
 */
class TimeSpanTests {

	private final TimeSpan times = new TimeSpan();

	@ParameterizedTest
	@CsvSource({ "0, 0 s, 0 s", "59, 59 s, 59 s", "60, 1 min, 1 min", "3599, 59 min 59 s, 59 min 59 s",
			"3600, 1 h, 1 h", "172799, 47 h 59 min, 47 h 59 min", "172800, 2 d, 48 h", "270000, 3 d 3 h, 75 h" })
	void anAmountReadsInItsTwoLargestUnitsAndWorkingTimeKnowsNoDays(int seconds, String clock, String working) {
		assertThat(this.times.of(seconds)).isEqualTo(clock);
		assertThat(this.times.working(seconds)).isEqualTo(working);
	}

	@Test
	void nothingMeasuredIsADash() {
		assertThat(this.times.of(null)).isEqualTo("–");
		assertThat(this.times.working(null)).isEqualTo("–");
	}

}
