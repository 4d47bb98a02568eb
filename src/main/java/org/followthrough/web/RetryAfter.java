package org.followthrough.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The header in which a server says when it wants to be asked again
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, section
 * 10.2.3</a>).
 */
public final class RetryAfter {

	private RetryAfter() {
	}

	/**
	 * Reads it.
	 * @param value seconds, or a date; null if the header isn't there
	 * @param now the time that seconds count from
	 * @return the moment; empty if it names none
	 */
	public static Optional<Instant> read(@Nullable String value, Instant now) {
		if (value == null) {
			return Optional.empty();
		}
		String told = value.strip();
		return told.matches("\\d{1,11}") ? Optional.of(now.plusSeconds(Long.parseLong(told))) : date(told);
	}

	private static Optional<Instant> date(String told) {
		try {
			return Optional.of(ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

}
