package org.followthrough.insight;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Many times in whole seconds.
 */
final class Durations {

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
		Arrays.sort(this.seconds, 0, this.size);
		return new Quantiles(percentile(50), percentile(90));
	}

	/**
	 * By nearest rank: the smallest of the times that so many of a hundred don't exceed.
	 * Always a time that was measured, never one between two.
	 */
	private int percentile(int percent) {
		long rank = ((long) this.size * percent + 99) / 100;
		return this.seconds[(int) rank - 1];
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
