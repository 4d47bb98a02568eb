package org.followthrough.rota;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.teams.Teams;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who is on support now. Costs next to nothing.
 */
@Component
public class Rota {

	private final RotaCache cache;

	private final Teams teams;

	private final People people;

	private final Clock clock;

	Rota(RotaCache cache, Teams teams, @Lazy People people, Clock clock) {
		this.cache = cache;
		this.teams = teams;
		this.people = people;
		this.clock = clock;
	}

	/**
	 * The engineer who gets the escalations of a team now.
	 * @param team the team; null while nobody knows who carries a case
	 * @return the account of whoever has the week or stands in; nobody if the team has no
	 * rota, or no engineer is left on it
	 */
	public Optional<String> onShift(@Nullable String team) {
		return (team == null) ? Optional.empty() : Optional.ofNullable(of(team).at(this.clock.instant()).engineer());
	}

	/**
	 * Whether somebody can have an escalation of a team now.
	 * @param account their account
	 * @param team the team, whose zone says what day it is
	 * @return false if they are away or no engineer any more
	 */
	public boolean isThere(String account, @Nullable String team) {
		TeamRota rota = of((team != null) ? team : "");
		return isEngineer(account) && !rota.isAway(account, rota.day(this.clock.instant()));
	}

	/**
	 * Whether somebody is an engineer now.
	 * @param account their account
	 * @return false if they left the group, or have no account
	 */
	public boolean isEngineer(String account) {
		return this.people.find(account).filter((person) -> person.isIn(Groups.ENGINEERS)).isPresent();
	}

	TeamRota of(String team) {
		RotaCache.Snapshot seen = this.cache.snapshot();
		return new TeamRota(this.teams.workingTime(team), seen.shifts().getOrDefault(team, new TreeMap<>()),
				seen.absences(), this::isEngineer);
	}

	/** The teams that have a rota, in order. */
	List<String> teams() {
		return this.cache.snapshot().teams().stream().sorted().toList();
	}

	/** Who is away, or will be. */
	List<Absence> absences() {
		return this.cache.snapshot().absences();
	}

	/** When the rota was changed last. */
	Instant changedAt() {
		return this.cache.snapshot().changedAt();
	}

	Instant now() {
		return this.clock.instant();
	}

}
