package org.followthrough.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.followthrough.database.TestDatabase;

/**
 * The bare engine with the same models on the same kind of database, driven by its Java
 * API: no cases, no messages, no promises, no history of ours, no HTTP. Its steps do
 * nothing but the triage decision.
 */
final class BareEngine implements AutoCloseable {

	private final HikariDataSource pool = new HikariDataSource();

	private final ProcessEngine engine;

	/** With which settings, and in whose tables, the engine runs. */
	enum Setup {

		/** In tables as the application makes them, without a job executor. */
		AS_OURS,
		/** In tables and with settings of its own. */
		AS_IT_COMES

	}

	BareEngine(TestDatabase database) {
		this(database, Setup.AS_OURS, Map.of());
	}

	BareEngine(TestDatabase database, Setup setup, Map<String, JavaDelegate> steps) {
		this.pool.setJdbcUrl(database.url() + "?nullDatabaseMeansCurrent=true");
		this.pool.setUsername(database.username());
		this.pool.setPassword(database.password());
		this.pool.setMaximumPoolSize(20);
		this.pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
		StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
		configuration.setDataSource(this.pool);
		configuration.setDatabaseType("mysql");
		if (setup == Setup.AS_OURS) {
			database.makeEngineTables();
			configuration.setDatabaseSchemaUpdate("false");
			configuration.setHistory("activity");
			configuration.setMetricsEnabled(false);
		}
		else {
			configuration.setDatabaseSchemaUpdate("true");
			configuration.setEnforceHistoryTimeToLive(false);
		}
		configuration.setJobExecutorActivate(setup == Setup.AS_IT_COMES);
		configuration.setProcessEngineName("bare");
		Map<Object, Object> beans = steps();
		beans.putAll(steps);
		configuration.setBeans(beans);
		this.engine = configuration.buildProcessEngine();
		deploy();
	}

	private Map<Object, Object> steps() {
		JavaDelegate nothing = (execution) -> {
		};
		JavaDelegate triage = (execution) -> this.engine.getDecisionService()
			.evaluateDecisionTableByKey("triage")
			.variables(Map.of("impact", "impaired", "customerKind", "customer"))
			.evaluate();
		Map<Object, Object> steps = new HashMap<>();
		for (String step : new String[] { "sendReceipt", "lookAtPromise", "remindOwner", "remindCustomer",
				"remindEngineer", "remindVerifier" }) {
			steps.put(step, nothing);
		}
		steps.put("triage", triage);
		return steps;
	}

	private void deploy() {
		DeploymentBuilder deployment = this.engine.getRepositoryService().createDeployment();
		for (String folder : new String[] { "processes", "forms" }) {
			try (Stream<Path> files = Files.list(Path.of(folder))) {
				for (Path file : files.toList()) {
					try (InputStream content = Files.newInputStream(file)) {
						deployment.addInputStream(file.getFileName().toString(), content);
					}
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		deployment.deploy();
	}

	void live() {
		String key = begin();
		complete(key, Map.of());
		complete(key, Map.of("outcome", "answer"));
		complete(key, Map.of("resolution", "solved", "remindCustomerAfter", "P2D"));
		this.engine.getRuntimeService()
			.createMessageCorrelation("customer-signed-off")
			.processInstanceBusinessKey(key)
			.setVariable("signOff", "confirmed")
			.correlate();
	}

	/**
	 * Begins a life and stops where somebody investigates.
	 * @return its business key
	 */
	String investigated() {
		String key = begin();
		complete(key, Map.of());
		return key;
	}

	private String begin() {
		String key = UUID.randomUUID().toString();
		this.engine.getRuntimeService()
			.startProcessInstanceByKey("support-case", key,
					Map.of("promiseAttentionAt",
							Variables.dateValue(new Date(System.currentTimeMillis() + 86_400_000L), true), "caseNumber",
							key, "subject", "It does not print", "customer", "Cleo Customer"));
		return key;
	}

	private void complete(String key, Map<String, Object> variables) {
		Task task = this.engine.getTaskService().createTaskQuery().processInstanceBusinessKey(key).singleResult();
		this.engine.getTaskService().claim(task.getId(), "agent1");
		this.engine.getTaskService().complete(task.getId(), variables);
	}

	@Override
	public void close() {
		this.engine.close();
		this.pool.close();
	}

}
