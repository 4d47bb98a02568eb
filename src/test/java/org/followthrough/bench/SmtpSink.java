package org.followthrough.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A mail server that takes everything at once and keeps the link of each customer, so
 * that a benchmark measures the application and not a mail server.
 */
public final class SmtpSink implements AutoCloseable {

	private static final Pattern RECIPIENT = Pattern.compile("(?i)RCPT TO:\\s*<([^>]*)>.*");

	private static final Pattern LINK = Pattern.compile("https?://\\S+?(/c/[A-Za-z0-9_-]+)");

	private final ServerSocket server;

	private final Map<String, CompletableFuture<String>> links = new ConcurrentHashMap<>();

	/**
	 * Opens on a free port of loopback.
	 */
	public SmtpSink() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread acceptor = new Thread(this::accept, "smtp-sink");
		acceptor.setDaemon(true);
		acceptor.start();
	}

	/**
	 * Where it listens.
	 * @return the port on loopback
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	/** The path of a customer's page, once they were written to. */
	CompletableFuture<String> linkOf(String address) {
		return this.links.computeIfAbsent(address, (unknown) -> new CompletableFuture<>());
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				Thread talker = new Thread(() -> talk(client), "smtp-sink-talk");
				talker.setDaemon(true);
				talker.start();
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void talk(Socket client) {
		try (client;
				BufferedReader in = new BufferedReader(
						new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
				OutputStream out = client.getOutputStream()) {
			client.setTcpNoDelay(true);
			say(out, "220 sink");
			String recipient = "";
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				Matcher to = RECIPIENT.matcher(line);
				if (to.matches()) {
					recipient = to.group(1);
				}
				if (line.equalsIgnoreCase("DATA")) {
					say(out, "354 go on");
					take(in, recipient);
				}
				say(out, line.equalsIgnoreCase("QUIT") ? "221 bye" : "250 ok");
			}
		}
		catch (IOException ex) {
			// The client went away; it will come again.
		}
	}

	private void take(BufferedReader in, String recipient) throws IOException {
		for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
			Matcher link = LINK.matcher(line);
			if (link.find()) {
				linkOf(recipient).complete(link.group(1));
			}
		}
	}

	private static void say(OutputStream out, String line) throws IOException {
		out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
		out.flush();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
