package org.followthrough.running;

import java.util.List;

import org.followthrough.journey.Place;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the cases that run by a diagram when a new version of it is published.
 *
 * @param file the file
 * @param process the process in it
 * @param readable whether the new version can be read; nothing is planned if it can't
 * @param planned the cases, those that stand alike together, most first
 * @param places the elements where they wait
 */
public record DiagramPlan(String file, String process, boolean readable, List<Planned> planned, List<Waiting> places) {

	/**
	 * How many cases have a fate.
	 * @param fate which
	 * @return their number
	 */
	public int cases(Fate fate) {
		return this.planned.stream().filter((one) -> one.fate() == fate).mapToInt((one) -> one.cases().cases()).sum();
	}

	/**
	 * How many cases go on by the new version.
	 * @return their number
	 */
	public int moving() {
		return cases(Fate.MOVES);
	}

	/**
	 * How many cases stay in their version, as was decided.
	 * @return their number
	 */
	public int staying() {
		return cases(Fate.STAYS);
	}

	/**
	 * How many cases stay in theirs until somebody has seen to it.
	 * @return their number
	 */
	public int needingPerson() {
		return cases(Fate.NEEDS_PERSON);
	}

	/**
	 * How many cases run by it.
	 * @return their number
	 */
	public int cases() {
		return this.planned.stream().mapToInt((one) -> one.cases().cases()).sum();
	}

	/**
	 * An element where cases wait, and where they can wait in the new version.
	 *
	 * @param at the element
	 * @param same whether the new version has it, too
	 * @param offered the elements of the same kind that the new version has
	 * @param chosen what managers have decided: an element, or empty for staying; null
	 * when nobody has decided anything
	 */
	public record Waiting(Place at, boolean same, List<Place> offered, @Nullable String chosen) {
	}

}
