package org.followthrough.journey;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much of each model the tests of the journey went through. Runs after all of them;
 * only what their own cases did counts, the flows by the audit and the nodes by the
 * engine's history.
 */
@FollowthroughTest
@Order(Integer.MAX_VALUE)
class ModelCoverageTests {

	private static final String FLOWS = """
			SELECT DISTINCT f.flow FROM audit_entry a,
			  JSON_TABLE(a.content, '$.details.flows[*]' COLUMNS (flow VARCHAR(255) PATH '$')) f
			WHERE a.stream IN (:cases) AND a.action = 'journey.moved' AND JSON_VALUE(a.content, '$.details.process') = :process
			""";

	private static final String NODES = """
			SELECT DISTINCT h.ACT_ID_ FROM ACT_HI_ACTINST h JOIN ACT_HI_PROCINST p ON p.ID_ = h.PROC_INST_ID_
			WHERE p.BUSINESS_KEY_ IN (:cases) AND h.PROC_DEF_KEY_ = :process
			""";

	@Autowired
	private RepositoryService repository;

	@Autowired
	private NamedParameterJdbcTemplate database;

	@ParameterizedTest
	@ValueSource(strings = { "support-case", "escalation", "verification", "sign-off" })
	void everyNodeAndEveryFlowWasTravelled(String process) {
		requireAllTests();
		BpmnModelInstance model = this.repository.getBpmnModelInstance(latest(process).getId());
		Set<String> missing = new TreeSet<>();
		missing.addAll(report(process, "flow nodes", ids(model.getModelElementsByType(FlowNode.class)), NODES));
		missing.addAll(report(process, "sequence flows", ids(model.getModelElementsByType(SequenceFlow.class)), FLOWS));
		assertThat(missing).as("what no test of the journey went through in " + process).isEmpty();
	}

	@Test
	void everyModelIsLookedAt() {
		List<String> published = this.repository.createProcessDefinitionQuery()
			.latestVersion()
			.list()
			.stream()
			.map(ProcessDefinition::getKey)
			.toList();
		assertThat(published).containsExactlyInAnyOrder(ModelWords.SUPPORT_CASE, ModelWords.ESCALATION,
				ModelWords.VERIFICATION, ModelWords.SIGN_OFF);
	}

	private ProcessDefinition latest(String process) {
		return this.repository.createProcessDefinitionQuery()
			.processDefinitionKey(process)
			.latestVersion()
			.singleResult();
	}

	private Set<String> report(String process, String what, Set<String> all, String query) {
		Set<String> travelled = new TreeSet<>(this.database.queryForList(query,
				java.util.Map.of("cases", WaysTravelled.cases(), "process", process), String.class));
		Set<String> missing = new TreeSet<>(all);
		missing.removeAll(travelled);
		System.out.printf("Coverage of %-12s %5.1f %% of %d %s%n", process,
				100.0 * (all.size() - missing.size()) / all.size(), all.size(), what);
		return missing;
	}

	private static Set<String> ids(Collection<? extends BaseElement> elements) {
		return elements.stream().map(BaseElement::getId).collect(Collectors.toSet());
	}

	/** A part of the tests can't cover the whole of the models. */
	private static void requireAllTests() {
		ClassPathScanningCandidateComponentProvider tests = new ClassPathScanningCandidateComponentProvider(false);
		tests.addIncludeFilter(new AssignableTypeFilter(JourneyTest.class));
		Set<String> notRun = tests.findCandidateComponents(JourneyTest.class.getPackageName())
			.stream()
			.map((test) -> test.getBeanClassName())
			.collect(Collectors.toCollection(TreeSet::new));
		notRun.removeAll(WaysTravelled.tests());
		Assumptions.assumeTrue(System.getProperty("test") == null || notRun.isEmpty(),
				() -> "Only some tests were asked for; the models' coverage needs these too: " + notRun);
		assertThat(notRun).as("tests of the journey that did not run before").isEmpty();
	}

}
