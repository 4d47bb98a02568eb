package org.followthrough.insight;

import java.util.List;
import java.util.Objects;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.followthrough.insight.Durations.Quantiles;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What exactly a median and a 90th percentile are.
 */
class DurationsTests {

	@Test
	void withoutTimesThereIsNone() {
		assertThat(new Durations().quantiles()).isNull();
	}

	@Test
	void oneTimeIsBoth() {
		assertThat(quantiles(List.of(7))).isEqualTo(new Quantiles(7, 7));
	}

	@Test
	void theMedianOfTwoIsTheShorterAndThe90thPercentileTheLonger() {
		assertThat(quantiles(List.of(9, 1))).isEqualTo(new Quantiles(1, 9));
	}

	@Test
	void ofTenTimesTheFifthAndTheNinth() {
		assertThat(quantiles(List.of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1))).isEqualTo(new Quantiles(5, 9));
	}

	@Test
	void ofElevenTimesTheSixthAndTheTenth() {
		assertThat(quantiles(List.of(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1))).isEqualTo(new Quantiles(6, 10));
	}

	@Property(tries = 500)
	void bothAreTheSmallestTimesThatSoManyDontExceed(
			@ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 50) Integer> times) {
		assertThat(quantiles(times)).isEqualTo(new Quantiles(smallest(times, 50), smallest(times, 90)));
	}

	/** By its definition, one candidate after the other. */
	private static int smallest(List<Integer> times, int percent) {
		return times.stream()
			.filter((candidate) -> 100 * times.stream().filter((time) -> time <= candidate).count() >= (long) percent
					* times.size())
			.min(Integer::compare)
			.orElseThrow();
	}

	private static Quantiles quantiles(List<Integer> times) {
		Durations durations = new Durations();
		times.forEach(durations::add);
		return Objects.requireNonNull(durations.quantiles());
	}

}
