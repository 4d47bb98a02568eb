package org.followthrough.journey;

import java.util.Optional;

import org.followthrough.cases.Reply;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.signoff.Question;
import org.followthrough.signoff.Reading;
import org.followthrough.signoff.SignOff.Answer;
import org.followthrough.signoff.SignOff.Resolution;
import org.followthrough.signoff.SignOffs;

import org.springframework.stereotype.Component;

/**
 * Tells whether the customer's words answer the open question by themselves. Only whether
 * it is solved can be answered so, and only by answering the mail that asked, or one that
 * reminded of it; why something can't be solved, they talk about with a person.
 */
@Component
class AnswersInWords {

	private final SignOffs signOffs;

	private final Messages messages;

	private final Customers customers;

	AnswersInWords(SignOffs signOffs, Messages messages, Customers customers) {
		this.signOffs = signOffs;
		this.messages = messages;
		this.customers = customers;
	}

	/**
	 * The answer in a reply.
	 * @param about the case
	 * @param reply the customer's words
	 * @return yes or no; empty if a person has to read them
	 */
	Optional<Answer> of(SupportCase about, Reply reply) {
		return this.signOffs.latest(about.id())
			.filter((asked) -> asked.isOpen() && asked.resolution() == Resolution.SOLVED
					&& reply.to() >= asked.messageId())
			.flatMap((asked) -> this.messages.find(asked.messageId()))
			.flatMap((question) -> answer(about, question, reply.words()));
	}

	private Optional<Answer> answer(SupportCase about, Message question, String words) {
		Question asked = new Question(about.subject(), this.customers.get(about.customerId()).name(),
				question.body().indexOf('?') >= 0);
		return switch (Reading.of(words, asked)) {
			case YES -> Optional.of(Answer.CONFIRMED);
			case NO -> Optional.of(Answer.SENT_BACK);
			default -> Optional.empty();
		};
	}

}
