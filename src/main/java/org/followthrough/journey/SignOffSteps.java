package org.followthrough.journey;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.promises.Promises;
import org.followthrough.promises.Targets;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOff.Resolution;
import org.followthrough.signoff.SignOffs;
import org.followthrough.web.Invalid;

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

	private final DefectGuide guide;

	private final SignOffs signOffs;

	private final Targets targets;

	private final WontFix wontFix;

	private final OtherEyes otherEyes;

	SignOffSteps(Customers customers, Messages messages, Words words, Promises promises, DefectGuide guide,
			SignOffs signOffs, Targets targets, WontFix wontFix, OtherEyes otherEyes) {
		this.customers = customers;
		this.messages = messages;
		this.words = words;
		this.promises = promises;
		this.guide = guide;
		this.signOffs = signOffs;
		this.targets = targets;
		this.wontFix = wontFix;
		this.otherEyes = otherEyes;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of("answer", this::answer, "explain-unsolved", this::explainUnsolved, "decide-unanswered",
				this::decideUnanswered, "read-answer", this::readAnswer, ModelWords.LOOK_AFRESH, this::lookAfresh);
	}

	private Map<String, Object> answer(SupportCase of, Fields fields) {
		this.guide.requireOfferable(of);
		if (this.wontFix.isUntold(of)) {
			throw new Invalid("message", WontFix.SENTENCE);
		}
		return offer(of, Kind.ANSWER, Resolution.SOLVED, fields);
	}

	private Map<String, Object> explainUnsolved(SupportCase of, Fields fields) {
		return offer(of, Kind.EXPLANATION, Resolution.UNSOLVED, fields);
	}

	private Map<String, Object> offer(SupportCase of, Kind kind, Resolution resolution, Fields fields) {
		Message offer = sendOffer(of, kind, fields);
		this.signOffs.ask(of, resolution, offer.id(), offer.isHeld());
		return offered(of, resolution);
	}

	private Message sendOffer(SupportCase of, Kind kind, Fields fields) {
		return this.messages.send(of, kind, fields.text("message"), this.words.nextAfterAnswer(of, fields));
	}

	private Map<String, Object> offered(SupportCase of, Resolution resolution) {
		return Map.of(ModelWords.RESOLUTION, resolution.name().toLowerCase(Locale.ROOT),
				ModelWords.REMIND_CUSTOMER_AFTER, this.targets.of(of).remindCustomerEvery().toString());
	}

	private Map<String, Object> lookAfresh(SupportCase of, Fields fields) {
		this.otherEyes.require(of, Actor.current().id());
		if ("investigate".equals(fields.outcome())) {
			this.words.send(of, Kind.UPDATE, fields);
			return Map.of(ModelWords.OUTCOME, fields.outcome());
		}
		Message found = sendOffer(of, Kind.EXPLANATION, fields);
		this.signOffs.askAfresh(of, found.id(), found.isHeld());
		Map<String, Object> stands = new HashMap<>(offered(of, Resolution.UNSOLVED));
		stands.put(ModelWords.OUTCOME, fields.outcome());
		return stands;
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
		boolean toSomebodyElse = ModelWords.SOMEBODY_ELSE.equals(fields.outcome());
		if (toSomebodyElse) {
			this.signOffs.goesToSomebodyElse(of);
		}
		SignOff.Answer answer = "confirmed".equals(fields.outcome()) ? SignOff.Answer.CONFIRMED
				: SignOff.Answer.SENT_BACK;
		this.signOffs.read(of, answer, this.customers.get(of.customerId()).email());
		return Map.of(ModelWords.OUTCOME, fields.outcome(), ModelWords.SIGN_OFF_RESULT, answer.word(),
				ModelWords.SENT_BACK_TO, toSomebodyElse ? ModelWords.SOMEBODY_ELSE : ModelWords.WHO_HAS_IT);
	}

}
