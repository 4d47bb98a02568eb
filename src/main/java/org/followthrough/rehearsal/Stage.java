package org.followthrough.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Map;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.ExecuteJobsCmd;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.followthrough.journey.StepOutcomes;

/**
 * Where one thread has one case go: each thing that it does is one command of the engine,
 * in a transaction that never ends, and can be taken back.
 */
final class Stage implements AutoCloseable {

	private static final String CASE = "rehearsed";

	private static final Duration SOON = Duration.ofDays(1);

	private final ProcessEngineConfigurationImpl engine;

	private final Connection connection;

	Stage(ProcessEngineConfigurationImpl engine, Connection connection) {
		this.engine = engine;
		this.connection = connection;
	}

	MarkingReader reader(Blueprint blueprint) {
		try {
			return new MarkingReader(this.connection, blueprint);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Begins a process.
	 * @param process its id
	 * @param message the message that it begins with; empty for none
	 */
	void begin(String process, String message) {
		Map<String, Object> values = StepOutcomes.beginning(ClockUtil.getCurrentTime().toInstant().plus(SOON));
		if (message.isEmpty()) {
			this.engine.getRuntimeService().startProcessInstanceByKey(process, CASE, values);
		}
		else {
			this.engine.getRuntimeService().startProcessInstanceByMessage(message, CASE, values);
		}
	}

	/**
	 * Tells the engine that what a case waits for has come.
	 * @param what it
	 * @param values what it brings along
	 */
	void comes(Waiting what, Map<String, Object> values) {
		switch (what.kind()) {
			case TASK -> this.engine.getTaskService().complete(what.handle(), values);
			case MESSAGE -> this.engine.getRuntimeService().messageEventReceived(what.message(), what.handle(), values);
			case TIMER -> this.engine.getCommandExecutorTxRequired()
				.execute(new ExecuteJobsCmd(what.handle(), new JobFailureCollector(what.handle())));
		}
	}

	/** What it reads and writes by. */
	Connection connection() {
		return this.connection;
	}

	Savepoint here() {
		try {
			return this.connection.setSavepoint();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	void backTo(Savepoint savepoint) {
		try {
			this.connection.rollback(savepoint);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	private static IllegalStateException failed(SQLException cause) {
		return new IllegalStateException("The scratch engine's database does not do as it is told", cause);
	}

	@Override
	public void close() {
		try {
			this.connection.rollback();
			this.connection.close();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

}
