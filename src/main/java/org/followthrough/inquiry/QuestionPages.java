package org.followthrough.inquiry;

import java.time.Clock;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.customers.Customers;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.followthrough.web.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages of the built-in questions.
 */
@Controller
@RequestMapping("/audit/questions")
class QuestionPages {

	private static final int PAGE = 50;

	private final Questions questions;

	private final Customers customers;

	private final InquiryKeeper keeper;

	private final Clock clock;

	QuestionPages(Questions questions, Customers customers, InquiryKeeper keeper, Clock clock) {
		this.questions = questions;
		this.customers = customers;
		this.keeper = keeper;
		this.clock = clock;
	}

	@GetMapping
	String all(Model model) {
		model.addAttribute("questions", AuditQuestion.values());
		return "inquiry/questions";
	}

	@GetMapping("/{question}")
	String one(@PathVariable String question, @ModelAttribute("request") QuestionRequest request,
			@RequestParam(required = false) @Nullable String cursor, Model model, HttpServletResponse response) {
		AuditQuestion asked = AuditQuestion.ofWord(question).orElseThrow(UnknownQuestion::new);
		QuestionRequest complete = request.filledIn(this.clock);
		model.addAttribute("asked", asked);
		model.addAttribute("given", complete);
		model.addAttribute("isFirst", cursor == null);
		model.addAttribute("readAt", this.keeper.readAt().orElse(null));
		model.addAttribute("problems", Map.of());
		if (asked.isOfCustomer() && request.customer() == null && request.from() == null && request.to() == null) {
			// Nobody has asked yet.
			return "inquiry/question";
		}
		try {
			Page<ToldAnswer> page = this.questions.answer(complete.read(asked, this.customers), cursor, PAGE);
			model.addAttribute("answers", page.items());
			model.addAttribute("next", page.next());
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problems", ex.fields());
		}
		return "inquiry/question";
	}

}
