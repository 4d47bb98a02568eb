package org.followthrough.correspondence;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.followthrough.testing.TestSettings;
import org.jspecify.annotations.Nullable;

/**
 * Stands between us and a real IMAP server, and adds what that lacks or takes away what
 * it has: encryption, its word that new mail came, the connection itself.
 */
final class ImapFront implements AutoCloseable {

	private final int behind;

	private final @Nullable SSLContext tls;

	private final boolean startTls;

	private final ServerSocket door;

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	private final List<String> commands = new CopyOnWriteArrayList<>();

	private final AtomicReference<String> cutBefore = new AtomicReference<>("");

	private volatile Pattern choking = Pattern.compile("(?!)");

	private final Map<String, Runnable> meanwhile = new ConcurrentHashMap<>();

	private volatile boolean withoutIdle;

	private volatile boolean deaf;

	private ImapFront(int behind, @Nullable SSLContext tls, boolean startTls) {
		this.behind = behind;
		this.tls = tls;
		this.startTls = startTls;
		try {
			this.door = new ServerSocket(TestSettings.freePort(), 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		daemon(this::welcome);
	}

	static ImapFront plain(int behind) {
		return new ImapFront(behind, null, false);
	}

	static ImapFront tls(int behind, SSLContext tls) {
		return new ImapFront(behind, tls, false);
	}

	static ImapFront startTls(int behind, SSLContext tls) {
		return new ImapFront(behind, tls, true);
	}

	int port() {
		return this.door.getLocalPort();
	}

	/** Hides that the server can tell of new mail. */
	ImapFront withoutIdle() {
		this.withoutIdle = true;
		return this;
	}

	/** Swallows what the server tells of new mail. */
	ImapFront deaf() {
		this.deaf = true;
		return this;
	}

	/** Ends the connection instead of passing such a command on, once. */
	void cutBefore(String command) {
		this.cutBefore.set(command);
	}

	/** Ends the connection instead of passing such commands on, each time. */
	ImapFront chokesOn(String commands) {
		this.choking = Pattern.compile(commands);
		return this;
	}

	/** Does something before it passes such a command on, once. */
	ImapFront before(String command, Runnable work) {
		this.meanwhile.put(command, work);
		return this;
	}

	/** How many commands of a kind came by. */
	long count(String command) {
		return this.commands.stream().filter((line) -> line.contains(command)).count();
	}

	private void welcome() {
		try {
			while (true) {
				Socket client = this.door.accept();
				this.open.add(client);
				daemon(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// It is closed.
		}
	}

	private void serve(Socket plain) {
		try (Socket server = new Socket(InetAddress.getLoopbackAddress(), this.behind)) {
			this.open.add(server);
			server.setTcpNoDelay(true);
			plain.setTcpNoDelay(true);
			Talk talk = new Talk((this.tls != null && !this.startTls) ? encrypted(plain) : plain, server);
			daemon(talk::answers);
			talk.commands();
		}
		catch (IOException ex) {
			// One of them hung up.
		}
		finally {
			close(plain);
		}
	}

	private Socket encrypted(Socket plain) throws IOException {
		SSLContext with = this.tls;
		if (with == null) {
			throw new IllegalStateException("It has no certificate");
		}
		SSLSocket encrypted = (SSLSocket) with.getSocketFactory()
			.createSocket(plain, "localhost", plain.getPort(), true);
		encrypted.setUseClientMode(false);
		encrypted.startHandshake();
		return encrypted;
	}

	private static void daemon(Runnable work) {
		Thread thread = new Thread(work, "imap-front");
		thread.setDaemon(true);
		thread.start();
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			// It is closed.
		}
	}

	@Override
	public void close() {
		try {
			this.door.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.open.forEach(ImapFront::close);
	}

	/**
	 * One client's connection.
	 */
	private final class Talk {

		private final Socket server;

		private volatile Socket client;

		private volatile OutputStream toClient;

		private volatile boolean encrypted;

		private volatile boolean idling;

		Talk(Socket client, Socket server) throws IOException {
			this.client = client;
			this.server = server;
			this.toClient = new BufferedOutputStream(client.getOutputStream());
		}

		void commands() throws IOException {
			OutputStream out = new BufferedOutputStream(this.server.getOutputStream());
			InputStream in = this.client.getInputStream();
			for (byte[] line = line(in); line.length > 0; line = line(in)) {
				String command = new String(line, StandardCharsets.ISO_8859_1);
				ImapFront.this.commands.add(command.strip());
				ImapFront.this.meanwhile.keySet()
					.stream()
					.filter(command::contains)
					.forEach((known) -> ImapFront.this.meanwhile.remove(known).run());
				String cut = ImapFront.this.cutBefore.get();
				if (ImapFront.this.choking.matcher(command).find() || (!cut.isEmpty() && command.contains(cut)
						&& ImapFront.this.cutBefore.compareAndSet(cut, ""))) {
					ImapFront.close(this.server);
					ImapFront.close(this.client);
					return;
				}
				if (ImapFront.this.startTls && command.strip().endsWith(" STARTTLS")) {
					say(command.split(" ")[0] + " OK go on\r\n");
					this.client = ImapFront.this.encrypted(this.client);
					this.toClient = new BufferedOutputStream(this.client.getOutputStream());
					this.encrypted = true;
					in = this.client.getInputStream();
					continue;
				}
				this.idling = command.strip().endsWith(" IDLE");
				out.write(line);
				if (in.available() == 0) {
					out.flush();
				}
			}
		}

		void answers() {
			try {
				InputStream in = this.server.getInputStream();
				for (byte[] line = line(in); line.length > 0; line = line(in)) {
					String answer = new String(line, StandardCharsets.ISO_8859_1);
					if (ImapFront.this.deaf && this.idling && answer.matches("(?s)\\* \\d+ (EXISTS|RECENT).*")) {
						continue;
					}
					if (answer.startsWith("* CAPABILITY")) {
						line = capabilities(answer).getBytes(StandardCharsets.ISO_8859_1);
					}
					this.toClient.write(line);
					if (in.available() == 0) {
						this.toClient.flush();
					}
				}
			}
			catch (IOException ex) {
				// One of them hung up.
			}
			ImapFront.close(this.client);
		}

		private String capabilities(String answer) {
			String all = ImapFront.this.withoutIdle ? answer.replace(" IDLE", "") : answer;
			return (ImapFront.this.startTls && !this.encrypted) ? all.stripTrailing() + " STARTTLS\r\n" : all;
		}

		private void say(String words) throws IOException {
			this.toClient.write(words.getBytes(StandardCharsets.US_ASCII));
			this.toClient.flush();
		}

		private byte[] line(InputStream in) throws IOException {
			ByteArrayOutputStream line = new ByteArrayOutputStream();
			for (int at = in.read(); at != -1; at = in.read()) {
				line.write(at);
				if (at == '\n') {
					break;
				}
			}
			return line.toByteArray();
		}

	}

}
