package org.followthrough.desk;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Messages;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalation;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandedOver;
import org.followthrough.products.Products;
import org.followthrough.products.Question;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A case's hand-overs to engineering over REST. They are made by completing the task
 * {@code escalate}.
 */
@RestController
@RequestMapping("/api/v1/cases/{number}/hand-overs")
@Tag(name = "Hand-overs")
class HandOverController {

	private final Cases cases;

	private final Escalations escalations;

	private final Products products;

	private final Messages messages;

	HandOverController(Cases cases, Escalations escalations, Products products, Messages messages) {
		this.cases = cases;
		this.escalations = escalations;
		this.products = products;
		this.messages = messages;
	}

	@GetMapping
	@Transactional(readOnly = true)
	@Operation(summary = "A case's hand-overs to engineering, oldest first, and what the next one has to say",
			description = "The task \"escalate\" takes the answers to the checklist in one text, each line beginning with "
					+ "its question, and the files by their numbers, one on a line.")
	HandOvers list(@PathVariable String number) {
		SupportCase of = this.cases.get(number);
		List<HandedOver> made = this.escalations.ofCase(of.id());
		return new HandOvers((int) made.stream().filter((one) -> one.sentBack() != null).count(),
				this.products.checklist(of.product(), of.component()).questions(),
				this.messages.attachmentsOf(of.id()).stream().map(FileResource::of).toList(),
				made.stream().map(HandOverResource::of).toList());
	}

	/**
	 * The hand-overs of a case.
	 *
	 * @param sentBack how many engineering sent back as incomplete
	 * @param checklist what the next one is asked
	 * @param files what can go along with it
	 * @param made those made so far
	 */
	record HandOvers(int sentBack, List<Question> checklist, List<FileResource> files, List<HandOverResource> made) {
	}

	/**
	 * A file that came with one of the case's messages.
	 */
	record FileResource(long id, String name, long size) {

		static FileResource of(Attachment file) {
			return new FileResource(file.id(), file.name(), file.size());
		}

	}

	/**
	 * One hand-over.
	 */
	record HandOverResource(String by, Instant at, @Nullable String product, @Nullable String component, String steps,
			String expected, String seen, String environment, @Nullable String affected, String howBadly,
			String workaround, String tried, String customerSees, Map<String, String> checklist, List<Long> files,
			List<AnswerResource> answers) {

		static HandOverResource of(HandedOver one) {
			Escalation said = one.escalation();
			Map<String, String> checklist = new LinkedHashMap<>();
			one.checks().forEach((check) -> checklist.put(check.question(), check.answer()));
			return new HandOverResource(said.handedOverBy(), said.handedOverAt(), said.product(), said.component(),
					said.steps(), said.expected(), said.seen(), said.environment(),
					(said.affected() != null) ? said.affected().word() : null, said.howBadly(), said.workaround(),
					said.tried(), said.customerSees(), checklist, one.files(),
					one.answers().stream().map(AnswerResource::of).toList());
		}

	}

	/**
	 * What engineering answered.
	 */
	record AnswerResource(String outcome, String build, String explanation, String by, Instant at) {

		static AnswerResource of(EngineeringAnswer answer) {
			return new AnswerResource(answer.outcome().word(), answer.build(), answer.explanation(),
					answer.answeredBy(), answer.answeredAt());
		}

	}

}
