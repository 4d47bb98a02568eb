package org.followthrough.inquiry;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.customers.Customers;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The built-in questions over REST.
 */
@RestController
@RequestMapping("/api/v1/audit/questions")
@Tag(name = "audit")
class QuestionController {

	private final Questions questions;

	private final Customers customers;

	private final Clock clock;

	QuestionController(Questions questions, Customers customers, Clock clock) {
		this.questions = questions;
		this.customers = customers;
		this.clock = clock;
	}

	@GetMapping
	@Operation(summary = "The questions that auditors always ask, each with its definition")
	List<QuestionResource> all() {
		return Arrays.stream(AuditQuestion.values())
			.map((one) -> new QuestionResource(one.word(), one.title(), one.definition(), one.isOfCustomer()))
			.toList();
	}

	@GetMapping("/{question}")
	@Operation(summary = "The answers to a question, the newest first",
			description = "Asking who had access to a customer's data is itself recorded. For managers, auditors and "
					+ "admins.")
	Page<ToldAnswer> answers(@PathVariable String question, @ModelAttribute QuestionRequest request,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		AuditQuestion asked = AuditQuestion.ofWord(question).orElseThrow(UnknownQuestion::new);
		return this.questions.answer(request.filledIn(this.clock).read(asked, this.customers), cursor,
				Page.limit(limit));
	}

	/**
	 * A question.
	 *
	 * @param question its word
	 * @param title what it is called
	 * @param definition what is counted
	 * @param ofCustomer whether the customer has to be named
	 */
	record QuestionResource(String question, String title, String definition, boolean ofCustomer) {
	}

}
