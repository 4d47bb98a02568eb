package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.followthrough.correspondence.IncomingMailMapper.Place;
import org.followthrough.database.Files;
import org.followthrough.database.Transactions;
import org.followthrough.time.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Fetches new mail. What is new is told by the server's UIDs, never by flags, which
 * people change. Each mail is stored, byte for byte, before it is marked as seen, and
 * nothing here looks into it. A mail that can't be fetched is noted and tried again, with
 * growing pauses, after those behind it.
 */
class Mailbox extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

	/**
	 * How many mails are fetched by one connection, so that no list grows without end.
	 */
	private static final int BATCH = 500;

	private static final int PATIENCE = 5;

	/** As often as that the ear missed mail, it isn't trusted any more for a while. */
	private static final int DEAF = 2;

	private static final Duration DISTRUST = Duration.ofHours(1);

	private final MailSettings.Mailbox settings;

	private final String name;

	private final MailboxConnection connection;

	private final MailboxHold hold;

	private final MailboxEar ear;

	private final IncomingMailMapper mails;

	private final UnfetchedMailMapper unfetched;

	private final Files files;

	private final Transactions transactions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final AtomicBoolean told = new AtomicBoolean(true);

	private int missed;

	private Instant distrustUntil = Instant.EPOCH;

	private @Nullable String trouble;

	Mailbox(MailSettings.Mailbox settings, MailboxConnection connection, MailboxHold hold, IncomingMailMapper mails,
			UnfetchedMailMapper unfetched, Files files, Transactions transactions, ApplicationEventPublisher events,
			Clock clock) {
		super("mailbox", settings.every());
		this.settings = settings;
		this.name = settings.place();
		this.connection = connection;
		this.hold = hold;
		this.ear = new MailboxEar(connection, settings.folder(), "mailbox", this::wake);
		this.mails = mails;
		this.unfetched = unfetched;
		this.files = files;
		this.transactions = transactions;
		this.events = events;
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
			int fetched = fetch((IMAPFolder) store.getFolder(this.settings.folder()));
			tell(null);
			if (this.settings.idle()) {
				listen(wasTold || fetched == 0);
			}
			this.hold.read(isTold());
			return fetched == BATCH;
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

	private int fetch(IMAPFolder folder) throws MessagingException {
		folder.open(Folder.READ_WRITE);
		try {
			long validity = folder.getUIDValidity();
			int fetched = fetchNew(folder, validity);
			fetchLeftBehind(folder, validity);
			return fetched;
		}
		finally {
			if (folder.isOpen()) {
				// Closing by default would also throw away what people marked as deleted.
				folder.close(false);
			}
		}
	}

	private int fetchNew(IMAPFolder folder, long validity) throws MessagingException {
		long last = this.mails.lastUid(this.name, validity).orElse(0L);
		// Asked for more than there is, a server answers with the last one.
		long[] fresh = uids(folder, last + 1).filter((uid) -> uid > last).sorted().limit(BATCH).toArray();
		for (long uid : fresh) {
			fetch(folder, new Place(this.name, validity, uid));
		}
		return fresh.length;
	}

	private static java.util.stream.LongStream uids(IMAPFolder folder, long from) throws MessagingException {
		Message[] messages = folder.getMessagesByUID(from, UIDFolder.LASTUID);
		long[] uids = new long[messages.length];
		for (int i = 0; i < messages.length; i++) {
			uids[i] = folder.getUID(messages[i]);
		}
		return Arrays.stream(uids);
	}

	private void fetchLeftBehind(IMAPFolder folder, long validity) throws MessagingException {
		// Renumbered mails are new ones; their old numbers mean nothing any more.
		this.unfetched.forgetOthers(this.name, validity);
		List<Long> due = this.unfetched.due(this.name, validity, this.clock.instant(), BATCH);
		for (long uid : due) {
			fetch(folder, new Place(this.name, validity, uid));
		}
	}

	private void fetch(IMAPFolder folder, Place place) throws MessagingException {
		if (isStopping() || !this.hold.isOurs()) {
			return;
		}
		IMAPMessage message = (IMAPMessage) folder.getMessageByUID(place.uid());
		try {
			if (message == null) {
				throw new MessageRemovedException();
			}
			store(message, place);
			markSeen(message);
			this.events.publishEvent(new MailStored());
		}
		catch (MessageRemovedException ex) {
			log.warn("The mail at {} was deleted before it was fetched", place);
			this.unfetched.forget(place);
		}
		catch (MailNotFetched | DataAccessException ex) {
			log.warn("The mail at {} is tried again later: {}", place, ex.getMessage());
			this.unfetched.failed(place, this.clock.instant(), Characters.cut(String.valueOf(ex.getMessage()), 500));
			if (!folder.isOpen()) {
				throw new FolderClosedException(folder, ex.getMessage());
			}
		}
	}

	private void store(IMAPMessage message, Place place) throws MessageRemovedException {
		try {
			this.transactions.retrying(() -> {
				if (!this.mails.isThere(place)) {
					store(place, message);
				}
				this.unfetched.forget(place);
				return null;
			});
		}
		catch (DuplicateKeyException ex) {
			log.debug("Another node was faster with {}", place);
		}
		catch (MailNotFetched ex) {
			if (message.isExpunged()) {
				throw new MessageRemovedException(ex.getMessage());
			}
			throw ex;
		}
	}

	private void store(Place place, IMAPMessage message) {
		long size = size(message);
		message.setPeek(true);
		try (InputStream raw = message.getMimeStream()) {
			Files.Kept kept = this.files.keep(raw);
			if (kept.size() == 0 || (kept.size() < size && this.unfetched.attempts(place) < PATIENCE)) {
				throw new MessagingException("the mail server gave " + kept.size() + " bytes of " + size);
			}
			this.mails.insert(place, kept.id(), kept.size(), kept.sha256(), this.clock.instant());
		}
		catch (IOException | MessagingException ex) {
			throw new MailNotFetched(ex);
		}
	}

	/**
	 * How large the server says that a mail is. What it hands over in pieces ends without
	 * a word where a piece is missing. Some servers count wrongly, so it isn't believed
	 * for ever.
	 */
	private static long size(IMAPMessage message) {
		try {
			FetchProfile size = new FetchProfile();
			size.add(FetchProfile.Item.SIZE);
			message.getFolder().fetch(new Message[] { message }, size);
			return message.getSizeLong();
		}
		catch (MessagingException ex) {
			return 0;
		}
	}

	/** For people who look into the mailbox; nothing depends on it. */
	private static void markSeen(IMAPMessage message) {
		try {
			message.setFlag(Flags.Flag.SEEN, true);
		}
		catch (MessagingException ex) {
			log.debug("A mail can't be marked as seen", ex);
		}
	}

	/**
	 * A mail was stored; told to whoever sorts.
	 */
	record MailStored() {
	}

	/**
	 * A mail couldn't be fetched; it is tried again.
	 */
	static class MailNotFetched extends RuntimeException {

		MailNotFetched(Exception cause) {
			super("It could not be fetched: " + cause.getMessage(), cause);
		}

	}

}
