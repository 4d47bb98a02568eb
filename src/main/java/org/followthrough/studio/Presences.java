package org.followthrough.studio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.studio.PresenceMapper.Presence;

import org.springframework.stereotype.Component;

/**
 * Who else has a draft open. A page says every few seconds that it is still there; who
 * says so no longer is gone soon.
 */
@Component
class Presences {

	/** Longer than two words of a page that is still there. */
	private static final Duration GONE = Duration.ofSeconds(25);

	private final PresenceMapper rows;

	private final Transactions transactions;

	private final Clock clock;

	Presences(PresenceMapper rows, Transactions transactions, Clock clock) {
		this.rows = rows;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Says that the current actor has a file of a draft open.
	 * @param draft the draft
	 * @param file the file; empty for the draft's own page
	 * @return who else is there
	 */
	List<Presence> here(long draft, String file) {
		Instant now = this.clock.instant();
		String account = Actor.current().id();
		return this.transactions.retrying(() -> {
			this.rows.here(draft, account, file, now);
			this.rows.forget(draft, now.minus(GONE));
			return this.rows.others(draft, account, now.minus(GONE));
		});
	}

}
