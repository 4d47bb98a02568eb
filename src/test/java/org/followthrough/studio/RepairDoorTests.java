package org.followthrough.studio;

import java.util.Map;

import org.followthrough.testing.Api.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is proposed beside a problem, and doing it, by REST.
 */
class RepairDoorTests extends StudioTest {

	private static final String GUARD = "camunda:formRef=\"verify-fix\" camunda:formRefBinding=\"latest\" camunda:candidateGroups=\"support-engineers\"";

	private long broken() {
		long draft = edited(VERIFICATION, "name=\"Passed\"", "name=\"It works\"");
		String content = content(draft, VERIFICATION);
		assertThat(content).contains(GUARD);
		assertThat(save("manager1", draft, VERIFICATION, 2,
				content.replace(GUARD, GUARD.replace("support-engineers", "agents")))
			.status()).isEqualTo(200);
		return draft;
	}

	private Answer putBack(String account, long draft, int revision, String body) {
		return this.api.send("POST", account, "/studio/drafts/" + draft + "/files/" + VERIFICATION + "/put-back", body,
				Map.of("If-Match", "\"" + revision + "\""));
	}

	@Test
	void aBrokenGuardIsPutBackAndWhatElseWasChangedStays() {
		long draft = broken();
		Answer problems = this.api.get("manager1", "/studio/drafts/" + draft + "/problems");
		assertThat(problems.json()).hasSize(1);
		assertThat(problems.json().at("/0/element").asText()).isEqualTo("verify-fix");
		assertThat(problems.json().at("/0/repair/0").asText())
			.isEqualTo("The task \"Verify the fix\" is as it runs again.");
		Answer mended = putBack("manager1", draft, 3, "{\"element\": \"verify-fix\"}");
		assertThat(mended.status()).as(mended.text()).isEqualTo(200);
		assertThat(mended.json().path("revision").asInt()).isEqualTo(4);
		assertThat(content(draft, VERIFICATION)).contains("name=\"It works\"", GUARD.substring(0, 30))
			.contains("camunda:candidateGroups=\"support-engineers\"");
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft + "/problems").json()).isEmpty();
	}

	@Test
	void whoHasNotSeenTheNewestRevisionPutsNothingBack() {
		assertThat(putBack("manager2", broken(), 2, "{\"element\": \"verify-fix\"}").status()).isEqualTo(409);
	}

	@Test
	void onlyManagersPutThingsBack() {
		long draft = broken();
		assertThat(putBack("agent1", draft, 3, "{\"element\": \"verify-fix\"}").status()).isEqualTo(403);
		assertThat(putBack("auditor1", draft, 3, "{\"element\": \"verify-fix\"}").status()).isEqualTo(403);
	}

	@Test
	void whereNothingWasChangedNothingIsPutBack() {
		long draft = begin(VERIFICATION);
		Answer refused = putBack("manager1", draft, 1, "{\"element\": \"verify-fix\"}");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("detail").asText()).contains("Nothing was changed there");
		assertThat(putBack("manager1", draft, 1, "{}").json().at("/errors/0/field").asText()).isEqualTo("element");
	}

}
