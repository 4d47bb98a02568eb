package org.followthrough.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Signs people in with account and password. Checking a password is slow on purpose, so a
 * pair that was right is remembered for a minute, as a keyed hash under a key that dies
 * with the process: programs that send a password with every request don't pay each time.
 */
@Component
class PersonAuthentication implements AuthenticationProvider {

	private static final Duration REMEMBERED = Duration.ofMinutes(1);

	private static final String ALGORITHM = "HmacSHA256";

	private final People people;

	private final SecretKeySpec key;

	private final Cache<String, Boolean> right = Caffeine.newBuilder()
		.expireAfterWrite(REMEMBERED)
		.maximumSize(1000)
		.build();

	PersonAuthentication(@Lazy People people) {
		this.people = people;
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	@Override
	public Authentication authenticate(Authentication tried) {
		String account = tried.getName();
		String password = String.valueOf(tried.getCredentials());
		String pair = hash(account + '\0' + password);
		if (this.right.getIfPresent(pair) == null) {
			if (!this.people.passwordMatches(account, password)) {
				throw wrong();
			}
			this.right.put(pair, true);
		}
		return signedIn(this.people.find(account).orElseThrow(PersonAuthentication::wrong));
	}

	private static BadCredentialsException wrong() {
		return new BadCredentialsException("Account and password don't belong together");
	}

	static UsernamePasswordAuthenticationToken signedIn(Person person) {
		return UsernamePasswordAuthenticationToken.authenticated(person, null,
				person.groups().stream().map((group) -> new SimpleGrantedAuthority(SignedIn.ROLE + group)).toList());
	}

	private String hash(String text) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public boolean supports(Class<?> type) {
		return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
	}

}
