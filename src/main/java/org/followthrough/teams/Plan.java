package org.followthrough.teams;

import java.net.URI;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a calendar says, as people write it.
 *
 * @param zone the id of the time zone that its hours are meant in
 * @param country whose public holidays are days off, by code; null for none
 * @param region the part of the country, as {@code by} or {@code by/ag}; null for what
 * holds in all of it
 * @param week the working hours
 * @param closures further days off
 * @param feed the address of an iCalendar feed with days off; null for none
 */
public record Plan(String zone, @Nullable String country, @Nullable String region, Week week, List<Closure> closures,
		@Nullable String feed) {

	/** For the audit: strings, lists and maps only. */
	Map<String, Object> details() {
		Map<String, Object> hours = new LinkedHashMap<>();
		for (DayOfWeek day : DayOfWeek.values()) {
			hours.put(day.name().toLowerCase(Locale.ROOT), this.week.written(day));
		}
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("zone", this.zone);
		details.put("country", (this.country != null) ? this.country : "");
		details.put("region", (this.region != null) ? this.region : "");
		details.put("hours", hours);
		details.put("closures",
				this.closures.stream()
					.map((closure) -> closure.first() + " to " + closure.last() + ": " + closure.name())
					.toList());
		details.put("feed", (this.feed != null) ? named(this.feed) : "");
		return details;
	}

	/**
	 * Whoever knows such an address may read that calendar, so that it stands nowhere
	 * else.
	 */
	private static String named(String feed) {
		String address = Integer.toHexString(feed.hashCode());
		return URI.create(feed).getHost() + " (address " + address + ")";
	}

}
