package org.followthrough.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a history somebody wants. What is null or empty doesn't matter.
 *
 * @param kind a word of {@link EntryKind}
 * @param person whoever did it: an account, or the customer's address
 * @param door the way they came in
 * @param from the first moment, in UTC
 * @param to the moment before which entries end, in UTC
 * @param text what entries, or messages that they tell of, hold
 */
record HistoryFilter(@Nullable String kind, @Nullable String person, @Nullable String door, @Nullable String from,
		@Nullable String to, @Nullable String text) {

	/** All entries. */
	static final HistoryFilter NONE = new HistoryFilter(null, null, null, null, null, null);

	private static final int LONGEST_TEXT = 200;

	HistoryFilter {
		kind = clean(kind);
		person = clean(person);
		door = clean(door);
		from = clean(from);
		to = clean(to);
		text = clean(text);
	}

	private static @Nullable String clean(@Nullable String given) {
		return (given == null || given.isBlank()) ? null : given.strip();
	}

	/**
	 * What of it can't be understood.
	 * @return sentences by field; empty if all is well
	 */
	Map<String, String> problems() {
		Map<String, String> problems = new LinkedHashMap<>();
		if (this.kind != null && EntryKind.ofWord(this.kind).isEmpty()) {
			problems.put("kind", "There is no such kind. Leave it out, or take one of the list.");
		}
		moment("from", this.from, problems);
		moment("to", this.to, problems);
		if (problems.isEmpty() && this.from != null && this.to != null
				&& !instant(this.from).isBefore(instant(this.to))) {
			problems.put("to", "The end is not after the beginning.");
		}
		if (this.text != null && this.text.length() > LONGEST_TEXT) {
			problems.put("text", "Look for " + LONGEST_TEXT + " characters at the most.");
		}
		return problems;
	}

	/**
	 * The same, if it can be understood.
	 * @return the same
	 * @throws Invalid if it can't
	 */
	HistoryFilter checked() {
		Map<String, String> problems = problems();
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		return this;
	}

	private static void moment(String field, @Nullable String given, Map<String, String> problems) {
		try {
			if (given != null) {
				instant(given);
			}
		}
		catch (DateTimeException ex) {
			problems.put(field, "A moment in UTC looks like 2026-11-22T09:30:00Z.");
		}
	}

	/** Both what programs send and what a field of a page without a script does. */
	private static Instant instant(String given) {
		return given.endsWith("Z") ? Instant.parse(given) : LocalDateTime.parse(given).toInstant(ZoneOffset.UTC);
	}

	@Nullable Instant since() {
		return (this.from != null) ? instant(this.from) : null;
	}

	@Nullable Instant until() {
		return (this.to != null) ? instant(this.to) : null;
	}

	public boolean isNone() {
		return equals(NONE);
	}

	/** A zone that a browser names; UTC for what is none. */
	static ZoneId zone(@Nullable String named) {
		try {
			return (named != null && !named.isBlank()) ? ZoneId.of(named) : ZoneOffset.UTC;
		}
		catch (DateTimeException ex) {
			return ZoneOffset.UTC;
		}
	}

}
