package org.followthrough.desk;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.defects.Defect;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.DefectQuery;
import org.followthrough.defects.DefectRounds;
import org.followthrough.defects.Defects;
import org.followthrough.escalation.Escalations;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages about defects, for those who work here.
 */
@Controller
class DefectPages {

	private static final int PAGE = 50;

	private static final int NEWS = 100;

	private static final List<String> SEVERITIES = List.of("critical", "high", "normal", "low");

	private final Defects defects;

	private final DefectRounds rounds;

	private final DefectDesk desk;

	private final IssueDesk issues;

	private final Cases cases;

	private final Customers customers;

	private final Promises promises;

	private final Escalations escalations;

	private final Verifications verifications;

	DefectPages(Defects defects, DefectRounds rounds, DefectDesk desk, IssueDesk issues, Cases cases,
			Customers customers, Promises promises, Escalations escalations, Verifications verifications) {
		this.defects = defects;
		this.rounds = rounds;
		this.desk = desk;
		this.issues = issues;
		this.cases = cases;
		this.customers = customers;
		this.promises = promises;
		this.escalations = escalations;
		this.verifications = verifications;
	}

	@GetMapping("/defects")
	String list(@RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "") String severity,
			@RequestParam(required = false) @Nullable Long before, Model model) {
		String wanted = SEVERITIES.contains(severity) ? severity : null;
		List<Defect> page = this.defects.list(new DefectQuery(Defect.State.of(state).orElse(null), wanted, before),
				PAGE + 1);
		List<Defect> items = page.subList(0, Math.min(PAGE, page.size()));
		model.addAttribute("items", items);
		model.addAttribute("cases", this.defects.counts(items.stream().map(Defect::id).toList()));
		model.addAttribute("state", state);
		model.addAttribute("states", Defect.State.values());
		model.addAttribute("severity", severity);
		model.addAttribute("severities", SEVERITIES);
		model.addAttribute("next", (page.size() > PAGE) ? items.get(PAGE - 1).id() : null);
		return "desk/defects";
	}

	@GetMapping("/defects/{number}")
	String one(@PathVariable String number, @RequestParam(defaultValue = "0") long after, Model model) {
		Defect shown = this.defects.get(number);
		List<DefectCase> page = this.defects.cases(shown.id(), after, PAGE + 1);
		List<DefectCase> links = page.subList(0, Math.min(PAGE, page.size()));
		Map<Long, SupportCase> theirs = this.cases.get(links.stream().map(DefectCase::caseId).toList());
		this.issues.show(shown, model);
		model.addAttribute("links", links);
		model.addAttribute("count", this.defects.counts(List.of(shown.id())).getOrDefault(shown.id(), 0));
		model.addAttribute("cases", theirs);
		model.addAttribute("customers",
				this.customers.get(theirs.values().stream().map(SupportCase::customerId).toList()));
		model.addAttribute("promises",
				this.promises.running(theirs.keySet())
					.stream()
					.collect(Collectors.toMap(Promise::caseId, Function.identity())));
		model.addAttribute("next", (page.size() > PAGE) ? links.get(PAGE - 1).caseId() : null);
		model.addAttribute("answers", this.escalations.givenOnDefect(shown.id()));
		model.addAttribute("verifications", this.verifications.ofDefect(shown.id()));
		model.addAttribute("news", this.rounds.news(shown.id(), NEWS));
		return "desk/defect";
	}

	@PostMapping("/defects/{number}/cases")
	String link(@PathVariable String number, @RequestParam(name = "case") String of, RedirectAttributes after) {
		return does("/defects/" + number, after, of.strip() + " is on this defect.",
				() -> this.desk.link(of.strip().toUpperCase(Locale.ROOT), number));
	}

	@PostMapping("/defects/{number}/regressions")
	String regressed(@PathVariable String number, @RequestParam String words, RedirectAttributes after) {
		return does("/defects/" + number, after,
				"The fix is not verified any more. Its cases go back to engineering; those that were closed are opened again.",
				() -> this.desk.regressed(number, words));
	}

	@PostMapping("/cases/{number}/defect")
	String move(@PathVariable String number, @RequestParam(defaultValue = "") String defect, RedirectAttributes after) {
		return does("/cases/" + number, after,
				defect.isBlank() ? "The case has a defect of its own now." : "The case is on the other defect now.",
				() -> this.desk.link(number, defect));
	}

	@PostMapping("/cases/{number}/own-check")
	String ownCheck(@PathVariable String number, @RequestParam String because, RedirectAttributes after) {
		return does("/cases/" + number, after, "The fix will be checked for this case by itself.",
				() -> this.desk.askOwnCheck(number, because));
	}

	private static String does(String page, RedirectAttributes after, String done, Runnable work) {
		try {
			work.run();
			after.addFlashAttribute("done", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:" + page;
	}

}
