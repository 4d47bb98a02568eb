package org.followthrough.scan;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Speaks clamd's INSTREAM as its manual says (clamd(8)), and finds what calls itself a
 * virus. While it is down it hangs up on everybody.
 */
class ClamdStandIn implements AutoCloseable {

	static final String VIRUS = "THIS-CALLS-ITSELF-A-VIRUS";

	/** Clamd takes mail apart, and so finds what lies in it. */
	private static final String ENCODED = Base64.getEncoder()
		.encodeToString(VIRUS.substring(0, 24).getBytes(StandardCharsets.US_ASCII));

	private static final int LARGEST_CHUNK = 64 << 20;

	private final ServerSocket door;

	private volatile boolean down;

	private volatile boolean tooLarge;

	private volatile String strange = "";

	ClamdStandIn() {
		try {
			this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "clamd");
		thread.setDaemon(true);
		thread.start();
	}

	int port() {
		return this.door.getLocalPort();
	}

	void isDown(boolean now) {
		this.down = now;
	}

	void findsAllTooLarge(boolean now) {
		this.tooLarge = now;
	}

	/** What it was sent that the manual doesn't allow. */
	String strange() {
		return this.strange;
	}

	private void serve() {
		while (!this.door.isClosed()) {
			try (Socket caller = this.door.accept()) {
				if (!this.down) {
					answer(caller);
				}
			}
			catch (IOException ex) {
				// The caller hung up, or the test is over.
			}
		}
	}

	private void answer(Socket caller) throws IOException {
		DataInputStream in = new DataInputStream(caller.getInputStream());
		String command = new String(in.readNBytes(10), StandardCharsets.US_ASCII);
		if (!command.equals("zINSTREAM\0")) {
			this.strange += "command " + command + "; ";
		}
		if (this.tooLarge) {
			say(caller, "INSTREAM size limit exceeded. ERROR");
			return;
		}
		StringBuilder all = new StringBuilder();
		for (int length = in.readInt(); length != 0; length = in.readInt()) {
			if (length < 0 || length > LARGEST_CHUNK) {
				this.strange += "length " + length + "; ";
				return;
			}
			all.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
		}
		say(caller,
				all.indexOf(VIRUS) >= 0 || all.indexOf(ENCODED) >= 0 ? "stream: Stand-In.Virus-1 FOUND" : "stream: OK");
	}

	private static void say(Socket caller, String words) throws IOException {
		caller.getOutputStream().write((words + "\0").getBytes(StandardCharsets.US_ASCII));
		caller.getOutputStream().flush();
	}

	@Override
	public void close() {
		try {
			this.door.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
