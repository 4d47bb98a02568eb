package org.followthrough.rota;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page of the rota: everybody who works here reads it, engineers say when they are
 * away and swap weeks, managers plan.
 */
@Controller
@RequestMapping("/rota")
class RotaPages {

	private static final int WEEKS = 8;

	private final Overview overview;

	private final Shifts shifts;

	private final Absences absences;

	private final Swaps swaps;

	private final RotaFeeds feeds;

	private final RotaEditors editors;

	RotaPages(Overview overview, Shifts shifts, Absences absences, Swaps swaps, RotaFeeds feeds, RotaEditors editors) {
		this.overview = overview;
		this.shifts = shifts;
		this.absences = absences;
		this.swaps = swaps;
		this.feeds = feeds;
		this.editors = editors;
	}

	@ModelAttribute
	void whoLooks(Model model) {
		model.addAttribute("mayPlan", this.editors.isManager());
		model.addAttribute("isEngineer", this.editors.isEngineer());
		model.addAttribute("me", Actor.current().id());
	}

	@GetMapping
	String rota(Model model) {
		model.addAttribute("teams", this.overview.all(WEEKS));
		model.addAttribute("absences", this.absences.coming());
		model.addAttribute("swaps", this.swaps.open());
		model.addAttribute("feeds", this.feeds.mine());
		if (!model.containsAttribute("filled")) {
			model.addAttribute("form", "");
			model.addAttribute("filled", Map.of());
			model.addAttribute("problems", Map.of());
		}
		return "rota/rota";
	}

	@PostMapping("/_plan")
	String plan(@RequestParam Map<String, String> fields, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return done("plan-" + given(fields, "team"), fields, model, after, response, () -> {
			this.shifts.plan(given(fields, "team"), day(fields, "first"), number(given(fields, "weeks")),
					Arrays.stream(given(fields, "engineers").split("[\\s,;]+"))
						.filter((account) -> !account.isEmpty())
						.toList());
			return "The weeks of " + given(fields, "team") + " are planned.";
		});
	}

	@PostMapping("/_week")
	String week(@RequestParam Map<String, String> fields, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return done("week", fields, model, after, response, () -> {
			this.shifts.set(given(fields, "team"), needed(fields, "week"), given(fields, "engineer"));
			return "The week of " + RotaWeek.words(needed(fields, "week")) + " is changed.";
		});
	}

	@PostMapping("/_absences")
	String away(@RequestParam Map<String, String> fields, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return done("absence", fields, model, after, response, () -> {
			String engineer = given(fields, "engineer");
			LocalDate first = needed(fields, "first");
			LocalDate last = day(fields, "last");
			this.absences.add(engineer.isEmpty() ? Actor.current().id() : engineer, first,
					(last != null) ? last : first, given(fields, "reason"), given(fields, "deputy"));
			return "The absence is noted. Whoever stands in shows above.";
		});
	}

	@PostMapping("/_absences/{id}/remove")
	String back(@PathVariable long id, Model model, RedirectAttributes after, HttpServletResponse response) {
		return done("", Map.of(), model, after, response, () -> {
			this.absences.remove(id);
			return "The absence is taken back.";
		});
	}

	@PostMapping("/_swaps")
	String propose(@RequestParam Map<String, String> fields, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return done("swap", fields, model, after, response, () -> {
			Swap swap = this.swaps.propose(given(fields, "team"), needed(fields, "week"), given(fields, "other"),
					day(fields, "otherWeek"));
			return (swap.state() == Swap.State.PROPOSED) ? swap.other() + " is asked by mail, and answers on this page."
					: "The weeks have changed hands.";
		});
	}

	@PostMapping("/_swaps/{id}/{answer}")
	String answer(@PathVariable long id, @PathVariable String answer, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return done("", Map.of(), model, after, response, () -> switch (answer) {
			case "accept" -> {
				this.swaps.accept(id);
				yield "The weeks have changed hands.";
			}
			case "decline" -> {
				this.swaps.decline(id);
				yield "The swap is declined.";
			}
			case "withdraw" -> {
				this.swaps.withdraw(id);
				yield "The swap is taken back.";
			}
			default -> throw new Swaps.NoSuchSwap();
		});
	}

	@PostMapping("/_feeds")
	String subscribe(@RequestParam Map<String, String> fields, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return done("feed", fields, model, after, response, () -> {
			after.addFlashAttribute("address",
					this.feeds.make(given(fields, "team"), given(fields, "engineer")).address());
			return "Give this address to your calendar program. It is shown this once.";
		});
	}

	@PostMapping("/_feeds/{id}/remove")
	String unsubscribe(@PathVariable long id, Model model, RedirectAttributes after, HttpServletResponse response) {
		return done("", Map.of(), model, after, response, () -> {
			this.feeds.remove(id);
			return "The address is taken back. Calendar programs find nothing there any more.";
		});
	}

	/** What was refused is told at its field, and what was filled in stays. */
	private String done(String form, Map<String, String> fields, Model model, RedirectAttributes after,
			HttpServletResponse response, Supplier<String> work) {
		try {
			after.addFlashAttribute("done", work.get());
			return "redirect:/rota";
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", ex.getMessage());
			model.addAttribute("form", form);
			model.addAttribute("filled", fields);
			model.addAttribute("problems", ex.fields());
			return rota(model);
		}
	}

	private static String given(Map<String, String> fields, String name) {
		return Objects.requireNonNullElse(fields.get(name), "").strip();
	}

	private static LocalDate needed(Map<String, String> fields, String name) {
		LocalDate day = day(fields, name);
		if (day == null) {
			throw new Invalid(name, "Say which day.");
		}
		return day;
	}

	private static @Nullable LocalDate day(Map<String, String> fields, String name) {
		String text = given(fields, name);
		try {
			return text.isEmpty() ? null : LocalDate.parse(text);
		}
		catch (DateTimeException ex) {
			throw new Invalid(name, "\"" + text + "\" is no day. Write it as 2026-11-30.");
		}
	}

	private static int number(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			throw new Invalid("weeks", "Say how many weeks.");
		}
	}

	/** What the days of a week are called, for the head of the picture. */
	@ModelAttribute("weekdays")
	List<String> weekdays() {
		return List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
	}

}
