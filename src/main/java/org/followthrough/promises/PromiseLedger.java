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
 * Writes promises down, each change with its audit entry: in the same way whoever they
 * are owed to.
 */
@Component
class PromiseLedger {

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
		return time(of, target(of));
	}

	WorkingTime time(SupportCase of, Target target) {
		return this.time.of(of, target);
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

	void record(SupportCase of, Promise promise, String change, Map<String, ?> more) {
		Map<String, Object> details = new HashMap<>(
				Map.of("kind", promise.kind().word(), "due", promise.dueAt().toString()));
		details.putAll(more);
		this.audit.record(of.number(), "promise." + change, details);
	}

}
