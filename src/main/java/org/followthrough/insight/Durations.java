package org.followthrough.insight;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Many times in whole seconds.
 */
final class Durations {

	private static final int HALF = 16;

	private static final int LOWER = (1 << HALF) - 1;

	private static final int WORTH_COUNTING = 10_000;

	private int[] seconds = new int[8];

	private int size;

	void add(int more) {
		if (this.size == this.seconds.length) {
			this.seconds = Arrays.copyOf(this.seconds, this.size * 2);
		}
		this.seconds[this.size++] = more;
	}

	int size() {
		return this.size;
	}

	/** None without a time. */
	@Nullable Quantiles quantiles() {
		if (this.size == 0) {
			return null;
		}
		if (this.size < WORTH_COUNTING) {
			Arrays.sort(this.seconds, 0, this.size);
			return new Quantiles(this.seconds[rank(50)], this.seconds[rank(90)]);
		}
		return new Quantiles(counted(rank(50)), counted(rank(90)));
	}

	/**
	 * By nearest rank: the smallest of the times that so many of a hundred don't exceed.
	 * Always a time that was measured, never one between two.
	 */
	private int rank(int percent) {
		return (int) (((long) this.size * percent + 99) / 100) - 1;
	}

	/**
	 * The time of a rank without sorting, which would take most of a report's time: first
	 * its upper bits are found by counting, then its lower ones.
	 */
	private int counted(int rank) {
		int[] counts = new int[1 << HALF];
		for (int i = 0; i < this.size; i++) {
			counts[this.seconds[i] >>> HALF]++;
		}
		int upper = 0;
		int before = 0;
		while (before + counts[upper] <= rank) {
			before += counts[upper++];
		}
		Arrays.fill(counts, 0);
		for (int i = 0; i < this.size; i++) {
			if (this.seconds[i] >>> HALF == upper) {
				counts[this.seconds[i] & LOWER]++;
			}
		}
		int lower = 0;
		while (before + counts[lower] <= rank) {
			before += counts[lower++];
		}
		return upper << HALF | lower;
	}

	/**
	 * What half and nine tenths of some times don't exceed.
	 *
	 * @param median seconds
	 * @param p90 seconds
	 */
	record Quantiles(int median, int p90) {
	}

}
