package org.followthrough.board;

import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Groups;
import org.followthrough.identity.SignedIn;
import org.followthrough.journey.StepQuestions;
import org.followthrough.journey.StepQuestions.Asked;
import org.followthrough.promises.Promises;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * From what engineering or a verifier owes to the question how it goes. Engineers report
 * here.
 */
@Controller
@RequestMapping("/board/{number}/ask")
class AskPage {

	private final StepQuestions questions;

	private final Cases cases;

	private final Promises promises;

	AskPage(StepQuestions questions, Cases cases, Promises promises) {
		this.questions = questions;
		this.cases = cases;
		this.promises = promises;
	}

	@GetMapping
	String page(@PathVariable String number, @ModelAttribute("filter") BoardFilter filter,
			@RequestHeader(name = BoardPage.BY_SCRIPT, required = false) @Nullable String script, Model model) {
		return form(number, "", null, script, model);
	}

	@PostMapping
	String ask(@PathVariable String number, @RequestParam(defaultValue = "") String text,
			@ModelAttribute("filter") BoardFilter filter,
			@RequestHeader(name = BoardPage.BY_SCRIPT, required = false) @Nullable String script,
			HttpServletResponse response, RedirectAttributes after, Model model) {
		try {
			Asked asked = this.questions.ask(number, text);
			return BoardPage.done(done(number, asked), filter, script, after, model);
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			return form(number, text, Objects.requireNonNullElse(ex.fields().get("text"), ex.getMessage()), script,
					model);
		}
	}

	private static String done(String number, Asked asked) {
		if (reports(asked)) {
			return "Support knows how it goes with " + number + ".";
		}
		return (asked.holder() != null) ? asked.holder() + " is asked about " + number + "."
				: "Your question stands on " + number + ", for whoever takes its task.";
	}

	private static boolean reports(Asked asked) {
		return !asked.isVerifier() && SignedIn.person().orElseThrow().isIn(Groups.ENGINEERS);
	}

	private String form(String number, String text, @Nullable String error, @Nullable String script, Model model) {
		SupportCase about = this.cases.getOpen(number);
		Asked asked = this.questions.whom(about);
		model.addAllAttributes(Map.of("case", about, "asked", asked, "reports", reports(asked), "text", text));
		model.addAttribute("error", error);
		model.addAttribute("running", this.promises.running(about.id()).orElse(null));
		return (script != null) ? "board/ask :: form" : "board/ask";
	}

}
