package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.followthrough.correspondence.MailSettings.Security;
import org.followthrough.correspondence.OutgoingFiles.OutgoingFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes mails of the outbox's rows and hands them to the mail server.
 */
@Component
class MailPost {

	private static final Logger log = LoggerFactory.getLogger(MailPost.class);

	private static final int PERMANENT = 500;

	private static final String TIMEOUT_MILLIS = "20000";

	/**
	 * A server may look through a mail for minutes before it takes it; whoever hangs up
	 * by then sends it twice (RFC 5321, 4.5.3.2.6).
	 */
	private static final String ANSWER_TIMEOUT_MILLIS = "300000";

	private final MailSettings settings;

	private final MessageIds ids;

	private final Clock clock;

	private final Session session;

	static {
		// Else each mail looks for this class in every archive on the class path.
		System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
	}

	MailPost(MailSettings settings, MessageIds ids, Clock clock) {
		this.settings = settings;
		this.ids = ids;
		this.clock = clock;
		this.session = Session.getInstance(properties(settings.smtp()));
	}

	private static Properties properties(MailSettings.Server server) {
		Properties properties = new Properties();
		properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
		properties.put("mail.smtp.timeout", ANSWER_TIMEOUT_MILLIS);
		properties.put("mail.smtp.writetimeout", TIMEOUT_MILLIS);
		properties.put("mail.smtp.ssl.enable", server.security() == Security.TLS);
		properties.put("mail.smtp.ssl.checkserveridentity", true);
		properties.put("mail.smtp.starttls.enable", server.security() == Security.STARTTLS);
		properties.put("mail.smtp.starttls.required", server.security() == Security.STARTTLS);
		properties.put("mail.smtp.auth", server.username() != null);
		return properties;
	}

	boolean isConfigured() {
		return !this.settings.smtp().host().isEmpty();
	}

	/**
	 * A way to the mail server, connected with the first mail that is sent.
	 * @return the connection
	 */
	Connection connection() {
		return new Connection();
	}

	private MimeMessage message(OutgoingMail mail, List<OutgoingFile> files) throws MessagingException {
		String id = this.ids.of(mail.id());
		SMTPMessage message = new SMTPMessage(this.session) {

			@Override
			protected void updateMessageID() throws MessagingException {
				setHeader("Message-ID", id);
			}

		};
		String sender = Objects.requireNonNullElse(mail.sender(), this.settings.address());
		message.setFrom(named(sender));
		if (this.settings.plusAddresses()) {
			message.setReplyTo(new Address[] { named(PlusAddress.of(sender, id)) });
		}
		message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(mail.recipient()));
		// A line end in a subject would begin another header.
		message.setSubject(Characters.inOneLine(mail.subject()), StandardCharsets.UTF_8.name());
		message.setContent(files.isEmpty() ? bothWays(mail) : with(files, bothWays(mail)));
		message.setSentDate(Date.from(this.clock.instant()));
		if (mail.language() != null) {
			message.setContentLanguage(new String[] { mail.language() });
		}
		String answered = mail.inReplyTo();
		if (answered != null && StandardCharsets.US_ASCII.newEncoder().canEncode(answered)) {
			message.setHeader("In-Reply-To", answered);
			message.setHeader("References", answered);
		}
		if (mail.automatic()) {
			// RFC 3834: says that a program wrote it, and has nobody for an answer to go
			// to.
			message.setHeader("Auto-Submitted",
					(mail.messageId() != null || answered != null) ? "auto-replied" : "auto-generated");
			message.setHeader("X-Auto-Response-Suppress", "All");
			String program = this.settings.automaticSender();
			message.setEnvelopeFrom(program.isEmpty() ? "<>" : program);
		}
		else {
			message.setEnvelopeFrom(sender);
		}
		return message;
	}

	/** The text, and for whoever reads HTML the same as that (RFC 2046, 5.1.4). */
	private static MimeMultipart bothWays(OutgoingMail mail) throws MessagingException {
		String language = Objects.requireNonNullElse(mail.language(), "en");
		MimeBodyPart text = new MimeBodyPart();
		text.setText(mail.body(), StandardCharsets.UTF_8.name());
		MimeBodyPart html = new MimeBodyPart();
		html.setText(HtmlLetter.of(mail.subject(), mail.body(), language), StandardCharsets.UTF_8.name(), "html");
		MimeMultipart both = new MimeMultipart("alternative", text, html);
		for (MimeBodyPart part : List.of(text, html)) {
			part.setHeader("Content-Language", language);
		}
		return both;
	}

	private static MimeMultipart with(List<OutgoingFile> files, MimeMultipart words) throws MessagingException {
		MimeBodyPart first = new MimeBodyPart();
		first.setContent(words);
		MimeMultipart all = new MimeMultipart(first);
		for (OutgoingFile file : files) {
			MimeBodyPart part = new MimeBodyPart();
			part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.type())));
			part.setFileName(file.name());
			part.setDisposition(Part.ATTACHMENT);
			part.setHeader("Content-Transfer-Encoding", "base64");
			all.addBodyPart(part);
		}
		return all;
	}

	private InternetAddress named(String bare) throws MessagingException {
		InternetAddress address = new InternetAddress(bare);
		try {
			address.setPersonal(this.settings.name(), StandardCharsets.UTF_8.name());
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		return address;
	}

	/**
	 * Whether the server refused a mail for good (RFC 5321 section 4.2.1: replies from
	 * 500 on). If it refused us as a sender, the next attempt may find that mended.
	 * @param failure what an attempt to send it met
	 * @return true if another attempt would meet the same
	 */
	static boolean isPermanent(Exception failure) {
		return failure instanceof AddressException || (failure instanceof OutgoingFiles.Held held && held.isForGood())
				|| smtp(failure)
					.filter((part) -> (part instanceof SMTPAddressFailedException refused
							&& refused.getReturnCode() >= PERMANENT)
							|| (part instanceof SMTPSendFailedException failed && failed.getReturnCode() >= PERMANENT
									&& !failed.getCommand().startsWith("MAIL")))
					.isPresent();
	}

	/**
	 * What a failure says, the server's own words if it said any.
	 * @param failure what an attempt to send met
	 * @return one line
	 */
	static String words(Exception failure) {
		String words = smtp(failure).map(Exception::getMessage).orElse(failure.getMessage());
		return Characters.inOneLine((words != null) ? words : failure.toString());
	}

	private static Optional<MessagingException> smtp(Exception failure) {
		Exception at = failure;
		while (at instanceof MessagingException part) {
			if (part instanceof SMTPAddressFailedException || part instanceof SMTPSendFailedException) {
				return Optional.of(part);
			}
			at = part.getNextException();
		}
		return Optional.empty();
	}

	/**
	 * A connection to the mail server for several mails: made when it is needed, and
	 * again when it broke.
	 */
	final class Connection implements AutoCloseable {

		private @Nullable Transport transport;

		private @Nullable MessagingException unreachable;

		/**
		 * Sends a mail.
		 * @param mail the mail
		 * @param files what it brings
		 * @throws Unreachable if the server can't be reached
		 * @throws MessagingException if it doesn't take the mail
		 */
		void send(OutgoingMail mail, List<OutgoingFile> files) throws MessagingException {
			MimeMessage message = message(mail, files);
			open().sendMessage(message, new Address[] { new InternetAddress(mail.recipient()) });
		}

		private Transport open() throws MessagingException {
			if (this.unreachable != null) {
				throw new Unreachable(this.unreachable);
			}
			Transport open = this.transport;
			if (open == null || !open.isConnected()) {
				close();
				open = connect();
				this.transport = open;
			}
			return open;
		}

		private Transport connect() throws MessagingException {
			Transport fresh = MailPost.this.session.getTransport("smtp");
			MailSettings.Server server = MailPost.this.settings.smtp();
			try {
				fresh.connect(server.host(), server.port(), server.username(), server.password());
				return fresh;
			}
			catch (MessagingException ex) {
				this.unreachable = ex;
				throw new Unreachable(ex);
			}
		}

		@Override
		public void close() {
			try {
				if (this.transport != null) {
					this.transport.close();
				}
			}
			catch (MessagingException ex) {
				log.debug("The mail server didn't say goodbye", ex);
			}
		}

	}

	/**
	 * The mail server can't be reached, or doesn't let us in: no mail's own fault.
	 */
	static class Unreachable extends MessagingException {

		Unreachable(MessagingException cause) {
			super("The mail server can't be reached: " + cause.getMessage(), cause);
		}

	}

}
