package org.followthrough.teams;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.time.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is counted anew is counted to its end, whatever happens to the node that began.
 */
@FollowthroughTest
class RecounterTests {

	private static final String TEAM = "recounted";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Recounts recounts;

	@Autowired
	private RecountMapper rows;

	@Autowired
	private Recounter recounter;

	@Autowired
	private MovableClock clock;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	private final List<SupportCase> given = new ArrayList<>();

	@Test
	void anotherNodeGoesOnWhereOneDied() {
		List<SupportCase> cases = cases(3);
		SupportCase first = cases.get(0);
		// The node had counted the first, and its lease is over.
		want("after_case = " + first.id() + ", done = 1, total = 3", this.clock.instant().minusSeconds(1));
		await();
		assertThat(row().done()).isEqualTo(3);
		assertThat(row().finishedAt()).isNotNull();
	}

	@Test
	void whatANodeHoldsNoOtherTakes() {
		cases(2);
		want("total = 2", this.clock.instant().plus(Duration.ofMinutes(2)));
		for (int i = 0; i < 20; i++) {
			this.recounter.work();
		}
		assertThat(row().done()).isZero();
		assertThat(row().isDone()).isFalse();
		want("total = 2", this.clock.instant().minusSeconds(1));
		await();
	}

	@Test
	void aFurtherChangeBeginsAgainAndTheOldCountIsForgotten() {
		cases(1);
		want("total = 1", this.clock.instant().plus(Duration.ofMinutes(2)));
		Recount held = row();
		want("total = NULL", this.clock.instant().plus(Duration.ofMinutes(2)));
		int advanced = Objects.requireNonNull(
				this.transaction.execute((status) -> this.rows.advance(held, 1, 1, 0, this.clock.instant())));
		int finished = Objects
			.requireNonNull(this.transaction.execute((status) -> this.rows.finish(held, this.clock.instant())));
		assertThat(advanced + finished).isZero();
		assertThat(row().isDone()).isFalse();
		want("total = NULL", this.clock.instant().minusSeconds(1));
		await();
	}

	/** No entry says that they changed hands. */
	@AfterEach
	void casesAreWithTheirTeamAgain() {
		this.given.forEach((one) -> give(one, one.team()));
	}

	private List<SupportCase> cases(int count) {
		Stream.generate(this.worker::open).limit(count).forEach(this.given::add);
		this.given.forEach((one) -> give(one, TEAM));
		return this.given;
	}

	private void give(SupportCase opened, @Nullable String team) {
		this.transaction.executeWithoutResult((status) -> {
			this.database.update("UPDATE support_case SET team = ? WHERE id = ?", team, opened.id());
			this.database.update("UPDATE promise SET team = ? WHERE case_id = ?", team, opened.id());
		});
	}

	private void want(String state, Instant due) {
		this.transaction.executeWithoutResult((status) -> {
			this.recounts.want(TEAM);
			this.database.update("UPDATE recount SET " + state + ", due_at = ? WHERE team = ?",
					java.time.LocalDateTime.ofInstant(due, java.time.ZoneOffset.UTC), TEAM);
		});
	}

	private Recount row() {
		return this.recounts.all().stream().filter((row) -> row.team().equals(TEAM)).findFirst().orElseThrow();
	}

	private void await() {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> row().isDone());
	}

}
