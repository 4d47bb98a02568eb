package org.followthrough.journey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.followthrough.cases.Impact;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.promises.Targets;
import org.followthrough.teams.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the triage table makes of a case.
 */
class TriageTests extends JourneyTest {

	@Autowired
	private Promises running;

	@Autowired
	private Targets targets;

	@ParameterizedTest
	@CsvSource({ "BLOCKED, high, 80, PT1H, PT4H", "IMPAIRED, normal, 50, PT4H, P1D", "QUESTION, low, 20, PT8H, P3D" })
	void theImpactSaysHowSoonTheCustomerHearsFromUs(Impact impact, String severity, int priority,
			Duration acknowledgeWithin, String updateEvery) {
		SupportCase fresh = travels(this.worker.open(impact));
		assertThat(fresh.severity()).isEqualTo(severity);
		assertThat(fresh.priority()).isEqualTo(priority);
		assertThat(fresh.team()).isEqualTo("support");
		assertThat(this.targets.of(fresh).updateEvery()).isEqualTo(Span.parse(updateEvery));
		Promise acknowledgement = this.running.running(fresh.id()).orElseThrow();
		assertThat(acknowledgement.kind()).isEqualTo(Promise.Kind.ACKNOWLEDGEMENT);
		assertThat(Duration.between(fresh.openedAt(), acknowledgement.dueAt())).isBetween(acknowledgeWithin,
				acknowledgeWithin.plusSeconds(5));
		assertThat(this.worker.task(fresh, "acknowledge").priority()).isEqualTo(priority);
	}

	@Test
	void aTableThatHasNoAnswerForATeamsMailboxIsRefused() {
		String asking = Models.shipped().text("triage.dmn").replaceFirst("(?s)<input id=\"kind\".*?</input>", """
				<input id="kind" label="Whom they wrote to">
				  <inputExpression id="kind-expression" typeRef="string"><text>addressedTeam</text></inputExpression>
				</input>""").replaceFirst("(?s)(<inputEntry id=\"otherwise-kind\">\\s*<text>)", "$1\"\"");
		assertThat(TriageRules.objection(asking.getBytes(StandardCharsets.UTF_8))).get()
			.asString()
			.contains("a team's own mailbox")
			.contains("0 rows answer");
	}

}
