package org.followthrough.rota;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.identity.People;
import org.followthrough.teams.Teams;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.followthrough.web.SiteAddress;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Secret addresses for calendar programs, which can't sign in. An address is 256 random
 * bits, shown once and kept as a hash. It ends when somebody takes it back, or whoever
 * made it has no account any more.
 */
@Component
class RotaFeeds {

	static final String PATH = "/rota/feed/";

	private static final int MOST = 20;

	private final RotaFeedMapper feeds;

	private final Rota rota;

	private final RotaEditors editors;

	private final Teams teams;

	private final People people;

	private final SiteAddress site;

	private final Audit audit;

	RotaFeeds(RotaFeedMapper feeds, Rota rota, RotaEditors editors, Teams teams, @Lazy People people, SiteAddress site,
			Audit audit) {
		this.feeds = feeds;
		this.rota = rota;
		this.editors = editors;
		this.teams = teams;
		this.people = people;
		this.site = site;
		this.audit = audit;
	}

	/**
	 * Makes an address, as the current actor: everybody who works here for a team,
	 * engineers for themselves, managers for everybody.
	 * @param team the team; empty for an engineer's
	 * @param engineer the account of the engineer; empty for a team's
	 * @return the address, which can't be read again later
	 */
	@Transactional
	Made make(String team, String engineer) {
		if (team.isBlank() == engineer.isBlank()) {
			throw new Invalid("team", "Name a team or an engineer.");
		}
		if (!team.isBlank() && this.teams.all().stream().noneMatch((known) -> known.name().equals(team.strip()))) {
			throw new Invalid("team", "There is no team \"" + team + "\".");
		}
		if (!engineer.isBlank()) {
			this.editors.requireManagerOr(engineer.strip(), "Engineers read their own weeks, managers everybody's.");
			if (!this.rota.isEngineer(engineer.strip())) {
				throw new Invalid("engineer", "\"" + engineer + "\" is no engineer's account.");
			}
		}
		if (mine().size() >= MOST) {
			throw new Invalid("team", "You have " + MOST + " addresses already. Take one back first.");
		}
		byte[] secret = new byte[32];
		new SecureRandom().nextBytes(secret);
		String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
		RotaFeed made = this.feeds.insert(DigestUtils.sha256(token), team.isBlank() ? null : team.strip(),
				engineer.isBlank() ? null : engineer.strip(), Actor.current().id(), this.rota.now());
		this.audit.record(Audit.SYSTEM, "rota.feed-made", details(made));
		return new Made(made, this.site.of(PATH + token + ".ics"));
	}

	/** Those that the current actor has made. */
	@Transactional(readOnly = true)
	List<RotaFeed> mine() {
		return this.feeds.of(Actor.current().id());
	}

	/** Takes an address back, as whoever made it or a manager. */
	@Transactional
	void remove(long id) {
		RotaFeed gone = this.feeds.get(id)
			.filter((feed) -> this.editors.is(feed.madeBy()) || this.editors.isManager())
			.orElseThrow(NoSuchFeed::new);
		this.feeds.delete(id);
		this.audit.record(Audit.SYSTEM, "rota.feed-removed", details(gone));
	}

	/** What an address shows, if it is one. */
	@Transactional(readOnly = true)
	Optional<RotaFeed> of(String token) {
		return this.feeds.find(DigestUtils.sha256(token)).filter((feed) -> this.people.find(feed.madeBy()).isPresent());
	}

	private static Map<String, Object> details(RotaFeed feed) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("feed", feed.id());
		details.put("team", Objects.requireNonNullElse(feed.team(), ""));
		details.put("engineer", Objects.requireNonNullElse(feed.engineer(), ""));
		return details;
	}

	/**
	 * An address that was made.
	 *
	 * @param feed what it shows
	 * @param address where; whoever knows it may read it
	 */
	record Made(RotaFeed feed, String address) {
	}

	/** There is no such address, or it isn't theirs. */
	static class NoSuchFeed extends Refusal {

		NoSuchFeed() {
			super(Kind.NOT_FOUND, "There is no such address. It may have been taken back.");
		}

	}

}
