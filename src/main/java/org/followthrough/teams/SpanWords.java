package org.followthrough.teams;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Spans of working time as people write them: {@code 4 h}, {@code 2 days},
 * {@code 1 day 30 min}. Hours are never made into days, since a working day has as many
 * hours as its calendar says.
 */
public final class SpanWords {

	private static final Pattern WORDS = Pattern.compile(
			"(?:(\\d{1,5})\\s*d(?:ays?)?)?[\\s,]*(?:(\\d{1,5})\\s*h(?:ours?|rs?)?)?[\\s,]*"
					+ "(?:(\\d{1,5})\\s*m(?:in(?:utes?)?)?)?[\\s,]*(?:(\\d{1,5})\\s*s(?:ec(?:onds?)?)?)?",
			Pattern.CASE_INSENSITIVE);

	private SpanWords() {
	}

	/**
	 * A span in words.
	 * @param span the span
	 * @return such as {@code 1 day 4 h}; {@link #parse} reads it as the same span
	 */
	public static String of(Span span) {
		List<String> words = new ArrayList<>();
		Duration time = span.time();
		if (span.days() > 0) {
			words.add(span.days() + ((span.days() == 1) ? " day" : " days"));
		}
		if (time.toHours() > 0) {
			words.add(time.toHours() + " h");
		}
		if (time.toMinutesPart() > 0) {
			words.add(time.toMinutesPart() + " min");
		}
		if (time.toSecondsPart() > 0) {
			words.add(time.toSecondsPart() + " s");
		}
		return words.isEmpty() ? "0 min" : String.join(" ", words);
	}

	/**
	 * Reads a span, in words or as ISO 8601 writes it.
	 * @param text what somebody wrote
	 * @return the span, or nothing if it is none
	 */
	public static Optional<Span> parse(String text) {
		String words = text.strip();
		try {
			if (words.toUpperCase(Locale.ROOT).startsWith("P")) {
				return Optional.of(Span.parse(words));
			}
			Matcher parts = WORDS.matcher(words);
			return (parts.matches() && words.matches("\\d.*")) ? Optional.of(span(parts)) : Optional.empty();
		}
		catch (DateTimeException | ArithmeticException ex) {
			return Optional.empty();
		}
	}

	private static Span span(Matcher parts) {
		return new Span(number(parts.group(1)),
				Duration.ofHours(number(parts.group(2)))
					.plusMinutes(number(parts.group(3)))
					.plusSeconds(number(parts.group(4))));
	}

	private static int number(@Nullable String digits) {
		return (digits != null) ? Integer.parseInt(digits) : 0;
	}

}
