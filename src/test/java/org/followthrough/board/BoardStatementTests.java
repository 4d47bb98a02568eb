package org.followthrough.board;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.followthrough.board.BoardFilter.Wanted;
import org.followthrough.board.BoardMapper.Place;
import org.followthrough.board.BoardMapper.Span;
import org.followthrough.promises.Promise;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Plans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the database answers the board: along one index in its order, so that a page costs
 * the same whatever lies behind it.
 */
@Tag("thorough")
@FollowthroughTest
class BoardStatementTests {

	private static final Instant NOON = Instant.parse("2026-11-18T12:00:00Z");

	@Autowired
	private Plans plans;

	static Stream<Wanted> filters() {
		return Stream.of(new Wanted(null, null, null, false, null, null, null),
				new Wanted(Bucket.TODAY, null, null, false, null, null, null),
				new Wanted(null, "support", null, false, null, null, null),
				new Wanted(null, null, "agent1", false, null, null, null),
				new Wanted(null, null, null, true, null, null, null),
				new Wanted(null, "support", "agent1", false, Promise.Kind.NEXT_UPDATE, "low", true),
				new Wanted(Bucket.LATER, null, null, false, Promise.Kind.ACKNOWLEDGEMENT, "critical", false));
	}

	@ParameterizedTest
	@MethodSource("filters")
	void aPageIsReadInTheOrderOfItsIndex(Wanted wanted) {
		List<Map<String, Object>> steps = explain("page", page(wanted));
		assertThat(steps.get(0)).containsEntry("table", "p").containsEntry("key", index(wanted));
		assertThat(steps.get(0).get("type")).isIn("ref", "range");
		assertThat(steps).extracting((step) -> String.valueOf(step.get("Extra")))
			.noneMatch((extra) -> extra.contains("filesort") || extra.contains("temporary"));
		assertThat(steps).extracting((step) -> step.get("type")).doesNotContain("ALL", "index");
	}

	@ParameterizedTest
	@MethodSource("filters")
	void countsAreTakenWithinTheIndex(Wanted wanted) {
		List<Map<String, Object>> steps = explain("counts",
				new HashMap<>(Map.of(
						"w", wanted, "spans", List.of(new Span(Bucket.TODAY, NOON, NOON.plusSeconds(60)),
								new Span(Bucket.LATER, NOON, null), new Span(Bucket.OVERDUE, null, NOON)),
						"most", 1000)));
		assertThat(steps).filteredOn((step) -> "p".equals(step.get("table"))).hasSize(3).allSatisfy((step) -> {
			assertThat(step).containsEntry("key", index(wanted));
			assertThat(String.valueOf(step.get("Extra"))).contains("Using index").doesNotContain("condition");
		});
	}

	@Test
	void theListsOfTeamsAndOwnersAreReadWithinTheIndex() {
		for (String list : List.of("teams", "owners")) {
			assertThat(explain(list, new HashMap<>())).singleElement()
				.satisfies((step) -> assertThat(String.valueOf(step.get("Extra"))).contains("Using index"));
		}
	}

	private static String index(Wanted wanted) {
		return (wanted.owner() != null || wanted.unowned()) ? "promise_owner_due"
				: (wanted.team() != null) ? "promise_team_due" : "promise_due";
	}

	private static Map<String, Object> page(Wanted wanted) {
		Map<String, Object> page = new HashMap<>(Map.of("w", wanted, "limit", 51));
		page.put("from", (wanted.bucket() != null) ? NOON : null);
		page.put("before", (wanted.bucket() == Bucket.TODAY) ? NOON.plusSeconds(3600) : null);
		page.put("after", (wanted.team() != null) ? new Place(NOON, 7) : null);
		return page;
	}

	private List<Map<String, Object>> explain(String statement, Map<String, Object> parameters) {
		return this.plans.of(BoardMapper.class.getName() + "." + statement, parameters);
	}

}
