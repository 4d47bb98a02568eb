package org.followthrough.teams;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hours within working days in which nobody works. Those that overlap or touch are one.
 */
final class ClosedHours {

	static final ClosedHours NONE = new ClosedHours(List.of());

	private final TreeMap<Instant, Instant> endByStart = new TreeMap<>();

	ClosedHours(Collection<Stretch> closed) {
		closed.stream().sorted(Comparator.comparing(Stretch::from)).forEach(this::add);
	}

	private void add(Stretch next) {
		Map.Entry<Instant, Instant> last = this.endByStart.lastEntry();
		if (last == null || last.getValue().isBefore(next.from())) {
			this.endByStart.put(next.from(), next.to());
		}
		else if (last.getValue().isBefore(next.to())) {
			this.endByStart.put(last.getKey(), next.to());
		}
	}

	/** The first closed stretch that ends after a moment. */
	Stretch after(Instant moment) {
		Map.Entry<Instant, Instant> next = this.endByStart.floorEntry(moment);
		if (next == null || !next.getValue().isAfter(moment)) {
			next = this.endByStart.higherEntry(moment);
		}
		return (next != null) ? new Stretch(next.getKey(), next.getValue()) : new Stretch(Instant.MAX, Instant.MAX);
	}

}
