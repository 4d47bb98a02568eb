package org.followthrough.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.eclipse.angus.mail.imap.IMAPFolder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/**
 * The post as a customer uses it: sends by SMTP, reads by IMAP.
 */
@TestComponent
public class Post {

	/** Where customers write to. */
	public static final String SUPPORT = "support@followthrough.example";

	private static final Pattern LINK = Pattern.compile("https?://\\S+?(/c/[A-Za-z0-9_-]+)");

	private final int smtpPort;

	private final int imapPort;

	@Autowired
	Post(Environment environment) {
		this(environment.getRequiredProperty("followthrough.mail.smtp.port", Integer.class),
				environment.getRequiredProperty("followthrough.mail.imap.port", Integer.class));
	}

	/**
	 * The post of a mail server on this machine.
	 * @param smtpPort where it takes mail
	 * @param imapPort where mailboxes are read
	 */
	public Post(int smtpPort, int imapPort) {
		this.smtpPort = smtpPort;
		this.imapPort = imapPort;
	}

	/**
	 * Sends a mail to Support, its bytes as they are but for line ends, which become CRLF
	 * as SMTP wants them.
	 * @param sender the envelope's sender
	 * @param mail header and body
	 */
	public void send(String sender, String mail) {
		send(sender, mail.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Sends a mail to Support, its bytes as they are but for line ends, which become CRLF
	 * as SMTP wants them.
	 * @param sender the envelope's sender
	 * @param mail header and body
	 */
	public void send(String sender, byte[] mail) {
		send(sender, List.of(SUPPORT), mail);
	}

	/**
	 * Sends a mail to several addresses at once.
	 * @param sender the envelope's sender
	 * @param recipients the envelope's recipients
	 * @param mail header and body
	 */
	public void send(String sender, List<String> recipients, byte[] mail) {
		try (Socket socket = new Socket("127.0.0.1", this.smtpPort)) {
			SmtpTalk talk = new SmtpTalk(socket);
			talk.expect("220");
			talk.say("HELO customer.example", "250");
			talk.say("MAIL FROM:<" + sender + ">", "250");
			for (String recipient : recipients) {
				talk.say("RCPT TO:<" + recipient + ">", "250");
			}
			talk.say("DATA", "354");
			talk.data(mail);
			talk.expect("250");
			talk.say("QUIT", "221");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends a mail of ours back, as the mail server behind the one that took it does when
	 * it can't deliver it (RFC 3464).
	 * @param messageId the mail's Message-ID
	 * @param action what became of it: {@code failed}, {@code delayed}
	 * @param diagnostic the server's words
	 */
	public void report(String messageId, String action, String diagnostic) {
		send("mailer-daemon@mx.example.org", """
				From: Mail Delivery System <MAILER-DAEMON@mx.example.org>
				To: %s
				Subject: Delivery Status Notification
				Auto-Submitted: auto-replied
				MIME-Version: 1.0
				Message-ID: <%s@mx.example.org>
				Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

				--=_report
				Content-Type: text/plain

				This is the mail system at host mx.example.org.

				--=_report
				Content-Type: message/delivery-status

				Reporting-MTA: dns; mx.example.org

				Final-Recipient: rfc822; somebody@example.org
				Action: %s
				Status: 5.1.1
				Diagnostic-Code: smtp; %s

				--=_report
				Content-Type: text/rfc822-headers

				From: %s
				Message-ID: %s

				--=_report--
				""".formatted(SUPPORT, UUID.randomUUID(), action, diagnostic, SUPPORT, messageId));
	}

	/**
	 * The mails in somebody's mailbox, oldest first.
	 * @param address whose
	 * @return the mails, read whole
	 */
	public List<MimeMessage> mailbox(String address) {
		Properties properties = new Properties();
		Session session = Session.getInstance(properties);
		try (Store store = session.getStore("imap")) {
			store.connect("127.0.0.1", this.imapPort, address, address);
			try (Folder inbox = store.getFolder("INBOX")) {
				inbox.open(Folder.READ_ONLY);
				List<MimeMessage> mails = new ArrayList<>();
				Message[] all = inbox.getMessages();
				// In one go, since many are read.
				FetchProfile whole = new FetchProfile();
				whole.add(IMAPFolder.FetchProfileItem.MESSAGE);
				inbox.fetch(all, whole);
				for (Message message : all) {
					mails.add(new MimeMessage((MimeMessage) message));
				}
				return mails;
			}
		}
		catch (MessagingException ex) {
			// The demo's server makes a mailbox with its first mail.
			return List.of();
		}
	}

	/**
	 * The Message-ID of the latest mail in somebody's mailbox that holds some words.
	 * @param address whose
	 * @param words what its body or subject holds
	 * @return the id, if there is such a mail
	 */
	public Optional<String> idOf(String address, String words) {
		return mailbox(address).stream()
			.filter((mail) -> holds(mail, words))
			.reduce((earlier, later) -> later)
			.map(Post::id);
	}

	private static String id(MimeMessage mail) {
		try {
			return mail.getMessageID();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Waits for a mail.
	 * @param address in whose mailbox
	 * @param words what its body or subject holds
	 * @return the latest such mail
	 */
	public MimeMessage await(String address, String words) {
		List<MimeMessage> found = new ArrayList<>();
		Awaitility.await("a mail to " + address + " with \"" + words + "\"")
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> {
				found.clear();
				mailbox(address).stream().filter((mail) -> holds(mail, words)).forEach(found::add);
				return !found.isEmpty();
			});
		return found.get(found.size() - 1);
	}

	private static boolean holds(MimeMessage mail, String words) {
		try {
			return text(mail).contains(words) || String.valueOf(mail.getSubject()).contains(words);
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The text of a mail of ours.
	 * @param mail the mail
	 * @return its text, with line ends as Java has them
	 */
	public static String text(MimeMessage mail) {
		try {
			Object content = mail.getContent();
			// The words come before the files, and the text before the HTML that says the
			// same.
			while (content instanceof Multipart parts) {
				content = parts.getBodyPart(0).getContent();
			}
			return String.valueOf(content).replace("\r\n", "\n");
		}
		catch (IOException | MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The path of the customer's page that a mail leads to.
	 * @param mail the mail
	 * @return such as {@code /c/AAAA}
	 */
	public static String link(MimeMessage mail) {
		Matcher link = LINK.matcher(text(mail));
		if (!link.find()) {
			throw new AssertionError("This mail holds no link: " + text(mail));
		}
		return link.group(1);
	}

	/**
	 * One SMTP connection, spoken by hand so that not even a broken mail is repaired on
	 * its way.
	 */
	private static final class SmtpTalk {

		private final Socket socket;

		SmtpTalk(Socket socket) {
			this.socket = socket;
		}

		void say(String line, String expected) throws IOException {
			this.socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
			this.socket.getOutputStream().flush();
			expect(expected);
		}

		void data(byte[] mail) throws IOException {
			OutputStream out = new java.io.BufferedOutputStream(this.socket.getOutputStream(), 1 << 16);
			boolean lineStart = true;
			for (int i = 0; i < mail.length; i++) {
				byte at = mail[i];
				if (at == '\r' && i + 1 < mail.length && mail[i + 1] == '\n') {
					continue;
				}
				if (at == '\n') {
					out.write('\r');
				}
				else if (at == '.' && lineStart) {
					out.write('.');
				}
				out.write(at);
				lineStart = at == '\n';
			}
			if (!lineStart) {
				out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
			}
			out.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
			out.flush();
		}

		void expect(String code) throws IOException {
			StringBuilder line = new StringBuilder();
			for (int at = this.socket.getInputStream().read(); at != -1
					&& at != '\n'; at = this.socket.getInputStream().read()) {
				line.append((char) at);
			}
			if (line.length() > 3 && line.charAt(3) == '-') {
				expect(code);
				return;
			}
			if (!line.toString().startsWith(code)) {
				throw new IOException("The mail server said \"" + line.toString().strip() + "\" instead of " + code
						+ "; " + Arrays.toString(new int[] { line.length() }));
			}
		}

	}

}
