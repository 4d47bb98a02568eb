package org.followthrough.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Records changes of state. Entries are gathered while a transaction runs and written
 * just before it commits, as part of it: either the change and its entry last, or
 * neither. The stream is locked only from then to the commit, so that two people who work
 * on one case don't wait for each other longer than that.
 */
@Component
public class Audit {

	/** The stream of what belongs to no case: accounts, models, settings. */
	public static final String SYSTEM = "system";

	private final AuditStreams streams;

	private final ApplicationEventPublisher events;

	private final Seals seals;

	private final Clock clock;

	Audit(AuditStreams streams, ApplicationEventPublisher events, Seals seals, Clock clock) {
		this.streams = streams;
		this.events = events;
		this.seals = seals;
		this.clock = clock;
	}

	/**
	 * Says whose case a stream will be about, before its first entry: what people wrote
	 * is sealed in its entries by that person's secret.
	 * @param stream the number of a case that is being opened
	 * @param person the customer's row
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void begin(String stream, long person) {
		pending().begun.put(stream, person);
	}

	/**
	 * Records one change of state that is about a customer and belongs to no case. What
	 * people wrote is sealed by that customer's secret.
	 * @param person the customer's row
	 * @param action what happened, such as {@code person.erased}
	 * @param details the particulars
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void recordAbout(long person, String action, Map<String, ? extends @Nullable Object> details) {
		pending().add(new Unwritten(SYSTEM, this.clock.instant(), Actor.current(), action, details, person));
	}

	/**
	 * Records one change of state in the running transaction, on behalf of the current
	 * actor.
	 * @param stream the case number, or {@link #SYSTEM}
	 * @param action what happened, such as {@code case.opened}
	 * @param details the particulars; strings, numbers, booleans, lists and maps of these
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void record(String stream, String action, Map<String, ? extends @Nullable Object> details) {
		Actor actor = Actor.current();
		Instant now = this.clock.instant();
		pending().add(new Unwritten(stream, now, actor, action, details, null));
		this.events.publishEvent(new Recorded(stream, action, now, actor, details));
	}

	/**
	 * Destroys what the secrets of some cases are made of, for good, and this node's copy
	 * of them. Other nodes lose theirs with the next entry, so each case has to get one
	 * in the same transaction.
	 * @param streams the numbers of the cases; at least one
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void destroySeals(Collection<String> streams) {
		this.seals.destroyOfCases(streams, this.clock.instant());
		pending().unsealed.addAll(streams);
		this.streams.forget(streams);
	}

	private Pending pending() {
		return TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.filter(Pending.class::isInstance)
			.map(Pending.class::cast)
			.findFirst()
			.orElseGet(() -> {
				Pending pending = new Pending();
				TransactionSynchronizationManager.registerSynchronization(pending);
				return pending;
			});
	}

	/**
	 * The entries of one transaction.
	 */
	private final class Pending implements TransactionSynchronization {

		private final Map<String, List<Unwritten>> recorded = new LinkedHashMap<>();

		private final Map<String, Long> begun = new HashMap<>();

		private final Set<String> unsealed = new HashSet<>();

		private List<AuditMapper.Head> ends = List.of();

		void add(Unwritten entry) {
			this.recorded.computeIfAbsent(entry.stream(), (stream) -> new ArrayList<>()).add(entry);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			this.ends = Audit.this.streams.append(this.recorded, this.begun, this.unsealed);
		}

		@Override
		public void afterCommit() {
			Audit.this.streams.remember(this.ends);
		}

	}

}
