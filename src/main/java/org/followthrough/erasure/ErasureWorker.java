package org.followthrough.erasure;

import java.time.Duration;

import org.followthrough.time.Worker;

import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Erases in the background, step by step.
 */
@Component
class ErasureWorker extends Worker {

	private final PersonErasing persons;

	private final RetentionRun rules;

	ErasureWorker(PersonErasing persons, RetentionRun rules) {
		super("erasure", Duration.ofSeconds(10));
		this.persons = persons;
		this.rules = rules;
	}

	@TransactionalEventListener
	void confirmed(Erasures.Confirmed event) {
		wake();
	}

	@Override
	protected boolean work() {
		boolean more = this.persons.step();
		return this.rules.step() || more;
	}

}
