package org.followthrough.identity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.followthrough.web.SiteAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the first administrator: while nobody has an account, each start writes a link
 * into the log that works once and for a day.
 */
@Component
class FirstAdministrator {

	private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

	private static final Duration LIFETIME = Duration.ofDays(1);

	private static final int SHORTEST_PASSWORD = 12;

	private final People people;

	private final SetupLinkMapper links;

	private final SiteAddress site;

	private final Clock clock;

	FirstAdministrator(@org.springframework.context.annotation.Lazy People people, SetupLinkMapper links,
			SiteAddress site, Clock clock) {
		this.people = people;
		this.links = links;
		this.site = site;
		this.clock = clock;
	}

	@EventListener(ApplicationReadyEvent.class)
	void offer() {
		if (this.people.areNone()) {
			byte[] secret = new byte[32];
			new SecureRandom().nextBytes(secret);
			String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
			this.links.insert(DigestUtils.sha256(token), this.clock.instant().plus(LIFETIME));
			log.warn("Nobody has an account yet. Make the first administrator here, within a day: {}",
					this.site.of("/setup/" + token));
		}
	}

	/**
	 * Refuses a link that was used or whose time is over.
	 */
	@Transactional(readOnly = true)
	void require(String token) {
		if (this.links.countUsable(DigestUtils.sha256(token), this.clock.instant()) == 0 || !this.people.areNone()) {
			throw new LinkUsed();
		}
	}

	/**
	 * Makes the administrator and uses the link up.
	 */
	@Transactional
	void create(String token, String account, String name, String email, String password) {
		require(token);
		Map<String, String> wrong = new LinkedHashMap<>();
		if (!account.matches("[A-Za-z0-9][A-Za-z0-9@._-]{0,63}")) {
			wrong.put("account", "An account consists of letters, digits and . _ - @, up to 64.");
		}
		if (name.isBlank()) {
			wrong.put("name", "Please give a name.");
		}
		if (password.length() < SHORTEST_PASSWORD) {
			wrong.put("password", "The password needs " + SHORTEST_PASSWORD + " characters or more.");
		}
		if (!wrong.isEmpty()) {
			throw new Invalid(wrong);
		}
		Instant now = this.clock.instant();
		if (this.links.use(DigestUtils.sha256(token), now) == 0) {
			throw new LinkUsed();
		}
		Actor.person(account, Door.PAGE)
			.runs(() -> this.people.add(new Person(account, name.strip(), email.strip(), Set.of(Groups.ADMINS)),
					password));
	}

	/**
	 * The link doesn't work any more, or never did.
	 */
	static class LinkUsed extends Refusal {

		LinkUsed() {
			super(Kind.GONE, "This link was used, or its day is over. While nobody has an account, a restart writes a "
					+ "new one into the log; afterwards, ask an administrator.");
		}

	}

}
