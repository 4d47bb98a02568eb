package org.followthrough.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The languages that customers are written to in: one for each file
 * {@code languages/<tag>.properties}, of the product or in the data folder. What one
 * lacks is said in English.
 */
@Component("languages")
public class Languages {

	private static final Logger log = LoggerFactory.getLogger(Languages.class);

	private static final String ENGLISH = "en";

	private static final Pattern WORD = Pattern.compile("\\p{L}+");

	private static final int LOOKED_AT = 400;

	private static final int TYPICAL = 3;

	private final Map<String, Language> byCode;

	private final Language usual;

	Languages(@Value("${followthrough.data:data}") String data, @Value("${followthrough.language:en}") String usual) {
		Map<String, Properties> files = new TreeMap<>();
		read(files, "classpath*:languages/*.properties");
		read(files, "file:" + data + "/languages/*.properties");
		Properties english = Objects.requireNonNull(files.get(ENGLISH));
		Map<String, Language> all = new TreeMap<>();
		files.forEach((code, file) -> all.put(code, new Language(code, complete(code, file, english))));
		this.byCode = Collections.unmodifiableMap(all);
		this.usual = find(usual)
			.orElseThrow(() -> new IllegalArgumentException("followthrough.language: there is no file languages/"
					+ usual + ".properties. There are languages " + String.join(", ", all.keySet()) + "."));
	}

	private static void read(Map<String, Properties> into, String pattern) {
		try {
			for (Resource file : new PathMatchingResourcePatternResolver().getResources(pattern)) {
				String code = String.valueOf(file.getFilename())
					.replaceFirst("\\.properties$", "")
					.toLowerCase(Locale.ROOT);
				try (Reader text = new InputStreamReader(file.getInputStream(), StandardCharsets.UTF_8)) {
					into.computeIfAbsent(code, (first) -> new Properties()).load(text);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, String> complete(String code, Properties file, Properties english) {
		Set<String> missing = new TreeSet<>(english.stringPropertyNames());
		missing.removeAll(file.stringPropertyNames());
		if (!missing.isEmpty()) {
			log.warn("The language {} lacks {} texts, which are said in English: {}", code, missing.size(), missing);
		}
		Map<String, String> texts = new HashMap<>();
		english.stringPropertyNames().forEach((key) -> texts.put(key, file.getProperty(key, english.getProperty(key))));
		return Map.copyOf(texts);
	}

	/**
	 * All of them.
	 * @return by their tags
	 */
	public Collection<Language> all() {
		return this.byCode.values();
	}

	/**
	 * The one that is used while nothing is known of a reader.
	 * @return English, unless the setting {@code followthrough.language} says otherwise
	 */
	public Language usual() {
		return this.usual;
	}

	/**
	 * English, for what managers see of customers' texts.
	 * @return the language
	 */
	public Language english() {
		return of(ENGLISH);
	}

	/**
	 * The language of a tag.
	 * @param code such as {@code de}; null if it isn't known
	 * @return it, or the usual one
	 */
	public Language of(@Nullable String code) {
		return find(code).orElse(this.usual);
	}

	/**
	 * The language of a tag.
	 * @param code such as {@code de} or {@code de-AT}
	 * @return it, if there is a file for it, or for the language without its region
	 */
	public Optional<Language> find(@Nullable String code) {
		String tag = (code != null) ? code.strip().toLowerCase(Locale.ROOT).replace('_', '-') : "";
		return Optional.ofNullable(this.byCode.get(tag))
			.or(() -> Optional.ofNullable(this.byCode.get(tag.replaceFirst("-.*", ""))));
	}

	/**
	 * The one that somebody reads best.
	 * @param accepted what their browser says (Accept-Language, RFC 9110), or their mail
	 * (Content-Language, RFC 3282); null if it doesn't
	 * @return the language, if there is one that they read
	 */
	public Optional<Language> accepted(@Nullable String accepted) {
		if (accepted == null || accepted.isBlank() || accepted.length() > LOOKED_AT) {
			return Optional.empty();
		}
		try {
			return Locale.LanguageRange.parse(accepted)
				.stream()
				.filter((range) -> range.getWeight() > 0)
				.flatMap((range) -> find(range.getRange()).stream())
				.findFirst();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The language that a text is in, told by its commonest words: each file brings its
	 * own.
	 * @param text what somebody wrote; what they quote, line by line, isn't looked at
	 * @return the language; empty where that isn't clear
	 */
	public Optional<Language> spokenIn(String text) {
		List<String> words = text.lines()
			.filter((line) -> !line.startsWith(">"))
			.flatMap((line) -> WORD.matcher(line).results())
			.map(MatchResult::group)
			.map((word) -> word.toLowerCase(Locale.ROOT))
			.limit(LOOKED_AT)
			.collect(Collectors.toCollection(ArrayList::new));
		Language best = null;
		long most = 0;
		long second = 0;
		for (Language language : all()) {
			long typical = language.typical(words);
			if (typical > most) {
				best = language;
				second = most;
				most = typical;
			}
			else {
				second = Math.max(second, typical);
			}
		}
		return (most >= TYPICAL && most >= 2 * second) ? Optional.ofNullable(best) : Optional.empty();
	}

}
