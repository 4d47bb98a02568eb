package org.followthrough.journey;

import java.util.Map;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * How an agent handles a case: from its acknowledgement to what is next.
 */
@Component
class HandlingSteps implements StepsOfPeople {

	private final Cases cases;

	private final Messages messages;

	private final Words words;

	private final WontFix wontFix;

	HandlingSteps(Cases cases, Messages messages, Words words, WontFix wontFix) {
		this.cases = cases;
		this.messages = messages;
		this.words = words;
		this.wontFix = wontFix;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of("acknowledge", this::acknowledge, "investigate", this::investigate, "ask-customer",
				this::askCustomer, "read-message", this::readMessage, "talk-to-customer", this::talkToCustomer);
	}

	private Map<String, Object> acknowledge(SupportCase of, Fields fields) {
		if (!this.words.send(of, Kind.ACKNOWLEDGEMENT, fields).isHeld()) {
			this.cases.acknowledged(of);
		}
		return Map.of();
	}

	private Map<String, Object> investigate(SupportCase of, Fields fields) {
		if ("answer".equals(fields.outcome()) && this.wontFix.isUntold(of)) {
			throw new Invalid(ModelWords.OUTCOME, WontFix.SENTENCE);
		}
		fields.optionalText("findings").ifPresent((findings) -> this.messages.note(of, findings));
		return Map.of(ModelWords.OUTCOME, fields.outcome());
	}

	private Map<String, Object> askCustomer(SupportCase of, Fields fields) {
		this.words.send(of, Kind.QUESTION, fields);
		return Map.of();
	}

	private Map<String, Object> readMessage(SupportCase of, Fields fields) {
		fields.optionalText("message").ifPresent((reply) -> this.words.send(of, Kind.UPDATE, fields));
		return Map.of();
	}

	private Map<String, Object> talkToCustomer(SupportCase of, Fields fields) {
		this.words.send(of, Kind.UPDATE, fields);
		return Map.of();
	}

}
