package org.followthrough.export;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a case.
 *
 * @param id unlike that of every other event: the case, the entry that tells of it, and
 * which of several in one entry
 * @param at when, to the millisecond
 * @param activity what was done
 * @param lifecycle how far that is with it
 * @param resource who did it: an account, a customer without a name, or the application
 * @param role as what they did it
 * @param team who carried the case then; null before triage
 * @param instance which of several tasks, promises or messages it is about
 * @param action what the audit calls it
 * @param door by which way they came in
 * @param more what else is said of it
 * @param about what it is about
 */
record LoggedEvent(String id, Instant at, String activity, Lifecycle lifecycle, String resource, String role,
		@Nullable String team, @Nullable String instance, String action, String door, List<Attribute> more,
		List<Touched> about) {

	/**
	 * The transitions of the lifecycle extension of XES that happen here.
	 */
	enum Lifecycle {

		/** It is to be done. */
		SCHEDULE,
		/** Somebody is named who is to do it. */
		ASSIGN,
		/** Nobody is named any more. */
		WITHDRAW,
		/** Somebody took it, or waiting for it began. */
		START,
		/** Whoever had it gave it back. */
		SUSPEND,
		/** It is done. */
		COMPLETE;

		/** The word for it in the standard. */
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
