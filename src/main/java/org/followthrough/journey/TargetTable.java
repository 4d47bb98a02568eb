package org.followthrough.journey;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.promises.Target;
import org.followthrough.promises.Targets;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The table of targets that managers edit. It is asked many times in each request, so
 * that what a version of it says is read once, and which version is the newest once in a
 * few seconds.
 */
@Component
class TargetTable implements Targets {

	private static final Duration FRESH = Duration.ofSeconds(5);

	/** Before triage has said otherwise. */
	private static final String USUAL = "normal";

	private final RepositoryService models;

	private final DecisionService decisions;

	private final Customers customers;

	private final ProcessEngineConfigurationImpl engine;

	private final LoadingCache<String, String> newest = Caffeine.newBuilder()
		.expireAfterWrite(FRESH)
		.build((key) -> newest());

	private final LoadingCache<Question, Target> answers = Caffeine.newBuilder().maximumSize(1000).build(this::ask);

	TargetTable(@Lazy RepositoryService models, @Lazy DecisionService decisions, Customers customers,
			@Lazy ProcessEngineConfigurationImpl engine) {
		this.models = models;
		this.decisions = decisions;
		this.customers = customers;
		this.engine = engine;
	}

	@Override
	public Target of(SupportCase of) {
		Customer customer = this.customers.get(of.customerId());
		return Objects
			.requireNonNull(this.answers.get(new Question(Objects.requireNonNull(this.newest.get(ModelWords.TARGETS)),
					Objects.requireNonNullElse(of.severity(), USUAL), customer.plan(), customer.kind())));
	}

	/**
	 * A table was published: from now on it answers. Whoever asks for the newest at this
	 * moment is waited for, so that nobody brings back the one before.
	 */
	void changed() {
		this.newest.invalidate(ModelWords.TARGETS);
	}

	private String newest() {
		return asTheApplication(() -> this.models.createDecisionDefinitionQuery()
			.decisionDefinitionKey(ModelWords.TARGETS)
			.latestVersion()
			.singleResult()
			.getId());
	}

	/** Whoever completes a task in Tasklist may read no tables, and need not. */
	private <T> T asTheApplication(Callable<T> work) {
		return this.engine.getCommandExecutorTxRequired().execute((context) -> context.runWithoutAuthorization(work));
	}

	private Target ask(Question question) {
		return asTheApplication(() -> TargetRules.target(this.decisions.evaluateDecisionTableById(question.version())
			.variables(question.inputs())
			.evaluate()
			.getSingleResult()
			.getEntryMap()));
	}

	/**
	 * What the table is asked.
	 */
	private record Question(String version, String severity, String plan, String kind) {

		Map<String, Object> inputs() {
			return TargetRules.inputs(this.severity, this.plan, this.kind);
		}

	}

}
