package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.followthrough.correspondence.IncomingMailMapper.Place;
import org.followthrough.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for new mail. What is new is told by the server's UIDs, never by flags, which
 * people change. Each mail is stored before it is marked as seen; one that can't be
 * fetched is tried again after those behind it.
 */
class Mailbox extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

	/**
	 * How many mails are fetched by one connection, so that no list grows without end.
	 */
	private static final int BATCH = 500;

	/** As often as that the ear missed mail, it isn't trusted any more for a while. */
	private static final int DEAF = 2;

	private static final Duration DISTRUST = Duration.ofHours(1);

	private final MailSettings.Mailbox settings;

	private final String name;

	private final MailboxConnection connection;

	private final MailboxHold hold;

	private final MailboxEar ear;

	private final MailIntake intake;

	private final Clock clock;

	private final AtomicBoolean told = new AtomicBoolean(true);

	/** So many mails are fetched each by itself, since they couldn't be had together. */
	private int singly;

	private int missed;

	private Instant distrustUntil = Instant.EPOCH;

	private @Nullable String trouble;

	Mailbox(MailSettings.Mailbox settings, MailboxConnection connection, MailboxHold hold, MailIntake intake,
			Clock clock) {
		super("mailbox", settings.every());
		this.settings = settings;
		this.name = settings.place();
		this.connection = connection;
		this.hold = hold;
		this.ear = new MailboxEar(connection, settings.folder(), "mailbox", this::wake);
		this.intake = intake;
		this.clock = clock;
	}

	@Override
	public void wake() {
		this.told.set(true);
		super.wake();
	}

	/**
	 * Whether the server tells of new mail.
	 * @return whether it was asked to, and did as far as one can tell
	 */
	boolean isTold() {
		return this.ear.isListening() && !this.clock.instant().isBefore(this.distrustUntil);
	}

	@Override
	protected Duration idle() {
		return isTold() ? this.settings.atLeastEvery() : this.settings.every();
	}

	@Override
	protected boolean work() {
		if (!this.hold.isOurs()) {
			this.ear.stop();
			return false;
		}
		boolean wasTold = this.told.getAndSet(false);
		try (Store store = this.connection.open()) {
			Look look = look((IMAPFolder) store.getFolder(this.settings.folder()));
			tell(null);
			if (this.settings.idle()) {
				listen(wasTold || look.first() == 0);
			}
			this.hold.read(isTold());
			return look.all() >= BATCH;
		}
		catch (MessagingException ex) {
			String words = MailboxTrouble.words(ex, this.settings);
			tell(words);
			this.hold.failed(words);
			return false;
		}
	}

	private void listen(boolean heard) {
		if (this.ear.isListening()) {
			this.missed = heard ? 0 : this.missed + 1;
		}
		if (this.missed >= DEAF) {
			log.warn(
					"The server of mailbox {} does not tell of new mail though it was asked to. It is looked for instead",
					this.name);
			this.missed = 0;
			this.distrustUntil = this.clock.instant().plus(DISTRUST);
			this.ear.hangUp();
		}
		this.ear.listen();
	}

	@Override
	public void stop() {
		super.stop();
		this.ear.stop();
		this.hold.letGo();
	}

	/** Logs a trouble when it begins and when it ends, not every few seconds. */
	private void tell(@Nullable String now) {
		if (now != null && !now.equals(this.trouble)) {
			log.warn("The mailbox {} can't be read now: {}", this.name, now);
		}
		else if (now == null && this.trouble != null) {
			log.warn("The mailbox {} can be read again", this.name);
		}
		this.trouble = now;
	}

	private Look look(IMAPFolder folder) throws MessagingException {
		folder.open(Folder.READ_WRITE);
		try {
			OpenFolder open = new OpenFolder(folder);
			long validity = open.validity();
			Look look = fetchNew(open, validity);
			fetchLeftBehind(open, validity);
			return look;
		}
		finally {
			if (folder.isOpen()) {
				// Closing by default would also throw away what people marked as deleted.
				folder.close(false);
			}
		}
	}

	/** While mail comes in, it is looked for again before the connection ends. */
	private Look fetchNew(OpenFolder folder, long validity) throws MessagingException {
		long last = this.intake.lastUid(this.name, validity);
		List<Long> fresh = folder.after(last, BATCH);
		int first = fresh.size();
		int all = first;
		while (!fresh.isEmpty() && takeAll(folder, validity, fresh) && all < BATCH) {
			folder.refresh();
			fresh = folder.after(fresh.get(fresh.size() - 1), BATCH);
			all += fresh.size();
		}
		return new Look(first, all);
	}

	private boolean mayGoOn() {
		return !isStopping() && this.hold.isOurs();
	}

	/**
	 * Takes mails in, in their order.
	 * @return whether it may go on behind them: where one was left out, those behind it
	 * must be, too, else it would count as read
	 */
	private boolean takeAll(OpenFolder folder, long validity, List<Long> fresh) throws MessagingException {
		for (OpenFolder.Handful handful : folder.handfuls(fresh)) {
			Map<Long, byte[]> whole = handful.small() ? whole(folder, handful.uids()) : new HashMap<>();
			List<Long> stored = new ArrayList<>();
			for (long uid : handful.uids()) {
				if (!mayGoOn()) {
					markSeen(folder, stored);
					return false;
				}
				if (this.intake.fetch(folder, new Place(this.name, validity, uid), whole.remove(uid))) {
					stored.add(uid);
				}
			}
			markSeen(folder, stored);
		}
		return true;
	}

	/**
	 * Fetches a handful of mails at once. Where that fails, one of them may be what the
	 * server can't hand over: each is fetched by itself then, so that only that one
	 * waits.
	 */
	private Map<Long, byte[]> whole(OpenFolder folder, List<Long> handful) throws MessagingException {
		if (this.singly > 0) {
			this.singly -= handful.size();
			return new HashMap<>();
		}
		try {
			return folder.whole(handful);
		}
		catch (MessagingException ex) {
			if (!folder.isOpen()) {
				this.singly = handful.size();
				throw ex;
			}
			log.debug("Mails of {} can't be fetched together", this.name, ex);
			return new HashMap<>();
		}
	}

	private void fetchLeftBehind(OpenFolder folder, long validity) throws MessagingException {
		for (long uid : this.intake.leftBehind(this.name, validity, BATCH)) {
			if (mayGoOn() && this.intake.fetch(folder, new Place(this.name, validity, uid), null)) {
				markSeen(folder, List.of(uid));
			}
		}
	}

	/** For people who look into the mailbox; nothing depends on it. */
	private static void markSeen(OpenFolder folder, List<Long> stored) {
		try {
			folder.markSeen(stored);
		}
		catch (MessagingException ex) {
			log.debug("Mail can't be marked as seen", ex);
		}
	}

	/**
	 * A look into the mailbox.
	 *
	 * @param first how many new mails lay there
	 * @param all those that came meanwhile included
	 */
	private record Look(int first, int all) {
	}

}
