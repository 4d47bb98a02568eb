package org.followthrough.insight;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How content customers said that they were.
 *
 * @param points how often each number of points was given, one point first
 */
record Ratings(List<Given> points) {

	/** The most points. */
	static final int BEST = 5;

	/**
	 * Ratings as they were counted.
	 * @param counts how often one point was given, two points, and so on
	 * @return the ratings
	 */
	static Ratings of(int[] counts) {
		int all = 0;
		for (int count : counts) {
			all += count;
		}
		List<Given> points = new ArrayList<>();
		for (int i = 0; i < counts.length; i++) {
			points.add(new Given(i + 1, counts[i], Report.share(counts[i], all)));
		}
		return new Ratings(List.copyOf(points));
	}

	/**
	 * How many were given.
	 * @return their number
	 */
	public int count() {
		return this.points.stream().mapToInt(Given::count).sum();
	}

	/**
	 * The points of a rating on average.
	 * @return the mean, two places after the point; null without any rating
	 */
	public @Nullable Double mean() {
		int count = count();
		int sum = this.points.stream().mapToInt((given) -> given.points() * given.count()).sum();
		return (count > 0) ? Math.round(100.0 * sum / count) / 100.0 : null;
	}

	/**
	 * Ratings with the same number of points.
	 *
	 * @param points from one, poor, to five, very good
	 * @param count how many
	 * @param share per cent of all ratings; null without any
	 */
	record Given(int points, int count, @Nullable Double share) {
	}

}
