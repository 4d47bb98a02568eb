package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import jakarta.mail.MessagingException;
import org.followthrough.database.Transactions;
import org.followthrough.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Carries the mail of the outbox to the mail server. Several nodes share one outbox: each
 * takes rows that nobody holds, and holds them for as long as sending may take. A node
 * that dies with a mail in its hands loses only time: the mail is due again later, with
 * the same Message-ID.
 */
@Component
class Courier extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Courier.class);

	private static final int BATCH = 20;

	/**
	 * So many connections at once, since most of the time is spent waiting for the mail
	 * server and for the disk.
	 */
	private static final int CARRIERS = 3;

	/** So many mails are worth another connection. */
	private static final int WORTH_ANOTHER = 4;

	/** Half of it is longer than the slowest server may take for one mail. */
	private static final Duration LEASE = Duration.ofMinutes(15);

	private static final Duration LONGEST_WAIT = Duration.ofHours(1);

	/** When the mail server is back, nothing waits much longer than that. */
	private static final Duration LONGEST_OUTAGE_WAIT = Duration.ofMinutes(5);

	private static final int LONGEST_ERROR = 500;

	private final OutboxMapper mails;

	private final Deliveries deliveries;

	private final MailPost post;

	private final OutgoingFiles files;

	private final MailSettings settings;

	private final Transactions transactions;

	private final Clock clock;

	private final SimpleAsyncTaskExecutor carriers = new SimpleAsyncTaskExecutor("courier-");

	Courier(OutboxMapper mails, Deliveries deliveries, MailPost post, OutgoingFiles files, MailSettings settings,
			Transactions transactions, Clock clock) {
		super("courier", Duration.ofSeconds(5));
		this.mails = mails;
		this.deliveries = deliveries;
		this.post = post;
		this.files = files;
		this.settings = settings;
		this.transactions = transactions;
		this.clock = clock;
	}

	@TransactionalEventListener
	void letterAdded(Outbox.LetterAdded event) {
		wake();
	}

	/**
	 * Sends what is due.
	 * @return whether there was anything
	 */
	@Override
	protected boolean work() {
		if (!this.post.isConfigured()) {
			return false;
		}
		Instant leasedAt = this.clock.instant();
		Batch batch = this.transactions.retrying(() -> lease(leasedAt));
		// What is about one case stays in one bag, and in its order.
		int carriers = Math.min(CARRIERS, 1 + batch.mails().size() / WORTH_ANOTHER);
		Collection<List<OutgoingMail>> bags = batch.mails()
			.stream()
			.collect(Collectors.groupingBy((mail) -> Math.floorMod(Objects.hashCode(mail.caseNumber()), carriers)))
			.values();
		CompletableFuture
			.allOf(bags.stream()
				.map((bag) -> CompletableFuture.runAsync(() -> carry(bag, batch), this.carriers))
				.toArray(CompletableFuture[]::new))
			.join();
		return batch.mails().size() == BATCH;
	}

	private void carry(List<OutgoingMail> bag, Batch batch) {
		try (MailPost.Connection connection = this.post.connection()) {
			bag.forEach((mail) -> carry(connection, mail, batch));
		}
	}

	private Batch lease(Instant now) {
		List<OutgoingMail> due = this.mails.lockDue(now, BATCH);
		if (!due.isEmpty()) {
			this.mails.lease(due.stream().map(OutgoingMail::id).toList(), now.plus(LEASE));
		}
		return new Batch(due, this.files.bringing(due), now);
	}

	private void carry(MailPost.Connection connection, OutgoingMail mail, Batch batch) {
		if (isStopping()) {
			hold(mail, Duration.ZERO);
			return;
		}
		boolean fresh = this.clock.instant().isBefore(batch.leasedAt().plus(LEASE.dividedBy(2)));
		if (!fresh && !hold(mail, LEASE)) {
			return;
		}
		if (mail.sentAt() == null) {
			try {
				connection.send(mail, batch.withFiles().contains(mail.id()) ? this.files.of(mail) : List.of());
			}
			catch (MessagingException | RuntimeException ex) {
				notSent(mail, ex);
				return;
			}
		}
		recordSent(mail);
	}

	/**
	 * The first mails of a batch may have taken so long that another node has this one
	 * now.
	 */
	private boolean hold(OutgoingMail mail, Duration forHow) {
		Instant until = this.clock.instant().plus(forHow);
		return this.transactions.retrying(() -> this.mails.hold(mail.id(), mail.attempts() + 1, until)) == 1;
	}

	/**
	 * Records that a mail was sent, and what follows from that. If that fails, it is
	 * tried again on its own: the mail isn't sent a second time for it.
	 */
	private void recordSent(OutgoingMail mail) {
		Instant at = (mail.sentAt() != null) ? mail.sentAt() : this.clock.instant();
		try {
			this.transactions.retrying(() -> {
				this.deliveries.sent(mail, at);
				return null;
			});
		}
		catch (RuntimeException ex) {
			log.error("Mail {} was sent, and its case {} doesn't know it yet", mail.id(), mail.caseNumber(), ex);
			this.transactions.retrying(() -> {
				this.mails.taken(mail.id(), at);
				this.mails.later(mail.id(), this.clock.instant().plus(waitAfter(mail.attempts())),
						"It was sent. That could not be recorded on its case yet.");
				return null;
			});
		}
	}

	private void notSent(OutgoingMail mail, Exception reason) {
		Instant now = this.clock.instant();
		boolean hopeless = MailPost.isPermanent(reason)
				|| now.isAfter(mail.createdAt().plus(this.settings.giveUpAfter()));
		String error = Characters.cut(MailPost.words(reason), LONGEST_ERROR);
		log.warn("Mail {} to case {} was not sent: {}", mail.id(), mail.caseNumber(), error);
		this.transactions.retrying(() -> {
			if (hopeless) {
				this.deliveries.givenUp(mail, error);
			}
			else {
				Duration wait = waitAfter(mail.attempts());
				boolean down = reason instanceof MailPost.Unreachable;
				this.mails.later(mail.id(),
						now.plus((down && wait.compareTo(LONGEST_OUTAGE_WAIT) > 0) ? LONGEST_OUTAGE_WAIT : wait),
						error);
			}
			return null;
		});
	}

	/** 10 s, 20 s, 40 s … up to an hour. */
	private static Duration waitAfter(int attempts) {
		Duration wait = Duration.ofSeconds(10L << Math.min(attempts, 10));
		return (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
	}

	/**
	 * Mails that this node carries for now.
	 *
	 * @param withFiles the rows of those that bring files
	 * @param leasedAt since when
	 */
	private record Batch(List<OutgoingMail> mails, Set<Long> withFiles, Instant leasedAt) {
	}

}
