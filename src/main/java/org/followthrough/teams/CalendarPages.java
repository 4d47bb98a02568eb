package org.followthrough.teams;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

import jakarta.servlet.http.HttpServletResponse;

/**
 * The pages on which managers say when teams work, and everybody sees it. No name of a
 * calendar begins with an underscore.
 */
@Controller
@RequestMapping("/calendars")
class CalendarPages {

	private final Calendars calendars;

	private final Teams teams;

	private final Removals removals;

	private final Recounts recounts;

	private final Holidays holidays;

	private final YearPictures years;

	private final CalendarReader reader;

	private final Editors editors;

	private final Clock clock;

	CalendarPages(Calendars calendars, Teams teams, Removals removals, Recounts recounts, Holidays holidays,
			YearPictures years, CalendarReader reader, Editors editors, Clock clock) {
		this.calendars = calendars;
		this.teams = teams;
		this.removals = removals;
		this.recounts = recounts;
		this.holidays = holidays;
		this.years = years;
		this.reader = reader;
		this.editors = editors;
		this.clock = clock;
	}

	@ModelAttribute("mayEdit")
	boolean mayEdit() {
		return this.editors.may();
	}

	@GetMapping
	String list(Model model) {
		List<TeamCalendar> all = this.calendars.all();
		model.addAttribute("calendars", all);
		model.addAttribute("names", all.stream().collect(Collectors.toMap(TeamCalendar::id, TeamCalendar::name)));
		model.addAttribute("teams", this.teams.all());
		model.addAttribute("unused", mayEdit() ? this.removals.unusedTeams() : Set.of());
		progress(model);
		return "teams/calendars";
	}

	/** How far the counting is; asked for again while there is some. */
	@GetMapping("/_progress")
	String progress(Model model) {
		model.addAttribute("recounts", this.recounts.all().stream().filter((recount) -> !recount.isDone()).toList());
		return "teams/calendars :: progress";
	}

	@GetMapping("/_regions")
	String regions(@RequestParam(defaultValue = "") String country, Model model) {
		model.addAttribute("regions", this.holidays.regions(country));
		model.addAttribute("region", "");
		model.addAttribute("problems", Map.of());
		return "teams/calendar :: regions";
	}

	@GetMapping("/_new")
	String fresh(@RequestParam(defaultValue = "") String name, Model model, HttpServletResponse response) {
		this.editors.check();
		CalendarForm form = CalendarForm.fresh(name.strip());
		try {
			Editors.checkName("name", form.name());
			if (this.calendars.find(form.name()).isPresent()) {
				throw new Invalid("name", "There is a calendar of that name already.");
			}
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("newName", form.name());
			model.addAttribute("newProblem", ex.getMessage());
			return list(model);
		}
		return form(form, form.plan(), null, null, model);
	}

	@GetMapping("/{name}")
	String calendar(@PathVariable String name, @RequestParam(required = false) @Nullable Integer year, Model model) {
		TeamCalendar calendar = this.calendars.find(name)
			.orElseThrow(() -> new CalendarController.NoSuchCalendar(name));
		return form(CalendarForm.of(calendar), calendar.plan(), calendar, year, model);
	}

	@PostMapping("/{name}")
	String save(@PathVariable String name, @RequestParam MultiValueMap<String, String> fields, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		this.editors.check();
		CalendarForm form = CalendarForm.filled(name, fields);
		TeamCalendar calendar = this.calendars.find(name).orElse(null);
		try {
			Plan plan = form.plan();
			if (!"save".equals(fields.getFirst("action"))) {
				model.addAttribute("preview", this.calendars.preview(name, plan));
				return form(form, plan, calendar, year(fields), model);
			}
			this.calendars.save(name, plan, form.version());
			after.addFlashAttribute("done", "The calendar is saved. What runs by it is counted anew.");
			after.addAttribute("name", name);
			return "redirect:/calendars/{name}";
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", ex.getMessage());
			model.addAttribute("problems", ex.fields());
			Plan shown = (calendar != null) ? calendar.plan() : CalendarForm.fresh(name).plan();
			return form(form, shown, calendar, year(fields), model);
		}
	}

	private static @Nullable Integer year(MultiValueMap<String, String> fields) {
		String year = fields.getFirst("year");
		return (year != null && year.matches("\\d{4}")) ? Integer.valueOf(year) : null;
	}

	private String form(CalendarForm form, Plan plan, @Nullable TeamCalendar calendar, @Nullable Integer year,
			Model model) {
		int shown = (year != null) ? year : this.clock.instant().atZone(ZoneOffset.UTC).getYear();
		boolean sameFeed = calendar != null && Objects.equals(calendar.plan().feed(), plan.feed());
		FeedDays feed = (calendar != null && sameFeed)
				? this.reader.feedDays().getOrDefault(calendar.id(), FeedDays.NONE) : FeedDays.NONE;
		model.addAttribute("form", form);
		model.addAttribute("plan", plan);
		model.addAttribute("calendar", calendar);
		model.addAttribute("hours",
				plan.week()
					.days()
					.keySet()
					.stream()
					.map((day) -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + plan.week().written(day))
					.toList());
		model.addAttribute("countryName", name(this.holidays.countries(), plan.country()));
		model.addAttribute("regionName", name(this.holidays.regions(plan.country()), plan.region()));
		model.addAttribute("countries", this.holidays.countries());
		model.addAttribute("regions", this.holidays.regions(form.country()));
		model.addAttribute("region", form.region());
		model.addAttribute("zones", Zones.all());
		model.addAttribute("picture", this.years.of(plan, feed, shown));
		if (calendar != null) {
			long id = calendar.id();
			model.addAttribute("teams",
					this.teams.all()
						.stream()
						.filter((team) -> team.calendar() != null && team.calendar() == id)
						.map(Team::name)
						.toList());
		}
		if (!model.containsAttribute("problems")) {
			model.addAttribute("problems", Map.of());
		}
		return "teams/calendar";
	}

	private static String name(List<Holidays.Place> places, @Nullable String code) {
		return places.stream()
			.filter((place) -> place.code().equals(code))
			.map(Holidays.Place::name)
			.findFirst()
			.orElse("");
	}

	@PostMapping("/_teams")
	String saveTeam(@RequestParam String team, @RequestParam(defaultValue = "") String calendar,
			@RequestParam(defaultValue = "") String manager, @RequestParam(defaultValue = "") String managerAbove,
			RedirectAttributes after) {
		try {
			this.teams.save(team.strip(), calendar, manager, managerAbove);
			after.addFlashAttribute("done", "The team " + team.strip() + " is saved.");
		}
		catch (Invalid ex) {
			after.addFlashAttribute("problem", team.strip() + ": " + ex.getMessage());
		}
		return "redirect:/calendars#teams";
	}

}
