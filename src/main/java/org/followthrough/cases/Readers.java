package org.followthrough.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;

import org.springframework.stereotype.Component;

/**
 * Records who had a customer's data before them: one entry for each reader, case and
 * hour, written before anything is shown, so that nothing is seen that isn't recorded.
 * Within the hour nothing more is asked of the database.
 */
@Component
public class Readers {

	/** What the entry says that happened. */
	public static final String SEEN = "case.seen";

	private static final int MOST_REMEMBERED = 50_000;

	private final ReaderMapper readers;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	/** What this node knows to be recorded. */
	private final Cache<Reading, Boolean> recorded = Caffeine.newBuilder()
		.maximumSize(MOST_REMEMBERED)
		.expireAfterWrite(Duration.ofHours(1))
		.build();

	Readers(ReaderMapper readers, Audit audit, Transactions transactions, Clock clock) {
		this.readers = readers;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Records that the current actor is about to be shown a case, if it is a person who
	 * works here. Not to be called in a transaction that only reads.
	 * @param caseNumber the case; a number that no case has is passed over
	 */
	public void sees(String caseNumber) {
		Actor actor = Actor.current();
		if (!actor.isPerson()) {
			return;
		}
		Reading reading = new Reading(caseNumber, actor.id(), this.clock.instant().truncatedTo(ChronoUnit.HOURS));
		if (this.recorded.getIfPresent(reading) == null && isRecorded(reading)) {
			this.recorded.put(reading, Boolean.TRUE);
		}
	}

	/**
	 * A number that no case has yet isn't remembered: it may have one within the hour.
	 */
	private boolean isRecorded(Reading reading) {
		return this.transactions.retrying(() -> {
			if (this.readers.insert(reading.caseNumber(), reading.reader(), reading.hour()) == 0) {
				return this.readers.isNoted(reading.caseNumber(), reading.reader(), reading.hour());
			}
			this.audit.record(reading.caseNumber(), SEEN, Map.of());
			return true;
		});
	}

	/**
	 * What is recorded once.
	 */
	private record Reading(String caseNumber, String reader, Instant hour) {
	}

}
