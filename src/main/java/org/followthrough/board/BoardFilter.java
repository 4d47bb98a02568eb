package org.followthrough.board;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.promises.Promise;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * Which promises somebody wants to see, as an address says it. Each part narrows; an
 * empty one doesn't.
 *
 * @param bucket how soon they are due
 * @param team who carries the case
 * @param owner who answers for the case: an account, {@code mine} or {@code nobody}
 * @param kind what is promised
 * @param severity of the case
 * @param paused {@code yes} for those that wait for the customer, {@code no} for the
 * others
 */
record BoardFilter(@Nullable String bucket, @Nullable String team, @Nullable String owner, @Nullable String kind,
		@Nullable String severity, @Nullable String paused) {

	/** The reader's own. */
	static final String MINE = "mine";

	/** Those that nobody has taken. */
	static final String NOBODY = "nobody";

	/** What triage makes of cases. */
	static final List<String> SEVERITIES = List.of("critical", "high", "normal", "low");

	BoardFilter {
		bucket = orNothing(bucket);
		team = orNothing(team);
		owner = orNothing(owner);
		kind = orNothing(kind);
		severity = orNothing(severity);
		paused = orNothing(paused);
	}

	private static @Nullable String orNothing(@Nullable String value) {
		return (value == null || value.isBlank()) ? null : value.strip();
	}

	/**
	 * What to look for in the tables.
	 * @param reader who asks; null if {@code mine} means nobody
	 * @return the same with everything read
	 * @throws Invalid if a part says nothing that one could look for
	 */
	Wanted wanted(String reader) {
		return new Wanted(read("bucket", this.bucket, Bucket::of, words(Bucket.values(), Bucket::word)), this.team,
				MINE.equals(this.owner) ? reader : NOBODY.equals(this.owner) ? null : this.owner,
				NOBODY.equals(this.owner),
				read("kind", this.kind, BoardFilter::kind, words(Promise.Kind.values(), Promise.Kind::word)),
				this.severity,
				(this.paused == null) ? null : read("paused", this.paused, BoardFilter::yesOrNo, "yes, no"));
	}

	private static Optional<Promise.Kind> kind(String word) {
		return Arrays.stream(Promise.Kind.values()).filter((kind) -> kind.word().equals(word)).findFirst();
	}

	private static Optional<Boolean> yesOrNo(String word) {
		return switch (word) {
			case "yes" -> Optional.of(true);
			case "no" -> Optional.of(false);
			default -> Optional.empty();
		};
	}

	private static <T> String words(T[] all, java.util.function.Function<T, String> word) {
		return String.join(", ", Arrays.stream(all).map(word).toList());
	}

	private static <T> @Nullable T read(String field, @Nullable String value,
			java.util.function.Function<String, Optional<T>> reader, String known) {
		return (value == null) ? null : reader.apply(value)
			.orElseThrow(() -> new Invalid(field, "\"" + field + "\" is one of " + known + "."));
	}

	/**
	 * Whether nothing is left out.
	 * @return true if no part narrows
	 */
	public boolean isAll() {
		return parts().isEmpty();
	}

	/**
	 * The same for another bucket.
	 * @param other the bucket; null for all
	 * @return the filter
	 */
	public BoardFilter with(@Nullable Bucket other) {
		return new BoardFilter((other != null) ? other.word() : null, this.team, this.owner, this.kind, this.severity,
				this.paused);
	}

	/**
	 * The part of an address that says the same.
	 * @return begins with a question mark; empty when everything is wanted
	 */
	public String query() {
		String query = String.join("&",
				parts().entrySet()
					.stream()
					.map((part) -> part.getKey() + "=" + UriUtils.encode(part.getValue(), StandardCharsets.UTF_8))
					.toList());
		return query.isEmpty() ? "" : "?" + query;
	}

	private Map<String, String> parts() {
		Map<String, @Nullable String> all = new LinkedHashMap<>();
		all.put("bucket", this.bucket);
		all.put("team", this.team);
		all.put("owner", this.owner);
		all.put("kind", this.kind);
		all.put("severity", this.severity);
		all.put("paused", this.paused);
		Map<String, String> said = new LinkedHashMap<>();
		all.forEach((name, value) -> {
			if (value != null) {
				said.put(name, value);
			}
		});
		return said;
	}

	/**
	 * What to look for in the tables.
	 *
	 * @param bucket how soon due
	 * @param team who carries the case
	 * @param owner who answers for it
	 * @param unowned whether nobody does
	 * @param kind what is promised
	 * @param severity of the case
	 * @param paused whether it waits for the customer
	 */
	record Wanted(@Nullable Bucket bucket, @Nullable String team, @Nullable String owner, boolean unowned,
			Promise.@Nullable Kind kind, @Nullable String severity, @Nullable Boolean paused) {
	}

}
