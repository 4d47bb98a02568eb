package org.followthrough.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must be the same of a process before and after it goes on by another version: the
 * elements where it waits, its tasks and who has them, its clocks and when they ring.
 *
 * @param places the elements where it waits
 * @param tasks who has each task, by its id; empty for nobody
 * @param clocks when each clock rings, by the id of its job
 * @param clocksAt the elements of the clocks, by the id of their jobs
 */
record Footprint(List<String> places, Map<String, String> tasks, Map<String, Timestamp> clocks,
		Map<String, String> clocksAt) {

	static Footprint of(Connection connection, String instance) throws SQLException {
		List<String> places = new ArrayList<>();
		Map<String, String> tasks = new TreeMap<>();
		Map<String, Timestamp> clocks = new TreeMap<>();
		Map<String, String> clocksAt = new TreeMap<>();
		read(connection, """
				SELECT ACT_ID_ FROM ACT_RU_EXECUTION e WHERE PROC_INST_ID_ = ? AND ACT_ID_ IS NOT NULL
				AND NOT EXISTS (SELECT 1 FROM ACT_RU_EXECUTION c WHERE c.PARENT_ID_ = e.ID_) ORDER BY ACT_ID_
				""", instance, (row) -> places.add(row.getString(1)));
		read(connection, "SELECT ID_, ASSIGNEE_ FROM ACT_RU_TASK WHERE PROC_INST_ID_ = ?", instance,
				(row) -> tasks.put(row.getString(1), String.valueOf(row.getString(2))));
		read(connection, """
				SELECT j.ID_, j.DUEDATE_, d.ACT_ID_ FROM ACT_RU_JOB j JOIN ACT_RU_JOBDEF d ON d.ID_ = j.JOB_DEF_ID_
				WHERE j.PROCESS_INSTANCE_ID_ = ? AND j.DUEDATE_ IS NOT NULL
				""", instance, (row) -> {
			clocks.put(row.getString(1), row.getTimestamp(2));
			clocksAt.put(row.getString(1), row.getString(3));
		});
		return new Footprint(places.stream().sorted().toList(), tasks, clocks, clocksAt);
	}

	private static void read(Connection connection, String sql, String instance, Row each) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, instance);
			try (ResultSet row = statement.executeQuery()) {
				while (row.next()) {
					each.read(row);
				}
			}
		}
	}

	/**
	 * What is not as it should be of a process that has this footprint.
	 * @param before the footprint that it had
	 * @param leads where what waits at an element waits now, by its id; those that aren't
	 * here wait where they did
	 * @param there the elements of the new version
	 * @return a sentence; empty when all is well
	 */
	String differs(Footprint before, Map<String, String> leads, Set<String> there) {
		List<String> expected = before.places.stream()
			.map((place) -> leads.getOrDefault(place, place))
			.sorted()
			.toList();
		if (!expected.equals(this.places.stream().sorted().toList())) {
			return "It would not wait at the same places afterwards.";
		}
		if (!before.tasks.equals(this.tasks)) {
			return "Somebody's task would not stay as it is.";
		}
		for (Map.Entry<String, Timestamp> clock : before.clocks.entrySet()) {
			String at = before.clocksAt.getOrDefault(clock.getKey(), "");
			boolean stays = there.contains(leads.getOrDefault(at, at));
			if (stays && !clock.getValue().equals(this.clocks.get(clock.getKey()))) {
				return "A clock that runs would not ring when it should.";
			}
		}
		return "";
	}

	/**
	 * Reads one row.
	 */
	private interface Row {

		void read(ResultSet row) throws SQLException;

	}

}
