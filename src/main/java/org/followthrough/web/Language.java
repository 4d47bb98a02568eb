package org.followthrough.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A language that customers read: its texts, and how it writes times.
 */
public final class Language {

	private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

	private final String code;

	private final Map<String, String> texts;

	private final Set<String> words;

	private final DateTimeFormatter moment;

	private final DateTimeFormatter brief;

	/**
	 * A language.
	 * @param code its tag, such as {@code de}
	 * @param texts its texts, complete
	 */
	Language(String code, Map<String, String> texts) {
		this.code = code;
		this.texts = texts;
		this.words = Set.copyOf(Arrays.asList(text("language.words").split("\\s+")));
		Locale locale = Locale.forLanguageTag(code.equals("en") ? "en-GB" : code);
		this.moment = DateTimeFormatter.ofPattern(text("time.moment"), locale);
		this.brief = DateTimeFormatter.ofPattern(text("time.short"), locale).withZone(ZoneOffset.UTC);
	}

	/**
	 * Its tag (BCP 47).
	 * @return such as {@code de}
	 */
	public String code() {
		return this.code;
	}

	/**
	 * What it calls itself.
	 * @return such as {@code Deutsch}
	 */
	public String name() {
		return text("language.name");
	}

	/**
	 * A text.
	 * @param key which
	 * @param named names in it, each followed by what stands in its place
	 * @return the text
	 */
	public String say(String key, Object... named) {
		Map<String, String> values = new HashMap<>();
		for (int i = 0; i < named.length; i += 2) {
			values.put(String.valueOf(named[i]), String.valueOf(named[i + 1]));
		}
		// In one go, since what is filled in may look like a name.
		return NAME.matcher(text(key))
			.replaceAll((name) -> Matcher.quoteReplacement(values.getOrDefault(name.group(1), name.group())));
	}

	/**
	 * A text that may not be there, such as that of a step that a manager added.
	 * @param key which
	 * @param otherwise the key of the text that stands in for it
	 * @return the text
	 */
	public String sayOr(String key, String otherwise) {
		return text(this.texts.containsKey(key) ? key : otherwise);
	}

	/**
	 * Whether it has a text.
	 * @param key which
	 * @return true if it has
	 */
	public boolean has(String key) {
		return this.texts.containsKey(key);
	}

	/**
	 * Why something was refused, to its customer.
	 * @param refusal the refusal
	 * @return a sentence of this language
	 */
	public String refused(Refusal refusal) {
		String name = refusal.getClass()
			.getSimpleName()
			.replaceAll("(?<=[a-z])(?=[A-Z])", "-")
			.toLowerCase(Locale.ROOT);
		String key = "refused." + name;
		return say(has(key) ? key : "refused.other", refusal.named());
	}

	/**
	 * A moment in full, in the zone of this installation.
	 * @param at when
	 * @return such as {@code Monday, 30 November 2026, 10:00 CET}
	 */
	public String moment(Instant at) {
		return this.moment.format(at.atZone(ZoneId.systemDefault()));
	}

	/**
	 * A moment in short, in UTC, for pages whose script shows it in the reader's zone.
	 * @param at when
	 * @return such as {@code 30 Nov 2026, 09:00 UTC}
	 */
	public String shortly(Instant at) {
		return this.brief.format(at);
	}

	/** How many of some words, in lower case, are typical of it. */
	long typical(Iterable<String> of) {
		long count = 0;
		for (String word : of) {
			count += this.words.contains(word) ? 1 : 0;
		}
		return count;
	}

	private String text(String key) {
		return Objects.requireNonNull(this.texts.get(key), () -> "The language " + this.code + " has no text " + key);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Language same && same.code.equals(this.code);
	}

	@Override
	public int hashCode() {
		return this.code.hashCode();
	}

	@Override
	public String toString() {
		return this.code;
	}

}
