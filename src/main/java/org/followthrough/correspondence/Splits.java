package org.followthrough.correspondence;

import java.util.Arrays;

import org.followthrough.cases.Cases;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Door;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a case of its own of something else that a customer wrote in an old thread. Their
 * words stay where they were written, and stand on the new case as well.
 */
@Component
public class Splits {

	private final Cases cases;

	private final MessageMapper messages;

	private final Messages kept;

	private final Customers customers;

	Splits(Cases cases, MessageMapper messages, Messages kept, Customers customers) {
		this.cases = cases;
		this.messages = messages;
		this.kept = kept;
		this.customers = customers;
	}

	/**
	 * Splits a message off, as the current actor.
	 * @param from the case that it was written on
	 * @param messageId the message
	 * @param subject what it is about
	 * @return the new case, whose customer is whoever wrote the message
	 * @throws Invalid if it is none of the customer's on that case, or all that the case
	 * is about
	 * @throws SplitAlready if that was done before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public SupportCase split(SupportCase from, long messageId, String subject) {
		Message about = this.messages.find(messageId)
			.filter((message) -> message.caseId() == from.id() && message.kind() == Message.Kind.CUSTOMER)
			.orElseThrow(() -> new Invalid("message", "Choose something that the customer wrote on this case."));
		if (this.messages.firstOfCustomer(from.id()).filter((first) -> first == messageId).isPresent()) {
			throw new Invalid("message",
					"This is what the case itself is about. Choose something that was written later.");
		}
		NewCase opened = new NewCase(this.customers.known(about.author(), ""), subject.strip(), null, Impact.IMPAIRED,
				door(about))
			.splitFrom(from, messageId);
		try {
			return this.cases.open(opened, (fresh) -> this.kept.again(fresh, about));
		}
		catch (DuplicateKeyException ex) {
			throw new SplitAlready();
		}
	}

	/** How the words came in, whoever splits them off. */
	private static Door door(Message about) {
		return Arrays.stream(Door.values())
			.filter((door) -> door.word().equals(about.door()))
			.findFirst()
			.orElse(Door.MAIL);
	}

	/**
	 * The message has a case of its own already.
	 */
	static class SplitAlready extends Refusal {

		SplitAlready() {
			super(Kind.CONFLICT, "Somebody has split this message off already. The case it became is named beside it.");
		}

	}

}
