package org.followthrough.journey;

import java.util.Map;

import org.camunda.bpm.engine.TaskService;
import org.followthrough.cases.SupportCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What agents see on a task's card in Tasklist.
 */
class CardTests extends JourneyTest {

	@Autowired
	private TaskService tasklist;

	@ParameterizedTest
	@CsvSource({ "acknowledge,acknowledge", "investigate,investigate", "engineering,reproduce-and-fix",
			"verification,verify-fix" })
	void aCardNamesTheCaseInWhateverProcessTheTaskIs(String stage, String task) {
		SupportCase open = openAt(stage);
		Map<String, Object> card = this.tasklist.getVariables(this.worker.task(open, task).id());
		assertThat(card).containsEntry("caseNumber", open.number())
			.containsEntry("subject", open.subject())
			.containsEntry("customer", "Cleo Customer");
	}

}
