package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

import org.followthrough.correspondence.IncomingMail.State;
import org.followthrough.correspondence.IncomingMailMapper.Result;
import org.followthrough.database.Transactions;
import org.followthrough.time.Worker;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Sorts the mail that came in, each in a transaction of its own. What belongs to one
 * conversation is sorted in the order in which it came, and several conversations side by
 * side. One that can't be dealt with never holds up those behind it: it is tried again
 * with growing pauses and ends in quarantine.
 */
@Component
class Sorter extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Sorter.class);

	private static final int BATCH = 32;

	/** Most of the time is spent waiting for the database. */
	private static final int SORTERS = 3;

	/**
	 * To read a mail takes several times its size of memory: large ones wait for each
	 * other.
	 */
	private static final long LARGE = DataSize.ofMegabytes(1).toBytes();

	/** With the pauses between them, about twenty minutes. */
	private static final int TRIES = 8;

	private static final Duration LEASE = Duration.ofMinutes(5);

	private static final int LONGEST_REASON = 500;

	private final IncomingMailMapper mails;

	private final Conversations conversations;

	private final Reception reception;

	private final Transactions transactions;

	private final Clock clock;

	private final SimpleAsyncTaskExecutor others = new SimpleAsyncTaskExecutor("mail-sorter-");

	private final Lock large = new ReentrantLock();

	Sorter(IncomingMailMapper mails, Conversations conversations, Reception reception, Transactions transactions,
			Clock clock) {
		super("mail-sorter", Duration.ofSeconds(5));
		this.mails = mails;
		this.conversations = conversations;
		this.reception = reception;
		this.transactions = transactions;
		this.clock = clock;
	}

	@EventListener
	void stored(MailIntake.MailStored event) {
		wake();
	}

	@Override
	protected boolean work() {
		List<IncomingMail> batch = this.transactions.retrying(this::lease);
		Queue<List<IncomingMail>> bags = new ConcurrentLinkedQueue<>(bags(batch));
		CompletableFuture<?>[] helpers = IntStream.range(1, Math.min(SORTERS, bags.size()))
			.mapToObj((helper) -> CompletableFuture.runAsync(() -> sort(bags), this.others))
			.toArray(CompletableFuture[]::new);
		try {
			sort(bags);
		}
		finally {
			// What comes next may belong to what is being sorted.
			CompletableFuture.allOf(helpers).join();
		}
		return !batch.isEmpty();
	}

	private List<List<IncomingMail>> bags(List<IncomingMail> batch) {
		try {
			return (batch.size() > 1) ? this.conversations.of(batch) : List.of(batch);
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError ex) {
			log.warn("What of {} mails belongs together can't be told. They are sorted one by one", batch.size(), ex);
			return List.of(batch);
		}
	}

	private void sort(Queue<List<IncomingMail>> bags) {
		for (List<IncomingMail> bag = bags.poll(); bag != null; bag = bags.poll()) {
			for (IncomingMail mail : bag) {
				if (isStopping()) {
					later(mail, mail.attempts(), Duration.ZERO, mail.reason());
				}
				else if (mail.size() > LARGE) {
					sortAlone(mail);
				}
				else {
					sort(mail);
				}
			}
		}
	}

	private void sortAlone(IncomingMail mail) {
		this.large.lock();
		try {
			sort(mail);
		}
		finally {
			this.large.unlock();
		}
	}

	private List<IncomingMail> lease() {
		Instant now = this.clock.instant();
		List<IncomingMail> due = this.mails.lockDue(now, BATCH);
		if (!due.isEmpty()) {
			this.mails.lease(due.stream().map(IncomingMail::id).toList(), now.plus(LEASE));
		}
		return due;
	}

	private void sort(IncomingMail mail) {
		if (mail.attempts() >= TRIES) {
			// Nobody came back from the last attempt, not even to say that it failed.
			giveUp(mail);
			return;
		}
		try {
			this.transactions.retrying(() -> {
				this.mails.lockUnsorted(mail.id()).ifPresent((id) -> sorted(mail));
				return null;
			});
		}
		catch (Reception.NotYet ex) {
			// To wait is no try: a node that died holds the other for minutes.
			later(mail, mail.attempts(), Duration.ofSeconds(30), ex.getMessage());
		}
		catch (Refusal ex) {
			if (ex.kind() == Refusal.Kind.UNAVAILABLE) {
				failed(mail, ex);
			}
			else {
				quarantine(mail, ex.getMessage());
			}
		}
		catch (RuntimeException | StackOverflowError | OutOfMemoryError ex) {
			failed(mail, ex);
		}
	}

	private void sorted(IncomingMail mail) {
		this.mails.sorted(mail.id(), this.reception.receive(mail));
	}

	private void failed(IncomingMail mail, Throwable reason) {
		int attempts = mail.attempts() + 1;
		log.error("Mail {} could not be sorted (attempt {})", mail.id(), attempts, reason);
		if (attempts >= TRIES) {
			giveUp(mail);
		}
		else {
			later(mail, attempts, Duration.ofSeconds(10L << mail.attempts()),
					"It could not be dealt with yet. It is tried again.");
		}
	}

	private void later(IncomingMail mail, int attempts, Duration pause, @Nullable String reason) {
		Instant next = this.clock.instant().plus(pause);
		this.transactions.retrying(() -> {
			this.mails.later(mail.id(), attempts, next, reason);
			return null;
		});
	}

	private void giveUp(IncomingMail mail) {
		quarantine(mail, "It could not be dealt with, though it was tried " + TRIES + " times.");
	}

	private void quarantine(IncomingMail mail, String reason) {
		this.transactions.retrying(() -> {
			this.mails.sorted(mail.id(), new Result(State.QUARANTINED, Characters.cut(reason, LONGEST_REASON),
					mail.sender(), mail.subject(), mail.caseNumber(), null));
			return null;
		});
	}

}
