package org.followthrough.journey;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Notice;
import org.followthrough.correspondence.Notices;
import org.followthrough.identity.Actor;
import org.followthrough.promises.Attention;
import org.followthrough.promises.Look;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.promises.StepPromises;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reminds those who work here, and takes back what has no point any more.
 */
@Component
class Reminders {

	/** What a word to the customer settles. */
	private static final Set<Notice.Kind> SETTLED_BY_WORD = EnumSet.of(Notice.Kind.WORD_DUE_SOON,
			Notice.Kind.WORD_OVERDUE, Notice.Kind.WORD_STILL_MISSING, Notice.Kind.PAUSE_ENDED);

	/** What a step's result, or a report of it, settles. */
	private static final Set<Notice.Kind> SETTLED_BY_STEP = EnumSet.of(Notice.Kind.ENGINEERING_DUE_SOON,
			Notice.Kind.ENGINEERING_LATE, Notice.Kind.VERIFICATION_DUE_SOON, Notice.Kind.VERIFICATION_LATE,
			Notice.Kind.ASKED);

	private final Notices notices;

	private final Promises promises;

	private final StepPromises steps;

	private final ManagersCalled managers;

	private final TaskMapper rows;

	Reminders(Notices notices, Promises promises, StepPromises steps, ManagersCalled managers, TaskMapper rows) {
		this.notices = notices;
		this.promises = promises;
		this.steps = steps;
		this.managers = managers;
		this.rows = rows;
	}

	/**
	 * Reminds the owner of a case that a promise falls due. A case that nobody owns yet
	 * shows in everybody's list instead.
	 */
	void remindOwner(SupportCase about, Promise running) {
		tell(about.owner(), about, Notice.Kind.WORD_DUE_SOON, running, Attention.SOON);
	}

	/**
	 * Takes back the reminders of a promise that a word has ended. One that another has
	 * overtaken ends none.
	 */
	void wordReached(DeliveredWord word) {
		this.promises.running(word.caseId())
			.filter((running) -> running.saidAt().equals(word.writtenAt()))
			.ifPresent((made) -> this.notices.withdraw(word.caseId(), SETTLED_BY_WORD));
	}

	/**
	 * Reminds whoever has the task of a step that they owe us something.
	 */
	void stepDueSoon(SupportCase about, Promise owed) {
		tell(holder(about, owed), about,
				isVerification(owed) ? Notice.Kind.VERIFICATION_DUE_SOON : Notice.Kind.ENGINEERING_DUE_SOON, owed,
				Attention.SOON);
	}

	/**
	 * Tells whoever has the task of a step, the owner of the case and a manager that what
	 * they owe is late.
	 */
	void stepLate(SupportCase about, Promise owed, Attention attention) {
		Notice.Kind kind = isVerification(owed) ? Notice.Kind.VERIFICATION_LATE : Notice.Kind.ENGINEERING_LATE;
		tell(holder(about, owed), about, kind, owed, attention);
		tell(about.owner(), about, kind, owed, attention);
		tell(manager(about, this.steps.running(about).map(Promise::called).orElse(0), attention), about, kind, owed,
				attention);
	}

	/**
	 * Tells whoever has the task of a step that somebody else asks how it goes.
	 */
	void asked(SupportCase about, Promise owed, long note) {
		String holder = holder(about, owed);
		if (holder != null && !holder.equals(Actor.current().id())) {
			this.notices.tell(holder, about, Notice.Kind.ASKED, owed.dueAt(), "asked-" + note);
		}
	}

	/**
	 * Takes back the reminders of what a step owed, because it came.
	 */
	void stepSettled(SupportCase about) {
		this.notices.withdraw(about.id(), SETTLED_BY_STEP);
	}

	/**
	 * Tells the manager who is called now that a customer waits for an overdue word.
	 * Where any manager may take it, the task shows in everybody's list instead.
	 */
	void managersCalled(SupportCase about, Look look) {
		Promise overdue = look.promise();
		Attention attention = look.attention();
		if (overdue == null) {
			return;
		}
		if (attention == Attention.OVERDUE && overdue.pausedAt() != null) {
			tell(about.owner(), about, Notice.Kind.PAUSE_ENDED, overdue, attention);
		}
		if (attention == Attention.OVERDUE || attention == Attention.STILL_OVERDUE) {
			tell(manager(about, look.called(), attention), about,
					(attention == Attention.OVERDUE) ? Notice.Kind.WORD_OVERDUE : Notice.Kind.WORD_STILL_MISSING,
					overdue, attention);
		}
	}

	/** The one who gets the task. */
	private @Nullable String manager(SupportCase about, int level, Attention attention) {
		Optional<String> called = (attention == Attention.STILL_OVERDUE) ? this.managers.above(about.team())
				: this.managers.called(about.team(), level);
		return called.orElse(null);
	}

	/**
	 * Who has the task of a step.
	 */
	@Nullable String holder(SupportCase about, Promise owed) {
		return this.rows
			.meantFor(about.number(), isVerification(owed) ? ModelWords.VERIFY_FIX : ModelWords.REPRODUCE_AND_FIX)
			.orElse(null);
	}

	private static boolean isVerification(Promise owed) {
		return owed.kind() == Promise.Kind.VERIFICATION;
	}

	private void tell(@Nullable String account, SupportCase about, Notice.Kind kind, Promise of, Attention attention) {
		if (account != null) {
			this.notices.tell(account, about, kind, of.dueAt(), "promise-" + of.id() + "-" + attention.word());
		}
	}

}
