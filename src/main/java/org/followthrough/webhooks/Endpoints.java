package org.followthrough.webhooks;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The endpoints: adding, changing, turning off and on, and what they are signed with.
 */
@Component
class Endpoints {

	static final int MOST = 50;

	/** Receivers need not learn of a new secret at the same moment. */
	static final Duration OVERLAP = Duration.ofHours(24);

	private static final int SECRET_BYTES = 32;

	private static final int BATCH = 1_000;

	private final EndpointMapper rows;

	private final WebhookMapper deliveries;

	private final Events events;

	private final Heard heard;

	private final WebhookSettings settings;

	private final Audit audit;

	private final Transactions transactions;

	private final ApplicationEventPublisher publisher;

	private final Clock clock;

	private final SecureRandom random = new SecureRandom();

	Endpoints(EndpointMapper rows, WebhookMapper deliveries, Events events, Heard heard, WebhookSettings settings,
			Audit audit, Transactions transactions, ApplicationEventPublisher publisher, Clock clock) {
		this.rows = rows;
		this.deliveries = deliveries;
		this.events = events;
		this.heard = heard;
		this.settings = settings;
		this.audit = audit;
		this.transactions = transactions;
		this.publisher = publisher;
		this.clock = clock;
	}

	/** All of them, the oldest first. */
	@Transactional(readOnly = true)
	public List<Endpoint> all() {
		return this.rows.all(MOST);
	}

	/**
	 * Finds one.
	 * @throws NotThere if there is none such
	 */
	@Transactional(readOnly = true)
	public Endpoint get(long id) {
		return this.rows.find(id).orElseThrow(NotThere::new);
	}

	/**
	 * Adds one, which hears of what happens from now on.
	 * @param asked how it is to be
	 * @return the endpoint and its secret, which is not shown again
	 * @throws Invalid if it can't be so
	 */
	Made add(EndpointRequest asked) {
		asked.check(this.settings.inside());
		return this.transactions.retrying(() -> {
			if (this.rows.all(MOST).size() == MOST) {
				throw new Invalid("url", "There are " + MOST + " endpoints already. Remove one first.");
			}
			long id = this.rows.insert(asked.address(), asked.described(), asked.heard(), this.clock.instant());
			Made made = new Made(this.rows.find(id).orElseThrow(), addSecret(id));
			record("webhook.added", made.endpoint());
			return made;
		});
	}

	/**
	 * Changes one.
	 * @param id which
	 * @param asked how it is to be
	 * @throws Invalid if it can't be so
	 */
	Endpoint change(long id, EndpointRequest asked) {
		asked.check(this.settings.inside());
		return this.transactions.retrying(() -> {
			Endpoint before = lock(id);
			this.rows.change(id, asked.address(), asked.described(), asked.heard());
			Endpoint now = this.rows.find(id).orElseThrow();
			if (!now.equals(before)) {
				record("webhook.changed", now);
			}
			return now;
		});
	}

	/**
	 * Makes a new secret. Both sign for {@link #OVERLAP} from now.
	 * @return the new one, which is not shown again
	 */
	@Transactional
	public Made rotate(long id) {
		Endpoint of = lock(id);
		this.rows.endSecrets(id, this.clock.instant().plus(OVERLAP));
		String secret = addSecret(id);
		record("webhook.secret-rotated", of);
		return new Made(of, secret);
	}

	private String addSecret(long id) {
		byte[] secret = new byte[SECRET_BYTES];
		this.random.nextBytes(secret);
		this.rows.addSecret(id, secret, this.clock.instant());
		return told(secret);
	}

	/** As programs are given it. */
	static String told(byte[] secret) {
		return "whsec_" + Base64.getEncoder().encodeToString(secret);
	}

	/** Has it hear nothing more until it is turned on. What waits goes on waiting. */
	@Transactional
	public void turnOff(long id, String because) {
		Endpoint of = lock(id);
		if (of.active()) {
			this.rows.turn(id, because);
			record("webhook.turned-off", of);
		}
	}

	/** Has it hear again, and get what waits. */
	@Transactional
	public void turnOn(long id) {
		Endpoint of = lock(id);
		if (!of.active()) {
			this.rows.turn(id, null);
			record("webhook.turned-on", of);
			this.publisher.publishEvent(new Events.WorkCame());
		}
	}

	/** Removes it with all that was, or was to be, sent to it. */
	@Transactional
	public void remove(long id) {
		Endpoint of = lock(id);
		int removed;
		do {
			removed = this.deliveries.removeOf(id, BATCH);
		}
		while (removed == BATCH);
		this.rows.remove(id);
		record("webhook.removed", of);
	}

	/**
	 * Sends something that says that nothing happened.
	 * @throws Off if it is turned off
	 */
	@Transactional
	public void test(long id) {
		lockActive(id);
		this.events.test(id, this.clock.instant());
	}

	/**
	 * Sends something again, whether it arrived or not.
	 * @param id the endpoint
	 * @param delivery what was sent to it
	 * @throws NotThere if nothing such was
	 * @throws Off if the endpoint is turned off
	 */
	@Transactional
	public void replay(long id, long delivery) {
		Endpoint of = lockActive(id);
		Delivery sent = this.deliveries.find(delivery)
			.filter((one) -> one.endpointId() == id)
			.orElseThrow(NotThere::new);
		this.deliveries.replay(sent.id(), this.clock.instant());
		again(of, sent.messageId());
	}

	/**
	 * Sends again what did not arrive and is tried no more.
	 * @param id the endpoint
	 * @param since what was given up before that stays so
	 * @return how much
	 * @throws Off if the endpoint is turned off
	 */
	@Transactional
	public int replayFailed(long id, Instant since) {
		Endpoint of = lockActive(id);
		int number = this.deliveries.replayFailed(id, since, this.clock.instant());
		if (number > 0) {
			again(of, number + " failed");
		}
		return number;
	}

	private void again(Endpoint of, String what) {
		this.audit.record(Audit.SYSTEM, "webhook.replayed", Map.of("endpoint", of.id(), "what", what));
		this.publisher.publishEvent(new Events.WorkCame());
	}

	private Endpoint lock(long id) {
		return this.rows.lock(id).orElseThrow(NotThere::new);
	}

	private Endpoint lockActive(long id) {
		Endpoint of = lock(id);
		if (!of.active()) {
			throw new Off();
		}
		return of;
	}

	/** Without the address's query, which may hold a token. */
	private void record(String action, Endpoint of) {
		URI url = URI.create(of.url());
		this.audit.record(Audit.SYSTEM, action, Map.of("endpoint", of.id(), "to",
				url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath(), "types", of.types()));
		this.publisher.publishEvent(new Changed());
	}

	@TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
	void changed(Changed event) {
		this.heard.forget();
	}

	/**
	 * What endpoints hear changed.
	 */
	record Changed() {
	}

	/**
	 * An endpoint with a secret that was just made.
	 */
	record Made(Endpoint endpoint, String secret) {
	}

	/**
	 * There is no such endpoint, or it was sent nothing such.
	 */
	static class NotThere extends Refusal {

		NotThere() {
			super(Kind.NOT_FOUND, "There is no such webhook. It may have been removed.");
		}

	}

	/**
	 * The endpoint is turned off.
	 */
	static class Off extends Refusal {

		Off() {
			super(Kind.CONFLICT, "This endpoint is turned off. Turn it on first.");
		}

	}

}
