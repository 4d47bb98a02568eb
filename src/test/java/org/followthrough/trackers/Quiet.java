package org.followthrough.trackers;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.stream.Stream;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Whether nothing is left to do at trackers that may be asked.
 */
final class Quiet {

	private static final String LEFT_ALONE = "(SELECT name FROM tracker WHERE quiet_until > ?)";

	private static final String LEFT = "SELECT (SELECT COUNT(*) FROM tracker_delivery WHERE handled_at IS NULL)"
			+ " + (SELECT COUNT(*) FROM tracker_report) + (" + StandIn.ALL.size() + " - (SELECT COUNT(*) FROM tracker))"
			+ " + (SELECT COUNT(*) FROM tracker WHERE held_until > ?)"
			+ " + (SELECT COUNT(*) FROM tracker WHERE next_poll_at <= ? AND name NOT IN " + LEFT_ALONE + ")"
			+ " + (SELECT COUNT(*) FROM tracker_request WHERE next_attempt_at <= ? AND tracker NOT IN " + LEFT_ALONE
			+ ") + (SELECT COUNT(*) FROM tracker_issue WHERE read_due_at <= ? AND tracker NOT IN " + LEFT_ALONE + ")";

	private Quiet() {
	}

	static boolean isQuiet(JdbcTemplate database, Instant now) {
		Object[] times = Stream.generate(() -> Timestamp.from(now)).limit(7).toArray();
		Integer left = database.queryForObject(LEFT, Integer.class, times);
		return left != null && left == 0;
	}

}
