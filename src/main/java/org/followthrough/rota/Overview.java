package org.followthrough.rota;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.teams.Team;
import org.followthrough.teams.Teams;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The coming weeks of teams, as people look at them.
 */
@Component
class Overview {

	private static final int MOST_WEEKS = 104;

	private static final int SOON = 4;

	private final Rota rota;

	private final Teams teams;

	private final DutyMapper duties;

	Overview(Rota rota, Teams teams, DutyMapper duties) {
		this.rota = rota;
		this.teams = teams;
		this.duties = duties;
	}

	/**
	 * All teams, those without a rota included.
	 * @param weeks how many weeks each, from the current one on
	 */
	@Transactional(readOnly = true)
	List<TeamWeeks> all(int weeks) {
		Map<String, DutyMapper.Row> seenTo = this.duties.all()
			.stream()
			.collect(Collectors.toMap(DutyMapper.Row::team, Function.identity()));
		return this.teams.all().stream().map(Team::name).map((team) -> of(team, weeks, seenTo.get(team))).toList();
	}

	private TeamWeeks of(String team, int weeks, DutyMapper.@Nullable Row seenTo) {
		if (weeks < 1 || weeks > MOST_WEEKS) {
			throw new Invalid("weeks", "Between 1 and " + MOST_WEEKS + " weeks can be shown.");
		}
		TeamRota rota = this.rota.of(team);
		Duty now = rota.at(this.rota.now());
		LocalDate last = now.week().plusWeeks(weeks).minusDays(1);
		Map<LocalDate, String> holidays = this.teams.daysOff(team, now.week(), last);
		List<RotaWeek> shown = new ArrayList<>();
		for (int i = 0; i < weeks && !rota.isEmpty(); i++) {
			shown.add(RotaWeek.of(rota, now.week().plusWeeks(i), holidays));
		}
		return new TeamWeeks(team, now.week(), now.engineer(), rota.begins(now.week().plusWeeks(1)),
				isHandingOver(rota, now, seenTo), endsSoon(rota, now.week()).orElse(null), shown);
	}

	/** Until what the rota says now was seen to. */
	private static boolean isHandingOver(TeamRota rota, Duty now, DutyMapper.@Nullable Row seenTo) {
		if (seenTo == null) {
			return !rota.isEmpty();
		}
		return seenTo.dueAt() != null || !seenTo.engineer().equals(Objects.requireNonNullElse(now.engineer(), ""))
				|| !seenTo.week().equals(now.week());
	}

	private static Optional<String> endsSoon(TeamRota rota, LocalDate week) {
		return rota.last()
			.filter((last) -> last.isBefore(week.plusWeeks(SOON)))
			.map((last) -> last.isBefore(week) ? "The rota has ended, and nobody is put in. Plan on."
					: "The rota ends with the week of " + RotaWeek.words(last) + ". Plan on.");
	}

	/**
	 * The coming weeks of a team.
	 *
	 * @param team the team
	 * @param week the current week, named by its Monday
	 * @param onShift the account of who gets escalations now; null for any engineer
	 * @param turnsAt when the next week's shift begins
	 * @param handingOver whether open escalations are being gone through, because that
	 * changed
	 * @param warning what is wrong with the whole; null if nothing is
	 * @param weeks the weeks, the current one first; empty if the team has no rota
	 */
	record TeamWeeks(String team, LocalDate week, @Nullable String onShift, Instant turnsAt, boolean handingOver,
			@Nullable String warning, List<RotaWeek> weeks) {
	}

}
