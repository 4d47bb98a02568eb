package org.followthrough.insight;

import java.util.List;
import java.util.Objects;
import java.util.Random;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
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

	@Property(tries = 20)
	void manyTimesAreCountedAsFewAreSorted(@ForAll @LongRange(min = 1) long seed, @ForAll("sizes") int size,
			@ForAll("ranges") int range) {
		List<Integer> times = new Random(seed).ints(size, 0, range).boxed().toList();
		List<Integer> sorted = times.stream().sorted().toList();
		assertThat(quantiles(times)).isEqualTo(new Quantiles(sorted.get((int) Math.ceil(size * 0.5) - 1),
				sorted.get((int) Math.ceil(size * 0.9) - 1)));
	}

	@Provide
	Arbitrary<Integer> sizes() {
		return Arbitraries.of(9_999, 10_000, 10_001, 30_010);
	}

	@Provide
	Arbitrary<Integer> ranges() {
		return Arbitraries.of(1, 3, 70_000, 40_000_000, Integer.MAX_VALUE);
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
