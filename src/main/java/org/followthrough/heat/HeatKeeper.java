package org.followthrough.heat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.followthrough.database.Batches;
import org.followthrough.database.Transactions;
import org.followthrough.heat.HeatMapper.Behind;
import org.followthrough.heat.HeatMapper.Ended;
import org.followthrough.heat.HeatMapper.Entry;
import org.followthrough.heat.HeatMapper.Length;
import org.followthrough.heat.HeatMapper.Open;
import org.followthrough.heat.HeatMapper.Progress;
import org.followthrough.heat.HeatMapper.Taken;
import org.followthrough.journey.DiagramShape;
import org.followthrough.journey.Diagrams;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Counts where cases wait and which ways they take. Each entry of a case is counted once:
 * how far its history was read stands beside what was counted, in one transaction.
 */
@Component
class HeatKeeper {

	private static final int CASES = 200;

	private static final int ROWS = 500;

	private static final int ENTRIES = 5000;

	/**
	 * Entries get their numbers a moment before others can see them. So the last ones are
	 * looked at again; what takes even longer, the next sweep finds.
	 */
	private static final int OVERLAP = 1000;

	private static final Duration SWEEP_EVERY = Duration.ofHours(1);

	/** Longer than anybody can ask for. */
	private static final int DAYS_KEPT = 400;

	private static final int FORGOTTEN_AT_ONCE = 1000;

	private static final int SHAPES = 100;

	private final HeatMapper rows;

	private final Diagrams diagrams;

	private final Transactions transactions;

	private final Clock clock;

	/** To look at a diagram takes longer than to count the cases of a batch. */
	private final Cache<String, Drawn> shapes = Caffeine.newBuilder().maximumSize(SHAPES).build();

	HeatKeeper(HeatMapper rows, Diagrams diagrams, Transactions transactions, Clock clock) {
		this.rows = rows;
		this.diagrams = diagrams;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Counts some of what isn't counted yet, unless another node is at it.
	 * @return whether there may be more
	 */
	boolean step() {
		return this.transactions.retrying(() -> this.rows.lockProgress().map(this::step).orElse(false));
	}

	/**
	 * Counts all that isn't counted yet.
	 */
	void catchUp() {
		while (step()) {
			// The next some.
		}
	}

	private boolean step(Progress before) {
		Instant now = this.clock.instant();
		long last = this.rows.lastEntry();
		long upTo = Math.min(last, before.entry() + ENTRIES);
		// Several entries of a case are found together, so these are few.
		count(this.rows.changed(before.entry() - OVERLAP, upTo));
		Long sweptTo = before.sweptTo();
		Instant sweptAt = before.sweptAt();
		if (sweptTo == null && isTimeToSweep(sweptAt, now)) {
			sweptTo = 0L;
		}
		if (sweptTo != null) {
			List<Behind> found = this.rows.behind(sweptTo, CASES);
			count(found.stream().map(Behind::number).toList());
			sweptTo = (found.size() < CASES) ? null : Long.valueOf(found.get(CASES - 1).id());
			sweptAt = (sweptTo == null) ? now : sweptAt;
		}
		boolean more = upTo < last || sweptTo != null || forget(now);
		this.rows.setProgress(new Progress(upTo, sweptTo, sweptAt, more ? before.countedAt() : now));
		return more;
	}

	/** The clock may have been set back, too. */
	private static boolean isTimeToSweep(@Nullable Instant last, Instant now) {
		return last == null || Duration.between(last, now).abs().compareTo(SWEEP_EVERY) > 0;
	}

	private boolean forget(Instant now) {
		LocalDate before = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(DAYS_KEPT);
		return this.rows.forgetWaits(before, FORGOTTEN_AT_ONCE)
				+ this.rows.forgetTaken(before, FORGOTTEN_AT_ONCE) >= FORGOTTEN_AT_ONCE;
	}

	private void count(List<String> streams) {
		Batches.each(streams, CASES, this::countBatch);
	}

	private void countBatch(List<String> streams) {
		List<Length> lengths = this.rows.lengths(streams).stream().filter((one) -> one.done() < one.last()).toList();
		if (lengths.isEmpty()) {
			return;
		}
		Map<String, List<Open>> open = this.rows.open(streams)
			.stream()
			.collect(Collectors.groupingBy(Open::stream, HashMap::new, Collectors.toList()));
		Map<String, Optional<DiagramShape>> shapes = new HashMap<>();
		Counted counted = new Counted();
		Map<String, Walk> walks = new HashMap<>();
		for (Entry entry : this.rows.entries(lengths)) {
			walks
				.computeIfAbsent(entry.stream(),
						(stream) -> new Walk(stream, open.getOrDefault(stream, List.of()),
								(process, version) -> shape(shapes, process, version).orElse(null), counted))
				.follow(entry);
		}
		keep(counted, walks);
		this.rows.read(lengths);
	}

	private Optional<DiagramShape> shape(Map<String, Optional<DiagramShape>> known, String process, int version) {
		return known.computeIfAbsent(process + ":" + version,
				(key) -> this.diagrams.file(process, version)
					.map((file) -> this.shapes.asMap()
						.compute(key,
								(same, before) -> (before != null && Arrays.equals(before.file(), file)) ? before
										: new Drawn(file, DiagramShape.of(file)))
						.shape()));
	}

	private void keep(Counted counted, Map<String, Walk> walks) {
		if (!walks.isEmpty()) {
			this.rows.forgetOpen(walks.keySet());
		}
		Batches.each(walks.values().stream().flatMap((walk) -> walk.open().stream()).toList(), ROWS,
				this.rows::keepOpen);
		Batches.each(counted.ended, ROWS, this.rows::keepWaits);
		Batches.each(counted.taken.entrySet()
			.stream()
			.map((one) -> new Taken(one.getKey().process(), one.getKey().on(), one.getKey().flow(), one.getValue()))
			.toList(), ROWS, this.rows::addTaken);
	}

	/**
	 * What is counted together.
	 */
	private static final class Counted implements Walk.Tally {

		private final Map<Taken, Integer> taken = new HashMap<>();

		private final List<Ended> ended = new ArrayList<>();

		@Override
		public void taken(String process, LocalDate on, String flow) {
			this.taken.merge(new Taken(process, on, flow, 0), 1, Integer::sum);
		}

		@Override
		public void ended(Ended waiting) {
			this.ended.add(waiting);
		}

	}

	/**
	 * A diagram, and what it looks like.
	 */
	private record Drawn(byte[] file, DiagramShape shape) {
	}

}
