package org.followthrough.review;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page of the rules, with what came of them, and the forms beside a held reply.
 */
@Controller
class ReviewPages {

	private static final int MONTHS = 12;

	private final RuleBook rules;

	private final Reviews reviews;

	private final Clock clock;

	ReviewPages(RuleBook rules, Reviews reviews, Clock clock) {
		this.rules = rules;
		this.reviews = reviews;
		this.clock = clock;
	}

	@GetMapping("/review-rules")
	String rules(@RequestParam(defaultValue = "") String team, Model model) {
		List<ReviewRule> all = this.rules.all();
		String wanted = (team.isBlank() && !all.isEmpty()) ? all.get(0).team() : team.strip();
		return page(RuleForm.of(this.rules.of(wanted)), all, model);
	}

	private String page(RuleForm form, List<ReviewRule> all, Model model) {
		Instant since = this.clock.instant().atOffset(ZoneOffset.UTC).minusMonths(MONTHS).toInstant();
		model.addAttribute("form", form);
		model.addAttribute("all", all);
		model.addAttribute("mayEdit", this.rules.mayEdit());
		model.addAttribute("figures", this.reviews.figures(since));
		if (!model.containsAttribute("problems")) {
			model.addAttribute("problems", Map.of());
		}
		return "review/rules";
	}

	@PostMapping("/review-rules")
	String save(@RequestParam(defaultValue = "") String team, @RequestParam(defaultValue = "0") int version,
			@RequestParam(defaultValue = "") String firstMessages, @RequestParam(defaultValue = "") String plans,
			@RequestParam(defaultValue = "") String severities, @RequestParam(defaultValue = "false") boolean unsolved,
			@RequestParam(defaultValue = "") String sample, @RequestParam(defaultValue = "") String span, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		RuleForm form = new RuleForm(team.strip(), version, firstMessages, plans, severities, unsolved, sample, span);
		try {
			this.rules.save(form.rule());
			after.addFlashAttribute("done", "The rules of " + form.team() + " are saved.");
			after.addAttribute("team", form.team());
			return "redirect:/review-rules";
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", ex.getMessage());
			model.addAttribute("problems", ex.fields());
			return page(form, this.rules.all(), model);
		}
	}

	@PostMapping("/cases/{number}/reviews/{id}/comments")
	String comment(@PathVariable String number, @PathVariable long id, @RequestParam(defaultValue = "") String quote,
			@RequestParam(defaultValue = "") String words, RedirectAttributes after) {
		return act(number, id, after, "Your comment is kept.", () -> this.reviews.comment(id, quote, words),
				Map.of("commentQuote", quote, "commentWords", words));
	}

	@PostMapping("/cases/{number}/reviews/{id}/withdraw")
	String withdraw(@PathVariable String number, @PathVariable long id, RedirectAttributes after) {
		return act(number, id, after, "Your reply is taken back. It was not sent.", () -> this.reviews.takeBack(id),
				Map.of());
	}

	private static String act(String number, long id, RedirectAttributes after, String done, Runnable work,
			Map<String, String> written) {
		try {
			work.run();
			after.addFlashAttribute("done", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			written.forEach(after::addFlashAttribute);
		}
		return "redirect:/cases/" + number + "#review-" + id;
	}

	/**
	 * What stands in the form of the rules, as it was filled in.
	 *
	 * @param team whose
	 * @param version the version that it replaces
	 * @param firstMessages a number, or nothing
	 * @param plans with commas between
	 * @param severities with commas between
	 * @param unsolved whether it is ticked
	 * @param sample a number, or nothing
	 * @param span as ISO 8601 writes it
	 */
	record RuleForm(String team, int version, String firstMessages, String plans, String severities, boolean unsolved,
			String sample, String span) {

		static RuleForm of(ReviewRule rule) {
			return new RuleForm(rule.team(), rule.version(), Integer.toString(rule.firstMessages()),
					String.join(", ", rule.plans()), String.join(", ", rule.severities()), rule.unsolved(),
					Integer.toString(rule.sample()), rule.span().toString());
		}

		ReviewRule rule() {
			return new ReviewRule(this.team, this.version, number(this.firstMessages), split(this.plans),
					split(this.severities), this.unsolved, number(this.sample), ReviewRule.spanOf(this.span));
		}

		/** What is no number is out of every range. */
		private static int number(String text) {
			String digits = text.strip();
			return digits.isEmpty() ? 0 : digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : -1;
		}

		private static List<String> split(String list) {
			return Arrays.stream(list.split(",")).map(String::strip).filter((word) -> !word.isEmpty()).toList();
		}

	}

}
