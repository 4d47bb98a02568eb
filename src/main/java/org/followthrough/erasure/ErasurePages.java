package org.followthrough.erasure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Closing;
import org.followthrough.identity.Actor;
import org.followthrough.web.Cursor;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages on which people say what goes, what stays how long and what must not go, and
 * read what went.
 */
@Controller
@RequestMapping("/audit")
class ErasurePages {

	private static final int PAGE = 50;

	private final Erasures erasures;

	private final ErasureCsv csv;

	private final Holds holds;

	private final Retention retention;

	ErasurePages(Erasures erasures, ErasureCsv csv, Holds holds, Retention retention) {
		this.erasures = erasures;
		this.csv = csv;
		this.holds = holds;
		this.retention = retention;
	}

	@GetMapping("/erasures")
	String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
		model.addAttribute("page", this.erasures.list(Cursor.readId(cursor), PAGE));
		model.addAttribute("mayErase", this.erasures.mayErase());
		return "erasure/erasures";
	}

	@GetMapping("/erasures.csv")
	ResponseEntity<StreamingResponseBody> csv() {
		return ErasureController.csv(this.csv);
	}

	@GetMapping("/erasures/person")
	String person(@RequestParam(defaultValue = "") String customer, Model model, HttpServletResponse response) {
		return person(customer, "", () -> this.erasures.preview(customer), model, response);
	}

	private String person(String customer, String reason, Supplier<Preview> preview, Model model,
			HttpServletResponse response) {
		model.addAttribute("customer", customer);
		model.addAttribute("reason", reason);
		fill(model);
		try {
			model.addAttribute("preview", preview.get());
		}
		catch (Refusal ex) {
			refused(ex, model, response);
		}
		return "erasure/person";
	}

	@PostMapping("/erasures")
	String ask(@RequestParam(defaultValue = "") String customer, @RequestParam(defaultValue = "") String reason,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		try {
			Erasure asked = this.erasures.ask(customer, reason);
			after.addFlashAttribute("done", "It is asked for. Nothing has gone yet: another manager or admin has to "
					+ "confirm it on this page.");
			return "redirect:/audit/erasures/" + asked.id();
		}
		catch (Refusal ex) {
			refused(ex, model, response);
			return person(customer, reason, () -> this.erasures.preview(customer), model, response);
		}
	}

	@GetMapping("/erasures/{id:\\d{1,18}}")
	String one(@PathVariable long id, @RequestParam(required = false) @Nullable String cursor, Model model) {
		Erasure erasure = this.erasures.get(id);
		model.addAttribute("erasure", erasure);
		model.addAttribute("cases",
				this.erasures.cases(id, Objects.requireNonNullElse(Cursor.readId(cursor), 0L), PAGE));
		model.addAttribute("mayErase", this.erasures.mayErase());
		model.addAttribute("own", erasure.askedBy().equals(Actor.current().id()));
		String address = erasure.address();
		if (erasure.isAsked() && address != null && this.erasures.mayErase()) {
			model.addAttribute("preview", this.erasures.preview(address));
		}
		fill(model);
		return "erasure/erasure";
	}

	@PostMapping("/erasures/{id:\\d{1,18}}/confirm")
	String confirm(@PathVariable long id, @RequestParam(defaultValue = "") String customer, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		try {
			this.erasures.confirm(id, customer);
			after.addFlashAttribute("done",
					"It is confirmed. Nobody can read the sealed words any more; the rest goes now.");
			return "redirect:/audit/erasures/" + id;
		}
		catch (Refusal ex) {
			refused(ex, model, response);
			return one(id, null, model);
		}
	}

	@PostMapping("/erasures/{id:\\d{1,18}}/withdraw")
	String withdraw(@PathVariable long id, Model model, HttpServletResponse response, RedirectAttributes after) {
		try {
			this.erasures.withdraw(id);
			after.addFlashAttribute("done", "It is taken back. Nothing was erased.");
			return "redirect:/audit/erasures/" + id;
		}
		catch (Refusal ex) {
			refused(ex, model, response);
			return one(id, null, model);
		}
	}

	@GetMapping("/holds")
	String holds(Model model) {
		return holds("", "", model);
	}

	private String holds(String what, String reason, Model model) {
		model.addAttribute("what", what);
		model.addAttribute("reason", reason);
		model.addAttribute("running", this.holds.running());
		model.addAttribute("lifted", this.holds.lifted());
		model.addAttribute("mayChange", this.holds.mayChange());
		fill(model);
		return "erasure/holds";
	}

	@PostMapping("/holds")
	String hold(@RequestParam(defaultValue = "") String what, @RequestParam(defaultValue = "") String reason,
			Model model, HttpServletResponse response, RedirectAttributes after) {
		try {
			LegalHold set = this.holds.set(what, reason);
			after.addFlashAttribute("done", "Nothing of " + set.what() + " goes until this hold is lifted.");
			return "redirect:/audit/holds";
		}
		catch (Refusal ex) {
			refused(ex, model, response);
			return holds(what, reason, model);
		}
	}

	@PostMapping("/holds/{id:\\d{1,18}}/lift")
	String lift(@PathVariable long id, @RequestParam(defaultValue = "") String reason, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		try {
			LegalHold lifted = this.holds.lift(id, reason);
			after.addFlashAttribute("done", "The hold on " + lifted.what() + " is lifted.");
			return "redirect:/audit/holds";
		}
		catch (Refusal ex) {
			refused(ex, model, response);
			model.addAttribute("problems", Map.of("lift-" + id, String.valueOf(ex.getMessage())));
			return holds("", "", model);
		}
	}

	@GetMapping("/retention")
	String retention(Model model) {
		return retention("", "", "", model);
	}

	private String retention(String outcome, String plan, String months, Model model) {
		model.addAttribute("rules", this.retention.rules());
		model.addAttribute("outcomes", Closing.values());
		model.addAttribute("mayChange", this.retention.mayChange());
		model.addAttribute("given", Map.of("outcome", outcome, "plan", plan, "months", months));
		fill(model);
		return "erasure/retention";
	}

	@PostMapping("/retention")
	String addRule(@RequestParam(defaultValue = "-1") int version, @RequestParam(defaultValue = "") String outcome,
			@RequestParam(defaultValue = "") String plan, @RequestParam(defaultValue = "") String months, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		RetentionRule rule = new RetentionRule(outcome.strip(), plan.strip(), number(months.strip()));
		return save(version, rule, true, () -> retention(outcome, plan, months, model), model, response, after);
	}

	/** What is no number is out of range, and is told so. */
	private static @Nullable Integer number(String months) {
		return months.isEmpty() ? null : months.matches("\\d{1,6}") ? Integer.valueOf(months) : Integer.valueOf(-1);
	}

	@PostMapping("/retention/remove")
	String removeRule(@RequestParam(defaultValue = "-1") int version, @RequestParam(defaultValue = "") String outcome,
			@RequestParam(defaultValue = "") String plan, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		return save(version, new RetentionRule(outcome, plan, null), false, () -> retention(model), model, response,
				after);
	}

	private String save(int version, RetentionRule changed, boolean stays, Supplier<String> again, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		try {
			List<RetentionRule> rules = new ArrayList<>(this.retention.rules().rules());
			rules.removeIf((rule) -> rule.outcome().equals(changed.outcome()) && rule.plan().equals(changed.plan()));
			if (stays) {
				rules.add(changed);
			}
			this.retention.save(version, rules);
			after.addFlashAttribute("done", "The rules are saved. Nothing goes by them for a week.");
			return "redirect:/audit/retention";
		}
		catch (Refusal ex) {
			refused(ex, model, response);
			return again.get();
		}
	}

	private static void fill(Model model) {
		if (!model.containsAttribute("problems")) {
			model.addAttribute("problems", Map.of());
		}
	}

	private static void refused(Refusal refused, Model model, HttpServletResponse response) {
		response.setStatus(Problems.status(refused.kind()).value());
		model.addAttribute("problem", refused.getMessage());
		model.addAttribute("problems", refused.fields());
	}

}
