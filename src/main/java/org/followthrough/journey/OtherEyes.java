package org.followthrough.journey;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;

/**
 * Sees to it that somebody else really looks, when the customer asks for that.
 */
@Component
class OtherEyes {

	private final Messages messages;

	OtherEyes(Messages messages) {
		this.messages = messages;
	}

	/**
	 * Refuses whoever has the case, or has told the customer last that it can't be
	 * solved. Who did so before that may look again: it is another explanation, and a
	 * small team must not run out of people.
	 */
	void require(SupportCase of, String account) {
		boolean explained = this.messages.ofCase(of.id())
			.stream()
			.filter((message) -> message.kind() == Message.Kind.EXPLANATION && message.isPublic())
			.reduce((earlier, later) -> later)
			.filter((last) -> account.equals(last.author()))
			.isPresent();
		if (explained || account.equals(of.owner())) {
			throw new NotYou();
		}
	}

	/** They looked at it before. */
	static class NotYou extends Refusal {

		NotYou() {
			super(Kind.FORBIDDEN, "The customer asked that somebody else looks at it: neither who answers for the case "
					+ "nor who told them that it can't be solved.");
		}

	}

}
