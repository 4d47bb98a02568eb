package org.followthrough.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.followthrough.cases.Closing;
import org.followthrough.insight.Report.Ended;
import org.followthrough.insight.Report.Group;
import org.followthrough.insight.Report.Kept;
import org.followthrough.insight.Report.Timing;
import org.jspecify.annotations.Nullable;

/**
 * Adds cases up.
 */
final class Tally {

	private static final Measure[] MEASURES = Measure.values();

	private final Durations[] clock = durations();

	private final Durations[] working = durations();

	private final Map<String, int[]> promises = new TreeMap<>();

	private final int[] endings = new int[Closing.values().length];

	private final int[] ratings = new int[Ratings.BEST];

	private int cases;

	private int open;

	private int reopenings;

	private int reopened;

	private static Durations[] durations() {
		return Arrays.stream(MEASURES).map((measure) -> new Durations()).toArray(Durations[]::new);
	}

	void addCase(@Nullable Closing closedAs, int times) {
		this.cases++;
		if (closedAs == null) {
			this.open++;
		}
		else {
			this.endings[closedAs.ordinal()]++;
		}
		this.reopenings += times;
		this.reopened += (times > 0) ? 1 : 0;
	}

	void add(Measure measure, int clockSeconds, int workingSeconds) {
		this.clock[measure.ordinal()].add(clockSeconds);
		this.working[measure.ordinal()].add(workingSeconds);
	}

	void addPromises(String kind, int kept, int broken) {
		int[] both = this.promises.computeIfAbsent(kind, (unknown) -> new int[2]);
		both[0] += kept;
		both[1] += broken;
	}

	void addRating(int points) {
		this.ratings[points - 1]++;
	}

	int cases() {
		return this.cases;
	}

	Group group(String name) {
		List<Timing> timings = new ArrayList<>();
		for (Measure measure : MEASURES) {
			Durations onClock = this.clock[measure.ordinal()];
			timings.add(new Timing(measure, onClock.size(), onClock.quantiles(),
					this.working[measure.ordinal()].quantiles()));
		}
		List<Kept> kept = this.promises.entrySet()
			.stream()
			.map((kind) -> new Kept(kind.getKey().toLowerCase(Locale.ROOT).replace('_', '-'), kind.getValue()[0],
					kind.getValue()[1]))
			.toList();
		List<Ended> ways = Arrays.stream(Closing.values())
			.map((as) -> new Ended(as, this.endings[as.ordinal()],
					Report.share(this.endings[as.ordinal()], this.cases - this.open)))
			.toList();
		return new Group(name, this.cases, this.open, timings, kept, ways, this.reopenings, this.reopened,
				Ratings.of(this.ratings));
	}

}
