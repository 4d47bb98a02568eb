package org.followthrough.correspondence;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the mail server tell of new mail (IDLE, RFC 2177), by a connection of its own. It
 * only calls whoever fetches: what it misses is found by looking, so that nothing depends
 * on it.
 */
final class MailboxEar {

	private static final Logger log = LoggerFactory.getLogger(MailboxEar.class);

	/** Servers may hang up on who idles for half an hour; networks do it sooner. */
	private static final Duration LONGEST = Duration.ofMinutes(9);

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

	private final MailboxConnection connection;

	private final String folder;

	private final String name;

	private final Runnable heard;

	private final Semaphore pauseIsOver = new Semaphore(0);

	private volatile @Nullable Thread thread;

	private volatile @Nullable IMAPFolder open;

	private volatile boolean listening;

	private volatile long since;

	MailboxEar(MailboxConnection connection, String folder, String name, Runnable heard) {
		this.connection = connection;
		this.folder = folder;
		this.name = name;
		this.heard = heard;
	}

	/**
	 * Whether the server was asked to tell.
	 * @return false while it isn't, or can't
	 */
	boolean isListening() {
		return this.listening;
	}

	/**
	 * Begins, or begins anew once it has listened for long.
	 */
	void listen() {
		if (this.thread == null) {
			Thread started = new Thread(this::run, this.name + "-ear");
			started.setDaemon(true);
			this.thread = started;
			started.start();
		}
		else if (this.listening && System.nanoTime() - this.since > LONGEST.toNanos()) {
			hangUp();
		}
	}

	void stop() {
		this.thread = null;
		this.pauseIsOver.release();
		hangUp();
	}

	/** The server can't be trusted to tell by this connection. */
	void hangUp() {
		IMAPFolder idling = this.open;
		try {
			if (idling != null) {
				// A polite end would wait for an answer that may never come.
				idling.forceClose();
			}
		}
		catch (MessagingException | IllegalStateException ex) {
			log.debug("It was closed already", ex);
		}
	}

	private void run() {
		Duration pause = SHORTEST_PAUSE;
		while (this.thread == Thread.currentThread()) {
			boolean able = true;
			long begun = System.nanoTime();
			try (IMAPStore store = this.connection.open(LONGEST.plusMinutes(1))) {
				able = store.hasCapability("IDLE");
				if (able) {
					idle((IMAPFolder) store.getFolder(this.folder));
				}
			}
			catch (MessagingException | RuntimeException ex) {
				// Whoever fetches meets the same and tells of it.
				log.debug("The server of {} does not tell of new mail now", this.name, ex);
			}
			finally {
				this.listening = false;
				this.open = null;
			}
			boolean lasted = System.nanoTime() - begun > SHORTEST_PAUSE.toNanos();
			pause = (able && lasted) ? SHORTEST_PAUSE : longer(pause);
			pause(able ? pause : LONGEST_PAUSE);
		}
	}

	private static Duration longer(Duration pause) {
		Duration doubled = pause.multipliedBy(2);
		return (doubled.compareTo(LONGEST_PAUSE) < 0) ? doubled : LONGEST_PAUSE;
	}

	private void idle(IMAPFolder inbox) throws MessagingException {
		inbox.open(Folder.READ_ONLY);
		inbox.addMessageCountListener(new MessageCountAdapter() {

			@Override
			public void messagesAdded(MessageCountEvent event) {
				MailboxEar.this.heard.run();
			}

		});
		this.open = inbox;
		this.since = System.nanoTime();
		this.listening = true;
		// What came before it listened, nobody told.
		this.heard.run();
		while (this.thread == Thread.currentThread() && inbox.isOpen()) {
			inbox.idle();
		}
	}

	private void pause(Duration howLong) {
		try {
			if (this.thread == Thread.currentThread()) {
				this.pauseIsOver.tryAcquire(howLong.toMillis(), TimeUnit.MILLISECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.thread = null;
		}
	}

}
