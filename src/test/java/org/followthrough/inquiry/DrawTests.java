package org.followthrough.inquiry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A draw is at random, and the same again by the same seed.
 */
class DrawTests {

	@Property(tries = 200)
	void theSameSeedDrawsTheSameCasesInWhateverOrderTheyCome(@ForAll @LongRange(max = Samples.HIGHEST_SEED) long seed,
			@ForAll @IntRange(min = 1, max = 60) int size, @ForAll @IntRange(max = 200) int population) {
		List<String> numbers = numbers(population);
		Draw.Drawn drawn = draw(seed, size, numbers);
		Draw.Drawn again = draw(seed, size, numbers);
		assertThat(again.numbers()).isEqualTo(drawn.numbers())
			.hasSize(Math.min(size, population))
			.doesNotHaveDuplicates();
		assertThat(again.hash()).isEqualTo(drawn.hash());
		assertThat(drawn.population()).isEqualTo(population);
		Collections.shuffle(numbers, new Random(seed));
		assertThat(draw(seed, size, numbers).numbers()).isEqualTo(drawn.numbers());
	}

	@Property(tries = 200)
	void whoeverIsDrawnStaysDrawnWhenOthersLeave(@ForAll @LongRange(max = Samples.HIGHEST_SEED) long seed) {
		List<String> numbers = numbers(100);
		List<String> drawn = draw(seed, 10, numbers).numbers();
		numbers.removeIf((number) -> !drawn.contains(number) && number.hashCode() % 2 == 0);
		assertThat(draw(seed, 10, numbers).numbers()).isEqualTo(drawn);
	}

	@Test
	void everyCaseIsDrawnAboutAsOftenAsAnyOther() {
		List<String> numbers = numbers(20);
		int[] times = new int[20];
		for (int seed = 0; seed < 4000; seed++) {
			draw(seed, 5, numbers).numbers().forEach((number) -> times[numbers.indexOf(number)]++);
		}
		// 1,000 are expected, with a standard deviation of 27.
		assertThat(Arrays.stream(times).boxed().toList()).allSatisfy((count) -> assertThat(count).isBetween(850, 1150));
	}

	/** As anybody can check by printf '%s %s' 42 FT-2026-000001 | sha256sum. */
	@Test
	void theLotsAreThoseThatAreDocumented() {
		assertThat(draw(42, 3, List.of("FT-2026-000001", "FT-2026-000002", "FT-2026-000003")).numbers())
			.containsExactly("FT-2026-000003", "FT-2026-000001", "FT-2026-000002");
	}

	@Test
	void anotherPopulationHasAnotherHash() {
		assertThat(Set.of(List.of(draw(1, 1, numbers(10)).hash()), List.of(draw(1, 1, numbers(11)).hash()))).hasSize(2);
	}

	private static List<String> numbers(int count) {
		List<String> numbers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			numbers.add("FT-2026-" + String.format("%06d", i));
		}
		return numbers;
	}

	private static Draw.Drawn draw(long seed, int size, List<String> numbers) {
		Draw draw = new Draw(seed, size);
		numbers.forEach(draw::add);
		return draw.drawn();
	}

}
