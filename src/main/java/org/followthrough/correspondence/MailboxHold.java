package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import org.followthrough.database.Transactions;

/**
 * Of several nodes, one at a time reads a mailbox. It holds it for a while, and goes on
 * holding it while it lives; when it dies, another has the mailbox once that while is
 * over. Should two read at once, because one was slow, each mail is still stored once.
 */
final class MailboxHold {

	static final Duration LEASE = Duration.ofMinutes(2);

	/** To note each look into a mailbox would be most of what is written all day. */
	private static final Duration NOTED_EVERY = Duration.ofSeconds(10);

	private final String place;

	private final String node = UUID.randomUUID().toString();

	private final MailboxMapper mailboxes;

	private final Transactions transactions;

	private final Clock clock;

	private Instant until = Instant.EPOCH;

	private Instant noted = Instant.EPOCH;

	private boolean known;

	private boolean listening;

	MailboxHold(String place, MailboxMapper mailboxes, Transactions transactions, Clock clock) {
		this.place = place;
		this.mailboxes = mailboxes;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Whether this node may read the mailbox.
	 * @return false while another does
	 */
	boolean isOurs() {
		Instant now = this.clock.instant();
		if (Duration.between(now, this.until).compareTo(LEASE.dividedBy(2)) > 0
				&& !now.isBefore(this.until.minus(LEASE))) {
			return true;
		}
		Instant longer = now.plus(LEASE);
		boolean held = this.transactions.retrying(() -> {
			if (!this.known) {
				this.mailboxes.insertUnlessKnown(this.place);
			}
			return this.mailboxes.hold(this.place, this.node, now, longer) == 1;
		});
		this.known = true;
		this.until = held ? longer : Instant.EPOCH;
		return held;
	}

	/**
	 * The mailbox was read.
	 * @param told whether its server tells of new mail
	 */
	void read(boolean told) {
		Instant now = this.clock.instant();
		if (told != this.listening || Duration.between(this.noted, now).abs().compareTo(NOTED_EVERY) > 0) {
			this.listening = told;
			this.noted = now;
			this.transactions.retrying(() -> {
				this.mailboxes.read(this.place, this.node, now, told);
				return null;
			});
		}
	}

	/**
	 * The mailbox could not be read.
	 * @param why in plain words
	 */
	void failed(String why) {
		this.noted = Instant.EPOCH;
		this.transactions.retrying(() -> {
			this.mailboxes.failed(this.place, this.node, this.clock.instant(), why);
			return null;
		});
	}

	/** Another node need not wait. */
	void letGo() {
		this.until = Instant.EPOCH;
		this.transactions.retrying(() -> {
			this.mailboxes.letGo(this.place, this.node);
			return null;
		});
	}

}
