package org.followthrough.promises;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise.Ending;
import org.followthrough.promises.Promise.Kind;
import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Writes promises down, each change with its audit entry, and looks at those whose time
 * came: in the same way whoever they are owed to.
 */
@Component
class PromiseLedger {

	private static final int TEAM_MANAGER = 1;

	private static final int MANAGER_ABOVE = 2;

	private final PromiseMapper promises;

	private final PromiseSettings settings;

	private final Targets targets;

	private final TargetTime time;

	private final Audit audit;

	private final Clock clock;

	PromiseLedger(PromiseMapper promises, PromiseSettings settings,
			@org.springframework.context.annotation.Lazy Targets targets, TargetTime time, Audit audit, Clock clock) {
		this.promises = promises;
		this.settings = settings;
		this.targets = targets;
		this.time = time;
		this.audit = audit;
		this.clock = clock;
	}

	Target target(SupportCase of) {
		return this.targets.of(of);
	}

	WorkingTime time(SupportCase of) {
		return this.time.of(of, target(of));
	}

	/** What is due a span of the case's time from now. */
	Due after(SupportCase of, Span span) {
		Instant now = this.clock.instant();
		return Due.counted(time(of).after(now, span), now, span);
	}

	/**
	 * Makes a promise.
	 * @return when it needs attention
	 */
	Instant make(SupportCase of, Kind kind, Instant saidAt, Due due) {
		Instant now = this.clock.instant();
		Target target = target(of);
		Instant remindAt = remindAt(this.time.of(of, target), due);
		this.promises.insert(of, kind, now, saidAt, remindAt, due, target.roundTheClock());
		this.audit.record(of.number(), "promise.made", Map.of("kind", kind.word(), "due", due.at().toString()));
		return remindAt;
	}

	/** In good time before it is due: after a part of the time that there was. */
	Instant remindAt(SupportCase of, Due due) {
		return remindAt(time(of), due);
	}

	private Instant remindAt(WorkingTime working, Due due) {
		Instant now = this.clock.instant();
		Duration left = working.between(now, due.at());
		return left.isZero() ? due.at() : working.after(now, Span.of(this.settings.partBeforeReminder(left)));
	}

	void end(SupportCase of, Promise running, Instant at, @Nullable Long word, boolean kept) {
		Ending ending = running.endingBy(at, kept);
		this.promises.end(running.id(), at, ending, word);
		record(of, running, ending.word(), Map.of());
	}

	/**
	 * Looks at a running promise because its time came.
	 * @return what has to be done about it
	 */
	Look look(SupportCase of, Promise running) {
		Instant now = this.clock.instant();
		if (running.isOverdue(now)) {
			return overdue(of, running, now);
		}
		if (now.isBefore(running.remindAt())) {
			return new Look(Attention.NONE, running, running.remindAt());
		}
		if (running.remindedAt() != null) {
			return new Look(Attention.NONE, running, running.dueAt());
		}
		this.promises.reminded(running.id(), now);
		record(of, running, "reminded", Map.of());
		return new Look(Attention.SOON, running, running.dueAt());
	}

	private Look overdue(SupportCase of, Promise running, Instant now) {
		Instant escalated = running.escalatedAt();
		if (escalated == null) {
			boolean again = this.promises.endingBefore(running).filter(Ending.BROKEN::equals).isPresent();
			int called = again ? MANAGER_ABOVE : TEAM_MANAGER;
			this.promises.called(running.id(), now, called);
			record(of, running, "overdue", Map.of("called", called));
			return new Look(Attention.OVERDUE, running, again ? null : callNextAt(of, now));
		}
		if (running.called() >= MANAGER_ABOVE) {
			return new Look(Attention.NONE, running, null);
		}
		Instant next = callNextAt(of, escalated);
		if (now.isBefore(next)) {
			return new Look(Attention.NONE, running, next);
		}
		this.promises.called(running.id(), now, MANAGER_ABOVE);
		record(of, running, "still-overdue", Map.of("called", MANAGER_ABOVE));
		return new Look(Attention.STILL_OVERDUE, running, null);
	}

	private Instant callNextAt(SupportCase of, Instant escalated) {
		return time(of).after(escalated, target(of).callNextAfter());
	}

	void record(SupportCase of, Promise promise, String change, Map<String, ?> more) {
		Map<String, Object> details = new HashMap<>(
				Map.of("kind", promise.kind().word(), "due", promise.dueAt().toString()));
		details.putAll(more);
		this.audit.record(of.number(), "promise." + change, details);
	}

}
