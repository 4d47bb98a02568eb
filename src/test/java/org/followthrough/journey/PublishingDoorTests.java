package org.followthrough.journey;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What becomes of models that somebody deploys by the engine's REST, as scripts do, or
 * with Camunda Modeler.
 */
@FollowthroughTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishingDoorTests {

	private static final String CASE = Models.SUPPORT_CASE;

	private static final String VERIFICATION = "verification.bpmn";

	private static final Models SHIPPED = Models.shipped();

	private static final Map<String, String> NAMED = Map.of("deployment-name", "by hand");

	@Autowired
	private Api api;

	@Autowired
	private RepositoryService repository;

	@Autowired
	private ShippedModels shipped;

	@Autowired
	private PublishedModels running;

	private CamundaSession manager;

	private CamundaSession manager() {
		if (this.manager == null) {
			this.manager = CamundaSession.of(this.api, "manager1");
		}
		return this.manager;
	}

	/** As Camunda Modeler does, which knows no session. */
	private Answer modeler(String account, Map<String, byte[]> files) {
		return CamundaSession.ofNobody(this.api)
			.deploys("/engine-rest", Map.of("deployment-name", "by hand", "deployment-source", "Camunda Modeler",
					"deploy-changed-only", "true"), files, Map.of("Authorization", Api.basic(account)));
	}

	static Stream<Arguments> harmful() {
		return Stream.of(
				refused("a method is called", VERIFICATION,
						SHIPPED.with(VERIFICATION, "${verification == 'passed'}",
								"${''.getClass().forName('java.lang.Runtime')}"),
						"not reach into them"),
				refused("a script", VERIFICATION, SHIPPED.adding(VERIFICATION,
						"<bpmn:scriptTask id=\"evil\" scriptFormat=\"javascript\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>"),
						"evil"),
				refused("a class", CASE,
						SHIPPED.with(CASE, "camunda:delegateExpression=\"${remindOwner}\"",
								"camunda:class=\"java.lang.Object\""),
						"remind-owner"),
				refused("an unknown bean", CASE, SHIPPED.with(CASE, "${remindOwner}", "${dataSource}"),
						"There is no step \"dataSource\""),
				refused("a shell", CASE,
						SHIPPED.with(CASE, "camunda:delegateExpression=\"${remindOwner}\"", "camunda:type=\"shell\""),
						"remind-owner"),
				refused("an expression in a name", VERIFICATION,
						SHIPPED.with(VERIFICATION, "name=\"Verify the fix\"", "name=\"${''.class}\""), "verify-fix"),
				refused("no promise clock", CASE, SHIPPED.without(CASE, "promise-clock"),
						"The promise clock is missing"),
				refused("no verification", CASE, SHIPPED.withFlowTo(CASE, "flow-fixed", "to-answer"),
						"without having been verified by Support"),
				refused("no sign-off", CASE, SHIPPED.withFlowTo(CASE, "flow-answered", "confirmed"),
						"without having been signed off"),
				refused("other people check", VERIFICATION,
						SHIPPED.with(VERIFICATION, "candidateGroups=\"support-engineers\"",
								"candidateGroups=\"engineers\""),
						"verify-fix"),
				refused("a document type", VERIFICATION,
						SHIPPED.with(VERIFICATION, "<bpmn:definitions",
								"<!DOCTYPE x [<!ENTITY a \"a\">]><bpmn:definitions"),
						VERIFICATION),
				refused("a page of one's own", "evil.html", SHIPPED.with("evil.html", "<script>alert(1)</script>"),
						"Only diagrams"),
				refused("a form with a page in it", "answer.form",
						SHIPPED.with("answer.form", "\"type\": \"textarea\"", "\"type\": \"html\""), "answer"));
	}

	private static Arguments refused(String what, String file, Models models, String words) {
		return arguments(what, file, models.content(file), words);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("harmful")
	void whatWouldHarmIsRefusedAndLeavesNothing(String what, String file, byte[] content, String words) {
		String before = published();
		Answer refused = manager().deploy(NAMED, Map.of(file, content));
		assertThat(refused.status()).as(refused.text()).isEqualTo(400);
		assertThat(refused.json().path("message").asText()).startsWith("The model can't be published. ")
			.contains(words);
		Answer toModeler = modeler("manager1", Map.of(file, content));
		assertThat(toModeler.status()).as(toModeler.text()).isEqualTo(422);
		assertThat(toModeler.json().path("message").asText()).isEqualTo(refused.json().path("message").asText());
		assertThat(published()).isEqualTo(before);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("harmful")
	void whatWouldHarmIsNotSubmittedInTheStudioEither(String what, String file, byte[] content, String words) {
		String draft = "/studio/drafts/"
				+ this.api.post("manager1", "/studio/drafts", Map.of("title", what)).json().path("id").asText();
		Answer brought = this.api.send("PUT", "manager1", draft + "/files/" + file,
				new String(content, StandardCharsets.UTF_8), Map.of("If-None-Match", "*"));
		if (brought.status() == 200) {
			assertThat(this.api.get("manager1", draft + "/problems").text()).contains(words.replace("\"", "\\\""));
			int version = this.api.get("manager1", draft).json().path("version").asInt();
			assertThat(this.api.post("manager1", draft + "/submit", Map.of("version", version, "why", "To harm."))
				.status()).isEqualTo(422);
		}
		else {
			assertThat(brought.status()).as(brought.text()).isEqualTo(422);
		}
	}

	static List<String> attacks() {
		return ExpressionGuardTests.attacks();
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void noAttackPassesAsACondition(String attack) {
		String before = published();
		String escaped = attack.replace("&", "&amp;").replace("<", "&lt;");
		Answer refused = manager().deploy(NAMED, Map.of(VERIFICATION,
				SHIPPED.with(VERIFICATION, "${verification == 'passed'}", escaped).content(VERIFICATION)));
		assertThat(refused.status()).as(refused.text()).isEqualTo(400);
		assertThat(refused.text()).contains("flow-passed");
		assertThat(published()).isEqualTo(before);
	}

	@Test
	void oneBadFileKeepsTheGoodOnesBack() {
		String before = published();
		Answer refused = manager().deploy(NAMED,
				Map.of(VERIFICATION, SHIPPED.content(VERIFICATION), "evil.js", "1".getBytes(StandardCharsets.UTF_8)));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(published()).isEqualTo(before);
	}

	@Test
	void onlyManagersBringModelsByThisDoor() {
		String before = published();
		for (String account : List.of("agent1", "support1", "engineer1", "auditor1", "admin1")) {
			Answer refused = CamundaSession.of(this.api, account)
				.deploy(NAMED, Map.of(VERIFICATION, SHIPPED.content(VERIFICATION)));
			assertThat(refused.status()).as(account).isEqualTo(403);
			assertThat(refused.json().isObject()).as(refused.text()).isTrue();
			assertThat(modeler(account, Map.of(VERIFICATION, SHIPPED.content(VERIFICATION))).status()).isEqualTo(403);
		}
		Answer unknown = CamundaSession.ofNobody(this.api)
			.deploy(NAMED, Map.of(VERIFICATION, SHIPPED.content(VERIFICATION)));
		assertThat(unknown.status()).isIn(401, 403);
		assertThat(published()).isEqualTo(before);
	}

	@Test
	void aModelIsPublishedForNowAndForEverybody() {
		String before = published();
		Map<String, byte[]> model = Map.of(VERIFICATION, SHIPPED.content(VERIFICATION));
		assertRefused(manager().deploy(
				Map.of("deployment-name", "x", "deployment-activation-time", "2099-01-01T00:00:00.000+0000"), model),
				"valid as soon as it is published");
		assertRefused(manager().deploy(Map.of("deployment-name", "x", "tenant-id", "t"), model),
				"There are no tenants here");
		assertRefused(
				manager().deploy(Map.of("deployment-name", "x", "deployment-source", ShippedModels.SOURCE), model),
				"is for what the application brings");
		assertThat(published()).isEqualTo(before);
	}

	private static void assertRefused(Answer answer, String words) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.text()).contains(words);
	}

	@Test
	void aGoodModelIsKeptForASecondManager() {
		String before = published();
		byte[] edited = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It works\"").content(VERIFICATION);
		Answer kept = manager().deploy(NAMED, Map.of("my verification.bpmn", edited));
		assertThat(kept.status()).as(kept.text()).isEqualTo(400);
		assertThat(kept.json().path("message").asText()).contains("Nothing runs yet: nobody publishes alone.",
				"It is kept as draft", "/studio/drafts/" + draft(kept));
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft(kept) + "/files/" + VERIFICATION).text())
			.isEqualTo(new String(edited, StandardCharsets.UTF_8));
		assertThat(published()).isEqualTo(before);

		byte[] again = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It really works\"").content(VERIFICATION);
		Answer next = modeler("manager1", Map.of(VERIFICATION, again));
		assertThat(draft(next)).isEqualTo(draft(kept));
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft(kept)).json().path("title").asText())
			.isEqualTo("by hand");
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft(kept) + "/files/" + VERIFICATION).text())
			.contains("It really works");
		assertThat(draft(modeler("manager2", Map.of(VERIFICATION, again)))).isNotEqualTo(draft(kept));
		assertThat(published()).isEqualTo(before);
	}

	private static String draft(Answer kept) {
		return kept.json().path("message").asText().replaceAll("(?s).*/studio/drafts/(\\d+).*", "$1");
	}

	@Test
	void whatRunsAlreadyIsNotKept() {
		Answer told = modeler("manager1", Map.of(VERIFICATION, this.running.versions(VERIFICATION).get(0).content()));
		assertThat(told.json().path("message").asText()).contains("What you sent runs already");
	}

	@Test
	void modelerFindsWhatItAsksForBeforeItDeploys() {
		CamundaSession modeler = CamundaSession.ofNobody(this.api);
		Map<String, String> signedIn = Map.of("Authorization", Api.basic("manager1"));
		assertThat(modeler.json("GET", "/engine-rest/version", null, signedIn).json().path("version").asText())
			.startsWith("7.");
		assertThat(modeler.json("GET", "/engine-rest/deployment?maxResults=0", null, signedIn).status()).isEqualTo(200);
		assertThat(modeler.json("GET", "/engine-rest/deployment", null, Map.of()).status()).isEqualTo(401);
	}

	@Test
	void aPersonWhoCallsTheEngineItselfPublishesNothing() {
		String before = published();
		byte[] edited = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It works\"").content(VERIFICATION);
		Actor.person("manager1", Door.API)
			.runs(() -> assertThatThrownBy(() -> this.repository.createDeployment()
				.addInputStream(VERIFICATION, new ByteArrayInputStream(edited))
				.deploy()).hasMessageContaining("nobody publishes alone"));
		assertThat(published()).isEqualTo(before);
	}

	@Test
	void whatWasEditedHereIsNotPublishedOver() {
		byte[] edited = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It works\"").content(VERIFICATION);
		List<PublishedModel> done = this.running.publish("edited here",
				List.of(new ModelEdit(VERIFICATION, edited, version(VERIFICATION)),
						new ModelEdit("triage.dmn", SHIPPED.content("triage.dmn"), version("triage.dmn")),
						new ModelEdit("answer.form", SHIPPED.content("answer.form"), version("answer.form"))),
				new Approval("manager1", "manager2", "", 0));
		try {
			this.shipped.stop();
			this.shipped.start();
			assertThat(done).hasSize(3)
				.allSatisfy((one) -> assertThat(version(one.file())).as(one.file()).isEqualTo(one.version()));
		}
		finally {
			this.repository.deleteDeployment(done.get(0).deployment());
		}
	}

	private int version(String file) {
		return this.running.versions(file).get(0).version();
	}

	private String published() {
		return Stream
			.concat(this.repository.createDeploymentQuery().list().stream().map(Deployment::getId),
					this.repository.createProcessDefinitionQuery().list().stream().map(ProcessDefinition::getId))
			.sorted()
			.toList()
			.toString();
	}

}
