package org.followthrough.promises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise.Ending;
import org.followthrough.promises.Promise.Kind;
import org.followthrough.teams.Span;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The promises to customers. A case has exactly one that runs from its opening to its
 * end; the table itself refuses a second. Only a person's public message that reached the
 * customer keeps one, and it makes the next in the same transaction.
 */
@Component
public class Promises {

	private static final Duration FURTHEST = Duration.ofDays(90);

	private static final int LONGEST_REASON = 500;

	private final PromiseMapper promises;

	private final PromiseLedger ledger;

	private final PromiseWatch watch;

	private final CaseJourney journey;

	private final Clock clock;

	Promises(PromiseMapper promises, PromiseLedger ledger, PromiseWatch watch, @Lazy CaseJourney journey, Clock clock) {
		this.promises = promises;
		this.ledger = ledger;
		this.watch = watch;
		this.journey = journey;
		this.clock = clock;
	}

	/**
	 * Promises that a person will acknowledge a new case.
	 * @param opened the case
	 * @return when the journey must look at it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Instant promiseAcknowledgement(SupportCase opened) {
		return this.ledger.make(opened, Kind.ACKNOWLEDGEMENT, this.clock.instant(),
				this.ledger.after(opened, this.ledger.target(opened).acknowledgeWithin()));
	}

	/**
	 * Promises an answer on a case that has no running promise, because its customer's
	 * words have just reopened it.
	 * @param reopened the case
	 * @return when the journey must look at it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Instant promiseAnswer(SupportCase reopened) {
		return this.ledger.make(reopened, Kind.ANSWER, this.clock.instant(), answer(reopened));
	}

	private Due answer(SupportCase to) {
		return this.ledger.after(to, this.ledger.target(to).answerWithin());
	}

	/**
	 * Ends the running promise because a person's public message reached the customer,
	 * and makes the next one. A word that another has overtaken says nothing new: all it
	 * can do is bring the promise forward, if it names an earlier time.
	 * @param of the case
	 * @param word the message
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void wordReached(SupportCase of, DeliveredWord word) {
		this.promises.lockRunning(of.id()).ifPresent((running) -> {
			NextWord next = word.next();
			if (!word.writtenAt().isBefore(running.saidAt())) {
				Due due = (next != null) ? new Due(next.at(), word.writtenAt(), next.counted(), next.at())
						: this.ledger.after(of, this.ledger.target(of).updateEvery());
				this.ledger.end(of, running, word.reachedAt(), word.messageId(), true);
				Kind kind = word.asksForSignOff() ? Kind.SIGN_OFF : Kind.NEXT_UPDATE;
				Instant lookAt = this.ledger.make(of, kind, word.writtenAt(), due);
				this.journey.promiseMade(of.number(), lookAt, due.at());
				stopCalling(of, running);
			}
			else if (next != null && next.at().isAfter(this.clock.instant()) && next.at().isBefore(running.dueAt())) {
				move(of, running, new Due(next.at(), null, null, next.at()), Map.of());
			}
		});
	}

	/**
	 * Takes back what rested on a word that reached nobody after all. The promise that it
	 * had seemed to keep goes on in the place of the one that it made: it runs again, or
	 * ended with a later word, or with the case. A word that never went out kept none,
	 * and its customer still knows nothing of it: it is owed as an answer is, so that
	 * somebody has a task for it soon, however far off the running promise is.
	 * @param of the case
	 * @param messageId the word
	 * @param writtenAt when it was written
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void wordFailed(SupportCase of, long messageId, Instant writtenAt) {
		Optional<Promise> ended = this.promises.endedBy(messageId);
		if (ended.isPresent()) {
			takeBack(of, messageId, ended.get());
		}
		else if (running(of.id()).filter((running) -> running.saidAt().isBefore(writtenAt)).isPresent()) {
			owesAnswer(of, "word-undeliverable");
		}
	}

	private void takeBack(SupportCase of, long messageId, Promise seemed) {
		this.promises.madeAfter(seemed).ifPresent((made) -> {
			Instant now = this.clock.instant();
			this.promises.makeVoid(made.id(), now);
			this.ledger.record(of, made, "void", Map.of("message", messageId));
			Instant ended = made.endedAt();
			if (ended != null) {
				Ending ending = seemed.endingBy(ended, made.messageId() != null);
				this.promises.correct(seemed.id(), ended, ending, made.messageId());
				this.ledger.record(of, seemed, "corrected", Map.of("message", messageId, "ending", ending.word()));
			}
			else {
				this.promises.reopen(seemed.id(), of);
				this.ledger.record(of, seemed, "reopened",
						Map.of("message", messageId, "called", seemed.escalatedAt() != null));
				this.journey.promiseMade(of.number(), seemed.lookAt(), seemed.dueAt());
				stopCalling(of, made);
			}
		});
	}

	private void stopCalling(SupportCase of, Promise ended) {
		if (ended.escalatedAt() != null) {
			this.journey.promiseEnded(of.number());
		}
	}

	/**
	 * Owes the customer an answer, because they wrote, asked to talk, or sent our answer
	 * back. What is due sooner stays due then, and a pause ends.
	 * @param of the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void customerWrote(SupportCase of) {
		owesAnswer(of, "customer-wrote");
	}

	/**
	 * Owes the customer an answer. What is due sooner stays due then, and a pause ends.
	 * @param of the case
	 * @param because why, in a word for the record
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void owesAnswer(SupportCase of, String because) {
		this.promises.lockRunning(of.id()).ifPresent((running) -> {
			boolean owed = running.kind() == Kind.ACKNOWLEDGEMENT || running.kind() == Kind.ANSWER;
			if (!owed || running.isPaused()) {
				Due due = afterPause(of, running);
				Kind kind = owed ? running.kind() : Kind.ANSWER;
				move(of, running, kind, this.clock.instant(), owed ? due : due.orSooner(answer(of)),
						Map.of("because", because));
			}
		});
	}

	/** What was left when the clock was stopped is left now. */
	private Due afterPause(SupportCase of, Promise running) {
		Span left = running.pausedLeft();
		return (left != null) ? this.ledger.after(of, left) : Due.of(running);
	}

	/**
	 * Lets a paused promise run on, because there is no question any more that the
	 * customer could answer.
	 * @param of the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void resume(SupportCase of) {
		this.promises.lockRunning(of.id())
			.filter(Promise::isPaused)
			.ifPresent((running) -> move(of, running, afterPause(of, running), Map.of("because", "resumed")));
	}

	private void move(SupportCase of, Promise running, Due due, Map<String, ?> more) {
		move(of, running, running.kind(), running.saidAt(), due, more);
	}

	private void move(SupportCase of, Promise running, Kind kind, Instant saidAt, Due due, Map<String, ?> more) {
		Instant remindAt = due.at().equals(running.dueAt()) ? running.remindAt() : this.ledger.remindAt(of, due);
		this.promises.move(running.id(), kind, saidAt, remindAt, due, null, null);
		Map<String, Object> details = new java.util.HashMap<>(more);
		details.put("kind", kind.word());
		details.put("before", running.dueAt().toString());
		details.put("due", due.at().toString());
		this.ledger.record(of, running, "moved", details);
		if (!due.at().equals(running.dueAt())) {
			this.journey.promiseMade(of.number(), remindAt, due.at());
		}
	}

	/**
	 * Ends the running promise because its case ends.
	 * @param closed the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void caseEnds(SupportCase closed) {
		Instant now = this.clock.instant();
		this.promises.lockRunningStep(closed.id()).ifPresent((owed) -> this.ledger.end(closed, owed, now, null, false));
		this.promises.lockRunning(closed.id())
			.ifPresent((running) -> this.ledger.end(closed, running, now, null, false));
	}

	/**
	 * Notes who answers for the case now.
	 * @param of the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void ownerChanged(SupportCase of) {
		this.promises.setOwner(of);
	}

	/**
	 * Looks at the running promise because its time came.
	 * @param of the case
	 * @return what has to be done about it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Look look(SupportCase of) {
		return this.promises.lockRunning(of.id()).map((running) -> this.watch.look(of, running)).orElse(Look.NOTHING);
	}

	/**
	 * Looks at the running promises of many cases, because their times came.
	 * @param of the cases
	 * @return what has to be done about each that has a running promise
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<SupportCase, Look> look(Collection<SupportCase> of) {
		Map<Long, SupportCase> cases = new HashMap<>();
		of.forEach((one) -> cases.put(one.id(), one));
		Map<SupportCase, Promise> running = new LinkedHashMap<>();
		if (!cases.isEmpty()) {
			this.promises.lockRunningOf(cases.keySet())
				.forEach((promise) -> running.put(Objects.requireNonNull(cases.get(promise.caseId())), promise));
		}
		return this.watch.look(running);
	}

	/**
	 * The running promise of a case to its customer.
	 * @param caseId the case
	 * @return the promise, unless the case is closed
	 */
	@Transactional(readOnly = true)
	public Optional<Promise> running(long caseId) {
		return this.promises.running(caseId);
	}

	/**
	 * The running promises of cases to their customers.
	 * @param caseIds the cases
	 * @return one for each that is open
	 */
	@Transactional(readOnly = true)
	public List<Promise> running(Collection<Long> caseIds) {
		return caseIds.isEmpty() ? List.of() : this.promises.runningOf(caseIds);
	}

	/**
	 * All promises of a case, oldest first.
	 * @param caseId the case
	 * @return the promises
	 */
	@Transactional(readOnly = true)
	public List<Promise> ofCase(long caseId) {
		return this.promises.ofCase(caseId);
	}

	/**
	 * The next word after a message that asks for nothing or for an answer.
	 * @param of the case
	 * @param named when its writer wants to promise it; null for the usual time
	 * @param laterBecause why it is later than usual; null unless it is
	 * @return what the message may promise
	 * @throws Invalid if the time is over, too far, or later than usual without a reason
	 */
	public NextWord nextWord(SupportCase of, @Nullable Instant named, @Nullable String laterBecause) {
		return nextWord(of, this.ledger.target(of).updateEvery(), named, laterBecause);
	}

	/**
	 * The next word after an answer, while we wait for the customer's.
	 * @param of the case
	 * @param named when its writer wants to promise it; null for the usual time
	 * @param laterBecause why it is later than usual; null unless it is
	 * @return what the message may promise
	 * @throws Invalid if the time is over, too far, or later than usual without a reason
	 */
	public NextWord nextWordAfterAnswer(SupportCase of, @Nullable Instant named, @Nullable String laterBecause) {
		return nextWord(of, this.ledger.target(of).wordAfterAnswer(), named, laterBecause);
	}

	private NextWord nextWord(SupportCase of, Span usually, @Nullable Instant named, @Nullable String laterBecause) {
		Instant usual = this.ledger.after(of, usually).at();
		if (named == null) {
			return new NextWord(usual, usually, null);
		}
		Instant now = this.clock.instant();
		if (!named.isAfter(now)) {
			throw new Invalid("nextUpdateAt", "The time of the next word is over already. Name one that is to come.");
		}
		if (named.isAfter(now.plus(FURTHEST))) {
			throw new Invalid("nextUpdateAt",
					"The next word may be " + FURTHEST.toDays() + " days away at the most. Name an earlier time.");
		}
		if (!named.isAfter(usual)) {
			return new NextWord(named, null, null);
		}
		if (laterBecause == null || laterBecause.isBlank()) {
			throw new Invalid("laterBecause",
					"That time is later than usual for this customer. Say why, or name an earlier one.");
		}
		if (laterBecause.length() > LONGEST_REASON) {
			throw new Invalid("laterBecause", "The reason is longer than " + LONGEST_REASON + " characters.");
		}
		return new NextWord(named, null, laterBecause.strip());
	}

}
