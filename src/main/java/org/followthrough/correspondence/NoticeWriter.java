package org.followthrough.correspondence;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.time.MovableClock;
import org.followthrough.time.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Writes the mails that tell people of their notices. It waits a little from the first
 * notice on, and then one mail tells of all there are: however many fall due together,
 * nobody gets more than one mail in that time. Several nodes share the work; who writes
 * to a person holds that person's row meanwhile. The mail, and that its notices were
 * told, are one transaction.
 */
@Component
class NoticeWriter extends Worker {

	/** More than that nobody reads; the rest are counted. */
	static final int LISTED = 50;

	private static final Logger log = LoggerFactory.getLogger(NoticeWriter.class);

	private static final int BATCH = 100;

	private static final int FORGOTTEN_AT_ONCE = 1000;

	private final NoticeMapper notices;

	private final NoticeLetters letters;

	private final Outbox outbox;

	private final People people;

	private final Audit audit;

	private final NoticeSettings settings;

	private final Transactions transactions;

	private final MovableClock clock;

	NoticeWriter(NoticeMapper notices, NoticeLetters letters, Outbox outbox, People people, Audit audit,
			NoticeSettings settings, Transactions transactions, MovableClock clock) {
		super("notice-writer", Duration.ofSeconds(5));
		this.notices = notices;
		this.letters = letters;
		this.outbox = outbox;
		this.people = people;
		this.audit = audit;
		this.settings = settings;
		this.transactions = transactions;
		this.clock = clock;
		clock.follow((offset) -> wake());
	}

	/**
	 * Writes to everybody whose notices have been gathered, and forgets old ones.
	 * @return whether more is to be forgotten
	 */
	@Override
	protected boolean work() {
		Instant now = this.clock.instant();
		Instant before = now.minus(this.settings.gather());
		String last = "";
		List<String> readers;
		do {
			String after = last;
			readers = this.transactions.retrying(() -> this.notices.readers(after, before, BATCH));
			for (String account : readers) {
				tell(account, now, before);
				last = account;
			}
		}
		while (readers.size() == BATCH && !isStopping());
		return this.transactions.retrying(() -> forget(now.minus(this.settings.keep()))) == FORGOTTEN_AT_ONCE;
	}

	private int forget(Instant before) {
		List<Long> old = this.notices.old(before, FORGOTTEN_AT_ONCE);
		if (!old.isEmpty()) {
			this.notices.forget(old);
		}
		return old.size();
	}

	/** One person's trouble must not keep the others from being told. */
	private void tell(String account, Instant now, Instant before) {
		try {
			this.transactions.retrying(() -> {
				if (holds(account, before) && this.notices.tell(account, now) > 0) {
					this.notices.written(account, now);
					write(account, now);
				}
				return null;
			});
		}
		catch (RuntimeException ex) {
			log.error("The notices to {} could not be told yet", account, ex);
		}
	}

	private boolean holds(String account, Instant before) {
		if (!this.notices.knowsReader(account)) {
			this.notices.addReader(account);
		}
		return this.notices.lockReader(account, before).isPresent();
	}

	private void write(String account, Instant at) {
		List<Notice> first = this.notices.told(account, at, LISTED);
		if (first.isEmpty()) {
			return;
		}
		Map<Notice.Kind, Integer> sums = new EnumMap<>(Notice.Kind.class);
		this.notices.sums(account, at).forEach((sum) -> sums.put(sum.kind(), sum.notices()));
		Optional<Person> reader = this.people.find(account);
		reader.filter((person) -> !person.email().isBlank())
			.ifPresentOrElse(
					(person) -> this.outbox.add((first.size() == 1) ? this.letters.letter(person, first.get(0))
							: this.letters.digest(person, first, sums)),
					() -> this.audit.record(Audit.SYSTEM, "notices.unsent",
							Map.of("account", account, "notices", total(sums), "reason", reader.isPresent()
									? "The person has no mail address." : "Nobody has this account any more.")));
	}

	private static int total(Map<Notice.Kind, Integer> sums) {
		return sums.values().stream().mapToInt(Integer::intValue).sum();
	}

}
