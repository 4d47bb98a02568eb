package org.followthrough.journey;

import java.util.Map;
import java.util.Objects;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.followthrough.cases.Impact;
import org.followthrough.cases.Triage;
import org.jspecify.annotations.Nullable;

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
	 * @param addressedTeam the team whose mailbox the customer wrote to; null if that is
	 * nobody's in particular
	 * @return the result; the case is the addressed team's unless the table asks whom the
	 * customer wrote to, and so decides with that in view
	 */
	Triage of(Impact impact, String customerKind, @Nullable String addressedTeam) {
		String version = this.models.createDecisionDefinitionQuery()
			.decisionDefinitionKey(ModelWords.TRIAGE)
			.latestVersion()
			.singleResult()
			.getId();
		return this.answers.get(new Question(version, impact, customerKind, addressedTeam));
	}

	private Triage ask(Question question) {
		DmnDecisionRuleResult made = this.decisions.evaluateDecisionTableById(question.version())
			.variables(Map.of("impact", question.impact().word(), "customerKind", question.customerKind(),
					ModelWords.ADDRESSED_TEAM, Objects.requireNonNullElse(question.addressedTeam(), "")))
			.evaluate()
			.getSingleResult();
		String addressed = question.addressedTeam();
		String team = (addressed == null || asksWhomTheyWroteTo(question.version())) ? made.getEntry("team")
				: addressed;
		return new Triage(made.getEntry("severity"), ((Number) made.getEntry("priority")).intValue(), team);
	}

	private boolean asksWhomTheyWroteTo(String version) {
		return this.models.getDmnModelInstance(version)
			.getModelElementsByType(InputExpression.class)
			.stream()
			.anyMatch((input) -> input.getText().getTextContent().contains(ModelWords.ADDRESSED_TEAM));
	}

	private record Question(String version, Impact impact, String customerKind, @Nullable String addressedTeam) {
	}

}
