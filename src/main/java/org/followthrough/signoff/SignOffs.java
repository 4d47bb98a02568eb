package org.followthrough.signoff;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.signoff.SignOff.Answer;
import org.followthrough.signoff.SignOff.Resolution;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customer's sign-off, and the guard before every ending.
 */
@Component
public class SignOffs {

	private final SignOffMapper signOffs;

	private final Audit audit;

	private final Clock clock;

	SignOffs(SignOffMapper signOffs, Audit audit, Clock clock) {
		this.signOffs = signOffs;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Asks the customer.
	 * @param about the case
	 * @param resolution what they are offered
	 * @param messageId the message that asks
	 * @param held whether that message is held; then they are asked when it goes
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void ask(SupportCase about, Resolution resolution, long messageId, boolean held) {
		ask(about, resolution, messageId, held, false);
	}

	/**
	 * Asks the customer whether they can live with what somebody else found, too.
	 * @param about the case
	 * @param messageId the message that says what they found
	 * @param held whether that message is held; then they are asked when it goes
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void askAfresh(SupportCase about, long messageId, boolean held) {
		ask(about, Resolution.UNSOLVED, messageId, held, true);
	}

	private void ask(SupportCase about, Resolution resolution, long messageId, boolean held, boolean afresh) {
		this.signOffs.insert(about.id(), resolution, messageId, held ? null : this.clock.instant(), afresh);
		if (!held) {
			recordAsked(about, resolution, messageId);
		}
	}

	/**
	 * A message went that had been held. If it asks the customer, they are asked now.
	 * @param about the case
	 * @param messageId the message
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void went(SupportCase about, long messageId) {
		this.signOffs.unasked(about.id(), messageId).ifPresent((unasked) -> {
			this.signOffs.asked(unasked.id(), this.clock.instant());
			recordAsked(about, unasked.resolution(), messageId);
		});
	}

	private void recordAsked(SupportCase about, Resolution resolution, long messageId) {
		this.audit.record(about.number(), "signoff.asked",
				Map.of("resolution", resolution.name().toLowerCase(Locale.ROOT), "message", messageId));
	}

	/**
	 * The last question to a customer. What waits for its message to go is none yet.
	 * @param caseId the case
	 * @return the question, if there was one
	 */
	@Transactional(readOnly = true)
	public Optional<SignOff> latest(long caseId) {
		return this.signOffs.latest(caseId);
	}

	/**
	 * Keeps the answer that the customer gave, as the current actor.
	 * @param about the case
	 * @param answer what they answered
	 * @param words what they wrote with it
	 * @throws NothingAsked if we didn't ask, or they have answered
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void answered(SupportCase about, Answer answer, @Nullable String words) {
		answered(about, answer, Actor.current().id(), words, null);
	}

	/**
	 * Keeps what a person, the current actor, read out of the customer's words.
	 * @param about the case
	 * @param answer what the words mean
	 * @param customer the customer's address
	 * @throws NothingAsked if we didn't ask, or they have answered
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void read(SupportCase about, Answer answer, String customer) {
		answered(about, answer, customer, null, person());
	}

	/**
	 * Notes that the customer sent it back for somebody else to look at.
	 * @param about the case
	 * @throws NotForOthers if they weren't told that it can't be solved, or somebody else
	 * has looked at that
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void goesToSomebodyElse(SupportCase about) {
		SignOff open = this.signOffs.latest(about.id()).filter(SignOff::isOpen).orElseThrow(NothingAsked::new);
		if (!open.mayGoToSomebodyElse()) {
			throw new NotForOthers();
		}
		this.signOffs.goesToSomebodyElse(open.id());
	}

	/**
	 * Whether the customer was told why something can't be solved.
	 * @param caseId the case
	 * @param since from when on that counts
	 * @return true if they were
	 */
	@Transactional(readOnly = true)
	public boolean explainedSince(long caseId, Instant since) {
		return this.signOffs.countExplained(caseId, since) > 0;
	}

	/**
	 * Keeps that a person, the current actor, decided to wait no longer.
	 * @param about the case
	 * @throws NothingAsked if we didn't ask, or they have answered
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void decidedUnanswered(SupportCase about) {
		answered(about, Answer.UNANSWERED, person(), null, person());
	}

	private static String person() {
		Actor actor = Actor.current();
		if (!actor.isPerson()) {
			throw new IllegalStateException("Only a person decides this");
		}
		return actor.id();
	}

	private void answered(SupportCase about, Answer answer, String by, @Nullable String words,
			@Nullable String decidedBy) {
		SignOff open = this.signOffs.latest(about.id()).filter(SignOff::isOpen).orElseThrow(NothingAsked::new);
		if (this.signOffs.answer(open.id(), answer, this.clock.instant(), by, words, decidedBy) == 0) {
			throw new NothingAsked();
		}
		Map<String, Object> details = new HashMap<>();
		details.put("answer", answer.word());
		details.put("words", Objects.requireNonNullElse(words, ""));
		if (open.toSomebodyElse()) {
			details.put("to", "somebody else");
		}
		this.audit.record(about.number(), "signoff.answered", details);
	}

	/**
	 * Counts a reminder.
	 * @param about the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void reminded(SupportCase about) {
		SignOff open = this.signOffs.latest(about.id()).orElseThrow();
		this.signOffs.reminded(open.id());
		this.audit.record(about.number(), "signoff.reminded", Map.of("reminders", open.reminders() + 1));
	}

	/**
	 * Keeps that the current actor found that a case ends before its time. A question
	 * that is open then isn't one any more, not even if the case is reopened.
	 * @param ended the case
	 * @param as duplicate, withdrawn or spam
	 * @param reason why
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void endsEarly(SupportCase ended, Closing as, String reason) {
		if (as != Closing.DUPLICATE && as != Closing.WITHDRAWN && as != Closing.SPAM) {
			throw new Invalid("as", "A case can be ended early as duplicate, withdrawn or spam only.");
		}
		Instant now = this.clock.instant();
		String finder = Actor.current().id();
		this.signOffs.insertEarlyEnding(ended.id(), as, finder, now, reason);
		this.signOffs.latest(ended.id())
			.filter(SignOff::isOpen)
			.ifPresent((open) -> this.signOffs.answer(open.id(), Answer.LAPSED, now, finder, null, null));
		this.audit.record(ended.number(), "case.ending", Map.of("as", as.word(), "reason", reason));
	}

	/**
	 * Notes that a question to the customer isn't one any more, because what they were
	 * offered does not hold.
	 * @param about the case
	 * @return whether there was an open question
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean lapse(SupportCase about) {
		Optional<SignOff> open = this.signOffs.latest(about.id()).filter(SignOff::isOpen);
		open.ifPresent((asked) -> {
			this.signOffs.answer(asked.id(), Answer.LAPSED, this.clock.instant(), Actor.current().id(), null, null);
			this.audit.record(about.number(), "signoff.lapsed", Map.of());
		});
		return open.isPresent();
	}

	/**
	 * How a case ends after the customer was asked, by what is on record.
	 * @param caseId the case
	 * @return the way to end, if the record allows one
	 */
	@Transactional(readOnly = true)
	public Optional<Closing> closingOnRecord(long caseId) {
		return this.signOffs.latest(caseId).flatMap((last) -> {
			if (last.answer() != Answer.CONFIRMED && last.answer() != Answer.UNANSWERED) {
				return Optional.empty();
			}
			if (last.resolution() == Resolution.UNSOLVED) {
				return Optional.of(Closing.UNSOLVED);
			}
			return Optional.of((last.answer() == Answer.CONFIRMED) ? Closing.CONFIRMED : Closing.UNCONFIRMED);
		});
	}

	/**
	 * Refuses an ending that nothing on record supports.
	 * @param ended the case
	 * @param as how it is to end
	 * @throws NotSignedOff if the record doesn't say so
	 */
	@Transactional(readOnly = true)
	public void requireRecordFor(SupportCase ended, Closing as) {
		boolean supported = switch (as) {
			case CONFIRMED, UNCONFIRMED, UNSOLVED -> closingOnRecord(ended.id()).filter(as::equals).isPresent();
			case DUPLICATE, WITHDRAWN, SPAM -> this.signOffs.countEarlyEndings(ended.id(), as) > 0;
		};
		if (!supported) {
			throw new NotSignedOff(as);
		}
	}

	/**
	 * The customer was not asked, or has answered already.
	 */
	public static class NothingAsked extends Refusal {

		/**
		 * Creates the refusal.
		 */
		public NothingAsked() {
			super(Kind.CONFLICT, "There is no open question to the customer on this case: either we have not "
					+ "answered yet, or they have told us already.");
		}

	}

	/**
	 * There is nothing that somebody else could look at.
	 */
	public static class NotForOthers extends Refusal {

		NotForOthers() {
			super(Kind.CONFLICT, "Somebody else looks at what we said can't be solved, once each time. Send it back in "
					+ "words instead, or ask to talk to a person.");
		}

	}

	/**
	 * Nothing on record allows the case to end this way.
	 */
	public static class NotSignedOff extends Refusal {

		NotSignedOff(Closing as) {
			super(Kind.CONFLICT, "This case can't be closed as " + as.word()
					+ ": its record holds no such answer of the customer or decision of a person.");
		}

	}

}
