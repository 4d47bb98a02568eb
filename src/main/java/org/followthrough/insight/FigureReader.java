package org.followthrough.insight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.followthrough.cases.Closing;
import org.followthrough.insight.Facts.KeptPromises;
import org.followthrough.insight.Facts.RunningPromise;
import org.followthrough.teams.Teams;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Reads the kept facts and adds them up. By JDBC, row by row: a hundred thousand rows
 * needn't be objects first.
 */
@Component
class FigureReader {

	static final String WHERE = """
			WHERE f.opened_at >= :begin AND f.opened_at < :end AND (:team IS NULL OR f.team = :team)
			AND (:severity IS NULL OR f.severity = :severity) AND (:customer IS NULL OR f.customer_id = :customer)
			""";

	private final NamedParameterJdbcTemplate database;

	private final Teams teams;

	FigureReader(DataSource dataSource, Teams teams) {
		this.database = new NamedParameterJdbcTemplate(dataSource);
		this.database.getJdbcTemplate().setFetchSize(2000);
		this.teams = teams;
	}

	static MapSqlParameterSource parameters(FigureQuery query) {
		return new MapSqlParameterSource("begin", java.sql.Timestamp.from(query.begin()))
			.addValue("end", java.sql.Timestamp.from(query.end()))
			.addValue("team", query.team())
			.addValue("severity", query.severity())
			.addValue("customer", query.customerId());
	}

	/**
	 * The customers with the most cases.
	 * @param query whose cases
	 * @param most how many at the most
	 * @return their rows, those with most cases first
	 */
	List<Long> largestCustomers(FigureQuery query, int most) {
		return this.database.queryForList("SELECT f.customer_id FROM case_figure f " + WHERE + """
				GROUP BY f.customer_id ORDER BY COUNT(*) DESC, f.customer_id LIMIT :most
				""", parameters(query).addValue("most", most), Long.class);
	}

	/**
	 * Adds cases up.
	 * @param query which
	 * @param now what time it is
	 * @param into takes them
	 */
	void add(FigureQuery query, Instant now, Tallies into) {
		Addition addition = new Addition(now, into);
		this.database.query("""
				SELECT EXTRACT(YEAR_MONTH FROM f.opened_at), f.team, f.severity, f.customer_id, f.closed_as, f.reopened,
				  f.acknowledged, f.acknowledged_working, f.answered, f.answered_working, f.next_answers, f.updates,
				  f.silence, f.silence_working, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', f.silent_since) DIV 1000,
				  f.waited, f.waited_working, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', f.waiting_since) DIV 1000,
				  f.resolved, f.resolved_working, f.promises, f.promises_running, f.round_the_clock FROM case_figure f
				""" + WHERE, parameters(query), (RowCallbackHandler) addition::add);
	}

	/**
	 * The longest silences: open cases by how long they are silent by now, then closed
	 * ones.
	 * @param query which cases
	 * @param now what time it is
	 * @param most how many at the most
	 * @return the silences
	 */
	List<Silence> silences(FigureQuery query, Instant now, int most) {
		List<Silence> all = new ArrayList<>(
				silences(query, now, "f.silent_since IS NOT NULL", "f.silent_since, f.case_id", most));
		if (all.size() < most) {
			all.addAll(silences(query, now, "f.silent_since IS NULL", "f.silence DESC, f.case_id", most - all.size()));
		}
		return all;
	}

	private List<Silence> silences(FigureQuery query, Instant now, String which, String order, int most) {
		Map<String, WorkingTime> times = new HashMap<>();
		return this.database.query("""
				SELECT c.number, c.subject, u.name AS customer, f.team, c.owner, f.silent_since, f.silence,
				  f.silence_working, f.round_the_clock FROM case_figure f JOIN support_case c ON c.id = f.case_id
				JOIN customer u ON u.id = f.customer_id
				""" + WHERE + " AND " + which + " ORDER BY " + order + " LIMIT :most",
				parameters(query).addValue("most", most), (row, index) -> silence(row, now, times));
	}

	private Silence silence(ResultSet row, Instant now, Map<String, WorkingTime> times) throws SQLException {
		java.sql.Timestamp since = row.getTimestamp("silent_since");
		String team = row.getString("team");
		int clock = row.getInt("silence");
		int working = row.getInt("silence_working");
		if (since != null) {
			Spell silent = Spell.between(since.toInstant(), now, time(team, row.getBoolean("round_the_clock"), times));
			clock = silent.seconds();
			working = silent.workingSeconds();
		}
		return new Silence(row.getString("number"), row.getString("subject"), row.getString("customer"), team,
				row.getString("owner"), (since != null) ? since.toInstant() : null, clock, working);
	}

	private WorkingTime time(String team, boolean roundTheClock, Map<String, WorkingTime> known) {
		return roundTheClock ? WorkingTime.ROUND_THE_CLOCK : known.computeIfAbsent(team, this.teams::workingTime);
	}

	/**
	 * Which teams and severities there are.
	 * @return severities by team
	 */
	Map<String, List<String>> places() {
		Map<String, List<String>> places = new LinkedHashMap<>();
		this.database.query("SELECT DISTINCT team, severity FROM case_figure ORDER BY team, severity", (row) -> {
			places.computeIfAbsent(row.getString("team"), (team) -> new ArrayList<>()).add(row.getString("severity"));
		});
		return places;
	}

	/**
	 * What customers are called.
	 * @param ids their rows
	 * @return names by row
	 */
	Map<Long, String> customers(List<Long> ids) {
		if (ids.isEmpty()) {
			return Map.of();
		}
		return this.database
			.query("SELECT id, CONCAT(name, ' <', email, '>') AS name FROM customer WHERE id IN (:ids)",
					Map.of("ids", ids), (row, index) -> Map.entry(row.getLong("id"), row.getString("name")))
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Says which tallies a case belongs to.
	 */
	interface Tallies {

		List<Tally> of(int month, String team, String severity, long customer);

	}

	/**
	 * Adds one row after the other.
	 */
	private final class Addition {

		private final Instant now;

		private final Tallies tallies;

		private final Map<String, WorkingTime> times = new HashMap<>();

		/** There are few different ones. */
		private final Map<String, List<KeptPromises>> promises = new HashMap<>();

		private final Map<String, Closing> endings = new HashMap<>();

		private List<Tally> into = List.of();

		Addition(Instant now, Tallies tallies) {
			this.now = now;
			this.tallies = tallies;
		}

		void add(ResultSet row) throws SQLException {
			String team = row.getString(2);
			this.into = this.tallies.of(row.getInt(1), team, row.getString(3), row.getLong(4));
			Closing ending = ending(row.getString(5));
			int reopened = row.getInt(6);
			this.into.forEach((tally) -> tally.addCase(ending, reopened));
			addOnce(Measure.ACKNOWLEDGEMENT, row, 7);
			addOnce(Measure.FIRST_ANSWER, row, 9);
			Numbers.readPairs(row.getString(11), (clock, working) -> add(Measure.NEXT_ANSWER, clock, working));
			Numbers.readPairs(row.getString(12), (clock, working) -> add(Measure.UPDATE_INTERVAL, clock, working));
			Spell silent = since(row, 15, team);
			add(Measure.LONGEST_SILENCE, Math.max(row.getInt(13), silent.seconds()),
					Math.max(row.getInt(14), silent.workingSeconds()));
			Spell waiting = since(row, 18, team);
			add(Measure.REQUESTER_WAIT, sum(row.getInt(16), waiting.seconds()),
					sum(row.getInt(17), waiting.workingSeconds()));
			addOnce(Measure.RESOLUTION, row, 19);
			for (KeptPromises kept : this.promises.computeIfAbsent(row.getString(21), KeptPromises::read)) {
				add(kept.kind(), kept.kept(), kept.broken());
			}
			addOverdue(row.getString(22));
		}

		private static int sum(int one, int other) {
			return (int) Math.min((long) one + other, Integer.MAX_VALUE);
		}

		private void add(Measure measure, int clock, int working) {
			for (Tally tally : this.into) {
				tally.add(measure, clock, working);
			}
		}

		private void add(String kind, int kept, int broken) {
			for (Tally tally : this.into) {
				tally.addPromises(kind, kept, broken);
			}
		}

		private void addOnce(Measure measure, ResultSet row, int column) throws SQLException {
			int clock = row.getInt(column);
			if (!row.wasNull()) {
				add(measure, clock, row.getInt(column + 1));
			}
		}

		private Spell since(ResultSet row, int column, String team) throws SQLException {
			long millis = row.getLong(column);
			if (row.wasNull()) {
				return Spell.NONE;
			}
			return Spell.between(Instant.ofEpochMilli(millis), this.now, time(team, row.getBoolean(23), this.times));
		}

		/** What is overdue is broken, even if it is kept one day. */
		private void addOverdue(String running) {
			if (running.length() > 2) {
				for (RunningPromise promise : RunningPromise.read(running)) {
					if (promise.due() <= this.now.getEpochSecond()) {
						add(promise.kind(), 0, 1);
					}
				}
			}
		}

		private @Nullable Closing ending(@Nullable String name) {
			return (name != null) ? this.endings.computeIfAbsent(name, Closing::valueOf) : null;
		}

	}

}
