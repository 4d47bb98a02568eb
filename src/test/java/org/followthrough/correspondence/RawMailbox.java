package org.followthrough.correspondence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mailbox, by IMAP spoken by hand: no mail library looks at the bytes.
 */
class RawMailbox {

	private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

	private static final Pattern UID = Pattern.compile("UID (\\d+)");

	private final int port;

	private final String user;

	private final String password;

	RawMailbox(int port, String user, String password) {
		this.port = port;
		this.user = user;
		this.password = password;
	}

	/**
	 * Puts a mail into the mailbox.
	 * @param mail its bytes as they are
	 */
	void put(byte[] mail) {
		put(Stream.of(mail));
	}

	/**
	 * Puts mails into the mailbox, by one connection.
	 * @param mails their bytes as they are
	 */
	void put(Stream<byte[]> mails) {
		try (Talk talk = new Talk()) {
			mails.forEach(talk::append);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The mails that lie there, as the server delivers them, in the order of their UIDs.
	 * @return the mails
	 */
	List<Delivered> read() {
		try (Talk talk = new Talk()) {
			talk.say("SELECT INBOX");
			talk.done();
			talk.say("UID FETCH 1:* (UID BODY.PEEK[])");
			List<Delivered> mails = new ArrayList<>();
			for (String line = talk.line(); !line.startsWith("t "); line = talk.line()) {
				Matcher literal = LITERAL.matcher(line);
				Matcher uid = UID.matcher(line);
				if (literal.find() && uid.find()) {
					byte[] mail = talk.socket.getInputStream().readNBytes(Integer.parseInt(literal.group(1)));
					mails.add(new Delivered(Long.parseLong(uid.group(1)), mail));
				}
			}
			return mails;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A mail as the server delivers it.
	 *
	 * @param uid its number in the mailbox
	 * @param content its bytes
	 */
	record Delivered(long uid, byte[] content) {

		byte[] sha256() {
			try {
				return MessageDigest.getInstance("SHA-256").digest(this.content);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	private final class Talk implements AutoCloseable {

		private final Socket socket;

		Talk() throws IOException {
			this.socket = new Socket("127.0.0.1", RawMailbox.this.port);
			this.socket.setTcpNoDelay(true);
			line();
			say("LOGIN " + RawMailbox.this.user + " " + RawMailbox.this.password);
			done();
		}

		void append(byte[] mail) {
			try {
				say("APPEND INBOX {" + mail.length + "}");
				String answer = line();
				if (!answer.startsWith("+")) {
					throw new IOException("The mail server doesn't take a mail: " + answer);
				}
				this.socket.getOutputStream().write(mail);
				this.socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
				this.socket.getOutputStream().flush();
				done();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		void say(String command) throws IOException {
			this.socket.getOutputStream().write(("t " + command + "\r\n").getBytes(StandardCharsets.US_ASCII));
			this.socket.getOutputStream().flush();
		}

		String line() throws IOException {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			for (int at = this.socket.getInputStream().read(); at != '\n'; at = this.socket.getInputStream().read()) {
				if (at == -1) {
					throw new IOException("The mail server hung up after \"" + line + "\"");
				}
				line.write(at);
			}
			return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
		}

		void done() throws IOException {
			String line = line();
			while (!line.startsWith("t ")) {
				line = line();
			}
			if (!line.startsWith("t OK")) {
				throw new IOException("The mail server said \"" + line + "\"");
			}
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
