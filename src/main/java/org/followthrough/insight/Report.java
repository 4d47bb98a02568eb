package org.followthrough.insight;

import java.time.Instant;
import java.util.List;

import org.followthrough.cases.Closing;
import org.followthrough.insight.Durations.Quantiles;
import org.jspecify.annotations.Nullable;

/**
 * Figures.
 *
 * @param query what was asked for
 * @param total of all cases
 * @param groups of each group of cases
 * @param isCut whether there are more groups; these are the largest then
 * @param countedAt up to when everything was counted; null if nothing was yet
 */
record Report(FigureQuery query, Group total, List<Group> groups, boolean isCut, @Nullable Instant countedAt) {

	/**
	 * The figures of some cases.
	 *
	 * @param name what they have in common
	 * @param cases how many
	 * @param open how many of them are open
	 * @param timings the times, one for each measure
	 * @param promises the promises, by kind
	 * @param endings the ways of closing, all six
	 * @param reopenings how often one was reopened
	 * @param reopened how many were, once or more
	 * @param ratings what their customers gave
	 */
	record Group(String name, int cases, int open, List<Timing> timings, List<Kept> promises, List<Ended> endings,
			int reopenings, int reopened, Ratings ratings) {

		/**
		 * The times of a measure.
		 * @param measure which
		 * @return the times
		 */
		public Timing timing(Measure measure) {
			return this.timings.get(measure.ordinal());
		}

		/**
		 * How many are closed.
		 * @return all but the open ones
		 */
		public int closed() {
			return this.cases - this.open;
		}

		/**
		 * All promises, whatever their kind.
		 * @return their sum
		 */
		public Kept allPromises() {
			return new Kept("all", this.promises.stream().mapToInt(Kept::kept).sum(),
					this.promises.stream().mapToInt(Kept::broken).sum());
		}

	}

	/**
	 * Times.
	 *
	 * @param measure of what
	 * @param count how many
	 * @param clock on the clock; null without any
	 * @param working in working time; null without any
	 */
	record Timing(Measure measure, int count, @Nullable Quantiles clock, @Nullable Quantiles working) {
	}

	/**
	 * Promises of a kind.
	 *
	 * @param kind what was promised
	 * @param kept how many were kept
	 * @param broken how many weren't
	 */
	record Kept(String kind, int kept, int broken) {

		/**
		 * The share that was kept.
		 * @return per cent, one place after the point; null without any promise
		 */
		public @Nullable Double share() {
			return Report.share(this.kept, this.kept + this.broken);
		}

	}

	/**
	 * Cases that ended in one way.
	 *
	 * @param as how
	 * @param count how many
	 * @param share per cent of those that are closed; null without any
	 */
	record Ended(Closing as, int count, @Nullable Double share) {
	}

	/** Per cent, one place after the point. */
	static @Nullable Double share(int part, int whole) {
		return (whole > 0) ? Math.round(1000.0 * part / whole) / 10.0 : null;
	}

}
