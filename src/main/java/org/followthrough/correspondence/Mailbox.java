package org.followthrough.correspondence;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Properties;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.followthrough.correspondence.IncomingMailMapper.Place;
import org.followthrough.correspondence.MailSettings.Security;
import org.followthrough.database.Files;
import org.followthrough.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Fetches new mail. What is new is told by the server's UIDs, never by flags, which
 * people change. Each mail is stored, byte for byte, before it is marked as seen, and
 * nothing here looks into it.
 */
@Component
class Mailbox extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

	private final MailSettings.Mailbox settings;

	private final String name;

	private final IncomingMailMapper mails;

	private final Files files;

	private final Transactions transactions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	private final Session session;

	Mailbox(MailSettings settings, IncomingMailMapper mails, Files files, Transactions transactions,
			ApplicationEventPublisher events, Clock clock) {
		super("mailbox", settings.imap().every());
		this.settings = settings.imap();
		this.name = this.settings.username() + "@" + this.settings.host() + "/" + this.settings.folder();
		this.mails = mails;
		this.files = files;
		this.transactions = transactions;
		this.events = events;
		this.clock = clock;
		this.session = Session.getInstance(properties(this.settings.security()));
	}

	private static Properties properties(Security security) {
		Properties properties = new Properties();
		properties.put("mail.imap.connectiontimeout", "20000");
		properties.put("mail.imap.timeout", "60000");
		properties.put("mail.imap.ssl.enable", security == Security.TLS);
		properties.put("mail.imap.ssl.checkserveridentity", true);
		properties.put("mail.imap.starttls.enable", security == Security.STARTTLS);
		properties.put("mail.imap.starttls.required", security == Security.STARTTLS);
		properties.put("mail.imap.partialfetch", "true");
		properties.put("mail.imap.fetchsize", Integer.toString(1 << 20));
		return properties;
	}

	@Override
	boolean work() {
		if (this.settings.host().isEmpty()) {
			return false;
		}
		try (Store store = this.session.getStore("imap")) {
			store.connect(this.settings.host(), this.settings.port(), this.settings.username(),
					this.settings.password());
			try (Folder folder = store.getFolder(this.settings.folder())) {
				folder.open(Folder.READ_WRITE);
				fetchNew(folder, (UIDFolder) folder);
			}
		}
		catch (MessagingException ex) {
			log.warn("The mailbox {} can't be read now: {}", this.name, ex.getMessage());
		}
		return false;
	}

	private void fetchNew(Folder folder, UIDFolder uids) throws MessagingException {
		long validity = uids.getUIDValidity();
		long last = this.mails.lastUid(this.name, validity).orElse(0L);
		for (Message message : uids.getMessagesByUID(last + 1, UIDFolder.LASTUID)) {
			long uid = uids.getUID(message);
			// Asked for more than there is, a server answers with the last one.
			if (uid > last && isRunning()) {
				store((IMAPMessage) message, new Place(this.name, validity, uid));
				message.setFlag(Flags.Flag.SEEN, true);
				this.events.publishEvent(new MailStored());
			}
		}
	}

	private void store(IMAPMessage message, Place place) {
		try {
			this.transactions.retrying(() -> {
				store(place, message);
				return null;
			});
		}
		catch (DuplicateKeyException ex) {
			log.debug("Another node was faster with {}", place);
		}
	}

	private void store(Place place, IMAPMessage message) {
		message.setPeek(true);
		try (InputStream raw = message.getMimeStream()) {
			Files.Kept kept = this.files.keep(raw);
			this.mails.insert(place, kept.id(), kept.size(), kept.sha256(), this.clock.instant());
		}
		catch (IOException | MessagingException ex) {
			throw new MailNotFetched(place, ex);
		}
	}

	/**
	 * A mail was stored; told to whoever sorts.
	 */
	record MailStored() {
	}

	/**
	 * The connection broke while a mail was fetched; it is fetched again.
	 */
	static class MailNotFetched extends RuntimeException {

		MailNotFetched(Place place, Exception cause) {
			super("The mail at " + place + " could not be fetched", cause);
		}

	}

}
