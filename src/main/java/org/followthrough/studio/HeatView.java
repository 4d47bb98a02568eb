package org.followthrough.studio;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.heat.HeatMap;
import org.followthrough.journey.DiagramShape;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a process beside a diagram of it, in the words of that diagram. What the
 * diagram doesn't have any more, or has under another id, is told by its id.
 *
 * @param days over how many days, today included
 * @param from the first of them, in UTC
 * @param countedAt up to when everything was counted; null when counting has only begun
 * @param places where cases wait or waited, the longest waiting first
 * @param ways the flows, those taken most first
 */
record HeatView(int days, LocalDate from, @Nullable Instant countedAt, List<Place> places, List<Way> ways) {

	private static final int[] LEVELS = { 60 * 60, 8 * 60 * 60, 24 * 60 * 60, 72 * 60 * 60 };

	private static final Comparator<Place> LONGEST_FIRST = Comparator
		.comparing(Place::p90, Comparator.nullsLast(Comparator.reverseOrder()))
		.thenComparing(Place::median, Comparator.nullsLast(Comparator.reverseOrder()))
		.thenComparing(Place::now, Comparator.reverseOrder())
		.thenComparing(Place::element);

	/** With all places and flows of the diagram, the untouched ones included. */
	static HeatView of(HeatMap heat, DiagramShape shape) {
		Map<String, HeatMap.Place> counted = heat.places()
			.stream()
			.collect(Collectors.toMap(HeatMap.Place::element, Function.identity(), (one, same) -> one,
					LinkedHashMap::new));
		shape.places().forEach((id) -> counted.putIfAbsent(id, new HeatMap.Place(id, 0, 0, null, null)));
		List<Place> places = new ArrayList<>();
		counted.values().forEach((one) -> {
			boolean drawn = shape.isPlace(one.element());
			if (drawn || one.now() > 0 || one.waits() > 0) {
				places.add(new Place(one.element(), words(shape, one.element()), drawn, one.now(), one.waits(),
						one.median(), one.p90(), level(one.p90())));
			}
		});
		places.sort(LONGEST_FIRST);
		Map<String, Integer> taken = new LinkedHashMap<>();
		shape.flows().forEach((flow) -> taken.put(flow.id(), 0));
		heat.ways().forEach((way) -> taken.put(way.flow(), way.times()));
		List<Way> ways = new ArrayList<>();
		taken.forEach((id, times) -> ways.add(way(shape, id, times)));
		ways.sort(Comparator.comparing(Way::times).reversed());
		return new HeatView(heat.days(), heat.from(), heat.countedAt(), places, ways);
	}

	private static Way way(DiagramShape shape, String id, int times) {
		return shape.flow(id)
			.map((flow) -> new Way(id, flow.name(), words(shape, flow.from()), words(shape, flow.to()), true, times))
			.orElseGet(() -> new Way(id, "", "", "", false, times));
	}

	private static String words(DiagramShape shape, String id) {
		String name = shape.name(id);
		return name.isEmpty() ? id : name;
	}

	/** How warm a place is drawn: by absolute times, so that periods can be compared. */
	private static int level(@Nullable Integer p90) {
		if (p90 == null) {
			return 0;
		}
		int level = 1;
		for (int limit : LEVELS) {
			level += (p90 >= limit) ? 1 : 0;
		}
		return level;
	}

	/**
	 * Whether anything was counted.
	 * @return false when no case waited or moved in these days
	 */
	public boolean isEmpty() {
		return this.places.stream().allMatch((one) -> one.now() == 0 && one.waits() == 0)
				&& this.ways.stream().allMatch((one) -> one.times() == 0);
	}

	/**
	 * A place where cases wait.
	 *
	 * @param element its id
	 * @param name what people call it; its id if it has no name
	 * @param drawn whether this diagram has it
	 * @param now how many wait there now
	 * @param waits how many waitings ended in these days
	 * @param median seconds on the clock that half of them don't exceed; null without any
	 * @param p90 seconds on the clock that nine tenths don't exceed; null without any
	 * @param level how warm it is drawn, from 1 (under an hour) to 5 (three days and
	 * more); 0 for nothing
	 */
	record Place(String element, String name, boolean drawn, int now, int waits, @Nullable Integer median,
			@Nullable Integer p90, int level) {
	}

	/**
	 * A flow.
	 *
	 * @param flow its id
	 * @param name what is written on it
	 * @param from what it comes from
	 * @param to where it leads
	 * @param drawn whether this diagram has it
	 * @param times how often it was taken
	 */
	record Way(String flow, String name, String from, String to, boolean drawn, int times) {
	}

}
