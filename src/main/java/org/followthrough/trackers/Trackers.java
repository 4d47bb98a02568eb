package org.followthrough.trackers;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The trackers that are configured.
 */
@Component
class Trackers {

	private final List<Tracker> all;

	Trackers(TrackerSettings settings, Clock clock) {
		this.all = settings.trackers()
			.entrySet()
			.stream()
			.map((one) -> Tracker.of(one.getKey(), one.getValue(), clock))
			.sorted(Comparator.comparing(Tracker::name))
			.toList();
	}

	List<Tracker> all() {
		return this.all;
	}

	Optional<Tracker> find(String name) {
		return this.all.stream().filter((tracker) -> tracker.name().equals(name)).findFirst();
	}

	Tracker get(@Nullable String name) {
		return find(String.valueOf(name)).orElseThrow(() -> new Invalid("tracker",
				this.all.isEmpty() ? "No tracker is configured. An administrator does that in the settings."
						: "Choose one of " + this.all.stream().map(Tracker::name).toList() + "."));
	}

	/** The ones for a product come first. */
	List<Tracker> suggested(@Nullable String product) {
		Comparator<Tracker> isFor = Comparator.comparing((tracker) -> !tracker.isFor(product));
		return this.all.stream().sorted(isFor.thenComparing(Tracker::name)).toList();
	}

}
