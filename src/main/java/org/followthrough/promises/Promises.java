package org.followthrough.promises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise.Ending;
import org.followthrough.promises.Promise.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The promises. A case has exactly one that runs from its opening to its end; the table
 * itself refuses a second. Only a person's public message that reached the customer keeps
 * one, and it makes the next in the same transaction.
 */
@Component
public class Promises {

	private static final Duration DEFAULT_UPDATE = Duration.ofDays(1);

	private final PromiseMapper promises;

	private final PromiseSettings settings;

	private final CaseJourney journey;

	private final Audit audit;

	private final Clock clock;

	Promises(PromiseMapper promises, PromiseSettings settings, @Lazy CaseJourney journey, Audit audit, Clock clock) {
		this.promises = promises;
		this.settings = settings;
		this.journey = journey;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Promises that a person will acknowledge a new case.
	 * @param opened the case
	 * @param within how soon
	 * @return when the journey must look at it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Instant promiseAcknowledgement(SupportCase opened, Duration within) {
		Instant now = this.clock.instant();
		return make(opened, Kind.ACKNOWLEDGEMENT, now, now.plus(within));
	}

	/**
	 * Promises the next word on a case that has no running promise, as one that was just
	 * reopened.
	 * @param of the case
	 * @return when the journey must look at it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Instant promiseNextUpdate(SupportCase of) {
		return make(of, Kind.NEXT_UPDATE, this.clock.instant(), usualNextUpdate(of));
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
			Instant named = word.promisedNextAt();
			if (!word.writtenAt().isBefore(running.saidAt())) {
				Instant due = (named != null) ? named : word.reachedAt().plus(updateEvery(of));
				end(of, running, word.reachedAt(), word.messageId());
				this.journey.promiseMade(of.number(), make(of, Kind.NEXT_UPDATE, word.writtenAt(), due), due);
				stopCalling(of, running);
			}
			else if (named != null && named.isAfter(this.clock.instant())) {
				bringForward(of, running, named);
			}
		});
	}

	/**
	 * Takes back what rested on a word that reached nobody after all. The promise that it
	 * had seemed to keep goes on in the place of the one that it made: it runs again, or
	 * ended with a later word, or with the case.
	 * @param of the case
	 * @param messageId the word
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void wordFailed(SupportCase of, long messageId) {
		this.promises.endedBy(messageId).ifPresent((seemed) -> this.promises.madeAfter(seemed).ifPresent((made) -> {
			Instant now = this.clock.instant();
			this.promises.makeVoid(made.id(), now);
			record(of, made, "void", Map.of("message", messageId));
			Instant ended = made.endedAt();
			if (ended != null) {
				Ending ending = seemed.endingBy(ended, made.messageId());
				this.promises.correct(seemed.id(), ended, ending, made.messageId());
				record(of, seemed, "corrected", Map.of("message", messageId, "ending", ending.word()));
			}
			else {
				this.promises.reopen(seemed.id());
				record(of, seemed, "reopened", Map.of("message", messageId, "called", seemed.escalatedAt() != null));
				this.journey.promiseMade(of.number(), seemed.lookAt(), seemed.dueAt());
				stopCalling(of, made);
			}
		}));
	}

	private void stopCalling(SupportCase of, Promise ended) {
		if (ended.escalatedAt() != null) {
			this.journey.promiseEnded(of.number());
		}
	}

	/**
	 * Brings the running promise forward, because waiting that long is no longer fair: an
	 * answer was sent back, say. One that is due sooner stays.
	 * @param of the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void bringForward(SupportCase of) {
		this.promises.lockRunning(of.id()).ifPresent((running) -> bringForward(of, running, usualNextUpdate(of)));
	}

	private void bringForward(SupportCase of, Promise running, Instant due) {
		if (due.isBefore(running.dueAt())) {
			Instant remindAt = this.settings.remindAt(this.clock.instant(), due);
			this.promises.move(running.id(), remindAt, due);
			record(of, running, "moved", Map.of("before", running.dueAt().toString(), "due", due.toString()));
			this.journey.promiseMade(of.number(), remindAt, due);
		}
	}

	/**
	 * Ends the running promise because its case ends.
	 * @param closed the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void caseEnds(SupportCase closed) {
		Instant now = this.clock.instant();
		this.promises.lockRunning(closed.id()).ifPresent((running) -> end(closed, running, now, null));
	}

	/**
	 * Looks at the running promise because its time came.
	 * @param of the case
	 * @return what has to be done about it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Look look(SupportCase of) {
		Instant now = this.clock.instant();
		Promise running = this.promises.lockRunning(of.id()).orElse(null);
		if (running == null) {
			return new Look(Attention.NONE, null);
		}
		if (running.isOverdue(now)) {
			if (running.escalatedAt() != null) {
				return new Look(Attention.NONE, null);
			}
			this.promises.escalated(running.id(), now);
			record(of, running, "overdue", Map.of());
			return new Look(Attention.OVERDUE, null);
		}
		if (now.isBefore(running.remindAt())) {
			return new Look(Attention.NONE, running.remindAt());
		}
		if (running.remindedAt() != null) {
			return new Look(Attention.NONE, running.dueAt());
		}
		this.promises.reminded(running.id(), now);
		record(of, running, "reminded", Map.of());
		return new Look(Attention.SOON, running.dueAt());
	}

	/**
	 * The running promise of a case.
	 * @param caseId the case
	 * @return the promise, unless the case is closed
	 */
	@Transactional(readOnly = true)
	public Optional<Promise> running(long caseId) {
		return this.promises.running(caseId);
	}

	/**
	 * The running promises of cases.
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
	 * When the next word is due, unless the writer says otherwise.
	 * @param of the case
	 * @return the time
	 */
	public Instant usualNextUpdate(SupportCase of) {
		return this.clock.instant().plus(updateEvery(of));
	}

	/**
	 * When the next word is due after an answer, while we wait for the customer's.
	 * @return the time
	 */
	public Instant nextWordAfterAnswer() {
		return this.clock.instant().plus(this.settings.signOff());
	}

	private static Duration updateEvery(SupportCase of) {
		return Objects.requireNonNullElse(of.updateEvery(), DEFAULT_UPDATE);
	}

	private Instant make(SupportCase of, Kind kind, Instant saidAt, Instant due) {
		Instant now = this.clock.instant();
		Instant remindAt = this.settings.remindAt(now, due);
		this.promises.insert(of.id(), kind, now, saidAt, remindAt, due);
		this.audit.record(of.number(), "promise.made", Map.of("kind", kind.word(), "due", due.toString()));
		return remindAt;
	}

	private void end(SupportCase of, Promise running, Instant at, @Nullable Long messageId) {
		Ending ending = running.endingBy(at, messageId);
		this.promises.end(running.id(), at, ending, messageId);
		record(of, running, ending.word(), Map.of());
	}

	private void record(SupportCase of, Promise promise, String change, Map<String, ?> more) {
		Map<String, Object> details = new HashMap<>(
				Map.of("kind", promise.kind().word(), "due", promise.dueAt().toString()));
		details.putAll(more);
		this.audit.record(of.number(), "promise." + change, details);
	}

	/**
	 * What a running promise needs when its time comes.
	 */
	public enum Attention {

		/** Nothing, or nothing yet. */
		NONE,
		/** Its owner is to be reminded. */
		SOON,
		/** It was not kept in time: somebody must act. */
		OVERDUE

	}

	/**
	 * What has to be done about a promise.
	 *
	 * @param attention what
	 * @param again when to look again; null for not before a new promise is made
	 */
	public record Look(Attention attention, @Nullable Instant again) {
	}

}
