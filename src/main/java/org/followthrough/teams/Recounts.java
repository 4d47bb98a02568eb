package org.followthrough.teams;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is to be counted anew because a team's time has changed. A row says so in the
 * transaction of the change; the {@link Recounter} goes on from there.
 */
@Component
public class Recounts {

	/**
	 * How long after a change the counting begins: by then every node knows the change,
	 * and what was begun before it is done.
	 */
	static final Duration SETTLING = Duration.ofSeconds(3);

	private final RecountMapper recounts;

	private final ObjectProvider<Recounted> recounted;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Recounts(RecountMapper recounts, ObjectProvider<Recounted> recounted, ApplicationEventPublisher events,
			Clock clock) {
		this.recounts = recounts;
		this.recounted = recounted;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * The time of a team changes in the running transaction.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void want(String team) {
		Instant now = this.clock.instant();
		this.recounts.want(team, now, now.plus(SETTLING));
		this.events.publishEvent(new CalendarChanged(team));
	}

	/**
	 * How far the counting is, for each team whose time ever changed.
	 * @return by team
	 */
	@Transactional(readOnly = true)
	public List<Recount> all() {
		return this.recounts.all();
	}

	/** How much a change of these teams' time would move, by what it is. */
	Map<String, Integer> count(Collection<String> teams) {
		Map<String, Integer> counts = new LinkedHashMap<>();
		this.recounted.orderedStream()
			.forEach((each) -> counts.merge(each.what(), teams.stream().mapToInt(each::count).sum(), Integer::sum));
		return counts;
	}

	/**
	 * The working time of a team changed.
	 *
	 * @param team the team
	 */
	public record CalendarChanged(String team) {
	}

}
