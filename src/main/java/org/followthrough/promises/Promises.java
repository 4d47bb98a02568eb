package org.followthrough.promises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
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
		return make(opened, Kind.ACKNOWLEDGEMENT, this.clock.instant().plus(within));
	}

	/**
	 * Promises the next word on a case that has no running promise, as one that was just
	 * reopened.
	 * @param of the case
	 * @return when the journey must look at it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Instant promiseNextUpdate(SupportCase of) {
		return make(of, Kind.NEXT_UPDATE, this.clock.instant().plus(updateEvery(of)));
	}

	/**
	 * Ends the running promise because a person's public message reached the customer,
	 * and makes the next one.
	 * @param of the case
	 * @param messageId the message
	 * @param reachedAt when it reached them
	 * @param promisedNextAt the next word's time as the message states it; null takes the
	 * case's cadence
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void wordReached(SupportCase of, long messageId, Instant reachedAt, @Nullable Instant promisedNextAt) {
		this.promises.lockRunning(of.id()).ifPresent((running) -> {
			end(of, running, reachedAt, running.isOverdue(reachedAt) ? Ending.BROKEN : Ending.KEPT, messageId);
			Instant due = (promisedNextAt != null) ? promisedNextAt : reachedAt.plus(updateEvery(of));
			this.journey.promiseMade(of.number(), make(of, Kind.NEXT_UPDATE, due), due);
			if (running.escalatedAt() != null) {
				this.journey.promiseEnded(of.number());
			}
		});
	}

	/**
	 * Brings the running promise forward, because waiting that long is no longer fair: an
	 * answer was sent back, say. One that is due sooner stays.
	 * @param of the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void bringForward(SupportCase of) {
		Instant now = this.clock.instant();
		Instant due = now.plus(updateEvery(of));
		this.promises.lockRunning(of.id()).filter((running) -> running.dueAt().isAfter(due)).ifPresent((running) -> {
			Instant remindAt = this.settings.remindAt(now, due);
			this.promises.move(running.id(), remindAt, due);
			this.audit.record(of.number(), "promise.moved",
					Map.of("kind", running.kind().word(), "before", running.dueAt().toString(), "due", due.toString()));
			this.journey.promiseMade(of.number(), remindAt, due);
		});
	}

	/**
	 * Ends the running promise because its case ends.
	 * @param closed the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void caseEnds(SupportCase closed) {
		Instant now = this.clock.instant();
		this.promises.lockRunning(closed.id())
			.ifPresent((running) -> end(closed, running, now, running.isOverdue(now) ? Ending.BROKEN : Ending.RELEASED,
					null));
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
			this.audit.record(of.number(), "promise.overdue",
					Map.of("kind", running.kind().word(), "due", running.dueAt().toString()));
			return new Look(Attention.OVERDUE, null);
		}
		if (now.isBefore(running.remindAt())) {
			return new Look(Attention.NONE, running.remindAt());
		}
		if (running.remindedAt() != null) {
			return new Look(Attention.NONE, running.dueAt());
		}
		this.promises.reminded(running.id(), now);
		this.audit.record(of.number(), "promise.reminded",
				Map.of("kind", running.kind().word(), "due", running.dueAt().toString()));
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

	private Instant make(SupportCase of, Kind kind, Instant due) {
		Instant now = this.clock.instant();
		Instant remindAt = this.settings.remindAt(now, due);
		this.promises.insert(of.id(), kind, now, remindAt, due);
		this.audit.record(of.number(), "promise.made", Map.of("kind", kind.word(), "due", due.toString()));
		return remindAt;
	}

	private void end(SupportCase of, Promise running, Instant at, Ending ending, @Nullable Long messageId) {
		this.promises.end(running.id(), at, ending, messageId);
		this.audit.record(of.number(), "promise." + ending.word(),
				Map.of("kind", running.kind().word(), "due", running.dueAt().toString()));
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
