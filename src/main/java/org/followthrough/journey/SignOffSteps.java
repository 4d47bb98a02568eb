package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.escalation.Escalations;
import org.followthrough.promises.Promises;
import org.followthrough.promises.Targets;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOff.Resolution;
import org.followthrough.signoff.SignOffs;
import org.followthrough.verification.Verifications;

import org.springframework.stereotype.Component;

/**
 * What the customer is offered, and how their answer, or that there is none, is read.
 */
@Component
class SignOffSteps implements StepsOfPeople {

	private final Customers customers;

	private final Messages messages;

	private final Words words;

	private final Promises promises;

	private final Escalations escalations;

	private final Verifications verifications;

	private final SignOffs signOffs;

	private final Targets targets;

	SignOffSteps(Customers customers, Messages messages, Words words, Promises promises, Escalations escalations,
			Verifications verifications, SignOffs signOffs, Targets targets) {
		this.customers = customers;
		this.messages = messages;
		this.words = words;
		this.promises = promises;
		this.escalations = escalations;
		this.verifications = verifications;
		this.signOffs = signOffs;
		this.targets = targets;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of("answer", this::answer, "explain-unsolved", this::explainUnsolved, "decide-unanswered",
				this::decideUnanswered, "read-answer", this::readAnswer);
	}

	private Map<String, Object> answer(SupportCase of, Fields fields) {
		this.escalations.currentFix(of.id()).ifPresent((fix) -> this.verifications.requirePassed(fix.id()));
		return offer(of, Kind.ANSWER, Resolution.SOLVED, fields);
	}

	private Map<String, Object> explainUnsolved(SupportCase of, Fields fields) {
		return offer(of, Kind.EXPLANATION, Resolution.UNSOLVED, fields);
	}

	private Map<String, Object> offer(SupportCase of, Kind kind, Resolution resolution, Fields fields) {
		NextWord next = this.words.nextAfterAnswer(of, fields);
		Message offer = this.messages.send(of, kind, fields.text("message"), next);
		this.signOffs.ask(of, resolution, offer.id());
		return Map.of(ModelWords.RESOLUTION, resolution.name().toLowerCase(java.util.Locale.ROOT),
				ModelWords.REMIND_CUSTOMER_AFTER, this.targets.of(of).remindCustomerEvery().toString());
	}

	private Map<String, Object> decideUnanswered(SupportCase of, Fields fields) {
		if ("close".equals(fields.outcome())) {
			this.messages.send(of, Kind.CLOSING, fields.text("message"),
					this.promises.nextWordAfterAnswer(of, null, null));
			this.signOffs.decidedUnanswered(of);
			return Map.of(ModelWords.OUTCOME, fields.outcome(), ModelWords.SIGN_OFF_RESULT,
					SignOff.Answer.UNANSWERED.word());
		}
		NextWord next = this.words.nextAfterAnswer(of, fields);
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

}
