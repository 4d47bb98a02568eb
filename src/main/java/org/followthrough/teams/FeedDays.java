package org.followthrough.teams;

import java.time.LocalDate;
import java.util.Map;

/**
 * What a calendar feed says.
 *
 * @param days days off, with their names
 * @param closed closed hours within days, with their names
 */
record FeedDays(Map<LocalDate, String> days, Map<Stretch, String> closed) {

	static final FeedDays NONE = new FeedDays(Map.of(), Map.of());

}
