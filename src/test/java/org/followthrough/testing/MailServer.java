package org.followthrough.testing;

import org.assertj.core.api.Assertions;
import org.followthrough.correspondence.OutgoingMail;
import org.followthrough.correspondence.Outbox;
import org.followthrough.web.Refusal;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.SmartLifecycle;

/**
 * The mail server by which mail goes out and comes in, which may be down. Its ports stay
 * the same; it forgets the mail that it holds.
 */
@TestComponent
public class MailServer {

	private static final int MOST = 1000;

	private final SmartLifecycle server;

	private final Outbox outbox;

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
	 * Starts it, if it is down, and has what waits in the outbox tried now instead of
	 * later, as an administrator may.
	 */
	public void up() {
		if (!isUp()) {
			this.server.start();
			this.outbox.unsent(MOST)
				.stream()
				.filter((mail) -> mail.nextAttemptAt() != null && mail.lastError() != null)
				.mapToLong(OutgoingMail::id)
				.forEach(this::retry);
		}
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
