package org.followthrough.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import org.followthrough.customers.MailAddress;

import org.springframework.stereotype.Component;

/**
 * Reads mail as it really is: broken headers, unknown character sets and encodings cost
 * what they break, never the whole.
 */
@Component
class MailReader {

	private static final int LONGEST_SUBJECT = 1000;

	private static final int MOST_IDS = 200;

	/** Whom a mail is addressed to, and where servers say that they delivered it. */
	private static final List<String> ADDRESSED = List.of("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc");

	private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,240}>");

	private final Session session;

	private final MailSettings settings;

	MailReader(MailSettings settings) {
		this.settings = settings;
		this.session = Session.getInstance(new Properties());
		// These are read by the mail library from the system's properties only.
		System.setProperty("mail.mime.decodetext.strict", "false");
		System.setProperty("mail.mime.parameters.strict", "false");
		System.setProperty("mail.mime.multipart.ignoremissingendboundary", "true");
		System.setProperty("mail.mime.multipart.ignoremissingboundaryparameter", "true");
		System.setProperty("mail.mime.multipart.allowempty", "true");
		System.setProperty("mail.mime.ignoreunknownencoding", "true");
		System.setProperty("mail.mime.base64.ignoreerrors", "true");
		System.setProperty("mail.mime.uudecode.ignoreerrors", "true");
		System.setProperty("mail.mime.uudecode.ignoremissingbeginend", "true");
	}

	/**
	 * Reads a mail.
	 * @param raw its bytes as the server gave them; not copied
	 * @return what could be read
	 * @throws MessagingException if not even its header can be read
	 */
	ReceivedMail read(byte[] raw) throws MessagingException {
		try {
			MimeMessage message = parsed(raw);
			MailBody body = new MailBody(Messages.LONGEST);
			body.read(message);
			return read(new Headers(message), body);
		}
		catch (RuntimeException ex) {
			throw new MessagingException("The mail library gave up on this mail", ex);
		}
	}

	/**
	 * Reads the header of a mail that is too large to be opened.
	 * @param start how its bytes begin
	 * @return the mail without words and files
	 * @throws MessagingException if it can't be read
	 */
	ReceivedMail readHeader(byte[] start) throws MessagingException {
		try {
			return read(new Headers(parsed(start)), new MailBody(Messages.LONGEST));
		}
		catch (RuntimeException ex) {
			throw new MessagingException("The mail library gave up on this mail's header", ex);
		}
	}

	private MimeMessage parsed(byte[] raw) throws MessagingException {
		return new MimeMessage(this.session, new SharedByteArrayInputStream(raw));
	}

	private ReceivedMail read(Headers headers, MailBody body) {
		Optional<InternetAddress> from = sender(headers);
		ProgramMail program = new ProgramMail(headers, this.settings);
		String text = body.text();
		Optional<String> automatic = program.byHeader(from).or(() -> program.byContent(body));
		List<String> reported = Stream.concat(body.reported().stream(), idsIn(text)).limit(MOST_IDS).toList();
		Optional<String> failure = body.failure()
			.or(() -> headers.has("X-Failed-Recipients") ? Optional.of("It could not be delivered") : Optional.empty());
		return new ReceivedMail(from.flatMap((address) -> MailAddress.parse(address.getAddress())), writer(headers),
				from.map(InternetAddress::getPersonal).map(Characters::inOneLine).orElse(""),
				from.isEmpty() && isOurs(headers), Characters.cut(headers.words("Subject"), LONGEST_SUBJECT),
				headers.id(), followed(headers), reported, failure, automatic, text, body.html(), body.parts(),
				body.isWhole(), headers.first("Content-Language"),
				SenderChecks.in(headers.all("Authentication-Results"), this.settings.authservIds()));
	}

	/**
	 * The mails that it follows, at last the one whose address for answers it came to.
	 */
	private static List<String> followed(Headers headers) {
		Stream<String> addressed = ADDRESSED.stream()
			.flatMap((name) -> headers.addresses(name).stream())
			.flatMap((address) -> PlusAddress.idIn(String.valueOf(address.getAddress())).stream());
		return Stream.concat(headers.ids("References", "In-Reply-To").stream(), addressed).distinct().toList();
	}

	/**
	 * Whom an answer goes to, unless that is us: a form on a web site, say, sends in our
	 * name and asks for answers to whoever filled it in.
	 */
	private Optional<InternetAddress> sender(Headers headers) {
		List<String> names = isOurs(headers) ? List.of("Reply-To") : List.of("Reply-To", "From", "Sender");
		return names.stream()
			.flatMap((name) -> headers.addresses(name).stream())
			.filter((address) -> MailAddress.parse(address.getAddress()).isPresent())
			.filter((address) -> !this.settings.isOurs(address.getAddress()))
			.findFirst();
	}

	private static Optional<String> writer(Headers headers) {
		return headers.addresses("From")
			.stream()
			.flatMap((address) -> MailAddress.parse(address.getAddress()).stream())
			.findFirst();
	}

	private boolean isOurs(Headers headers) {
		return headers.addresses("From")
			.stream()
			.map(InternetAddress::getAddress)
			.anyMatch((address) -> address != null && this.settings.isOurs(address));
	}

	/**
	 * The Message-IDs in a text.
	 * @param text any text
	 * @return the ids with their angle brackets
	 */
	static Stream<String> idsIn(String text) {
		return MESSAGE_ID.matcher(text).results().map(MatchResult::group);
	}

}
