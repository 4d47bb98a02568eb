package org.followthrough.journey;

import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.promises.Promises;

import org.springframework.stereotype.Component;

/**
 * Words to the customer out of a form: its {@code message}, and its {@code nextUpdateAt}
 * with {@code laterBecause}.
 */
@Component
class Words {

	private final Messages messages;

	private final Promises promises;

	Words(Messages messages, Promises promises) {
		this.messages = messages;
		this.promises = promises;
	}

	/**
	 * Sends what was written, with when the next word comes.
	 */
	Message send(SupportCase of, Kind kind, Fields fields) {
		return this.messages.send(of, kind, fields.text("message"), this.promises.nextWord(of,
				fields.time("nextUpdateAt").orElse(null), fields.optionalText("laterBecause").orElse(null)));
	}

	/**
	 * When the next word comes after an answer, while we wait for the customer's.
	 */
	NextWord nextAfterAnswer(SupportCase of, Fields fields) {
		return this.promises.nextWordAfterAnswer(of, fields.time("nextUpdateAt").orElse(null),
				fields.optionalText("laterBecause").orElse(null));
	}

}
