package org.followthrough.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.followthrough.database.TestDatabase;

/**
 * The same timers in the same model on the engine as it comes: its own tables, its own
 * settings, its job executor running. A look at a promise notes when, and calls for the
 * manager's task; nothing else is done.
 */
final class BareStorm implements AutoCloseable {

	private static final String NOT_YET = "TIMESTAMP '2100-01-01 00:00:00'";

	private final Map<String, Instant> looked = new ConcurrentHashMap<>();

	private final TestDatabase database;

	private final BareEngine engine;

	BareStorm(TestDatabase database) {
		this.database = database;
		JavaDelegate look = (execution) -> {
			this.looked.put(execution.getProcessBusinessKey(), Instant.now());
			execution.setVariable("promiseAttention", "overdue");
		};
		this.engine = new BareEngine(database, BareEngine.Setup.AS_IT_COMES, Map.of("lookAtPromise", look));
	}

	/** Makes processes whose timers will fall due within a time. */
	void make(int first, int last, Duration within) throws SQLException {
		String original = this.engine.investigated();
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			String instance;
			try (ResultSet rows = statement
				.executeQuery("SELECT PROC_INST_ID_ FROM ACT_RU_EXECUTION WHERE BUSINESS_KEY_ = '" + original + "'")) {
				rows.next();
				instance = rows.getString(1);
			}
			new Copies(connection, first, last).ofProcess(instance, "CONCAT('storm-', s.seq)",
					"TIMESTAMPADD(MICROSECOND, (s.seq - " + first + ") * "
							+ within.toNanos() / 1000 / (last - first + 1) + ", " + NOT_YET + ")");
		}
	}

	/** From when on those that were made last fall due. */
	void fallDue(Instant from) throws SQLException {
		long earlier = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() - from.getEpochSecond();
		try (Connection connection = this.database.connect(); Statement statement = connection.createStatement()) {
			statement.executeUpdate("UPDATE ACT_RU_JOB SET DUEDATE_ = DATE_SUB(DUEDATE_, INTERVAL " + earlier
					+ " SECOND) WHERE DUEDATE_ >= " + NOT_YET);
		}
	}

	int acted() {
		return this.looked.size();
	}

	/**
	 * How late each was looked at, in milliseconds. Its tables keep whole seconds: one
	 * that rang early is counted as in time.
	 */
	double[] lateness(Instant from, int first, int last, Duration within) {
		long gap = within.toNanos() / 1000 / (last - first + 1);
		double[] late = new double[last - first + 1];
		for (int i = 0; i < late.length; i++) {
			Instant due = from.plusNanos(i * gap * 1000);
			late[i] = Math.max(0, Duration.between(due, this.looked.get("storm-" + (first + i))).toNanos() / 1e6);
		}
		return late;
	}

	Duration took(Instant from) {
		return Duration.between(from, this.looked.values().stream().max(Instant::compareTo).orElse(from));
	}

	@Override
	public void close() {
		this.engine.close();
	}

}
