package org.followthrough.trackers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The webhooks: kept as they came, handled afterwards. All that one can do is to have the
 * issue read that it names.
 */
@Component
class WebhookInbox {

	private static final int BATCH = 100;

	private static final Duration KEPT = Duration.ofDays(7);

	private static final ObjectMapper JSON = new ObjectMapper();

	private final DeliveryMapper deliveries;

	private final IssueMapper issues;

	private final ContactMapper contacts;

	private final Trackers trackers;

	private final Transactions transactions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	/** Those without a signature, until they are added to what is kept. */
	private final Map<String, AtomicLong> refused = new ConcurrentHashMap<>();

	WebhookInbox(DeliveryMapper deliveries, IssueMapper issues, ContactMapper contacts, Trackers trackers,
			Transactions transactions, ApplicationEventPublisher events, Clock clock) {
		this.deliveries = deliveries;
		this.issues = issues;
		this.contacts = contacts;
		this.trackers = trackers;
		this.transactions = transactions;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Takes a delivery in, if its tracker signed it.
	 * @param tracker in whose name it came
	 * @param headers of the request
	 * @param body its bytes
	 * @return false if it isn't signed; nothing is kept of it then but that there was one
	 */
	boolean receive(Tracker tracker, HttpHeaders headers, byte[] body) {
		if (!tracker.webhook().isSigned(headers, body)) {
			this.refused.computeIfAbsent(tracker.name(), (first) -> new AtomicLong()).incrementAndGet();
			return false;
		}
		String digest = digest(tracker.webhook().delivery(headers), body);
		this.transactions.retrying(() -> {
			this.deliveries.insertUnlessKnown(tracker.name(), digest, body, this.clock.instant());
			return null;
		});
		this.events.publishEvent(new WorkCame());
		return true;
	}

	/** The id alone isn't enough: GitLab gives several events of one cause the same. */
	private static String digest(String id, byte[] body) {
		MessageDigest digest = DigestUtils.getSha256Digest();
		digest.update((id + "\n").getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(digest.digest(body));
	}

	/**
	 * Handles what came.
	 * @return whether there may be more
	 */
	boolean handle() {
		count();
		Instant now = this.clock.instant();
		int handled = this.transactions.retrying(() -> {
			List<DeliveryMapper.Row> rows = this.deliveries.lockUnhandled(BATCH);
			rows.forEach((row) -> this.deliveries.handled(row.id(), now, handle(row, now)));
			return rows.size();
		});
		int forgotten = this.transactions.retrying(() -> {
			List<Long> old = this.deliveries.old(now.minus(KEPT), BATCH);
			if (!old.isEmpty()) {
				this.deliveries.forget(old);
			}
			return old.size();
		});
		return handled == BATCH || forgotten == BATCH;
	}

	private void count() {
		this.refused.forEach((tracker, counted) -> {
			long more = counted.getAndSet(0);
			if (more > 0) {
				this.transactions.retrying(() -> {
					this.contacts.refused(tracker, more);
					return null;
				});
			}
		});
	}

	/** Says what is wrong with a delivery; null if nothing is. */
	private @Nullable String handle(DeliveryMapper.Row row, Instant now) {
		Tracker tracker = this.trackers.find(row.tracker()).orElse(null);
		if (tracker == null) {
			return "The tracker isn't configured any more.";
		}
		try {
			JsonNode body = JSON.readTree(row.content());
			tracker.webhook().issue(body).ifPresent((key) -> this.issues.want(tracker.name(), key, now));
			return null;
		}
		catch (IOException ex) {
			return "It is no JSON. Have the tracker send its webhooks as application/json.";
		}
	}

	/**
	 * There is something for the worker to do.
	 */
	record WorkCame() {
	}

}
