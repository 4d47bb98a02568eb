package org.followthrough.journey;

import java.util.List;

import org.followthrough.cases.Impact;
import org.followthrough.testing.OwnApplication;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Triage by a table that asks whom the customer wrote to.
 */
@OwnApplication
class AddressedTeamTests extends JourneyTest {

	@Autowired
	private TriageTable triage;

	@Autowired
	private PublishedModels published;

	@Autowired
	private ModelMapper models;

	@Test
	void whomTheCustomerWroteToCarriesTheCaseUnlessTheTableAsksAfterThat() {
		assertThat(this.triage.of(Impact.IMPAIRED, "customer", "sales").team()).isEqualTo("sales");
		assertThat(this.triage.of(Impact.IMPAIRED, "customer", null).team()).isEqualTo("support");
		String input = """
				<input id="addressed" label="Whom they wrote to">
				  <inputExpression id="addressed-expression" typeRef="string"><text>addressedTeam</text></inputExpression>
				</input>
				<output id="severity\"""";
		Models asking = Models.shipped()
			.with("triage.dmn", "<output id=\"severity\"", input)
			.with("triage.dmn", "<outputEntry id=\"blocked-customer-severity\">",
					entry("blocked", "") + "<outputEntry id=\"blocked-customer-severity\">")
			.with("triage.dmn", "<outputEntry id=\"question-severity\">",
					entry("question", "\"sales\"") + "<outputEntry id=\"question-severity\">")
			.with("triage.dmn", "<outputEntry id=\"colleague-severity\">",
					entry("colleague", "") + "<outputEntry id=\"colleague-severity\">")
			.with("triage.dmn", "<outputEntry id=\"otherwise-severity\">",
					entry("otherwise", "") + "<outputEntry id=\"otherwise-severity\">");
		publish(asking);
		try {
			assertThat(this.triage.of(Impact.BLOCKED, "customer", "sales").team()).isEqualTo("support");
			assertThat(this.triage.of(Impact.QUESTION, "customer", "sales").severity()).isEqualTo("low");
			assertThat(this.triage.of(Impact.QUESTION, "customer", "another").severity()).isEqualTo("normal");
		}
		finally {
			publish(Models.shipped());
		}
		assertThat(this.triage.of(Impact.BLOCKED, "customer", "sales").team()).isEqualTo("sales");
	}

	private static String entry(String rule, String words) {
		return "<inputEntry id=\"" + rule + "-addressed\"><text>" + words + "</text></inputEntry>";
	}

	private void publish(Models edited) {
		int version = this.models.newestDecision(ModelWords.TRIAGE).orElseThrow().version();
		this.published.publish("by hand", List.of(new ModelEdit("triage.dmn", edited.content("triage.dmn"), version)),
				new Approval("manager1", "manager2", "", 0));
	}

}
