package org.followthrough.journey;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ProcessDefinition;
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
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What models can be published by the engine's REST, as Camunda Modeler and scripts do.
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
	private ModelMapper models;

	private CamundaSession admin;

	private CamundaSession admin() {
		if (this.admin == null) {
			this.admin = CamundaSession.of(this.api, "admin1");
		}
		return this.admin;
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
		Answer refused = admin().deploy(NAMED, Map.of(file, content));
		assertThat(refused.status()).as(refused.text()).isEqualTo(400);
		assertThat(refused.json().path("message").asText()).startsWith("The model can't be published. ")
			.contains(words);
		assertThat(published()).isEqualTo(before);
	}

	static List<String> attacks() {
		return ExpressionGuardTests.attacks();
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void noAttackPassesAsACondition(String attack) {
		String before = published();
		String escaped = attack.replace("&", "&amp;").replace("<", "&lt;");
		Answer refused = admin().deploy(NAMED, Map.of(VERIFICATION,
				SHIPPED.with(VERIFICATION, "${verification == 'passed'}", escaped).content(VERIFICATION)));
		assertThat(refused.status()).as(refused.text()).isEqualTo(400);
		assertThat(refused.text()).contains("flow-passed");
		assertThat(published()).isEqualTo(before);
	}

	@Test
	void oneBadFileKeepsTheGoodOnesBack() {
		String before = published();
		Answer refused = admin().deploy(NAMED,
				Map.of(VERIFICATION, SHIPPED.content(VERIFICATION), "evil.js", "1".getBytes(StandardCharsets.UTF_8)));
		assertThat(refused.status()).isEqualTo(400);
		assertThat(published()).isEqualTo(before);
	}

	@Test
	void onlyAdminsPublishByThisDoor() {
		String before = published();
		for (String account : List.of("agent1", "support1", "engineer1", "manager1", "auditor1")) {
			Answer refused = CamundaSession.of(this.api, account)
				.deploy(NAMED, Map.of(VERIFICATION, SHIPPED.content(VERIFICATION)));
			assertThat(refused.status()).as(account).isEqualTo(403);
			assertThat(refused.json().isObject()).as(refused.text()).isTrue();
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
		assertRefused(admin().deploy(
				Map.of("deployment-name", "x", "deployment-activation-time", "2099-01-01T00:00:00.000+0000"), model),
				"valid as soon as it is published");
		assertRefused(admin().deploy(Map.of("deployment-name", "x", "tenant-id", "t"), model),
				"There are no tenants here");
		assertRefused(admin().deploy(Map.of("deployment-name", "x", "deployment-source", ShippedModels.SOURCE), model),
				"is for what the application brings");
		assertThat(published()).isEqualTo(before);
	}

	private static void assertRefused(Answer answer, String words) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.text()).contains(words);
	}

	@Test
	void aGoodModelIsPublished() {
		Models edited = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It works\"");
		Answer done = admin().deploy(NAMED, Map.of(VERIFICATION, edited.content(VERIFICATION)));
		assertThat(done.status()).as(done.text()).isEqualTo(200);
		String deployment = done.json().path("id").asText();
		try {
			assertThat(this.repository.createProcessDefinitionQuery().deploymentId(deployment).list()).singleElement()
				.extracting(ProcessDefinition::getKey)
				.isEqualTo("verification");
		}
		finally {
			this.repository.deleteDeployment(deployment);
		}
	}

	@Test
	void whatWasEditedHereIsNotPublishedOver() {
		assertThat(this.models.notFrom(ShippedModels.SOURCE)).isEmpty();
		Models edited = SHIPPED.with(VERIFICATION, "name=\"Passed\"", "name=\"It works\"");
		Answer done = admin().deploy(NAMED, Map.of(VERIFICATION, edited.content(VERIFICATION), "triage.dmn",
				SHIPPED.content("triage.dmn"), "answer.form", SHIPPED.content("answer.form")));
		assertThat(done.status()).as(done.text()).isEqualTo(200);
		try {
			assertThat(this.models.notFrom(ShippedModels.SOURCE)).containsExactlyInAnyOrder(VERIFICATION, "triage.dmn",
					"answer.form");
		}
		finally {
			this.repository.deleteDeployment(done.json().path("id").asText());
		}
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
