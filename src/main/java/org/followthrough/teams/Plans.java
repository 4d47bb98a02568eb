package org.followthrough.teams;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * What plans have in common, whichever door they come by.
 */
final class Plans {

	private Plans() {
	}

	/** What was given, if anything was. */
	static @Nullable String given(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	static @Nullable String lower(@Nullable String text) {
		return (text != null) ? text.toLowerCase(Locale.ROOT) : null;
	}

}
