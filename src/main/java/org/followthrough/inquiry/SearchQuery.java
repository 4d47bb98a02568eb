package org.followthrough.inquiry;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.followthrough.promises.Promise;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Which cases somebody looks for. Each criterion narrows; without any, all cases are
 * found. It can be understood: whoever has one need not check it.
 */
public final class SearchQuery {

	private static final int LONGEST_TEXT = 200;

	private static final int FIRST_YEAR = 1990;

	private static final int LAST_YEAR = 2200;

	/** At the least so much that no more than a hundred cases begin so. */
	private static final Pattern NUMBER = Pattern.compile("FT-\\d{4}-\\d{4,10}");

	private final Map<Criterion, String> criteria;

	private SearchQuery(Map<Criterion, String> criteria) {
		this.criteria = criteria;
	}

	/**
	 * Reads what somebody asks for.
	 * @param given values by the words of criteria; blank ones are left out
	 * @return the query
	 * @throws Invalid if a field is none of ours, or its value can't be understood
	 */
	public static SearchQuery of(Map<String, String> given) {
		Map<Criterion, String> criteria = new EnumMap<>(Criterion.class);
		Map<String, String> problems = new LinkedHashMap<>();
		given.forEach((field, value) -> Criterion.of(field).ifPresentOrElse((criterion) -> {
			if (value != null && !value.isBlank()) {
				criteria.put(criterion, value.strip());
			}
		}, () -> problems.put(field, "There is no field \"" + field + "\" here. The fields are "
				+ Arrays.stream(Criterion.values()).map(Criterion::word).collect(Collectors.joining(", ")) + ".")));
		criteria.forEach((criterion, value) -> problem(criterion, value)
			.ifPresent((problem) -> problems.put(criterion.word(), problem)));
		criteria.keySet()
			.stream()
			.filter((one) -> one.form() == Criterion.Form.LAST_DAY && criteria.containsKey(one.otherEnd())
					&& !problems.containsKey(one.word()) && !problems.containsKey(one.otherEnd().word()))
			.filter((one) -> day(criteria.get(one)).isBefore(day(criteria.get(one.otherEnd()))))
			.forEach((one) -> problems.put(one.word(), "The last day is before the first."));
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		return new SearchQuery(criteria);
	}

	/**
	 * Reads what {@link #address} wrote.
	 * @param address the part of an address after the question mark
	 * @return the query
	 */
	public static SearchQuery ofAddress(String address) {
		Map<String, String> given = new LinkedHashMap<>();
		UriComponentsBuilder.fromUriString("?" + address)
			.build()
			.getQueryParams()
			.toSingleValueMap()
			.forEach((field, value) -> given.put(field, UriUtils.decode(value, StandardCharsets.UTF_8)));
		return of(given);
	}

	private static Optional<String> problem(Criterion criterion, String value) {
		if (value.length() > ((criterion.form() == Criterion.Form.TEXT) ? LONGEST_TEXT : Word.LONGEST)) {
			return Optional.of("This is longer than anything it could find.");
		}
		return switch (criterion.form()) {
			case NUMBER -> problemUnless(NUMBER.matcher(value).matches(),
					"Case numbers look like FT-2026-000123. Write it whole, or at least four digits after the year.");
			case TEXT -> problemUnless(!TextQuery.of(value).isEmpty(),
					"These words are too short or in every text. Name one of at least three letters.");
			case FIRST_DAY, LAST_DAY -> problemUnless(isDay(value), "A day looks like 2026-11-22.");
			case WORD, SPOKEN -> known(criterion).filter((words) -> !words.contains(value))
				.map((words) -> "This is one of " + String.join(", ", words) + ".");
		};
	}

	private static Optional<String> problemUnless(boolean fine, String problem) {
		return fine ? Optional.empty() : Optional.of(problem);
	}

	private static Optional<List<String>> known(Criterion criterion) {
		return switch (criterion) {
			case OUTCOME -> Optional.of(Outcomes.all());
			case BROKEN -> Optional.of(Arrays.stream(Promise.Kind.values()).map(Promise.Kind::word).toList());
			default -> Optional.empty();
		};
	}

	private static boolean isDay(String value) {
		try {
			int year = day(value).getYear();
			return year >= FIRST_YEAR && year <= LAST_YEAR;
		}
		catch (DateTimeException ex) {
			return false;
		}
	}

	private static LocalDate day(@Nullable String value) {
		return LocalDate.parse(String.valueOf(value));
	}

	/**
	 * What is asked for.
	 * @param criterion by what
	 * @return the value; null if that doesn't matter
	 */
	public @Nullable String get(Criterion criterion) {
		return this.criteria.get(criterion);
	}

	/**
	 * Whether nothing is left out.
	 * @return true if all cases are meant
	 */
	public boolean isAll() {
		return this.criteria.isEmpty();
	}

	/**
	 * The part of an address that says the same, always in the same way.
	 * @return what follows the question mark; empty if all cases are meant
	 */
	public String address() {
		return this.criteria.entrySet()
			.stream()
			.map((one) -> one.getKey().word() + "=" + UriUtils.encode(one.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/**
	 * The same in words.
	 * @return such as "Team: support; Opened from: 2026-07-01"
	 */
	public String words() {
		return isAll() ? "All cases"
				: this.criteria.entrySet()
					.stream()
					.map((one) -> one.getKey().title() + ": " + one.getValue())
					.collect(Collectors.joining("; "));
	}

	/** The words that have to be so of a case. */
	List<Word> wanted() {
		return this.criteria.entrySet()
			.stream()
			.filter((one) -> one.getKey().form().isWord())
			.map((one) -> Word.of(one.getKey(), one.getValue()))
			.toList();
	}

	/** The moment at which a period begins; null if it doesn't matter. */
	@Nullable Instant from(Criterion first) {
		String day = this.criteria.get(first);
		return (day != null) ? day(day).atStartOfDay(ZoneOffset.UTC).toInstant() : null;
	}

	/** The moment before which a period ends; null if it doesn't matter. */
	@Nullable Instant before(Criterion last) {
		String day = this.criteria.get(last);
		return (day != null) ? day(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant() : null;
	}

	@Nullable LocalDate day(Criterion end) {
		String day = this.criteria.get(end);
		return (day != null) ? day(day) : null;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof SearchQuery query && query.criteria.equals(this.criteria);
	}

	@Override
	public int hashCode() {
		return this.criteria.hashCode();
	}

	@Override
	public String toString() {
		return words();
	}

}
