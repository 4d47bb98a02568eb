package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

import jakarta.mail.FetchProfile;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.followthrough.correspondence.IncomingMailMapper.Place;
import org.followthrough.database.Files;
import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Takes mail out of mailboxes into the tables, byte for byte and each once, and looks
 * into none. A mail that can't be fetched is noted and tried again, with growing pauses.
 */
@Component
class MailIntake {

	private static final Logger log = LoggerFactory.getLogger(MailIntake.class);

	/**
	 * After so many attempts a mail is taken as it comes, shorter than its server says.
	 */
	private static final int PATIENCE = 5;

	private final IncomingMailMapper mails;

	private final UnfetchedMailMapper unfetched;

	private final Files files;

	private final Transactions transactions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	MailIntake(IncomingMailMapper mails, UnfetchedMailMapper unfetched, Files files, Transactions transactions,
			ApplicationEventPublisher events, Clock clock) {
		this.mails = mails;
		this.unfetched = unfetched;
		this.files = files;
		this.transactions = transactions;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * How far a mailbox was read.
	 * @param mailbox its place
	 * @param validity what its server counts under
	 * @return the last mail taken from it; 0 if none was
	 */
	long lastUid(String mailbox, long validity) {
		return this.mails.lastUid(mailbox, validity).orElse(0L);
	}

	/**
	 * The mails that couldn't be fetched and are to be tried again by now.
	 * @param mailbox its place
	 * @param validity what its server counts under
	 * @param most so many at the most
	 * @return their numbers, those that wait longest first
	 */
	List<Long> leftBehind(String mailbox, long validity, int most) {
		// Renumbered mails are new ones; their old numbers mean nothing any more.
		this.unfetched.forgetOthers(mailbox, validity);
		return this.unfetched.due(mailbox, validity, this.clock.instant(), most);
	}

	/**
	 * Fetches a mail. One that can't be had is noted, and tried again later.
	 * @param content its bytes; null if they are to be fetched yet
	 * @return whether it is stored
	 * @throws MessagingException if the mailbox can't be read on
	 */
	boolean fetch(OpenFolder folder, Place place, byte @Nullable [] content) throws MessagingException {
		try {
			store(folder, place, content);
			this.events.publishEvent(new MailStored());
			return true;
		}
		catch (MessageRemovedException ex) {
			log.warn("The mail at {} was deleted before it was fetched", place);
			this.unfetched.forget(place);
		}
		catch (MailNotFetched | DataAccessException ex) {
			log.warn("The mail at {} is tried again later: {}", place, ex.getMessage());
			this.unfetched.failed(place, this.clock.instant(), Characters.cut(String.valueOf(ex.getMessage()), 500));
			if (!folder.isOpen()) {
				throw new MessagingException(ex.getMessage());
			}
		}
		return false;
	}

	private void store(OpenFolder folder, Place place, byte @Nullable [] content) throws MessagingException {
		try {
			if (content != null) {
				storeOnce(place, () -> keep(place, new ByteArrayInputStream(content)));
			}
			else {
				storeInPieces(folder, place);
			}
		}
		catch (DuplicateKeyException ex) {
			log.debug("Another node was faster with {}", place);
		}
	}

	private void storeInPieces(OpenFolder folder, Place place) throws MessagingException {
		IMAPMessage message = folder.message(place.uid());
		if (message == null) {
			throw new MessageRemovedException();
		}
		try {
			storeOnce(place, () -> keep(place, message));
		}
		catch (MailNotFetched ex) {
			if (message.isExpunged()) {
				throw new MessageRemovedException(ex.getMessage());
			}
			throw ex;
		}
	}

	private void storeOnce(Place place, Runnable keep) {
		this.transactions.retrying(() -> {
			if (!this.mails.isThere(place)) {
				keep.run();
			}
			this.unfetched.forget(place);
			return null;
		});
	}

	private void keep(Place place, IMAPMessage message) {
		long size = size(message);
		message.setPeek(true);
		try (InputStream raw = message.getMimeStream()) {
			long kept = keep(place, raw);
			if (kept == 0 || (kept < size && this.unfetched.attempts(place) < PATIENCE)) {
				throw new MessagingException("the mail server gave " + kept + " bytes of " + size);
			}
		}
		catch (IOException | MessagingException ex) {
			throw new MailNotFetched(ex);
		}
	}

	private long keep(Place place, InputStream raw) {
		try {
			Files.Kept kept = this.files.keep(raw);
			this.mails.insert(place, kept.id(), kept.size(), kept.sha256(), this.clock.instant());
			return kept.size();
		}
		catch (IOException ex) {
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
