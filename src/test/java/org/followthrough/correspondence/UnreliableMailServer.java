package org.followthrough.correspondence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server that fails on purpose, in the way that it was last told to.
 */
class UnreliableMailServer implements AutoCloseable {

	private static final Pattern MESSAGE_ID = Pattern.compile("(?i)Message-ID:\\s*(<[^>]+>)");

	private final ServerSocket server;

	private final List<Taken> taken = new CopyOnWriteArrayList<>();

	private final List<Socket> talks = new CopyOnWriteArrayList<>();

	private volatile Way way;

	private volatile int begun;

	UnreliableMailServer(int port, Way way) {
		this.way = way;
		try {
			this.server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread acceptor = new Thread(this::accept, "unreliable-mail-server");
		acceptor.setDaemon(true);
		acceptor.start();
	}

	void now(Way other) {
		this.way = other;
	}

	/** The mails whose last line it saw, in that order, whatever it answered then. */
	List<Taken> taken() {
		return this.taken;
	}

	/** How many mails were offered to it. */
	int begun() {
		return this.begun;
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				this.talks.add(client);
				Thread talk = new Thread(() -> talk(client), "unreliable-mail-server-talk");
				talk.setDaemon(true);
				talk.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void talk(Socket client) {
		try (client;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
			say(client, "220 unreliable");
			String sender = "";
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				String command = line.toUpperCase(Locale.ROOT);
				if (command.startsWith("MAIL FROM:")) {
					this.begun++;
					sender = line.substring("MAIL FROM:".length());
				}
				if (command.startsWith("RCPT") && this.way.atRecipient != null) {
					say(client, this.way.atRecipient);
				}
				else if (command.equals("DATA")) {
					if (!data(client, in, sender)) {
						return;
					}
				}
				else {
					say(client, command.equals("QUIT") ? "221 bye" : "250 ok");
				}
			}
		}
		catch (IOException ex) {
			// Whoever spoke has gone.
		}
	}

	private boolean data(Socket client, BufferedReader in, String sender) throws IOException {
		if (this.way == Way.HANGS) {
			return true;
		}
		say(client, "354 go on");
		StringBuilder mail = new StringBuilder();
		for (String line = in.readLine(); !".".equals(line); line = in.readLine()) {
			if (line == null) {
				return false;
			}
			mail.append(line).append('\n');
		}
		this.taken.add(new Taken(sender, mail.toString()));
		switch (this.way) {
			case REFUSES_AFTER_DATA_FOR_NOW -> say(client, "451 4.3.0 Try again later");
			case REFUSES_AFTER_DATA_FOR_GOOD -> say(client, "554 5.7.1 We don't like it");
			case DROPS_BEFORE_ANSWER -> {
				return false;
			}
			case DROPS_AFTER_ANSWER -> {
				say(client, "250 ok");
				return false;
			}
			default -> say(client, "250 ok");
		}
		return true;
	}

	private static void say(Socket client, String line) throws IOException {
		client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		client.getOutputStream().flush();
	}

	@Override
	public void close() {
		try {
			this.server.close();
			hangUp();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Ends all connections. */
	void hangUp() {
		for (Socket talk : this.talks) {
			try {
				talk.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		this.talks.clear();
	}

	/**
	 * How it fails.
	 */
	enum Way {

		TAKES(null), REFUSES_FOR_NOW("450 4.2.1 Mailbox busy"), REFUSES_FOR_GOOD("550 5.1.1 No such mailbox"),
		REFUSES_AFTER_DATA_FOR_NOW(null), REFUSES_AFTER_DATA_FOR_GOOD(null), HANGS(null), DROPS_BEFORE_ANSWER(null),
		DROPS_AFTER_ANSWER(null);

		private final String atRecipient;

		Way(String atRecipient) {
			this.atRecipient = atRecipient;
		}

	}

	/**
	 * A mail that was handed over whole.
	 */
	record Taken(String sender, String text) {

		String id() {
			Matcher id = MESSAGE_ID.matcher(this.text);
			if (!id.find()) {
				throw new AssertionError("A mail without an id: " + this.text);
			}
			return id.group(1);
		}

	}

}
