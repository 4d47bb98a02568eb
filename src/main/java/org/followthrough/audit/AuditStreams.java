package org.followthrough.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

import org.springframework.stereotype.Component;

/**
 * The streams of entries, each a chain. What a transaction has recorded is put to their
 * ends, which it holds from then to its commit.
 */
@Component
class AuditStreams {

	private static final int MOST_HEADS = 10_000;

	/** What isn't written to isn't kept in memory, its seal included. */
	private static final Duration REMEMBERED = Duration.ofMinutes(10);

	/** From so many streams on, a transaction writes to them together. */
	private static final int MANY = 4;

	private final AuditMapper entries;

	private final Seals seals;

	private final SealMapper persons;

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

	AuditStreams(AuditMapper entries, Seals seals, SealMapper persons) {
		this.entries = entries;
		this.seals = seals;
		this.persons = persons;
	}

	/**
	 * Writes entries to the ends of their streams.
	 * @param recorded the entries of one transaction by their streams, oldest first
	 * @param begun whose cases the streams are about that begin
	 * @param unsealed streams whose seals this transaction destroyed
	 * @return where the streams end from now on, if the transaction commits
	 */
	List<AuditMapper.Head> append(Map<String, List<Unwritten>> recorded, Map<String, Long> begun,
			Set<String> unsealed) {
		return new Ends(recorded, begun, unsealed).append();
	}

	/** Keeps in mind where streams end, once that has lasted. */
	void remember(List<AuditMapper.Head> ends) {
		ends.forEach((end) -> this.heads.put(end.stream(), end));
	}

	/** Drops this node's copies of seals that are destroyed. */
	void forget(Collection<String> streams) {
		this.heads.invalidateAll(streams);
	}

	/**
	 * The ends of the streams that one transaction writes to.
	 */
	private final class Ends {

		private final Map<String, List<Unwritten>> recorded;

		private final Map<String, Long> begun;

		private final Set<String> unsealed;

		private final Map<String, String> called = new HashMap<>();

		private final Map<String, AuditMapper.Head> written = new HashMap<>();

		Ends(Map<String, List<Unwritten>> recorded, Map<String, Long> begun, Set<String> unsealed) {
			this.recorded = recorded;
			this.begun = begun;
			this.unsealed = unsealed;
		}

		/**
		 * In one order everywhere, so that two transactions can't wait for each other.
		 */
		List<AuditMapper.Head> append() {
			List<String> streams = this.recorded.keySet().stream().sorted().toList();
			if (streams.size() >= MANY) {
				appendTogether(streams);
			}
			streams.stream().filter((stream) -> !this.written.containsKey(stream)).forEach(this::append);
			return List.copyOf(this.written.values());
		}

		/**
		 * Locks the ends of all streams that have begun, in their order, and writes to
		 * them by one statement each for ends and entries.
		 */
		private void appendTogether(List<String> streams) {
			List<AuditMapper.Head> ends = AuditStreams.this.entries.lockHeads(streams)
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
			AuditStreams.this.entries.moveLockedHeads(next);
			write(rows, next);
		}

		private void append(String stream) {
			AuditMapper.@Nullable Head seen = this.unsealed.contains(stream) ? null
					: AuditStreams.this.heads.getIfPresent(stream);
			if (seen == null || !append(seen)) {
				AuditMapper.@Nullable LockedHead locked = AuditStreams.this.entries.lockHead(stream);
				if (locked != null) {
					append(sealed(locked));
				}
				else {
					begin(stream);
				}
			}
		}

		/** Unless the stream ends elsewhere by now. */
		private boolean append(AuditMapper.Head end) {
			List<AuditMapper.Row> rows = chainedTo(end);
			AuditMapper.Head next = end.after(rows);
			if (AuditStreams.this.entries.moveHead(end, next) == 0) {
				return false;
			}
			write(rows, List.of(next));
			return true;
		}

		private void begin(String stream) {
			Long person = this.begun.get(stream);
			byte[] salt = (person != null) ? Seal.random() : null;
			Seal seal = (person != null) ? Seal.of(person, AuditStreams.this.seals.begun(person).secret(), salt) : null;
			AuditMapper.Head start = new AuditMapper.Head(stream, 0, Chain.START, seal);
			List<AuditMapper.Row> rows = chainedTo(start);
			AuditMapper.Head next = start.after(rows);
			AuditStreams.this.entries.insertHead(next, person, salt);
			write(rows, List.of(next));
		}

		private void write(List<AuditMapper.Row> rows, List<AuditMapper.Head> next) {
			AuditStreams.this.entries.insert(rows);
			next.forEach((end) -> this.written.put(end.stream(), end));
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
				secret = (secret != null) ? secret : AuditStreams.this.seals.ofOlder(person);
				salt = AuditStreams.this.seals.salted(end.stream());
			}
			return new AuditMapper.Head(end.stream(), end.seq(), end.hash(), Seal.of(person, secret, salt));
		}

		private List<AuditMapper.Row> chainedTo(AuditMapper.Head end) {
			List<AuditMapper.Row> rows = new ArrayList<>();
			AuditMapper.Head last = end;
			for (Unwritten entry : Objects.requireNonNull(this.recorded.get(end.stream()))) {
				Long about = entry.about();
				rows.add(entry.chainedTo(last, called(entry.actor()),
						(about != null) ? AuditStreams.this.seals.about(about) : last.seal()));
				last = last.after(rows);
			}
			return rows;
		}

		private String called(Actor actor) {
			return (actor.kind() != Actor.Kind.CUSTOMER) ? actor.id()
					: this.called.computeIfAbsent(actor.id(), (address) -> {
						Long person = AuditStreams.this.persons.person(address.strip().toLowerCase(Locale.ROOT));
						return (person != null) ? Person.called(person) : Person.UNKNOWN;
					});
		}

	}

}
