package org.followthrough.trackers;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

import org.followthrough.web.RetryAfter;

import org.springframework.http.HttpHeaders;

/**
 * Reads from an answer how long a tracker wants to be left alone.
 * <ul>
 * <li>GitHub: {@code retry-after} in seconds; else {@code x-ratelimit-reset} in seconds
 * since 1970 once {@code x-ratelimit-remaining} is 0; else at least a minute. It answers
 * 403 or 429 (<a href=
 * "https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">Rate
 * limits for the REST API</a>, <a href=
 * "https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api">Best
 * practices</a>).</li>
 * <li>GitLab: 429 with {@code Retry-After}, {@code RateLimit-Remaining} and
 * {@code RateLimit-Reset} in seconds since 1970 (<a href=
 * "https://docs.gitlab.com/administration/settings/user_and_ip_rate_limits/#response-headers">User
 * and IP rate limits</a>).</li>
 * <li>Jira Cloud: 429, or 503, with {@code Retry-After} in seconds, and
 * {@code X-RateLimit-Reset} as ISO 8601
 * (<a href= "https://developer.atlassian.com/cloud/jira/platform/rate-limiting/">Rate
 * limiting</a>). Data Center: 429 with {@code Retry-After} (<a href=
 * "https://confluence.atlassian.com/adminjiraserver/adjusting-your-code-for-rate-limiting-987143384.html">Adjusting
 * your code</a>).</li>
 * </ul>
 */
final class RateLimit {

	private static final Duration AT_LEAST = Duration.ofMinutes(1);

	/** A clock that is wrong there must not silence a tracker for ever. */
	private static final Duration AT_MOST = Duration.ofHours(2);

	private RateLimit() {
	}

	/**
	 * When a tracker may be asked again.
	 * @param status of its answer
	 * @param headers of its answer
	 * @param words what the answer says
	 * @param now the time
	 * @return the moment, if the answer is about that at all
	 */
	static Optional<Instant> until(int status, HttpHeaders headers, String words, Instant now) {
		Optional<Instant> named = RetryAfter.read(headers.getFirst(HttpHeaders.RETRY_AFTER), now)
			.or(() -> isUsedUp(headers) ? reset(headers) : Optional.empty());
		boolean meant = switch (status) {
			case 429 -> true;
			case 403 -> named.isPresent() || words.toLowerCase(java.util.Locale.ROOT).contains("rate limit");
			case 503 -> named.isPresent();
			default -> false;
		};
		return meant ? Optional.of(within(named.orElse(now.plus(AT_LEAST)), now)) : Optional.empty();
	}

	private static Instant within(Instant named, Instant now) {
		Instant latest = now.plus(AT_MOST);
		return named.isAfter(latest) ? latest : named.isBefore(now) ? now.plusSeconds(1) : named;
	}

	private static boolean isUsedUp(HttpHeaders headers) {
		return "0".equals(headers.getFirst("X-RateLimit-Remaining"))
				|| "0".equals(headers.getFirst("RateLimit-Remaining"));
	}

	private static Optional<Instant> reset(HttpHeaders headers) {
		return Optional.ofNullable(headers.getFirst("X-RateLimit-Reset"))
			.or(() -> Optional.ofNullable(headers.getFirst("RateLimit-Reset")))
			.flatMap((value) -> seconds(value).map(Instant::ofEpochSecond).or(() -> iso(value)));
	}

	/** Jira leaves the seconds out. */
	private static Optional<Instant> iso(String value) {
		try {
			return Optional.of(OffsetDateTime.parse(value.strip()).toInstant());
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	private static Optional<Long> seconds(String value) {
		return value.strip().matches("\\d{1,11}") ? Optional.of(Long.valueOf(value.strip())) : Optional.empty();
	}

}
