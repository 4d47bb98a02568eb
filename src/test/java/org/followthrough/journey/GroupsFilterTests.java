package org.followthrough.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Groups;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tasklist's list of what waits for one's groups: read by our index, it shows what the
 * engine's own query finds.
 */
@Tag("thorough")
@FollowthroughTest
class GroupsFilterTests {

	private static final List<Map<String, String>> BY_DUE_TIME = List
		.of(Map.of("sortBy", "dueDate", "sortOrder", "asc"));

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	private CamundaSession session;

	private String filter = "";

	private SupportCase waiting;

	private SupportCase taken;

	@BeforeEach
	void someCases() {
		this.waiting = this.worker.openAt("verification");
		this.worker.openAt("engineering");
		this.taken = this.worker.open();
		this.worker.claims("agent2", this.taken, "acknowledge");
		for (int i = 0; i < 4; i++) {
			this.worker.openAt("acknowledge");
		}
	}

	@ParameterizedTest
	@CsvSource({ "agent1," + Groups.AGENTS, "support1," + Groups.SUPPORT_ENGINEERS, "engineer1," + Groups.ENGINEERS,
			"manager1," + Groups.MANAGERS })
	void everybodySeesWhatWaitsForTheirGroups(String account, String group) {
		looksAs(account);
		List<String> expected = ids(this.session.engine("POST", "/task",
				Map.of("candidateGroups", List.of(group), "unassigned", true, "sorting", BY_DUE_TIME)));
		assertThat(pages(Map.of("sorting", BY_DUE_TIME, "active", true, "processVariables", List.of()), 3))
			.containsExactlyInAnyOrderElementsOf(expected);
		assertThat(count(Map.of("active", true))).isEqualTo(expected.size());
		assertThat(count(Map.of())).isEqualTo(expected.size());
	}

	@Test
	void theMostUrgentComesFirstAndWhatSomebodyHasIsNotThere() {
		looksAs("agent1");
		List<JsonNode> page = list(page(Map.of("sorting", BY_DUE_TIME, "active", true), 0, 1000));
		assertThat(page).extracting((task) -> task.path("due").asText()).isSorted();
		assertThat(page).extracting((task) -> task.path("id").asText())
			.doesNotContain(this.worker.task(this.taken, "acknowledge").id());
	}

	@Test
	void whatIsAskedForBesidesCounts() {
		looksAs("support1");
		Map<String, Object> named = Map.of("sorting", BY_DUE_TIME, "processInstanceBusinessKey", this.waiting.number());
		assertThat(ids(page(named, 0, 15))).containsExactly(this.worker.task(this.waiting, "verify-fix").id());
		assertThat(count(named)).isEqualTo(1);
		Map<String, Object> other = Map.of("sorting", BY_DUE_TIME, "taskDefinitionKey", "acknowledge");
		assertThat(ids(page(other, 0, 15))).isEmpty();
		assertThat(count(other)).isZero();
	}

	@Test
	void behindTheLastPageIsNothing() {
		looksAs("agent1");
		Map<String, Object> all = Map.of("sorting", BY_DUE_TIME);
		assertThat(ids(page(all, count(all), 15))).isEmpty();
	}

	private void looksAs(String account) {
		this.session = CamundaSession.of(this.api, account);
		this.filter = list(this.session.engine("/filter?resourceType=Task")).stream()
			.filter((one) -> one.path("name").asText().equals("My groups' tasks"))
			.map((one) -> one.path("id").asText())
			.findFirst()
			.orElseThrow();
	}

	private List<String> pages(Map<String, ?> asked, int most) {
		List<String> seen = new ArrayList<>();
		List<String> page;
		do {
			page = ids(page(asked, seen.size(), most));
			seen.addAll(page);
		}
		while (!page.isEmpty());
		return seen;
	}

	private Answer page(Map<String, ?> asked, int first, int most) {
		return this.session.engine("POST",
				"/filter/" + this.filter + "/list?firstResult=" + first + "&maxResults=" + most, asked);
	}

	private int count(Map<String, ?> asked) {
		return this.session.engine("POST", "/filter/" + this.filter + "/count", asked).json().path("count").asInt(-1);
	}

	private static List<String> ids(Answer answer) {
		return list(answer).stream().map((task) -> task.path("id").asText()).toList();
	}

	private static List<JsonNode> list(Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return StreamSupport.stream(answer.json().spliterator(), false).toList();
	}

}
