package org.followthrough.rota;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The rota over REST.
 */
@RestController
@RequestMapping("/api/v1/rota")
@Tag(name = "Rota")
class RotaController {

	private final Overview overview;

	private final Shifts shifts;

	private final Absences absences;

	private final Swaps swaps;

	RotaController(Overview overview, Shifts shifts, Absences absences, Swaps swaps) {
		this.overview = overview;
		this.shifts = shifts;
		this.absences = absences;
		this.swaps = swaps;
	}

	@GetMapping
	@Operation(summary = "Who of the engineers is on support: now and in the coming weeks, by team",
			description = "Days are covered by whoever is put in, or by who stands in for them.")
	List<Overview.TeamWeeks> list(@RequestParam(defaultValue = "12") int weeks) {
		return this.overview.all(weeks);
	}

	@PostMapping("/teams/{team}/weeks")
	@Operation(summary = "Plans weeks by turns, in place of whoever was put in for them", description = "For managers.")
	Overview.TeamWeeks plan(@PathVariable String team, @Valid @RequestBody PlanRequest request) {
		this.shifts.plan(team, request.first(), request.weeks(), request.engineers());
		return team(team);
	}

	@PutMapping("/teams/{team}/weeks/{week}")
	@Operation(summary = "Puts an engineer in for one week", description = "For managers.")
	Overview.TeamWeeks set(@PathVariable String team, @PathVariable LocalDate week,
			@Valid @RequestBody WeekRequest request) {
		this.shifts.set(team, week, request.engineer().strip());
		return team(team);
	}

	@DeleteMapping("/teams/{team}/weeks/{week}")
	@Operation(summary = "Takes out whoever is put in for a week", description = "For managers.")
	Overview.TeamWeeks clear(@PathVariable String team, @PathVariable LocalDate week) {
		this.shifts.set(team, week, "");
		return team(team);
	}

	private Overview.TeamWeeks team(String team) {
		return this.overview.all(12).stream().filter((one) -> one.team().equals(team)).findFirst().orElseThrow();
	}

	@GetMapping("/absences")
	@Operation(summary = "Who is away, or will be")
	List<Absence> absences() {
		return this.absences.coming();
	}

	@PostMapping("/absences")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Says that somebody will be away",
			description = "Engineers say it of themselves, managers of everybody. Without a deputy, whoever comes next "
					+ "on the rota stands in.")
	Absence add(@Valid @RequestBody AbsenceRequest request) {
		return this.absences.add(Objects.requireNonNullElseGet(request.engineer(), () -> Actor.current().id()).strip(),
				request.first(), Objects.requireNonNullElse(request.last(), request.first()),
				Objects.requireNonNullElse(request.reason(), ""), Objects.requireNonNullElse(request.deputy(), ""));
	}

	@DeleteMapping("/absences/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Takes an absence back")
	void remove(@PathVariable long id) {
		this.absences.remove(id);
	}

	@GetMapping("/swaps")
	@Operation(summary = "The swaps that nobody has answered")
	List<Swap> swaps() {
		return this.swaps.open();
	}

	@PostMapping("/swaps")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Proposes that another engineer takes a week, for one of theirs or for nothing",
			description = "By the engineer who has the week. A manager's holds at once.")
	Swap propose(@Valid @RequestBody SwapRequest request) {
		return this.swaps.propose(request.team(), request.week(), request.other().strip(), request.otherWeek());
	}

	@PostMapping("/swaps/{id}/accept")
	@Operation(summary = "Takes the week that one is asked to take")
	Swap accept(@PathVariable long id) {
		return this.swaps.accept(id);
	}

	@PostMapping("/swaps/{id}/decline")
	@Operation(summary = "Would rather not")
	Swap decline(@PathVariable long id) {
		return this.swaps.decline(id);
	}

	@PostMapping("/swaps/{id}/withdraw")
	@Operation(summary = "Takes back what one has proposed")
	Swap withdraw(@PathVariable long id) {
		return this.swaps.withdraw(id);
	}

	/**
	 * Weeks that are planned.
	 *
	 * @param first the first, named by its Monday; null for the current one
	 * @param weeks how many
	 * @param engineers the accounts of those who take turns, in order
	 */
	record PlanRequest(@Nullable LocalDate first, int weeks, @NotNull List<@NotBlank String> engineers) {
	}

	/**
	 * A week that somebody has.
	 *
	 * @param engineer their account
	 */
	record WeekRequest(@NotBlank String engineer) {
	}

	/**
	 * Days on which somebody is away.
	 *
	 * @param engineer their account; null for oneself
	 * @param first the first day
	 * @param last the last day, which counts; null for one day only
	 * @param reason why
	 * @param deputy the account of who stands in; null for whoever comes next on the rota
	 */
	record AbsenceRequest(@Nullable String engineer, @NotNull LocalDate first, @Nullable LocalDate last,
			@Nullable String reason, @Nullable String deputy) {
	}

	/**
	 * A week that is to change hands.
	 *
	 * @param team the team
	 * @param week the week that is given, named by its Monday
	 * @param other the account of who is to take it
	 * @param otherWeek the week that is taken for it; null for none
	 */
	record SwapRequest(@NotBlank String team, @NotNull LocalDate week, @NotBlank String other,
			@Nullable LocalDate otherWeek) {
	}

}
