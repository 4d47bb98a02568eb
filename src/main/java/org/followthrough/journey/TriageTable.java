package org.followthrough.journey;

import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.followthrough.cases.Impact;
import org.followthrough.cases.Triage;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The decision table that managers edit. What a version of it says about the few
 * combinations there are is read once: to parse its cells for each case would cost more
 * than all else that opening a case does.
 */
@Component
class TriageTable {

	private final RepositoryService models;

	private final DecisionService decisions;

	private final LoadingCache<Question, Triage> answers = Caffeine.newBuilder().maximumSize(1000).build(this::ask);

	TriageTable(@Lazy RepositoryService models, @Lazy DecisionService decisions) {
		this.models = models;
		this.decisions = decisions;
	}

	/**
	 * What the newest published version says.
	 * @param impact how badly it hits the customer
	 * @param customerKind what kind of customer it is
	 * @return the result
	 */
	Triage of(Impact impact, String customerKind) {
		String version = this.models.createDecisionDefinitionQuery()
			.decisionDefinitionKey(ModelWords.TRIAGE)
			.latestVersion()
			.singleResult()
			.getId();
		return this.answers.get(new Question(version, impact, customerKind));
	}

	private Triage ask(Question question) {
		DmnDecisionRuleResult made = this.decisions.evaluateDecisionTableById(question.version())
			.variables(Map.of("impact", question.impact().word(), "customerKind", question.customerKind()))
			.evaluate()
			.getSingleResult();
		return new Triage(made.getEntry("severity"), ((Number) made.getEntry("priority")).intValue(),
				made.getEntry("team"));
	}

	private record Question(String version, Impact impact, String customerKind) {
	}

}
