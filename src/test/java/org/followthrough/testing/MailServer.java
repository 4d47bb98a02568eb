package org.followthrough.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.followthrough.correspondence.OutgoingMail;
import org.followthrough.correspondence.Outbox;
import org.followthrough.web.Refusal;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.SmartLifecycle;

/**
 * The mail server by which mail goes out and comes in, which may be down. Its ports stay
 * the same; it forgets the mail that it holds, and numbers what comes next from the
 * beginning.
 */
@TestComponent
public class MailServer {

	private static final int MOST = 1000;

	private final SmartLifecycle server;

	private final Outbox outbox;

	private long upSince;

	MailServer(@Qualifier("demoMail") SmartLifecycle server, Outbox outbox) {
		this.server = server;
		this.outbox = outbox;
	}

	/**
	 * Whether it takes mail.
	 * @return true while it is up
	 */
	public boolean isUp() {
		return this.server.isRunning();
	}

	/**
	 * Stops it, if it is up.
	 */
	public void down() {
		if (isUp()) {
			this.server.stop();
		}
	}

	/**
	 * Starts it, if it is down.
	 */
	public void start() {
		if (!isUp()) {
			// It names its numbering by the second (UIDVALIDITY, RFC 9051). Begun twice
			// in
			// one, new mail has the numbers of mail that was fetched before.
			Awaitility.await("another second").until(() -> Instant.now().getEpochSecond() != this.upSince);
			this.server.start();
			this.upSince = Instant.now().getEpochSecond();
		}
	}

	/**
	 * Starts it, if it is down, and has what waits in the outbox sent now instead of
	 * later, as an administrator may.
	 */
	public void up() {
		if (!isUp()) {
			start();
			Awaitility.await("sending of what waited").atMost(Duration.ofSeconds(20)).until(this::nothingWaits);
		}
	}

	private boolean nothingWaits() {
		List<OutgoingMail> waiting = this.outbox.waiting(MOST);
		waiting.stream().filter((mail) -> mail.lastError() != null).mapToLong(OutgoingMail::id).forEach(this::retry);
		return waiting.isEmpty();
	}

	private void retry(long mail) {
		try {
			this.outbox.retry(mail);
		}
		catch (Refusal ex) {
			// It is being tried right now.
			Assertions.assertThat(ex.kind()).isEqualTo(Refusal.Kind.CONFLICT);
		}
	}

}
