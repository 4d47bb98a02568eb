package org.followthrough.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.web.Invalid;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tokens for programs. A token is 256 random bits, so a fast hash protects it as well as
 * a slow one would.
 */
@Component
public class ApiTokens {

	/**
	 * What tokens begin with, so that scanners find one that was committed by mistake.
	 */
	static final String PREFIX = "ft_";

	private static final Duration LIFETIME = Duration.ofDays(365);

	private static final int LONGEST_NAME = 100;

	private final ApiTokenMapper tokens;

	private final People people;

	private final Clock clock;

	private final LoadingCache<String, Optional<String>> accounts;

	ApiTokens(ApiTokenMapper tokens, @Lazy People people, Clock clock) {
		this.tokens = tokens;
		this.people = people;
		this.clock = clock;
		this.accounts = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(5))
			.maximumSize(10_000)
			.build((token) -> this.tokens.accountOf(DigestUtils.sha256(token), this.clock.instant()));
	}

	/**
	 * Makes a token.
	 * @param account for whom it acts
	 * @param name what it is for
	 * @return the token; it can't be read again later
	 */
	@Transactional
	public String create(String account, String name) {
		if (name.isBlank() || name.length() > LONGEST_NAME) {
			throw new Invalid("name", "Say in up to " + LONGEST_NAME + " characters what the token is for.");
		}
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
		Instant now = this.clock.instant();
		this.tokens.insert(account, name.strip(), DigestUtils.sha256(token), now, now.plus(LIFETIME));
		return token;
	}

	/**
	 * The tokens of a person.
	 * @param account the person
	 * @return up to a hundred
	 */
	@Transactional(readOnly = true)
	public List<ApiToken> of(String account) {
		return this.tokens.ofAccount(account);
	}

	/**
	 * Withdraws a token; nodes that know it forget it within seconds.
	 * @param account whose
	 * @param id which
	 */
	@Transactional
	public void delete(String account, long id) {
		this.tokens.delete(id, account);
		this.accounts.invalidateAll();
	}

	/**
	 * Withdraws all tokens of an account, because the account is deleted: whoever gets
	 * its name later must not find them valid.
	 * @param account whose
	 */
	@Transactional
	public void deleteAllOf(String account) {
		this.tokens.deleteAllOf(account);
		this.accounts.invalidateAll();
	}

	/**
	 * Whom a token acts for.
	 * @param token the token
	 * @return the person, if the token is genuine and its time isn't over
	 */
	Optional<Person> personOf(String token) {
		return token.startsWith(PREFIX) ? this.accounts.get(token).flatMap(this.people::find) : Optional.empty();
	}

}
