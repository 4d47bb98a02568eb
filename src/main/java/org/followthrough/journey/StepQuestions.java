package org.followthrough.journey;

import java.util.Optional;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.database.Transactions;
import org.followthrough.promises.Promise;
import org.followthrough.promises.StepPromises;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Questions to engineering and to verifiers on how it goes with the case that they have.
 * The customer hears nothing of them, so that they keep no promise to them.
 */
@Component
public class StepQuestions {

	private final StepPromises promises;

	private final Reminders reminders;

	private final Messages messages;

	private final Cases cases;

	private final Transactions transactions;

	StepQuestions(StepPromises promises, Reminders reminders, Messages messages, Cases cases,
			Transactions transactions) {
		this.promises = promises;
		this.reminders = reminders;
		this.messages = messages;
		this.cases = cases;
		this.transactions = transactions;
	}

	/**
	 * Whom a question goes to.
	 * @param about the case
	 * @return who owes us something on it
	 * @throws NobodyHasIt if neither engineering nor a verifier has the case
	 */
	@Transactional(readOnly = true)
	public Asked whom(SupportCase about) {
		return asked(about).orElseThrow(() -> new NobodyHasIt(about.number()));
	}

	/**
	 * Asks, as the current actor: the question becomes a note, and whoever has the task
	 * gets a mail. What an engineer writes to engineering is its report.
	 * @param number the case
	 * @param question the words
	 * @return who was asked
	 * @throws NobodyHasIt if neither engineering nor a verifier has the case
	 */
	public Asked ask(String number, String question) {
		return this.transactions.retrying(() -> {
			this.cases.lock(number);
			SupportCase about = this.cases.getOpen(number);
			Asked asked = whom(about);
			long note = this.messages.note(about, question).id();
			this.reminders.asked(about, asked.owed(), note);
			return asked;
		});
	}

	private Optional<Asked> asked(SupportCase about) {
		return this.promises.running(about).map((owed) -> new Asked(owed, this.reminders.holder(about, owed)));
	}

	/**
	 * Who is asked.
	 *
	 * @param owed what they owe us
	 * @param holder the account of who has the task; null while nobody has taken it
	 */
	public record Asked(Promise owed, @Nullable String holder) {

		/**
		 * Whether it is whoever verifies a fix.
		 * @return false for engineering
		 */
		public boolean isVerifier() {
			return this.owed.kind() == Promise.Kind.VERIFICATION;
		}

	}

	/**
	 * Nobody has the case for a step of it.
	 */
	public static class NobodyHasIt extends Refusal {

		NobodyHasIt(String number) {
			super(Kind.CONFLICT, "Neither engineering nor a verifier has " + number + " now. Its page shows who does.");
		}

	}

}
