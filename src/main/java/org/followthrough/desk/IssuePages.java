package org.followthrough.desk;

import java.util.Map;

import org.followthrough.defects.Defect;
import org.followthrough.defects.Defects;
import org.followthrough.trackers.Issues;
import org.followthrough.trackers.LinkedIssue;
import org.followthrough.trackers.NewIssue;
import org.followthrough.trackers.TrackerChoice;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages on which those who work here make and link issues in trackers. What goes out
 * is shown as it goes out before it does.
 */
@Controller
class IssuePages {

	private final Issues issues;

	private final IssueDesk desk;

	private final Defects defects;

	IssuePages(Issues issues, IssueDesk desk, Defects defects) {
		this.issues = issues;
		this.desk = desk;
		this.defects = defects;
	}

	@GetMapping("/defects/{number}/issues/new")
	String draft(@PathVariable String number, @RequestParam(defaultValue = "") String tracker,
			@RequestParam(name = "case", defaultValue = "") String of, Model model) {
		Defect defect = this.defects.get(number);
		TrackerChoice chosen = this.issues.choices(defect.product())
			.stream()
			.filter((choice) -> tracker.isEmpty() || choice.name().equals(tracker))
			.findFirst()
			.orElseThrow(() -> new Invalid("There is no such tracker. An administrator adds one in the settings."));
		return form(defect, this.desk.draft(defect, chosen, of), of, Map.of(), model);
	}

	private String form(Defect defect, NewIssue issue, String of, Map<String, String> problems, Model model) {
		shown(defect, issue, of, model);
		model.addAttribute("problems", problems);
		return "trackers/new-issue";
	}

	private void shown(Defect defect, NewIssue issue, String of, Model model) {
		model.addAttribute("defect", defect);
		model.addAttribute("issue", issue);
		model.addAttribute("of", of);
		model.addAttribute("tracker",
				this.issues.choices(null)
					.stream()
					.filter((choice) -> choice.name().equals(issue.tracker()))
					.findFirst()
					.orElseThrow(() -> new Invalid("There is no such tracker any more.")));
	}

	@PostMapping("/defects/{number}/issues")
	String make(@PathVariable String number, @RequestParam String tracker, @RequestParam String title,
			@RequestParam String text, @RequestParam String marker,
			@RequestParam(defaultValue = "false") boolean mayNameCustomers,
			@RequestParam(name = "case", defaultValue = "") String of,
			@RequestParam(defaultValue = "preview") String step, Model model, RedirectAttributes after) {
		Defect defect = this.defects.get(number);
		NewIssue issue = new NewIssue(tracker, title, text, marker, mayNameCustomers);
		if (step.equals("change")) {
			return form(defect, issue, of, Map.of(), model);
		}
		try {
			if (step.equals("send")) {
				this.issues.create(defect, issue);
				after.addFlashAttribute("done", "The issue is on its way. Its number shows here in a moment.");
				return back(number, of);
			}
			this.issues.check(defect, issue);
			shown(defect, issue, of, model);
			model.addAttribute("outgoing", this.issues.outgoing(number, issue));
			return "trackers/preview";
		}
		catch (Invalid ex) {
			return form(defect, issue, of, ex.fields().isEmpty() ? Map.of("text", ex.getMessage()) : ex.fields(),
					model);
		}
	}

	@PostMapping("/defects/{number}/issues/link")
	String link(@PathVariable String number, @RequestParam String issue,
			@RequestParam(defaultValue = "") String tracker, @RequestParam(name = "case", defaultValue = "") String of,
			RedirectAttributes after) {
		try {
			this.issues.link(this.defects.get(number), issue, tracker);
			after.addFlashAttribute("done", "The issue is linked. How it stands shows here in a moment.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			after.addFlashAttribute("typedIssue", issue);
		}
		return back(number, of);
	}

	@PostMapping("/issues/{id}/comments")
	String comment(@PathVariable long id, @RequestParam String text, @RequestParam String marker,
			@RequestParam(defaultValue = "false") boolean mayNameCustomers,
			@RequestParam(name = "case", defaultValue = "") String of, RedirectAttributes after) {
		return act(id, of, after, "Your comment is on its way.",
				() -> this.issues.comment(id, text, marker, mayNameCustomers));
	}

	@PostMapping("/issues/{id}/again")
	String again(@PathVariable long id, @RequestParam(name = "case", defaultValue = "") String of,
			RedirectAttributes after) {
		return act(id, of, after, "It is tried again now.", () -> this.issues.again(id));
	}

	@PostMapping("/issues/{id}/off")
	String off(@PathVariable long id, @RequestParam(name = "case", defaultValue = "") String of,
			RedirectAttributes after) {
		return act(id, of, after, "The issue is off the defect. In its tracker it stays as it is.",
				() -> this.issues.unlink(id));
	}

	private String act(long id, String of, RedirectAttributes after, String done, Runnable work) {
		LinkedIssue issue = this.issues.get(id);
		try {
			work.run();
			after.addFlashAttribute("done", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return back(issue.defect(), of);
	}

	/** To where they came from. */
	private static String back(String defect, String of) {
		return of.matches("FT-\\d{4}-\\d{6,}") ? "redirect:/cases/" + of + "#issues" : "redirect:/defects/" + defect;
	}

}
