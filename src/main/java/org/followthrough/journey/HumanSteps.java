package org.followthrough.journey;

import java.util.Map;
import java.util.Objects;

import org.followthrough.cases.Cases;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandOver;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.promises.Promises;
import org.followthrough.promises.Targets;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOff.Resolution;
import org.followthrough.signoff.SignOffs;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * What people do in the journey: one method for each user task, named as the task's id is
 * spoken ({@code verify-fix} is {@code verifyFix}). It runs before the engine completes
 * the task, in the same transaction, so that a refusal leaves the task as it was.
 */
@Component
class HumanSteps {

	private final Cases cases;

	private final Customers customers;

	private final Messages messages;

	private final Promises promises;

	private final Escalations escalations;

	private final Verifications verifications;

	private final SignOffs signOffs;

	private final People people;

	private final Targets targets;

	private final HandOn handOn;

	private final Map<String, HumanStep> steps = Map.ofEntries(Map.entry("acknowledge", this::acknowledge),
			Map.entry("investigate", this::investigate), Map.entry("ask-customer", this::askCustomer),
			Map.entry("escalate", this::escalate), Map.entry("reproduce-and-fix", this::reproduceAndFix),
			Map.entry("verify-fix", this::verifyFix), Map.entry("answer", this::answer),
			Map.entry("explain-unsolved", this::explainUnsolved), Map.entry("read-message", this::readMessage),
			Map.entry("talk-to-customer", this::talkToCustomer), Map.entry("overdue-promise", this::overduePromise),
			Map.entry(ModelWords.STILL_NO_WORD, this::stillNoWord), Map.entry("late-word", this::lateWord),
			Map.entry("decide-unanswered", this::decideUnanswered), Map.entry("read-answer", this::readAnswer));

	HumanSteps(Cases cases, Customers customers, Messages messages, Promises promises, Escalations escalations,
			Verifications verifications, SignOffs signOffs, People people, Targets targets, HandOn handOn) {
		this.cases = cases;
		this.customers = customers;
		this.messages = messages;
		this.promises = promises;
		this.escalations = escalations;
		this.verifications = verifications;
		this.signOffs = signOffs;
		this.people = people;
		this.targets = targets;
		this.handOn = handOn;
	}

	/**
	 * The step of a task.
	 * @param taskKey the task's id in its model
	 * @return its step; for a task that a manager added, one that keeps what was filled
	 * in as a note and chooses the way by the form's outcome
	 */
	HumanStep of(String taskKey) {
		return this.steps.getOrDefault(taskKey, this::added);
	}

	/**
	 * Whether a task's step is written here.
	 * @param taskKey the task's id in its model
	 * @return false for a task that a manager added
	 */
	boolean knows(String taskKey) {
		return this.steps.containsKey(taskKey);
	}

	private Map<String, Object> acknowledge(SupportCase of, Fields fields) {
		send(of, Kind.ACKNOWLEDGEMENT, fields);
		this.cases.acknowledged(of);
		return Map.of();
	}

	private Map<String, Object> investigate(SupportCase of, Fields fields) {
		fields.optionalText("findings").ifPresent((findings) -> this.messages.note(of, findings));
		return Map.of(ModelWords.OUTCOME, fields.outcome());
	}

	private Map<String, Object> askCustomer(SupportCase of, Fields fields) {
		send(of, Kind.QUESTION, fields);
		return Map.of();
	}

	private Map<String, Object> escalate(SupportCase of, Fields fields) {
		this.escalations.handOver(of, new HandOver(fields.text("steps"), fields.text("expected"), fields.text("seen"),
				fields.optionalText("environment").orElse(null), fields.optionalText("customerSees").orElse(null)));
		return Map.of();
	}

	private Map<String, Object> reproduceAndFix(SupportCase of, Fields fields) {
		EngineeringAnswer.Outcome outcome = EngineeringAnswer.Outcome.of(fields.outcome())
			.orElseThrow(() -> new Invalid(ModelWords.OUTCOME, "Engineering can't answer " + fields.outcome() + "."));
		this.escalations.answer(of, outcome, fields.text("build"), fields.text("explanation"));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.ENGINEERING, outcome.word());
	}

	private Map<String, Object> verifyFix(SupportCase of, Fields fields) {
		EngineeringAnswer fix = this.escalations.currentFix(of.id())
			.orElseThrow(() -> new IllegalStateException(of.number() + " has no fix to verify"));
		Verification.Outcome outcome = "passed".equals(fields.outcome()) ? Verification.Outcome.PASSED
				: Verification.Outcome.FAILED;
		this.verifications.record(of, fix.id(), fix.answeredBy(), outcome,
				new Verifications.Check(fields.text("build"), fields.text("steps"), fields.text("evidence")));
		return Map.of(ModelWords.OUTCOME, outcome.word(), ModelWords.VERIFICATION_RESULT, outcome.word());
	}

	private Map<String, Object> answer(SupportCase of, Fields fields) {
		this.escalations.currentFix(of.id()).ifPresent((fix) -> this.verifications.requirePassed(fix.id()));
		return offer(of, Kind.ANSWER, Resolution.SOLVED, fields);
	}

	private Map<String, Object> explainUnsolved(SupportCase of, Fields fields) {
		return offer(of, Kind.EXPLANATION, Resolution.UNSOLVED, fields);
	}

	private Map<String, Object> offer(SupportCase of, Kind kind, Resolution resolution, Fields fields) {
		NextWord next = nextAfterAnswer(of, fields);
		Message offer = this.messages.send(of, kind, fields.text("message"), next);
		this.signOffs.ask(of, resolution, offer.id());
		return Map.of(ModelWords.RESOLUTION, resolution.name().toLowerCase(java.util.Locale.ROOT),
				ModelWords.REMIND_CUSTOMER_AFTER, this.targets.of(of).remindCustomerEvery().toString());
	}

	private Map<String, Object> readMessage(SupportCase of, Fields fields) {
		fields.optionalText("message").ifPresent((reply) -> send(of, Kind.UPDATE, fields));
		return Map.of();
	}

	private Map<String, Object> talkToCustomer(SupportCase of, Fields fields) {
		send(of, Kind.UPDATE, fields);
		return Map.of();
	}

	private Map<String, Object> overduePromise(SupportCase of, Fields fields) {
		if ("reassign".equals(fields.outcome())) {
			String owner = fields.optionalText("newOwner")
				.flatMap(this.people::find)
				.filter((person) -> person.isIn(Groups.AGENTS))
				.map(Person::account)
				.orElseThrow(() -> new Invalid("newOwner", "Name the account of the agent who takes the case."));
			if (owner.equals(of.owner())) {
				throw new Invalid("newOwner",
						"They answer for the case already. Name somebody else, or write to the customer.");
			}
			this.messages.note(of, fields.text("message"));
			this.cases.owner(of, owner);
		}
		else {
			send(of, Kind.UPDATE, fields);
		}
		return Map.of(ModelWords.OUTCOME, fields.outcome());
	}

	/**
	 * The agent whom the first manager called has another task of this; it goes along.
	 */
	private Map<String, Object> stillNoWord(SupportCase of, Fields fields) {
		Map<String, Object> result = overduePromise(of, fields);
		if ("reassign".equals(fields.outcome())) {
			this.handOn.to(Objects.requireNonNull(this.cases.get(of.id()).owner()), of, ModelWords.LATE_WORD);
		}
		return result;
	}

	private Map<String, Object> lateWord(SupportCase of, Fields fields) {
		send(of, Kind.UPDATE, fields);
		return Map.of();
	}

	private Map<String, Object> decideUnanswered(SupportCase of, Fields fields) {
		if ("close".equals(fields.outcome())) {
			this.messages.send(of, Kind.CLOSING, fields.text("message"),
					this.promises.nextWordAfterAnswer(of, null, null));
			this.signOffs.decidedUnanswered(of);
			return Map.of(ModelWords.OUTCOME, fields.outcome(), ModelWords.SIGN_OFF_RESULT,
					SignOff.Answer.UNANSWERED.word());
		}
		NextWord next = nextAfterAnswer(of, fields);
		this.messages.send(of, Kind.UPDATE, fields.text("message"), next);
		return Map.of(ModelWords.OUTCOME, fields.outcome(), ModelWords.REMINDERS, 0);
	}

	private Map<String, Object> readAnswer(SupportCase of, Fields fields) {
		if ("neither".equals(fields.outcome())) {
			return Map.of(ModelWords.OUTCOME, fields.outcome());
		}
		SignOff.Answer answer = "confirmed".equals(fields.outcome()) ? SignOff.Answer.CONFIRMED
				: SignOff.Answer.SENT_BACK;
		this.signOffs.read(of, answer, this.customers.get(of.customerId()).email());
		return Map.of(ModelWords.OUTCOME, fields.outcome(), ModelWords.SIGN_OFF_RESULT, answer.word());
	}

	private Map<String, Object> added(SupportCase of, Fields fields) {
		fields.optionalText("message").ifPresent((note) -> this.messages.note(of, note));
		return fields.optionalText(ModelWords.OUTCOME)
			.map((outcome) -> Map.<String, Object>of(ModelWords.OUTCOME, outcome))
			.orElse(Map.of());
	}

	private NextWord nextAfterAnswer(SupportCase of, Fields fields) {
		return this.promises.nextWordAfterAnswer(of, fields.time("nextUpdateAt").orElse(null),
				fields.optionalText("laterBecause").orElse(null));
	}

	private void send(SupportCase of, Kind kind, Fields fields) {
		NextWord next = this.promises.nextWord(of, fields.time("nextUpdateAt").orElse(null),
				fields.optionalText("laterBecause").orElse(null));
		this.messages.send(of, kind, Objects.requireNonNull(fields.text("message")), next);
	}

}
