package org.followthrough.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.database.Files;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Has clamd look through a file, as
 * <a href="https://docs.clamav.net/manual/Usage/Scanning.html#clamd">its manual</a>
 * (clamd(8), {@code INSTREAM}) says: the command, the file in chunks that each begin with
 * their length (four bytes, the highest first), a chunk of no length; then it answers in
 * one line.
 */
@Component
class Clamd implements DisposableBean {

	private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);

	private static final int LONGEST_ANSWER = 1000;

	private static final Pattern FOUND = Pattern.compile("stream: (.{1,200}) FOUND");

	private final Files files;

	private final ScanSettings settings;

	private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor((work) -> {
		Thread thread = new Thread(work, "virus-scan-alarm");
		thread.setDaemon(true);
		return thread;
	});

	Clamd(Files files, ScanSettings settings) {
		this.files = files;
		this.settings = settings;
	}

	/**
	 * Has a file looked through.
	 * @param fileId the file
	 * @return what was found
	 * @throws IOException if nobody could say
	 */
	Verdict scan(long fileId) throws IOException {
		boolean local = !this.settings.socket().isBlank();
		try (SocketChannel line = local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
			ScheduledFuture<?> timeIsUp = this.alarm.schedule(() -> close(line), this.settings.within().toMillis(),
					TimeUnit.MILLISECONDS);
			try {
				line.connect(address(local));
				return verdict(asked(line, fileId));
			}
			finally {
				timeIsUp.cancel(false);
			}
		}
		catch (UnresolvedAddressException ex) {
			throw new IOException("There is no such host", ex);
		}
	}

	private SocketAddress address(boolean local) {
		return local ? UnixDomainSocketAddress.of(this.settings.socket())
				: new InetSocketAddress(this.settings.host(), this.settings.port());
	}

	private static void close(SocketChannel line) {
		try {
			line.close();
		}
		catch (IOException ex) {
			// It is closed, then.
		}
	}

	private String asked(SocketChannel line, long fileId) throws IOException {
		try {
			write(line, ByteBuffer.wrap(COMMAND));
			this.files.copy(fileId, new Chunks(line));
			write(line, ByteBuffer.allocate(Integer.BYTES));
		}
		catch (IOException ex) {
			// It hangs up on what is too large for it, and says so first.
			String said = line.isOpen() ? answer(line) : "";
			if (said.isEmpty()) {
				throw ex;
			}
			return said;
		}
		return answer(line);
	}

	private static void write(SocketChannel line, ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			line.write(bytes);
		}
	}

	private static String answer(SocketChannel line) throws IOException {
		ByteArrayOutputStream said = new ByteArrayOutputStream();
		ByteBuffer piece = ByteBuffer.allocate(LONGEST_ANSWER);
		while (said.size() < LONGEST_ANSWER && line.read(piece) >= 0) {
			piece.flip();
			while (piece.hasRemaining()) {
				byte at = piece.get();
				if (at == 0 || at == '\n') {
					return said.toString(StandardCharsets.UTF_8);
				}
				said.write(at);
			}
			piece.clear();
		}
		return said.toString(StandardCharsets.UTF_8);
	}

	private static Verdict verdict(String said) throws IOException {
		if (said.equals("stream: OK")) {
			return new Verdict(null);
		}
		Matcher found = FOUND.matcher(said);
		if (found.matches()) {
			return new Verdict(found.group(1));
		}
		throw new Unsaid(said);
	}

	@Override
	public void destroy() {
		this.alarm.shutdownNow();
	}

	/**
	 * What was found in a file.
	 *
	 * @param virus what it is called; null for none
	 */
	record Verdict(@Nullable String virus) {
	}

	/**
	 * It answered, and neither yes nor no.
	 */
	static final class Unsaid extends IOException {

		Unsaid(String said) {
			super(said.isBlank() ? "It hung up without an answer" : said.strip());
		}

	}

	/**
	 * What is written goes in chunks, each with its length before it.
	 */
	private static final class Chunks extends OutputStream {

		private final SocketChannel line;

		Chunks(SocketChannel line) {
			this.line = line;
		}

		@Override
		public void write(int one) throws IOException {
			write(new byte[] { (byte) one }, 0, 1);
		}

		@Override
		public void write(byte[] bytes, int from, int length) throws IOException {
			if (length > 0) {
				Clamd.write(this.line, ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
				Clamd.write(this.line, ByteBuffer.wrap(bytes, from, length));
			}
		}

	}

}
