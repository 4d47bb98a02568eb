package org.followthrough.rehearsal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real cases that go over what runs, and over drafts.
 */
@Tag("thorough")
@FollowthroughTest
class ReplayTests {

	private static final String CASE = "support-case.bpmn";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Timers timers;

	@Autowired
	private Replays replays;

	@Autowired
	private PastCases past;

	@Autowired
	private Clock clock;

	@Test
	void realCasesGoOverWhatRunsAsTheyWentAndOverADraftAsItLeads() {
		this.timers.advance(Duration.ofMinutes(1));
		Instant since = this.clock.instant();
		List<SupportCase> cases = List.of(simple(), byEngineering(), withEverythingBeside(), withdrawn(), longSilent());
		Draft runs = draft(this.past.running());
		Replay same = over(runs, since, cases.size());
		assertThat(same.partings()).isEmpty();
		assertThat(same.same()).as(same.toString()).isEqualTo(cases.size());
		assertThat(same.sideBySide()).allSatisfy((pair) -> assertThat(pair.wouldBe()).isEqualTo(pair.was()));

		Replay withSales = over(runs.withFlowTo(CASE, "flow-acknowledged", "ask-sales").adding(CASE, """
				<bpmn:userTask id="ask-sales" name="Ask Sales" camunda:candidateGroups="managers" />
				<bpmn:sequenceFlow id="flow-sales" sourceRef="ask-sales" targetRef="to-investigate" />
				"""), since, cases.size());
		assertThat(withSales.other()).as(withSales.toString()).isZero();
		assertThat(withSales.changed()).isEqualTo(4);
		assertThat(withSales.added()).extracting(Replay.AddedStep::name).containsExactly("Ask Sales");
		assertThat(withSales.sideBySide()).filteredOn((pair) -> pair.what().startsWith("Hand-overs"))
			.allSatisfy(
					(pair) -> assertThat(Integer.parseInt(pair.wouldBe())).isEqualTo(Integer.parseInt(pair.was()) + 8));

		Replay elsewhere = over(runs.withFlowTo(CASE, "flow-to-answer", "explain-unsolved"), since, cases.size());
		assertThat(elsewhere.other()).isEqualTo(4);
		assertThat(elsewhere.partings()).singleElement().satisfies((parting) -> {
			assertThat(parting.recorded()).isEqualTo("Answer the customer");
			assertThat(parting.name()).isEqualTo("Tell the customer why not");
			assertThat(parting.cases()).isEqualTo(4);
			assertThat(parting.examples()).contains(cases.get(0).number());
		});
		manyAreReplayedInLittleTime(runs, since);
	}

	/**
	 * Each by itself here, though cases that went the same way need be replayed but once.
	 */
	private void manyAreReplayedInLittleTime(Draft runs, Instant since) {
		List<PastCase> cases = this.past.read(since, this.clock.instant()).cases();
		Blueprint blueprint = new Blueprint(runs.files());
		int replayed = 0;
		long begin = System.nanoTime();
		try (ScratchEngine engine = new ScratchEngine(runs.files()); Stage stage = engine.stage()) {
			Replayer replayer = new Replayer(blueprint, blueprint.tasks(), stage);
			for (int i = 0; i < 25; i++) {
				for (PastCase one : cases) {
					assertThat(replayer.replay(one.acts(), one.closedAs()).isSame()).isTrue();
					replayed++;
				}
			}
		}
		double milliseconds = Duration.ofNanos(System.nanoTime() - begin).toMillis();
		System.out.printf("Replayed %d ways in %.0f ms, %.1f ms each: 4,580 would take %.0f s%n", replayed,
				milliseconds, milliseconds / replayed, 4580 * milliseconds / replayed / 1000);
	}

	private SupportCase simple() {
		SupportCase one = this.worker.openAt("answer");
		this.worker.does(one, "answer");
		return signedOff(one);
	}

	private SupportCase byEngineering() {
		SupportCase one = this.worker.openAt("escalate");
		this.worker.does(one, "escalate", "reproduce-and-fix");
		this.worker.does(one, "verify-fix", Map.of("outcome", "failed"));
		this.worker.does(one, "reproduce-and-fix", "verify-fix", "answer");
		return signedOff(one);
	}

	private SupportCase withEverythingBeside() {
		SupportCase one = this.worker.openAt("investigate");
		this.customer.sends(this.customer.freshLink(one), "reply", Map.of("text", "By the way, it smokes."));
		this.worker.does(one, "read-message");
		this.worker.awaitDelivery();
		this.timers.advance(Duration.ofDays(3));
		this.worker.does(one, "overdue-promise");
		this.worker.awaitDelivery();
		this.worker.does(one, "investigate", Map.of("outcome", "ask"));
		this.worker.does(one, "ask-customer");
		this.worker.awaitDelivery();
		this.customer.sends(this.customer.freshLink(one), "reply", Map.of("text", "The one on the left."));
		this.worker.does(one, "investigate", Map.of("outcome", "answer"));
		this.worker.does(one, "answer");
		return signedOff(one);
	}

	private SupportCase withdrawn() {
		SupportCase one = this.worker.open();
		this.worker.awaitDelivery();
		this.customer.sends(this.customer.freshLink(one), "withdraw", Map.of("words", "I have a new one."));
		return one;
	}

	/** The same timer rings several times, with nothing between. */
	private SupportCase longSilent() {
		SupportCase one = this.worker.openAt("investigate");
		for (int day = 0; day < 12; day++) {
			this.timers.advance(Duration.ofHours(12));
		}
		this.worker.does(one, "investigate", Map.of("outcome", "answer"));
		this.worker.does(one, "answer");
		this.worker.awaitDelivery();
		for (int day = 0; day < 40; day++) {
			this.timers.advance(Duration.ofHours(12));
		}
		this.worker.does(one, "decide-unanswered", Map.of("outcome", "close"));
		return one;
	}

	private SupportCase signedOff(SupportCase one) {
		this.worker.awaitDelivery();
		this.customer.sends(this.customer.freshLink(one), "sign-off", Map.of("answer", "yes", "words", ""));
		assertThat(this.worker.now(one).isOpen()).isFalse();
		return one;
	}

	private Replay over(Draft draft, Instant since, int cases) {
		List<Replay> found = new ArrayList<>();
		Awaitility.await("the cases counted")
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.past.read(since, this.clock.instant()).cases().size() == cases);
		found.add(this.replays.over(draft.files(), since, new Replays.Progress()));
		return found.get(0);
	}

	private static Draft draft(Map<String, byte[]> files) {
		return Draft.of(new HashMap<>(files));
	}

}
