package org.followthrough.journey;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.followthrough.cases.SupportCase;

/**
 * What happened to a case, step by step, to be read by people.
 */
final class Story {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH)
		.withZone(ZoneOffset.UTC);

	private final List<String> steps = new ArrayList<>();

	/**
	 * Something happens next.
	 * @param before the case until then
	 * @param at when
	 * @param what what
	 */
	void goesOn(SupportCase before, Instant at, String what) {
		String stage = before.isOpen() ? "at " + before.stage() : "closed";
		this.steps.add("%3d. %s, %s: %s".formatted(this.steps.size() + 1, TIME.format(at), stage, what));
	}

	@Override
	public String toString() {
		return String.join("\n", this.steps);
	}

}
