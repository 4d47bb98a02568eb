package org.followthrough.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
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

	private static final int MOST_HEADS = 10_000;

	/** What isn't written to isn't kept in memory, its seal included. */
	private static final Duration REMEMBERED = Duration.ofMinutes(10);

	/** From so many streams on, a transaction writes to them together. */
	private static final int MANY = 4;

	private final AuditMapper entries;

	private final ApplicationEventPublisher events;

	private final Seals seals;

	private final SealMapper persons;

	private final Clock clock;

	/**
	 * Where streams ended when this node last wrote to them, with their seals. It saves
	 * to ask; whether it still is so, the database decides. To erase a case leaves an
	 * entry, so that no seal is used here that was destroyed elsewhere.
	 */
	private final Cache<String, AuditMapper.Head> heads = Caffeine.newBuilder()
		.maximumSize(MOST_HEADS)
		.expireAfterWrite(REMEMBERED)
		.scheduler(Scheduler.systemScheduler())
		.build();

	Audit(AuditMapper entries, ApplicationEventPublisher events, Seals seals, SealMapper persons, Clock clock) {
		this.entries = entries;
		this.events = events;
		this.seals = seals;
		this.persons = persons;
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
		this.heads.invalidateAll(streams);
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
	 * One entry on its way.
	 *
	 * @param about whom it is about, if it belongs to no case
	 */
	private record Unwritten(String stream, Instant at, Actor actor, String action,
			Map<String, ? extends @Nullable Object> details, @Nullable Long about) {

		AuditMapper.Row chainedTo(AuditMapper.Head head, String called, @Nullable Seal seal) {
			Map<String, @Nullable Object> content = new LinkedHashMap<>();
			content.put("stream", this.stream);
			content.put("seq", head.seq() + 1);
			content.put("at", this.at.toString());
			content.put("actorKind", this.actor.kind().word());
			content.put("actor", called);
			content.put("door", this.actor.door().word());
			content.put("action", this.action);
			content.put("details", this.details);
			if (seal != null) {
				seal.seal(content);
			}
			String json = CanonicalJson.write(content);
			return new AuditMapper.Row(this.stream, head.seq() + 1, json, Chain.next(head.hash(), json));
		}

	}

	/**
	 * The entries of one transaction.
	 */
	private class Pending implements TransactionSynchronization {

		private final Map<String, List<Unwritten>> streams = new LinkedHashMap<>();

		private final Map<String, Long> begun = new HashMap<>();

		private final Set<String> unsealed = new HashSet<>();

		private final Map<String, String> called = new HashMap<>();

		private final List<AuditMapper.Head> written = new ArrayList<>();

		void add(Unwritten entry) {
			this.streams.computeIfAbsent(entry.stream(), (stream) -> new ArrayList<>()).add(entry);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			// In one order everywhere, so that two transactions can't wait for each
			// other.
			if (this.streams.size() >= MANY) {
				writeTogether();
			}
			this.streams.keySet().stream().sorted().forEach(this::write);
			this.streams.clear();
		}

		/**
		 * Locks the ends of all streams that have begun, in their order, and writes to
		 * them by one statement each for ends and entries.
		 */
		private void writeTogether() {
			List<AuditMapper.Head> ends = Audit.this.entries.lockHeads(this.streams.keySet().stream().sorted().toList())
				.stream()
				.map(this::sealed)
				.toList();
			if (ends.isEmpty()) {
				return;
			}
			List<AuditMapper.Row> rows = new ArrayList<>();
			List<AuditMapper.Head> next = new ArrayList<>();
			for (AuditMapper.Head end : ends) {
				List<AuditMapper.Row> chained = chainedTo(end);
				rows.addAll(chained);
				next.add(end.after(chained));
			}
			Audit.this.entries.moveLockedHeads(next);
			Audit.this.entries.insert(rows);
			this.written.addAll(next);
			ends.forEach((end) -> this.streams.remove(end.stream()));
		}

		private void write(String stream) {
			AuditMapper.@Nullable Head seen = this.unsealed.contains(stream) ? null
					: Audit.this.heads.getIfPresent(stream);
			if (seen == null || !append(seen)) {
				AuditMapper.@Nullable LockedHead locked = Audit.this.entries.lockHead(stream);
				if (locked != null) {
					append(sealed(locked));
				}
				else {
					begin(stream);
				}
			}
		}

		/** With its seal; one that never had a salt gets one. */
		private AuditMapper.Head sealed(AuditMapper.LockedHead end) {
			Long person = end.person();
			if (person == null) {
				return new AuditMapper.Head(end.stream(), end.seq(), end.hash(), null);
			}
			byte[] secret = end.secret();
			byte[] salt = end.salt();
			if (salt == null && end.erasedAt() == null) {
				secret = (secret != null) ? secret : Audit.this.seals.ofOlder(person);
				salt = Audit.this.seals.salted(end.stream());
			}
			return new AuditMapper.Head(end.stream(), end.seq(), end.hash(), Seal.of(person, secret, salt));
		}

		/** Unless the stream ends elsewhere by now. */
		private boolean append(AuditMapper.Head end) {
			List<AuditMapper.Row> rows = chainedTo(end);
			AuditMapper.Head next = end.after(rows);
			if (Audit.this.entries.moveHead(end, next) == 0) {
				return false;
			}
			write(rows, next);
			return true;
		}

		private void begin(String stream) {
			Long person = this.begun.get(stream);
			byte[] salt = (person != null) ? Seal.random() : null;
			Seal seal = (person != null) ? Seal.of(person, Audit.this.seals.begun(person).secret(), salt) : null;
			AuditMapper.Head start = new AuditMapper.Head(stream, 0, Chain.START, seal);
			List<AuditMapper.Row> rows = chainedTo(start);
			AuditMapper.Head next = start.after(rows);
			Audit.this.entries.insertHead(next, person, salt);
			write(rows, next);
		}

		private List<AuditMapper.Row> chainedTo(AuditMapper.Head end) {
			List<AuditMapper.Row> rows = new ArrayList<>();
			AuditMapper.Head last = end;
			for (Unwritten entry : Objects.requireNonNull(this.streams.get(end.stream()))) {
				Long about = entry.about();
				rows.add(entry.chainedTo(last, called(entry.actor()),
						(about != null) ? Audit.this.seals.about(about) : last.seal()));
				last = last.after(rows);
			}
			return rows;
		}

		private String called(Actor actor) {
			return (actor.kind() != Actor.Kind.CUSTOMER) ? actor.id()
					: this.called.computeIfAbsent(actor.id(), (address) -> {
						Long person = Audit.this.persons.person(address.strip().toLowerCase(Locale.ROOT));
						return (person != null) ? Person.called(person) : Person.UNKNOWN;
					});
		}

		private void write(List<AuditMapper.Row> rows, AuditMapper.Head next) {
			Audit.this.entries.insert(rows);
			this.written.add(next);
		}

		@Override
		public void afterCommit() {
			this.written.forEach((end) -> Audit.this.heads.put(end.stream(), end));
		}

	}

}
