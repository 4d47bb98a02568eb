package org.followthrough.journey;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Look;
import org.followthrough.promises.Promises;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Looks at promises whose clocks ring: at one when it rings, or, where many ring in one
 * transaction, at all of them before the first does.
 */
@Component
class Looks {

	private final Promises promises;

	private final ThreadLocal<@Nullable Ahead> ahead = new ThreadLocal<>();

	Looks(Promises promises) {
		this.promises = promises;
	}

	/**
	 * Looks at the promises of cases that this transaction holds, and then lets their
	 * clocks ring.
	 * @throws IllegalStateException if one doesn't, so that nothing of it may last
	 */
	void ahead(Collection<SupportCase> of, Runnable ring) {
		Ahead looks = new Ahead();
		this.promises.look(of).forEach((one, look) -> looks.waiting.put(one.number(), look));
		this.ahead.set(looks);
		try {
			ring.run();
		}
		finally {
			this.ahead.remove();
		}
		if (!looks.waiting.isEmpty()) {
			throw new IllegalStateException("Nobody asked for the looks at " + looks.waiting.keySet());
		}
	}

	/**
	 * The look at the promise of a case whose clock rings.
	 */
	Look at(SupportCase of) {
		Ahead looks = this.ahead.get();
		Look look = (looks != null) ? looks.waiting.remove(of.number()) : null;
		if (look == null) {
			return this.promises.look(of);
		}
		looks.taken.put(of.number(), look);
		return look;
	}

	/**
	 * The look that was taken at a case, if it was taken ahead: nothing that the clock
	 * leads to changes a promise after it.
	 */
	Optional<Look> taken(String caseNumber) {
		Ahead looks = this.ahead.get();
		return (looks != null) ? Optional.ofNullable(looks.taken.get(caseNumber)) : Optional.empty();
	}

	/**
	 * Looks by the numbers of their cases.
	 */
	private static final class Ahead {

		private final Map<String, Look> waiting = new HashMap<>();

		private final Map<String, Look> taken = new HashMap<>();

	}

}
