package org.followthrough.journey;

import java.util.Optional;

import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.teams.Team;
import org.followthrough.teams.Teams;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who is called when a promise runs out. Where a team names nobody, or somebody who is no
 * manager any more, all managers are called, and one of them takes it.
 */
@Component
class ManagersCalled {

	private final Teams teams;

	private final People people;

	ManagersCalled(Teams teams, @Lazy People people) {
		this.teams = teams;
		this.people = people;
	}

	/**
	 * The manager of a team who is called.
	 * @param team the team
	 * @param level how often this promise, and those before it, have called already
	 * @return the account, unless any manager may take it
	 */
	Optional<String> called(@Nullable String team, int level) {
		return (level > 1) ? above(team) : manager(this.teams.get(team).manager());
	}

	/**
	 * The manager above.
	 * @param team the team
	 * @return the account, unless any manager may take it
	 */
	Optional<String> above(@Nullable String team) {
		Team of = this.teams.get(team);
		return manager(of.managerAbove());
	}

	private Optional<String> manager(@Nullable String account) {
		return Optional.ofNullable(account)
			.filter((named) -> this.people.find(named).filter((person) -> person.isIn(Groups.MANAGERS)).isPresent());
	}

}
