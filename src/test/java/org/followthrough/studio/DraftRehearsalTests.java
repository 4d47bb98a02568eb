package org.followthrough.studio;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rehearsals of drafts: by REST and on the draft's page.
 */
@Tag("thorough")
class DraftRehearsalTests extends StudioTest {

	private boolean passed(long draft) {
		return this.api.get("auditor1", "/studio/drafts/" + draft + "/rehearsals/passed")
			.json()
			.path("passed")
			.asBoolean();
	}

	@Test
	void exactlyWhatADraftWouldPublishIsRehearsedBeforeItIsApproved() {
		int before = running(VERIFICATION);
		long draft = edited();
		assertThat(passed(draft)).isFalse();
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		assertThat(manager.page("/studio/drafts/" + draft)).contains("Rehearse it", "not yet");
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		this.rehearser.start();
		assertThat(approveAtOnce("manager2", draft).status()).isEqualTo(409);
		Awaitility.await("the rehearsal")
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(200))
			.until(() -> passed(draft));
		assertThat(manager.page("/studio/drafts/" + draft)).contains("Exactly this was run through everything");
		assertThat(approveAtOnce("manager2", draft).status()).isEqualTo(200);
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(before + 1);
	}

	@Test
	void afterItWasEditedItHasNotPassedAnyMore() {
		long draft = submitted();
		rehearsalsPass();
		assertThat(passed(draft)).isTrue();
		this.api.post("manager1", "/studio/drafts/" + draft + "/take-back", Map.of());
		String content = content(draft, VERIFICATION);
		assertThat(save("manager1", draft, VERIFICATION, 2, content.replace("It works", "It does work")).status())
			.isEqualTo(200);
		assertThat(passed(draft)).isFalse();
	}

	@Test
	void whatChangesNothingOrHasProblemsIsNotRehearsed() {
		assertThat(
				this.api.post("manager1", "/studio/drafts/" + begin(VERIFICATION) + "/rehearsals", Map.of()).status())
			.isEqualTo(409);
		long broken = edited(VERIFICATION, "camunda:candidateGroups=\"managers\"",
				"camunda:candidateGroups=\"agents\"");
		Answer refused = this.api.post("manager1", "/studio/drafts/" + broken + "/rehearsals", Map.of());
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("detail").asText()).contains("Mend the problems");
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		assertThat(manager.post("/studio/drafts/" + broken, "/studio/drafts/" + broken + "/rehearse", ""))
			.contains("Mend the problems");
	}

	@Test
	void onlyManagersAskForIt() {
		long draft = edited();
		assertThat(this.api.post("auditor1", "/studio/drafts/" + draft + "/rehearsals", Map.of()).status())
			.isEqualTo(403);
		assertThat(this.api.post("agent1", "/studio/drafts/" + draft + "/rehearsals", Map.of()).status())
			.isEqualTo(403);
	}

}
