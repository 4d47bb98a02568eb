package org.followthrough.journey;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.promises.Attention;
import org.followthrough.promises.Promise;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reminds those who work here.
 */
@Component
class Reminders {

	private final Messages messages;

	private final People people;

	private final TaskMapper rows;

	Reminders(Messages messages, People people, TaskMapper rows) {
		this.messages = messages;
		this.people = people;
		this.rows = rows;
	}

	/**
	 * Reminds the owner of a case that a promise falls due. A case that nobody owns yet
	 * shows in everybody's list instead.
	 */
	void remindOwner(SupportCase about, Instant due) {
		mail(about, about.owner(), due);
	}

	/**
	 * Tells the owner of a case, or whoever wrote it while nobody owns the case, that a
	 * word reached nobody.
	 */
	void wordFailed(SupportCase about, String author, String reason) {
		address(Objects.requireNonNullElse(about.owner(), author))
			.ifPresent((address) -> this.messages.tellUndelivered(about, address, reason));
	}

	/**
	 * Reminds whoever has the task of a step that they owe us something.
	 */
	void stepDueSoon(SupportCase about, Promise owed) {
		mail(about, holder(about, owed), owed.dueAt());
	}

	/**
	 * Tells whoever has the task of a step, the owner of the case and a manager that what
	 * they owe is late.
	 */
	void stepLate(SupportCase about, Promise owed, Attention attention) {
		mail(about, holder(about, owed), owed.dueAt());
	}

	private @Nullable String holder(SupportCase about, Promise owed) {
		String task = (owed.kind() == Promise.Kind.VERIFICATION) ? ModelWords.VERIFY_FIX : ModelWords.REPRODUCE_AND_FIX;
		return this.rows.assignee(about.number(), task).orElse(null);
	}

	/**
	 * Tells the managers who are called now that a customer waits for an overdue word.
	 */
	void managersCalled(SupportCase about, Promise overdue, Attention attention) {
	}

	private void mail(SupportCase about, @Nullable String account, Instant due) {
		if (account != null) {
			address(account).ifPresent((address) -> this.messages.remindOwner(about, address, due));
		}
	}

	private Optional<String> address(String account) {
		return this.people.find(account).map(Person::email).filter((address) -> !address.isBlank());
	}

}
