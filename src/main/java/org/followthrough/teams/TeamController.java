package org.followthrough.teams;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Teams over REST.
 */
@RestController
@RequestMapping("/api/v1/teams")
@Tag(name = "Teams")
class TeamController {

	private final Teams teams;

	private final Calendars calendars;

	private final Recounts recounts;

	private final Removals removals;

	TeamController(Teams teams, Calendars calendars, Recounts recounts, Removals removals) {
		this.removals = removals;
		this.teams = teams;
		this.calendars = calendars;
		this.recounts = recounts;
	}

	@GetMapping
	@Operation(summary = "Lists the teams: when they work, and who is called when a promise of theirs runs out")
	List<TeamResource> list() {
		Map<Long, String> names = this.calendars.all()
			.stream()
			.collect(Collectors.toMap(TeamCalendar::id, TeamCalendar::name));
		Map<String, Recount> recounts = this.recounts.all()
			.stream()
			.collect(Collectors.toMap(Recount::team, (recount) -> recount));
		return this.teams.all()
			.stream()
			.map((team) -> TeamResource.of(team, names, recounts.get(team.name())))
			.toList();
	}

	@PutMapping("/{name}")
	@Operation(summary = "Says when a team works, and who is called for it",
			description = "For managers. A team without a calendar works round the clock. If its calendar changes, what "
					+ "runs on its cases is counted anew.")
	TeamResource save(@PathVariable String name, @RequestBody TeamRequest request) {
		Team saved = this.teams.save(name, Objects.requireNonNullElse(request.calendar(), ""),
				Objects.requireNonNullElse(request.manager(), ""),
				Objects.requireNonNullElse(request.managerAbove(), ""));
		return list().stream().filter((team) -> team.name().equals(saved.name())).findFirst().orElseThrow();
	}

	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Removes what is said of a team that no case goes to", description = "For managers.")
	void remove(@PathVariable String name) {
		this.removals.team(name);
	}

	/**
	 * What is said about a team.
	 *
	 * @param calendar the name of its calendar; null for round the clock
	 * @param manager the account of the manager who is called first
	 * @param managerAbove the account of the manager who is called next
	 */
	record TeamRequest(@Nullable String calendar, @Nullable String manager, @Nullable String managerAbove) {
	}

	/**
	 * A team.
	 *
	 * @param name its name
	 * @param calendar the name of its calendar; null for round the clock
	 * @param manager the account of the manager who is called first
	 * @param managerAbove the account of the manager who is called next
	 * @param countingAnew whether what runs on its cases is being counted anew
	 */
	record TeamResource(String name, @Nullable String calendar, @Nullable String manager, @Nullable String managerAbove,
			boolean countingAnew) {

		static TeamResource of(Team team, Map<Long, String> calendars, @Nullable Recount recount) {
			Long calendar = team.calendar();
			return new TeamResource(team.name(), (calendar != null) ? calendars.get(calendar) : null, team.manager(),
					team.managerAbove(), recount != null && !recount.isDone());
		}

	}

}
