package org.followthrough.insight;

/**
 * What the figures that aren't times mean, as people read it.
 */
final class Definitions {

	static final String CASES = "Cases that were opened in these months (UTC), with all that happened to them since, "
			+ "up to now.";

	static final String PERCENTILES = "The median is the shortest time that at least half of the measured times don't "
			+ "exceed, the 90th percentile the shortest that nine tenths don't exceed (nearest rank): always a time "
			+ "that was measured, in whole seconds.";

	static final String WORKING = "Working time counts only when the team that has the case now works, by its calendar "
			+ "as it is now; a team without a calendar works round the clock. Cases whose latest promise was counted "
			+ "round the clock, as their targets say, are counted so here, too.";

	static final String PROMISES = "Promises that were kept in time, of those that were kept or broken. Promises that "
			+ "run and are overdue count as broken; promises that ended in time with their case, or whose making was "
			+ "never delivered, don't count. What engineering and verifiers owe is owed to Support.";

	static final String ENDINGS = "How the cases that are closed now were closed the last time, and the share of these.";

	static final String REOPENINGS = "How often closed cases were opened again, and how many cases that were.";

	static final String SILENCES = "Open cases by how long they have been without a delivered word of ours by now; then "
			+ "closed cases by their longest silence.";

	static final String HAND_OVERS = "Hand-overs of these cases to engineering, by the team that has the case now and the "
			+ "product that was named then, and the share that engineering sent back because they were incomplete.";

	static final String RATINGS = "What the customers of these cases gave when they were asked whether it is solved, or after "
			+ "that: one point, poor, to five, very good, at the most once for each time they were asked. Each rating "
			+ "counts the same, whenever it was given. The mean is rounded to two places.";

	private Definitions() {
	}

}
