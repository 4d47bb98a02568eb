package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.followthrough.correspondence.MailSettings.Security;
import org.followthrough.identity.Secrets;

import org.springframework.stereotype.Component;

/**
 * Makes mails of the outbox's rows and hands them to the mail server.
 */
@Component
class MailPost {

	private static final int PERMANENT = 500;

	private static final int TAG = 8;

	private static final String TIMEOUT_MILLIS = "20000";

	private static final Pattern OURS = Pattern.compile("<?ft\\.(\\d{1,18})\\.([0-9a-f]{16})@");

	private final MailSettings settings;

	private final Secrets secrets;

	private final Clock clock;

	private final Session session;

	MailPost(MailSettings settings, Secrets secrets, Clock clock) {
		this.settings = settings;
		this.secrets = secrets;
		this.clock = clock;
		this.session = Session.getInstance(properties(settings.smtp()));
	}

	private static Properties properties(MailSettings.Server server) {
		Properties properties = new Properties();
		properties.put("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
		properties.put("mail.smtp.timeout", TIMEOUT_MILLIS);
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

	Transport connect() throws MessagingException {
		Transport transport = this.session.getTransport("smtp");
		MailSettings.Server server = this.settings.smtp();
		transport.connect(server.host(), server.port(), server.username(), server.password());
		return transport;
	}

	void send(Transport transport, OutgoingMail mail) throws MessagingException {
		MimeMessage message = message(mail);
		transport.sendMessage(message, new Address[] { new InternetAddress(mail.recipient()) });
	}

	private MimeMessage message(OutgoingMail mail) throws MessagingException {
		String id = messageId(mail.id());
		SMTPMessage message = new SMTPMessage(this.session) {

			@Override
			protected void updateMessageID() throws MessagingException {
				setHeader("Message-ID", id);
			}

		};
		message.setFrom(address());
		message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(mail.recipient()));
		message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
		message.setText(mail.body(), StandardCharsets.UTF_8.name());
		message.setSentDate(Date.from(this.clock.instant()));
		if (mail.automatic()) {
			// RFC 3834: says that a program wrote it, and has nobody for an answer to go
			// to.
			message.setHeader("Auto-Submitted", (mail.messageId() != null) ? "auto-replied" : "auto-generated");
			String sender = this.settings.automaticSender();
			message.setEnvelopeFrom(sender.isEmpty() ? "<>" : sender);
		}
		else {
			message.setEnvelopeFrom(this.settings.address());
		}
		return message;
	}

	private InternetAddress address() throws MessagingException {
		InternetAddress address = new InternetAddress(this.settings.address());
		try {
			address.setPersonal(this.settings.name(), StandardCharsets.UTF_8.name());
		}
		catch (java.io.UnsupportedEncodingException ex) {
			throw new IllegalStateException(ex);
		}
		return address;
	}

	/**
	 * The Message-ID that a row makes: the row and a signature, so that a reply proves
	 * that its sender has our mail.
	 */
	String messageId(long mailId) {
		return "<ft." + mailId + "." + tag(mailId) + "@" + this.settings.domain() + ">";
	}

	/**
	 * The row of one of our Message-IDs.
	 */
	Optional<Long> rowOf(String messageId) {
		Matcher ours = OURS.matcher(messageId);
		if (!ours.lookingAt()) {
			return Optional.empty();
		}
		long id = Long.parseLong(ours.group(1));
		return tag(id).equals(ours.group(2)) ? Optional.of(id) : Optional.empty();
	}

	private String tag(long mailId) {
		byte[] mac = this.secrets.hmac("message-id", Long.toString(mailId).getBytes(StandardCharsets.US_ASCII));
		return HexFormat.of().formatHex(Arrays.copyOf(mac, TAG));
	}

	/**
	 * Whether the server refused for good (RFC 5321 section 4.2.1: replies from 500 on).
	 */
	static boolean isPermanent(MessagingException failure) {
		for (Throwable at = failure; at instanceof MessagingException part; at = part.getNextException()) {
			if ((part instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= PERMANENT)
					|| (part instanceof SMTPSendFailedException failed && failed.getReturnCode() >= PERMANENT)) {
				return true;
			}
		}
		return false;
	}

}
