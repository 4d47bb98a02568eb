package org.followthrough.webhooks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Sends what waits, to one endpoint one after the other. Before something is sent it is
 * held for a while, so that no other node sends it, too; if this one dies meanwhile, it
 * is sent again, and the endpoint knows it by its id.
 */
@Component
class Sender {

	/** Longer than a try can take. */
	private static final Duration HOLD = Duration.ofMinutes(2);

	/**
	 * An endpoint in trouble is left alone for so long at least, and for so long at most.
	 */
	private static final Duration QUIET = Duration.ofSeconds(30);

	private static final Duration LONGEST_QUIET = Duration.ofHours(24);

	/**
	 * One that has taken nothing for so long is turned off when something is given up.
	 */
	private static final Duration SILENT = Duration.ofDays(3);

	private static final int MOST_AT_ONCE = 100;

	private final EndpointMapper endpoints;

	private final WebhookMapper deliveries;

	private final Post post;

	private final SilentEndpoints silent;

	private final Transactions transactions;

	private final Clock clock;

	private final RandomGenerator chance = RandomGenerator.getDefault();

	/** Those that this node sends to right now. */
	private final Set<Long> busy = ConcurrentHashMap.newKeySet();

	Sender(EndpointMapper endpoints, WebhookMapper deliveries, Post post, SilentEndpoints silent,
			Transactions transactions, Clock clock) {
		this.endpoints = endpoints;
		this.deliveries = deliveries;
		this.post = post;
		this.silent = silent;
		this.transactions = transactions;
		this.clock = clock;
	}

	/** Where something waits, and this node isn't sending already. */
	List<Long> due() {
		Instant now = this.clock.instant();
		return this.transactions.retrying(() -> this.endpoints.due(now))
			.stream()
			.filter((id) -> !this.busy.contains(id))
			.toList();
	}

	/**
	 * Sends one endpoint what waits for it, until nothing does, it is in trouble, or
	 * others have waited long enough.
	 * @param endpoint its row
	 */
	void visit(long endpoint) {
		if (!this.busy.add(endpoint)) {
			return;
		}
		try {
			boolean goesOn = true;
			for (int sent = 0; goesOn && sent < MOST_AT_ONCE; sent++) {
				Optional<Errand> next = this.transactions.retrying(() -> next(endpoint));
				goesOn = next.isPresent() && deliver(next.get());
			}
		}
		finally {
			this.busy.remove(endpoint);
		}
	}

	private Optional<Errand> next(long endpoint) {
		Instant now = this.clock.instant();
		return this.deliveries.lockDue(endpoint, now)
			.flatMap((id) -> this.endpoints.find(endpoint).filter(Endpoint::active).map((to) -> {
				this.deliveries.hold(id, now.plus(HOLD));
				List<byte[]> secrets = this.endpoints.secrets(endpoint, now)
					.stream()
					.map(EndpointMapper.SecretRow::secret)
					.toList();
				return new Errand(to, secrets, this.deliveries.find(id).orElseThrow());
			}));
	}

	/** Whether the endpoint may be sent the next. */
	private boolean deliver(Errand errand) {
		Post.Answer answer = this.post.send(errand.to().url(), errand.secrets(), errand.sent());
		return this.transactions.retrying(() -> note(errand, answer));
	}

	private boolean note(Errand errand, Post.Answer answer) {
		long id = errand.sent().id();
		long to = errand.to().id();
		Instant now = this.clock.instant();
		if (this.deliveries.addAttempt(id,
				new WebhookMapper.Attempt(answer.at(), answer.tookMs(), answer.status(), answer.problem())) == 0) {
			// Removed meanwhile, with its endpoint.
			return false;
		}
		if (answer.arrived()) {
			this.deliveries.delivered(id, now);
			this.endpoints.succeeded(to, now);
			return true;
		}
		@Nullable Instant quietUntil = answer.isTrouble() ? later(now.plus(QUIET), answer.retryAfter(), now) : null;
		@Nullable Instant next = RetrySchedule.after(errand.sent().attempts() + 1, this.chance)
			.map((pause) -> later(now.plus(pause), answer.retryAfter(), now))
			.orElse(null);
		this.deliveries.failed(id, now, next);
		this.endpoints.failed(to, now, quietUntil);
		if (answer.isGone()) {
			this.silent.turnOff(to, "It answered that it is gone for good (status 410).");
			return false;
		}
		if (next == null && isSilent(errand.to(), now)) {
			this.silent.turnOff(to, "It has taken nothing for three days. " + answer.problem());
			return false;
		}
		return quietUntil == null;
	}

	private static boolean isSilent(Endpoint endpoint, Instant now) {
		return endpoint.failingSince() != null && !endpoint.failingSince().isAfter(now.minus(SILENT));
	}

	private static Instant later(Instant ours, @Nullable Instant theirs, Instant now) {
		if (theirs == null || theirs.isBefore(ours)) {
			return ours;
		}
		Instant latest = now.plus(LONGEST_QUIET);
		return theirs.isAfter(latest) ? latest : theirs;
	}

	/**
	 * What is sent, where to, signed with what.
	 */
	private record Errand(Endpoint to, List<byte[]> secrets, Delivery sent) {
	}

}
