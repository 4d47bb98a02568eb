package org.followthrough.trackers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.followthrough.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sees to it that one node at a time talks to a tracker, one request after the other, and
 * that a tracker is left alone while it wants that or is down. A node that dies has its
 * turn until it is over; what it did not finish is then done by another.
 */
@Component
class TrackerTurns {

	/**
	 * Longer than any request takes: whoever has begun one within their turn has its
	 * answer before somebody else may begin.
	 */
	static final Duration TURN = Duration.ofMinutes(2);

	private static final Logger log = LoggerFactory.getLogger(TrackerTurns.class);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

	private static final int MOST_DOUBLINGS = 5;

	private static final int LONGEST_ERROR = 500;

	private final ContactMapper contacts;

	private final Transactions transactions;

	private final Clock clock;

	TrackerTurns(ContactMapper contacts, Transactions transactions, Clock clock) {
		this.contacts = contacts;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Takes a turn at a tracker, if there is something to do and nobody is at it.
	 */
	Optional<Turn> take(Tracker at) {
		Instant now = this.clock.instant();
		return this.transactions.retrying(() -> {
			if (this.contacts.find(at.name()).isEmpty()) {
				this.contacts.begin(at.name(), now);
			}
			if (!this.contacts.isWanted(at.name(), now) || this.contacts.take(at.name(), now, now.plus(TURN)) == 0) {
				return Optional.empty();
			}
			return this.contacts.find(at.name()).map((contact) -> new Turn(at, contact));
		});
	}

	/**
	 * Goes on with a turn for as long as a new one. Whatever is kept of a turn is kept in
	 * the transaction of this, so that nothing is kept of one that is over.
	 * @throws TurnOver if somebody else has it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void goOn(Turn turn) {
		if (this.contacts.hold(turn.at().name(), turn.contact().holds(), this.clock.instant().plus(TURN)) == 0) {
			throw new TurnOver();
		}
	}

	/** The tracker did what it was asked, or said why it doesn't. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void answered(Turn turn) {
		goOn(turn);
		this.contacts.answered(turn.at().name(), this.clock.instant());
	}

	/** The tracker is to be left alone for a while. */
	void troubled(Turn turn, TrackerTrouble trouble) {
		Instant now = this.clock.instant();
		this.transactions.retrying(() -> {
			int failures = this.contacts.find(turn.at().name()).map(Contact::failures).orElse(0);
			Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
			Instant until = (trouble.until() != null) ? trouble.until()
					: now.plus((pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
			this.contacts.troubled(turn.at().name(), PlainText.line(trouble.words(), LONGEST_ERROR), now, until);
			return null;
		});
		log.warn("The tracker {} is left alone for a while: {}", turn.at().name(), trouble.words());
	}

	void end(Turn turn) {
		this.transactions.retrying(() -> this.contacts.hold(turn.at().name(), turn.contact().holds(), null));
	}

	/**
	 * One node's turn at a tracker.
	 *
	 * @param at the tracker
	 * @param contact how contact with it stood when the turn began
	 */
	record Turn(Tracker at, Contact contact) {
	}

	/**
	 * A turn took so long that somebody else has it now.
	 */
	static class TurnOver extends RuntimeException {

		TurnOver() {
			super("The turn is over", null, false, false);
		}

	}

}
