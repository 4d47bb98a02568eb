package org.followthrough.journey;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.identity.ApiTokens;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What people can and can't do to a journey by Camunda's web applications and the REST
 * behind them, asked as a browser asks.
 */
@Tag("thorough")
@FollowthroughTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CamundaDoorsTests {

	private static final Map<String, Object> CONFIRMED = Map.of("value", "confirmed", "type", "String");

	private final Map<String, CamundaSession> sessions = new ConcurrentHashMap<>();

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private TargetTable targets;

	@Autowired
	private Timers timers;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService tasks;

	@Autowired
	private ManagementService management;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private HistoryService history;

	@Autowired
	private IdentityService identities;

	@Autowired
	private People people;

	@Autowired
	private ApiTokens apiTokens;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private JdbcTemplate jdbc;

	private CamundaSession as(String account) {
		return this.sessions.computeIfAbsent(account, (who) -> CamundaSession.of(this.api, who));
	}

	/**
	 * What would change a journey from outside. Names in braces stand for ids of one
	 * case.
	 */
	static Stream<Arguments> changes() {
		List<Map<String, String>> toConfirmed = List
			.of(Map.of("type", "startBeforeActivity", "activityId", "confirmed"));
		return Stream.of(
				// Ends.
				arguments("DELETE", "/process-instance/{journey}", null),
				arguments("DELETE", "/process-instance/{journey}?skipCustomListeners=true&failIfNotExists=false", null),
				arguments("POST", "/process-instance/delete",
						Map.of("processInstanceIds", List.of("{journey}"), "deleteReason", "tidy")),
				arguments("POST", "/process-instance/delete-historic-query-based",
						Map.of("historicProcessInstanceQuery", Map.of("processInstanceBusinessKey", "{number}"))),
				// Halts.
				arguments("PUT", "/process-instance/{journey}/suspended", Map.of("suspended", true)),
				arguments("PUT", "/process-instance/suspended",
						Map.of("processInstanceIds", List.of("{journey}"), "suspended", true)),
				arguments("PUT", "/process-instance/suspended",
						Map.of("processDefinitionKey", "support-case", "suspended", true)),
				arguments("POST", "/process-instance/suspended-async",
						Map.of("processInstanceIds", List.of("{journey}"), "suspended", true)),
				arguments("PUT", "/process-definition/{definition}/suspended",
						Map.of("suspended", true, "includeProcessInstances", true)),
				arguments("PUT", "/process-definition/suspended",
						Map.of("suspended", true, "processDefinitionKey", "support-case", "includeProcessInstances",
								true)),
				// Values.
				arguments("PUT", "/process-instance/{journey}/variables/signOff", CONFIRMED),
				arguments("POST", "/process-instance/{journey}/variables",
						Map.of("modifications", Map.of("signOff", CONFIRMED))),
				arguments("POST", "/process-instance/{journey}/variables", Map.of("deletions", List.of("caseNumber"))),
				arguments("DELETE", "/process-instance/{journey}/variables/caseNumber", null),
				arguments("POST", "/process-instance/variables-async",
						Map.of("processInstanceIds", List.of("{journey}"), "variables", Map.of("signOff", CONFIRMED))),
				arguments("PUT", "/execution/{journey}/localVariables/signOff", CONFIRMED),
				arguments("POST", "/execution/{journey}/localVariables",
						Map.of("modifications", Map.of("signOff", CONFIRMED))),
				// Moves.
				arguments("POST", "/process-instance/{journey}/modification", Map.of("instructions", toConfirmed)),
				arguments("POST", "/process-instance/{journey}/modification-async",
						Map.of("instructions", toConfirmed)),
				arguments("POST", "/modification/execute",
						Map.of("processDefinitionId", "{definition}", "instructions", toConfirmed, "processInstanceIds",
								List.of("{journey}"))),
				arguments("POST", "/modification/executeAsync",
						Map.of("processDefinitionId", "{definition}", "instructions", toConfirmed, "processInstanceIds",
								List.of("{journey}"))),
				arguments("POST", "/migration/execute",
						Map.of("migrationPlan", emptyPlan(), "processInstanceIds", List.of("{journey}"),
								"skipCustomListeners", true)),
				arguments("POST", "/migration/executeAsync",
						Map.of("migrationPlan", emptyPlan(), "processInstanceIds", List.of("{journey}"))),
				arguments("POST", "/execution/{journey}/signal", Map.of()),
				arguments("POST", "/execution/{journey}/create-incident",
						Map.of("incidentType", "any", "configuration", "any")),
				arguments("POST", "/execution/{journey}/messageSubscriptions/withdrawn/trigger", Map.of()),
				arguments("POST", "/message", Map.of("messageName", "withdrawn", "businessKey", "{number}")),
				arguments("POST", "/message",
						Map.of("messageName", "withdrawn", "processInstanceId", "{journey}", "all", true)),
				arguments("POST", "/process-instance/message-async",
						Map.of("messageName", "withdrawn", "processInstanceIds", List.of("{journey}"))),
				// Begins.
				arguments("POST", "/process-definition/key/support-case/start", Map.of("businessKey", "{number}")),
				arguments("POST", "/process-definition/{definition}/start",
						Map.of("businessKey", "{number}", "startInstructions", toConfirmed)),
				arguments("POST", "/process-definition/key/verification/start", Map.of("businessKey", "{number}")),
				arguments("POST", "/process-definition/key/support-case/submit-form",
						Map.of("businessKey", "{number}")),
				arguments("POST", "/process-definition/{definition}/restart",
						Map.of("instructions", toConfirmed, "processInstanceIds", List.of("{ended}"))),
				arguments("POST", "/process-definition/{definition}/restart-async",
						Map.of("instructions", toConfirmed, "processInstanceIds", List.of("{ended}"))),
				// The clock.
				arguments("DELETE", "/job/{job}", null), arguments("POST", "/job/{job}/execute", Map.of()),
				arguments("PUT", "/job/{job}/duedate", Map.of("duedate", "2099-01-01T00:00:00.000+0000")),
				arguments("POST", "/job/{job}/duedate/recalculate", null),
				arguments("PUT", "/job/{job}/suspended", Map.of("suspended", true)),
				arguments("PUT", "/job/suspended", Map.of("processInstanceId", "{journey}", "suspended", true)),
				arguments("PUT", "/job/suspended", Map.of("processDefinitionKey", "support-case", "suspended", true)),
				arguments("PUT", "/job/{job}/priority", Map.of("priority", 1)),
				arguments("PUT", "/job/{job}/retries", Map.of("retries", 0)),
				arguments("PUT", "/job/{job}/retries", Map.of("retries", 3, "dueDate", "2099-01-01T00:00:00.000+0000")),
				arguments("POST", "/job/retries", Map.of("jobIds", List.of("{job}"), "retries", 0)),
				arguments("POST", "/process-instance/job-retries",
						Map.of("processInstances", List.of("{journey}"), "retries", 0)),
				arguments("PUT", "/job-definition/{jobDefinition}/suspended",
						Map.of("suspended", true, "includeJobs", true)),
				arguments("PUT", "/job-definition/suspended",
						Map.of("processDefinitionKey", "support-case", "suspended", true, "includeJobs", true)),
				arguments("PUT", "/job-definition/{jobDefinition}/retries", Map.of("retries", 0)),
				arguments("PUT", "/job-definition/{jobDefinition}/retries",
						Map.of("retries", 3, "dueDate", "2099-01-01T00:00:00.000+0000")),
				arguments("PUT", "/job-definition/{jobDefinition}/jobPriority",
						Map.of("priority", 1, "includeJobs", true)),
				// Tasks, around their forms.
				arguments("POST", "/task/create", Map.of("name", "Errand")),
				arguments("PUT", "/task/{task}", Map.of("name", "Errand", "assignee", "agent2")),
				arguments("DELETE", "/task/{task}", null),
				arguments("POST", "/task/{task}/delegate", Map.of("userId", "agent2")),
				arguments("POST", "/task/{task}/resolve", Map.of()),
				arguments("POST", "/task/{task}/bpmnError", Map.of("errorCode", "any")),
				arguments("POST", "/task/{task}/bpmnEscalation", Map.of("escalationCode", "any")),
				arguments("PUT", "/task/{task}/variables/signOff", CONFIRMED),
				arguments("PUT", "/task/{task}/localVariables/signOff", CONFIRMED),
				arguments("POST", "/task/{task}/variables",
						Map.of("modifications", Map.of("signOff", CONFIRMED), "deletions", List.of("caseNumber"))),
				arguments("POST", "/task/{task}/identity-links", Map.of("groupId", "engineers", "type", "candidate")),
				arguments("POST", "/task/{task}/identity-links", Map.of("userId", "agent2", "type", "owner")),
				arguments("POST", "/task/{task}/identity-links/delete",
						Map.of("groupId", "agents", "type", "candidate")),
				arguments("POST", "/task/{task}/complete", Map.of()),
				arguments("POST", "/task/{task}/submit-form", Map.of()),
				// Models.
				arguments("DELETE", "/process-definition/{definition}?cascade=true", null),
				arguments("DELETE", "/process-definition/key/support-case?cascade=true", null),
				arguments("DELETE", "/deployment/{deployment}?cascade=true", null),
				arguments("PUT", "/process-definition/{definition}/history-time-to-live",
						Map.of("historyTimeToLive", 0)),
				// What happened.
				arguments("DELETE", "/history/process-instance/{ended}", null),
				arguments("POST", "/history/process-instance/delete",
						Map.of("historicProcessInstanceIds", List.of("{ended}"), "deleteReason", "tidy")),
				arguments("POST", "/history/process-instance/set-removal-time",
						Map.of("absoluteRemovalTime", "2020-01-01T00:00:00.000+0000", "historicProcessInstanceIds",
								List.of("{ended}"))),
				arguments("DELETE", "/history/process-instance/{ended}/variable-instances", null));
	}

	private static Map<String, Object> emptyPlan() {
		return Map.of("sourceProcessDefinitionId", "{definition}", "targetProcessDefinitionId", "{definition}",
				"instructions", List.of());
	}

	@ParameterizedTest
	@MethodSource("changes")
	void nobodyChangesAJourneyFromOutside(String method, String path, Object body) {
		SupportCase of = theCase();
		String before = everythingOf(of);
		for (String account : List.of("agent1", "manager1", "admin1")) {
			Answer answer = as(account).engine(method, filled(path, of), filledBody(body, of));
			assertThat(answer.status()).as("%s: %s", account, answer.text()).isBetween(400, 404);
			String told = answer.json().path("message").asText();
			assertThat(told).as("what %s is told", account).contains(" ").doesNotContain("ENGINE-");
			assertThat(told.endsWith(".") || told.contains("does not have") || answer.status() == 404).as(told)
				.isTrue();
			assertThat(everythingOf(of)).as("after %s", account).isEqualTo(before);
		}
	}

	private SupportCase open;

	private SupportCase ended;

	/** One for all, since none of them changes it. */
	private SupportCase theCase() {
		if (this.open == null) {
			this.ended = this.worker.open();
			this.api.post("agent1", "/cases/" + this.ended.number() + "/close",
					Map.of("as", "spam", "reason", "An advertisement."));
			assertThat(journeysOf(this.ended)).isEmpty();
			this.open = this.worker.open();
		}
		return this.open;
	}

	private List<ProcessInstance> journeysOf(SupportCase of) {
		return this.runtime.createProcessInstanceQuery().processInstanceBusinessKey(of.number()).list();
	}

	private String filled(String text, SupportCase of) {
		ProcessInstance journey = this.runtime.createProcessInstanceQuery()
			.processInstanceBusinessKey(of.number())
			.processDefinitionKey("support-case")
			.singleResult();
		Job job = this.management.createJobQuery().processInstanceId(journey.getId()).list().get(0);
		return text.replace("{journey}", journey.getId())
			.replace("{number}", of.number())
			.replace("{definition}", journey.getProcessDefinitionId())
			.replace("{deployment}",
					this.repository.getProcessDefinition(journey.getProcessDefinitionId()).getDeploymentId())
			.replace("{job}", job.getId())
			.replace("{jobDefinition}", job.getJobDefinitionId())
			.replace("{task}", this.worker.task(of, "acknowledge").id())
			.replace("{ended}",
					this.history.createHistoricProcessInstanceQuery()
						.processInstanceBusinessKey(this.ended.number())
						.rootProcessInstances()
						.singleResult()
						.getId());
	}

	private String filledBody(Object body, SupportCase of) {
		return (body != null) ? filled(CamundaSession.text(body), of) : null;
	}

	/** All that a change from outside could touch. */
	private String everythingOf(SupportCase of) {
		List<Object> all = new ArrayList<>();
		for (ProcessInstance journey : journeysOf(of)) {
			all.add(journey.getId() + journey.isSuspended() + journey.getProcessDefinitionId());
			all.add(this.runtime.getActivityInstance(journey.getId()).toString());
			all.add(new TreeMap<>(this.runtime.getVariables(journey.getId())));
			all.add(this.runtime.createVariableInstanceQuery().processInstanceIdIn(journey.getId()).count());
			this.management.createJobQuery()
				.processInstanceId(journey.getId())
				.orderByJobId()
				.asc()
				.list()
				.forEach((job) -> all.add(job.getId() + job.getDuedate() + job.getRetries() + job.isSuspended()
						+ job.getPriority() + job.getExceptionMessage()));
			this.tasks.createTaskQuery()
				.processInstanceId(journey.getId())
				.list()
				.forEach((task) -> all.add(task.getId() + task.getName() + task.getAssignee() + task.getOwner()
						+ task.getDelegationState() + task.isSuspended() + links(task.getId())));
		}
		all.add(this.tasks.createTaskQuery().count());
		all.add(this.runtime.createProcessInstanceQuery().count());
		all.add(this.runtime.createIncidentQuery().count());
		all.add(this.management.createBatchQuery().count());
		all.add(this.repository.createDeploymentQuery().count());
		all.add(this.repository.createProcessDefinitionQuery()
			.list()
			.stream()
			.map((definition) -> definition.getId() + definition.isSuspended() + definition.getHistoryTimeToLive())
			.sorted()
			.toList());
		all.add(this.management.createJobDefinitionQuery()
			.list()
			.stream()
			.map((definition) -> definition.getId() + definition.isSuspended() + definition.getOverridingJobPriority())
			.sorted()
			.toList());
		all.add(this.history.createHistoricProcessInstanceQuery()
			.list()
			.stream()
			.map((journey) -> journey.getId() + journey.getState() + journey.getRemovalTime())
			.sorted()
			.toList());
		all.add(this.history.createHistoricVariableInstanceQuery().count());
		return all.toString();
	}

	private List<String> links(String task) {
		return this.tasks.getIdentityLinksForTask(task)
			.stream()
			.map((link) -> link.getType() + link.getUserId() + link.getGroupId())
			.sorted()
			.toList();
	}

	@Test
	void anAgentClaimsGivesBackAndCompletesWithTheForm() {
		SupportCase of = this.worker.open();
		CamundaSession agent = as("agent1");
		String task = this.worker.task(of, "acknowledge").id();
		assertThat(claim("agent1", task).status()).isEqualTo(204);
		assertThat(agent.engine("POST", "/task/" + task + "/unclaim", null).status()).isEqualTo(204);
		assertThat(this.worker.task(of, "acknowledge").assignee()).isNull();
		assertThat(claim("agent1", task).status()).isEqualTo(204);
		assertThat(agent.engine("/task/" + task + "/deployed-form").json().path("id").asText())
			.isEqualTo("acknowledge");
		assertThat(agent.engine("/task/" + task + "/form-variables").status()).isEqualTo(200);
		assertThat(agent.engine("/task/" + task + "/comment").status()).isEqualTo(200);
		Answer done = agent.engine("POST", "/task/" + task + "/submit-form",
				variables(Map.of("message", "You can't print.")));
		assertThat(done.status()).as(done.text()).isEqualTo(204);
		assertThat(this.worker.open(of)).contains("investigate");
	}

	@Test
	void whoMayReadNoTablesIsHeldToTheirTargetsAllTheSame() {
		SupportCase of = this.worker.open();
		String task = this.worker.task(of, "acknowledge").id();
		assertThat(claim("agent1", task).status()).isEqualTo(204);
		// They are read in this request.
		this.targets.changed();
		Answer done = as("agent1").engine("POST", "/task/" + task + "/submit-form",
				variables(Map.of("message", "You can't print.")));
		assertThat(done.status()).as(done.text()).isEqualTo(204);
	}

	@Test
	void aManagerGivesAnOverduePromiseToAnAgentWhomTheyMayNotLookUp() {
		SupportCase of = this.worker.open();
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofDays(1));
		String task = this.worker.task(of, "overdue-promise").id();
		assertThat(claim("manager2", task).status()).isEqualTo(204);
		Answer given = as("manager2").engine("POST", "/task/" + task + "/submit-form",
				variables(Map.of("outcome", "reassign", "message", "You know them.", "newOwner", "agent2")));
		assertThat(given.status()).as(given.text()).isEqualTo(204);
		assertThat(this.worker.now(of).owner()).isEqualTo("agent2");
		assertThat(this.worker.task(of, "late-word").assignee()).isEqualTo("agent2");
	}

	@Test
	void aGroupThatCasesNeedStays() {
		Answer refused = as("admin1").engine("DELETE", "/group/managers", null);
		assertThat(refused.status()).isBetween(400, 499);
		assertThat(refused.text()).contains("has its part in every case");
		assertThat(this.people.find("manager1").orElseThrow().groups()).contains("managers");
	}

	@Test
	void anAgentSeesAndRunsTheFiltersOfTheirs() {
		SupportCase of = this.worker.open();
		CamundaSession agent = as("agent1");
		JsonNode filters = agent.engine("/filter?resourceType=Task").json();
		assertThat(filters.findValuesAsText("name")).contains("My tasks", "My groups' tasks")
			.doesNotContain("All tasks");
		filters.forEach((filter) -> assertThat(
				agent.engine("POST", "/filter/" + filter.path("id").asText() + "/list", Map.of()).status())
			.as(filter.path("name").asText())
			.isEqualTo(200));
		String task = this.worker.task(of, "acknowledge").id();
		assertThat(agent.engine("/task/" + task).json().path("name").asText()).isEqualTo("Acknowledge");
	}

	@Test
	void onlyWhoHasATaskGivesItBack() {
		SupportCase of = this.worker.open();
		String task = this.worker.claims("agent1", of, "acknowledge").id();
		for (String account : List.of("agent2", "manager1", "admin1")) {
			Answer refused = as(account).engine("POST", "/task/" + task + "/unclaim", null);
			assertThat(refused.text()).as(account).contains("agent1 has this task.");
		}
		assertThat(claim("agent2", task).text()).contains("agent1 has this task.");
		assertThat(this.worker.task(of, "acknowledge").assignee()).isEqualTo("agent1");
	}

	@Test
	void noOneTakesATaskThatIsForOthers() {
		SupportCase of = this.worker.open();
		String task = this.worker.task(of, "acknowledge").id();
		for (String account : List.of("engineer1", "manager1", "admin1")) {
			Answer refused = claim(account, task);
			assertThat(refused.status()).as(account).isEqualTo(403);
			assertThat(refused.text()).contains("This task is for agents.");
		}
		Answer given = as("admin1").engine("POST", "/task/" + task + "/assignee", Map.of("userId", "engineer1"));
		assertThat(given.text()).contains("This task is for agents.");
		assertThat(this.worker.task(of, "acknowledge").assignee()).isNull();
	}

	@Test
	void whatNoFormDeclaresIsRefused() {
		SupportCase of = this.worker.open();
		String task = this.worker.claims("agent1", of, "acknowledge").id();
		String before = everythingOf(of);
		Map<String, Object> answers = new HashMap<>(Map.of("message", "You can't print.", "signOff", "confirmed"));
		for (String door : List.of("/complete", "/submit-form")) {
			Answer refused = as("agent1").engine("POST", "/task/" + task + door, variables(answers));
			assertThat(refused.status()).as(refused.text()).isEqualTo(400);
			assertThat(refused.text()).contains("signOff");
		}
		Answer refused = this.api.post("agent1", "/tasks/" + task + "/complete", Map.of("fields", answers));
		assertThat(refused.status()).as(refused.text()).isBetween(400, 422);
		assertThat(refused.text()).contains("signOff");
		assertThat(everythingOf(of)).isEqualTo(before);
	}

	@Test
	void whoMadeAFixCantVerifyIt() {
		Actor.system()
			.runs(() -> this.people.add(new Person("both1", "Bo Both", "both1@followthrough.example",
					Set.of(Groups.ENGINEERS, Groups.SUPPORT_ENGINEERS)), "demo"));
		try {
			SupportCase of = this.worker.openAt("engineering");
			this.worker.does("both1", this.worker.task(of, "reproduce-and-fix"), Map.of());
			String task = this.worker.task(of, "verify-fix").id();
			Map<String, Object> answers = CaseWorker.usualAnswers("verify-fix");
			String sentence = "You made this fix, so somebody else has to verify it.";
			assertThat(claim("both1", task).text()).contains(sentence);
			assertThat(this.api.post("both1", "/tasks/" + task + "/claim", Map.of()).text()).contains(sentence);
			assertThat(as("admin1").engine("POST", "/task/" + task + "/assignee", Map.of("userId", "both1")).text())
				.contains(sentence);
			assertThat(this.worker.task(of, "verify-fix").assignee()).isNull();
			// Even if the task came to them behind the engine's back.
			assign(task, "both1");
			for (String door : List.of("/complete", "/submit-form")) {
				Answer refused = as("both1").engine("POST", "/task/" + task + door, variables(answers));
				assertThat(refused.status()).as(refused.text()).isBetween(400, 403);
				assertThat(refused.text()).contains(sentence);
			}
			Answer refused = this.api.post("both1", "/tasks/" + task + "/complete", Map.of("fields", answers));
			assertThat(refused.status()).as(refused.text()).isBetween(400, 422);
			assertThat(refused.text()).contains(sentence);
			assertThat(this.worker.now(of).stage()).isEqualTo("verification");
			assign(task, null);
			this.worker.does("support1", this.worker.task(of, "verify-fix"), Map.of());
			assertThat(this.worker.now(of).stage()).isEqualTo("answer");
		}
		finally {
			Actor.system().runs(() -> this.identities.deleteUser("both1"));
		}
	}

	@Test
	void whoGaveAFixToItsEngineerCantVerifyIt() {
		Actor.system()
			.runs(() -> this.people.add(new Person("lead1", "Lou Lead", "lead1@followthrough.example",
					Set.of(Groups.ADMINS, Groups.SUPPORT_ENGINEERS)), "demo"));
		try {
			SupportCase of = this.worker.openAt("engineering");
			String engineering = this.worker.task(of, "reproduce-and-fix").id();
			Answer given = as("lead1").engine("POST", "/task/" + engineering + "/assignee",
					Map.of("userId", "engineer1"));
			assertThat(given.status()).as(given.text()).isEqualTo(204);
			this.worker.does(of, "reproduce-and-fix");
			String task = this.worker.task(of, "verify-fix").id();
			String sentence = "You gave this fix to the engineer who made it, so somebody else has to verify it.";
			assertThat(claim("lead1", task).text()).contains(sentence);
			assertThat(this.api.post("lead1", "/tasks/" + task + "/claim", Map.of()).text()).contains(sentence);
			assertThat(as("lead1").engine("POST", "/task/" + task + "/assignee", Map.of("userId", "lead1")).text())
				.contains(sentence);
			assign(task, "lead1");
			Map<String, Object> answers = CaseWorker.usualAnswers("verify-fix");
			assertThat(as("lead1").engine("POST", "/task/" + task + "/complete", variables(answers)).text())
				.contains(sentence);
			assertThat(this.api.post("lead1", "/tasks/" + task + "/complete", Map.of("fields", answers)).text())
				.contains(sentence);
			assign(task, null);
			this.worker.does(of, "verify-fix", Map.of("outcome", "cannot-verify"));
			this.worker.does(of, "decide-unverified", Map.of());
			String second = this.worker.task(of, "second-opinion").id();
			assertThat(claim("lead1", second).text()).contains("You gave this fix to the engineer who made it");
			assertThat(this.api.post("support1", "/tasks/" + second + "/claim", Map.of()).text())
				.contains("You could not verify this fix");
			assign(second, "support1");
			Map<String, Object> agrees = CaseWorker.usualAnswers("second-opinion");
			assertThat(as("support1").engine("POST", "/task/" + second + "/complete", variables(agrees)).text())
				.contains("You could not verify this fix");
			assertThat(this.api.post("support1", "/tasks/" + second + "/complete", Map.of("fields", agrees)).text())
				.contains("You could not verify this fix");
			assertThat(this.worker.now(of).stage()).isEqualTo("verification");
		}
		finally {
			Actor.system().runs(() -> this.identities.deleteUser("lead1"));
		}
	}

	@Test
	void whoTakesAHandOverThemselvesWasGivenItByNobody() {
		SupportCase of = this.worker.openAt("engineering");
		claim("engineer1", this.worker.task(of, "reproduce-and-fix").id());
		this.worker.does(of, "reproduce-and-fix");
		assertThat(this.jdbc.queryForList("SELECT assigned_by FROM engineering_assignment a JOIN escalation e "
				+ "ON e.id = a.escalation_id WHERE e.case_id = ?", String.class, of.id()))
			.isEmpty();
	}

	@Test
	void theTokensOfADeletedAccountAreNoGoodForWhoeverGetsItsName() {
		Person gone = new Person("gone1", "Go Gone", "gone1@followthrough.example", Set.of(Groups.AGENTS));
		Actor.system().runs(() -> this.people.add(gone, "demo"));
		String token = "Bearer " + this.apiTokens.create("gone1", "a script");
		Map<String, String> headers = Map.of("Authorization", token);
		assertThat(this.api.send("GET", null, "/tasks", null, headers).status()).isEqualTo(200);
		assertThat(as("admin1").engine("DELETE", "/user/gone1", null).status()).isEqualTo(204);
		Actor.system().runs(() -> this.people.add(gone, "demo"));
		try {
			assertThat(this.api.send("GET", null, "/tasks", null, headers).status()).isEqualTo(401);
		}
		finally {
			Actor.system().runs(() -> this.identities.deleteUser("gone1"));
		}
	}

	private void assign(String task, @Nullable String account) {
		this.transaction.executeWithoutResult(
				(status) -> this.jdbc.update("UPDATE ACT_RU_TASK SET ASSIGNEE_ = ? WHERE ID_ = ?", account, task));
	}

	@Test
	void anAdminLooksIntoEverythingAndLetsWhatFailedTryAgain() {
		SupportCase of = this.worker.open();
		CamundaSession admin = as("admin1");
		for (String page : List.of("/camunda/app/cockpit/default/", "/camunda/app/admin/default/",
				"/camunda/app/tasklist/default/",
				"/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count")) {
			assertThat(admin.get(page).status()).as(page).isEqualTo(200);
		}
		for (String path : List.of("/process-instance/{journey}/variables", "/job/{job}", "/process-definition/count",
				"/deployment", "/user", "/group", "/authorization", "/history/process-instance/count",
				"/process-definition/{definition}/xml", "/incident")) {
			theCase();
			assertThat(admin.engine(filled(path, of)).status()).as(path).isEqualTo(200);
		}
		Job job = this.management.createJobQuery().processInstanceId(journeysOf(of).get(0).getId()).list().get(0);
		this.management.setJobRetries(job.getId(), 0);
		Answer retried = admin.engine("PUT", "/job/" + job.getId() + "/retries", Map.of("retries", 1));
		assertThat(retried.status()).as(retried.text()).isEqualTo(204);
	}

	@Test
	void notEvenAnAdminGivesSomebodyARightOnOneCase() {
		SupportCase of = this.worker.open();
		CamundaSession admin = as("admin1");
		String task = this.worker.task(of, "acknowledge").id();
		Answer one = admin.engine("POST", "/authorization/create", right(task));
		assertThat(one.status()).isEqualTo(400);
		assertThat(one.text()).contains("follows from their groups");

		Answer all = admin.engine("POST", "/authorization/create", right("*"));
		assertThat(all.status()).as(all.text()).isEqualTo(200);
		String id = all.json().get("id").asText();
		try {
			Answer narrowed = admin.engine("PUT", "/authorization/" + id, right(task));
			assertThat(narrowed.status()).as(narrowed.text()).isEqualTo(400);
			assertThat(admin.engine("/authorization/" + id).json().get("resourceId").asText()).isEqualTo("*");
		}
		finally {
			assertThat(admin.engine("DELETE", "/authorization/" + id, null).status()).isEqualTo(204);
		}
	}

	private static Map<String, Object> right(String task) {
		return Map.of("type", 1, "permissions", List.of("READ"), "userId", "auditor1", "resourceType", 7, "resourceId",
				task);
	}

	@Test
	void cockpitAndAdminAreForAdmins() {
		for (String page : List.of("/camunda/app/cockpit/default/", "/camunda/app/admin/default/",
				"/camunda/api/cockpit/plugin/base/default/process-definition/statistics-count",
				"/camunda/api/admin/setup/default/user/create")) {
			for (String account : List.of("agent1", "engineer1", "manager1")) {
				assertThat(as(account).get(page).status()).as("%s at %s", account, page).isEqualTo(403);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/engine-rest", "/engine-rest/task", "/engine-rest/engine",
			"/camunda/api/engine/engine/default/task", "/camunda/api/engine/engine", "/camunda/api/engine/version",
			"/camunda/api/tasklist/plugin", "/camunda/api/cockpit/plugin/base/default/process-definition/statistics",
			"/camunda/api/admin/auth/user/default", "/camunda/api/admin/setup/default/user/create",
			"/camunda/api/welcome", "/camunda/api/" })
	void strangersAreTurnedAway(String path) {
		CamundaSession nobody = CamundaSession.ofNobody(this.api);
		assertTurnedAway(nobody.get(path));
		assertTurnedAway(nobody.json("POST", path, Map.of()));
	}

	/** Pages lead to where one signs in; what programs ask is refused. */
	private static void assertTurnedAway(Answer answer) {
		if (answer.status() == 302) {
			assertThat(answer.response().headers().firstValue("Location").orElse("")).endsWith("/login");
			assertThat(answer.response().request().uri().getPath()).startsWith("/engine-rest");
		}
		else {
			assertThat(answer.status()).as(answer.text()).isIn(401, 403, 404);
		}
	}

	@Test
	void passwordsDontOpenTheEnginesRest() {
		for (String path : List.of("/engine-rest/task", "/camunda/api/engine/engine/default/task")) {
			CamundaSession nobody = CamundaSession.ofNobody(this.api);
			Answer answer = nobody.json("GET", path, null, Map.of("Authorization", Api.basic("admin1")));
			assertThat(answer.status()).as(path).isNotEqualTo(200);
		}
		assertThat(as("admin1").get("/engine-rest/task").status()).isEqualTo(404);
	}

	@Test
	void noForeignPageCanActInAPersonsSession() {
		SupportCase of = this.worker.open();
		String task = this.worker.task(of, "acknowledge").id();
		Answer forged = as("agent1").forged("POST", "/task/" + task + "/claim", Map.of("userId", "agent1"));
		assertThat(forged.status()).isEqualTo(403);
		assertThat(this.worker.task(of, "acknowledge").assignee()).isNull();
		this.sessions.remove("agent1");
	}

	@Test
	void filtersKeepNoExpressionThatReachesIntoThings() {
		for (Map<String, ?> query : List.of(Map.of("assigneeExpression", "${''.class}"),
				Map.of("candidateGroupExpression", "${currentUserGroups().get(0)}"),
				Map.of("orQueries", List.of(Map.of("assigneeExpression", "${''.getClass()}"))))) {
			Answer refused = as("admin1").engine("POST", "/filter/create",
					Map.of("resourceType", "Task", "name", "evil", "query", query));
			assertThat(refused.status()).as(refused.text()).isEqualTo(400);
			assertThat(refused.text()).contains("The filter \\\"evil\\\" can't be saved");
		}
		assertThat(as("admin1").engine("/filter?name=evil").json()).isEmpty();
		Answer ad = as("admin1").engine("POST", "/task", Map.of("assigneeExpression", "${''.class}"));
		assertThat(ad.status()).as(ad.text()).isEqualTo(400);
	}

	private Answer claim(String account, String task) {
		return as(account).engine("POST", "/task/" + task + "/claim", Map.of("userId", account));
	}

	private static Map<String, Object> variables(Map<String, Object> values) {
		return Map.of("variables",
				values.entrySet()
					.stream()
					.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> Map.of("value", entry.getValue()))));
	}

}
