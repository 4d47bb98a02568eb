package org.followthrough.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Which entries answer what auditors always ask.
 */
class AnswersTests {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	@Test
	void anEntryThatIsOlderThanTheOneBeforeItIsInDisorder() {
		List<PastEntry> entries = List.of(entry(1, 0, "a.b"), entry(2, 5, "a.b"), entry(3, 3, "a.b"),
				entry(4, 3, "a.b"));
		assertThat(Answers.ofOthers(entries, null, Map.of())).extracting(Answer::question, Answer::seq, Answer::note)
			.containsExactly(tuple("disorder", 3, "PT2S"));
	}

	@Test
	void workThatOverlapsIsNoDisorder() {
		List<PastEntry> entries = new ArrayList<>(List.of(entry(1, 1, "a.b")));
		entries.add(entry(2, 0, "a.b"));
		assertThat(Answers.ofOthers(entries, null, Map.of())).isEmpty();
	}

	@Test
	void theLastEntryOfWhatWasReadBeforeCounts() {
		assertThat(Answers.ofOthers(List.of(entry(8, 0, "a.b")), entry(7, 60, "a.b"), Map.of())).singleElement()
			.satisfies((answer) -> assertThat(answer.note()).isEqualTo("PT1M"));
	}

	@Test
	void rightsModelsAndExportsAreToldApart() {
		assertThat(Answers.ofOthers(List.of(entry(1, 0, "account.joined"), entry(2, 1, "model.published"),
				entry(3, 2, "audit.exported"), entry(4, 3, "team.saved")), null, Map.of()))
			.extracting(Answer::question)
			.containsExactly("rights", "model-edits", "access");
	}

	@Test
	void anExportOfOneCaseIsAboutItsCustomer() {
		PastEntry export = new PastEntry("system", 1, NOON, "person", "auditor1", "audit.exported",
				Map.of("scope", "FT-2026-000001"));
		assertThat(Answers.ofOthers(List.of(export), null, Map.of("FT-2026-000001", 77L))).singleElement()
			.satisfies((answer) -> assertThat(answer.customerId()).isEqualTo(77));
	}

	@Test
	void howNearSomebodyWasIsSaidInEveryWay() {
		KeeperMapper.CheckRow check = new KeeperMapper.CheckRow(1, 1, "eva", NOON.plus(Duration.ofMinutes(4)), "eva",
				NOON, "eva", "eva", true, true);
		assertThat(Nearness.of(check)).containsExactly(Nearness.values());
		KeeperMapper.CheckRow far = new KeeperMapper.CheckRow(1, 1, "eva", NOON.plus(Duration.ofMinutes(5)), "max",
				NOON, "ada", "ada", false, false);
		assertThat(Nearness.of(far)).isEmpty();
	}

	private static PastEntry entry(int seq, int second, String action) {
		return new PastEntry("system", seq, NOON.plusSeconds(second), "person", "agent1", action, Map.of());
	}

}
