package org.followthrough.rehearsal;

import java.io.ByteArrayInputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.followthrough.journey.ScratchRules;
import org.followthrough.web.Refusal;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * An engine for one rehearsal: the real one, with a database in memory that is gone
 * afterwards, no job executor and no history, and steps that record instead of act. It
 * knows nothing of the application's database. Its guards are the application's.
 */
final class ScratchEngine implements AutoCloseable {

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID()
			+ ";DB_CLOSE_DELAY=-1;QUERY_CACHE_SIZE=500;OPTIMIZE_REUSE_RESULTS=FALSE";

	private final Connection keeper;

	private static final ThreadLocal<DataSource> OF_THREAD = new ThreadLocal<>();

	private final ProcessEngineConfigurationImpl configuration;

	private final ProcessEngine engine;

	/**
	 * Builds an engine and gives it diagrams.
	 * @param files contents by name; diagrams are deployed, and nothing else
	 * @throws org.followthrough.journey.ModelRefused if a file holds what none may hold
	 * @throws Unreadable if the engine can't read a diagram
	 */
	ScratchEngine(Map<String, byte[]> files) {
		ScratchRules.requireHarmless(files);
		this.keeper = connect();
		OF_THREAD.set(new SingleConnectionDataSource(this.keeper, true));
		this.configuration = configuration();
		this.engine = this.configuration.buildProcessEngine();
		// Else the engine's own pages would show it.
		ProcessEngines.unregister(this.engine);
		try {
			if (!files.isEmpty()) {
				deploy(files);
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private Connection connect() {
		try {
			Connection connection = DriverManager.getConnection(this.url);
			connection.setAutoCommit(false);
			return KeptStatements.of(connection);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("There is no database in memory", ex);
		}
	}

	private ProcessEngineConfigurationImpl configuration() {
		StandaloneProcessEngineConfiguration scratch = new StandaloneProcessEngineConfiguration();
		AtomicLong ids = new AtomicLong();
		scratch.setProcessEngineName("scratch-" + UUID.randomUUID());
		scratch.setDataSource(new OfThread());
		// To read the engine's statements takes longer than all else; they are the same.
		scratch.setUseSharedSqlSessionFactory(true);
		scratch.setDatabaseType("h2");
		scratch.setTransactionsExternallyManaged(true);
		scratch.setSkipIsolationLevelCheck(true);
		scratch.setDatabaseSchemaUpdate("create");
		scratch.setIdGenerator(() -> Long.toString(ids.incrementAndGet()));
		scratch.setHistory("none");
		scratch.setJobExecutorActivate(false);
		scratch.setHintJobExecutor(false);
		scratch.setMetricsEnabled(false);
		scratch.setTaskMetricsEnabled(false);
		scratch.setDbIdentityUsed(false);
		scratch.setDmnEnabled(false);
		scratch.setEnableCmdExceptionLogging(false);
		scratch.setEnforceHistoryTimeToLive(false);
		scratch.setCreateIncidentOnFailedJobEnabled(false);
		scratch.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(new PathListener())));
		ScratchRules.guard(scratch, new Recorders());
		return scratch;
	}

	private void deploy(Map<String, byte[]> files) {
		DeploymentBuilder deployment = this.engine.getRepositoryService().createDeployment();
		files.forEach((name, content) -> {
			if (name.endsWith(".bpmn")) {
				deployment.addInputStream(name, new ByteArrayInputStream(content));
			}
		});
		try {
			deployment.deploy();
			this.keeper.commit();
		}
		catch (ParseException ex) {
			throw new Unreadable(ex);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The scratch engine keeps nothing", ex);
		}
	}

	/**
	 * Deploys one more version of a diagram.
	 * @param name the file's name
	 * @param content the file
	 * @return this engine's id of the process in it
	 */
	String version(String name, byte[] content) {
		deploy(Map.of(name, content));
		return newest(name.substring(0, name.length() - ".bpmn".length()));
	}

	/** This engine's id of the newest version of a process. */
	String newest(String process) {
		return this.engine.getRepositoryService()
			.createProcessDefinitionQuery()
			.processDefinitionKey(process)
			.latestVersion()
			.singleResult()
			.getId();
	}

	/**
	 * What this thread writes by this connection, all threads see once it is committed.
	 */
	Connection keeper() {
		return this.keeper;
	}

	/** The engine itself. */
	ProcessEngineConfigurationImpl itself() {
		return this.configuration;
	}

	/**
	 * A stage for this thread, on which one case at a time is rehearsed. What happens
	 * there is seen by no other thread and never lasts.
	 */
	Stage stage() {
		Connection connection = connect();
		OF_THREAD.set(new SingleConnectionDataSource(connection, true));
		return new Stage(this.configuration, connection);
	}

	@Override
	public void close() {
		OF_THREAD.set(new SingleConnectionDataSource(this.keeper, true));
		this.engine.close();
		OF_THREAD.remove();
		try (Connection last = this.keeper; java.sql.Statement statement = last.createStatement()) {
			statement.execute("SHUTDOWN IMMEDIATELY");
		}
		catch (SQLException ex) {
			// It was shut down, which ends the connection, too.
		}
	}

	/**
	 * Each thread has one connection, with one transaction that never ends.
	 */
	private static final class OfThread extends AbstractDataSource {

		@Override
		public Connection getConnection() throws SQLException {
			return OF_THREAD.get().getConnection();
		}

		@Override
		public Connection getConnection(String username, String password) throws SQLException {
			return getConnection();
		}

	}

	/**
	 * The engine can't read a diagram.
	 */
	static class Unreadable extends Refusal {

		Unreadable(ParseException cause) {
			super(Kind.INVALID,
					"The engine can't read the diagrams: " + cause.getResorceReports()
						.stream()
						.flatMap((report) -> report.getErrors().stream())
						.map((problem) -> problem.getMessage()
								+ ((problem.getMainElementId() != null) ? " (" + problem.getMainElementId() + ")" : ""))
						.findFirst()
						.orElse("no reason was given"));
		}

	}

}
