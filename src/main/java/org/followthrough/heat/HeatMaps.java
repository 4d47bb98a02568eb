package org.followthrough.heat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.followthrough.heat.HeatMap.Place;
import org.followthrough.heat.HeatMapper.Now;
import org.followthrough.heat.WaitReader.Spent;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells where cases wait in a diagram, and which ways they take.
 */
@Component
public class HeatMaps {

	/** Over how many days it can be told. */
	public static final List<Integer> DAYS = List.of(7, 30, 90, 365);

	private final HeatMapper rows;

	private final WaitReader waits;

	private final Clock clock;

	HeatMaps(HeatMapper rows, WaitReader waits, Clock clock) {
		this.rows = rows;
		this.waits = waits;
		this.clock = clock;
	}

	/**
	 * What was counted for a process, over all of its versions.
	 * @param process its id
	 * @param days over how many days, today included: one of {@link #DAYS}
	 * @return the figures; without places and ways for a process that no case went
	 * through
	 */
	@Transactional(readOnly = true)
	public HeatMap of(String process, int days) {
		if (!DAYS.contains(days)) {
			throw new IllegalArgumentException("Not over " + days + " days");
		}
		LocalDate from = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).minusDays(days - 1);
		Map<String, Place> places = new TreeMap<>();
		for (Spent spent : this.waits.spent(process, from)) {
			places.put(spent.element(), new Place(spent.element(), 0, spent.waits(), spent.median(), spent.p90()));
		}
		for (Now now : this.rows.now(process)) {
			places.merge(now.element(), new Place(now.element(), now.cases(), 0, null, null), (before,
					fresh) -> new Place(before.element(), fresh.now(), before.waits(), before.median(), before.p90()));
		}
		return new HeatMap(process, days, from, this.rows.progress().countedAt(), new ArrayList<>(places.values()),
				this.rows.taken(process, from));
	}

}
