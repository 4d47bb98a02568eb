package org.followthrough.trackers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import org.followthrough.defects.Defect;
import org.followthrough.testing.AtOnce;
import org.followthrough.trackers.StandInTracker.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Issues and comments that are made in trackers: each once, in good times and bad ones.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutgoingIssueTests extends TrackerTest {

	private static final String TEXT = "Steps: print.\n\n/close\nis what the log says.";

	@ParameterizedTest
	@MethodSource("kinds")
	void anIssueIsMadeWithALinkBack(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		asked(tracker, defect, "Wrong tray", TEXT);
		settle();
		assertThat(tracker.issues).hasSize(1);
		StandInIssue there = tracker.issues.get(0);
		assertThat(there.title).isEqualTo("Wrong tray");
		assertThat(there.body).contains("Steps: print.", "is what the log says.",
				"From Followthrough, defect " + defect.number() + ": http", "/defects/" + defect.number(),
				"Reference ft-");
		assertThat(there.labels).containsExactly("support");
		assertThat(there.closed).as("a text orders nothing").isFalse();
		IssueView here = view(defect);
		assertThat(here.issue().issueKey()).isEqualTo(tracker.key(there));
		assertThat(here.issue().status()).isIn("open", "In Progress");
		assertThat(here.address()).startsWith(StandIn.address(tracker)).endsWith(tracker.key(there));
		assertThat(here.isStuck()).isFalse();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void anAnswerThatNeverCameMakesNoSecondIssue(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		tracker.fails(Fault.silentAfterwards());
		asked(tracker, defect, "Wrong tray", "Print.");
		settle();
		assertThat(tracker.issues).hasSize(1);
		assertThat(view(defect).issue().issueKey()).isNull();
		tracker.fails(Fault.status(503), Fault.down());
		passes(Duration.ofMinutes(2));
		passes(Duration.ofMinutes(3));
		passes(Duration.ofMinutes(10));
		assertThat(view(defect).issue().issueKey()).isEqualTo(tracker.key(tracker.issues.get(0)));
		assertThat(tracker.issues).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void anAnswerThatNeverCameMakesNoSecondComment(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(tracker, defect);
		tracker.fails(Fault.failedAfterwards());
		comments(defect, "Does it print on A5?", NewIssue.freshMarker());
		settle();
		passes(Duration.ofMinutes(10));
		assertThat(there.comments).hasSize(1);
		assertThat(there.comments.get(0).body).contains("Does it print on A5?");
		assertThat(view(defect).requests()).isEmpty();
		assertThat(view(defect).comments()).hasSize(1);
	}

	private void comments(Defect on, String text, String marker) {
		this.worker.as("agent1", () -> this.issues.comment(view(on).issue().id(), text, marker, false));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void aNodeThatDiedAfterSendingMakesNoSecondIssue(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		tracker.fails(Fault.down());
		LinkedIssue asked = asked(tracker, defect, "Wrong tray", "Print.");
		settle();
		// It had begun its turn, noted that it sends, sent, and learnt no more.
		String body = this.database.queryForObject("SELECT body FROM tracker_request WHERE issue_id = ?", String.class,
				asked.id());
		tracker.opens("Wrong tray", String.valueOf(body));
		change("UPDATE tracker_request SET doubtful_since = requested_at WHERE issue_id = ?", asked.id());
		passes(Duration.ofMinutes(10));
		assertThat(tracker.issues).hasSize(1);
		assertThat(view(defect).issue().issueKey()).isEqualTo(tracker.key(tracker.issues.get(0)));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void aTrackerIsLeftAloneForAsLongAsItSays(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		tracker.fails(tracker.limited(900));
		asked(tracker, defect, "Wrong tray", "Print.");
		settle();
		passes(Duration.ofMinutes(10));
		assertThat(tracker.requests).as("what it was asked meanwhile").hasSize(1);
		assertThat(view(defect).requests()).singleElement()
			.satisfies((waiting) -> assertThat(waiting.lastError()).contains("left alone"));
		passes(Duration.ofMinutes(6));
		assertThat(tracker.issues).hasSize(1);
		assertThat(tracker.count("POST", "issue")).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void whatIsRefusedIsGivenUpForAPersonWhoHasItTriedAgain(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		tracker.fails(Fault.status(422));
		asked(tracker, defect, "Wrong tray", "Print.");
		settle();
		assertThat(view(defect).requests()).singleElement()
			.satisfies((given) -> assertThat(given.failedAt()).isNotNull());
		passes(Duration.ofHours(3));
		assertThat(tracker.issues).isEmpty();
		this.worker.as("agent2", () -> this.issues.again(view(defect).issue().id()));
		settle();
		assertThat(tracker.issues).hasSize(1);
		assertThat(view(defect).requests()).isEmpty();
	}

	@Test
	void anOutageOfDaysIsToldToAPersonAndEndsByTryingAgain() {
		Defect defect = defect(inEngineering());
		for (int day = 0; day < 40; day++) {
			StandIn.GITHUB.fails(Fault.down(), Fault.down(), Fault.down());
		}
		asked(StandIn.GITHUB, defect, "Wrong tray", "Print.");
		settle();
		for (int tries = 0; tries < 40 && view(defect).requests().get(0).failedAt() == null; tries++) {
			passes(Duration.ofHours(2));
		}
		assertThat(view(defect).requests().get(0).lastError()).contains("did not answer");
		StandIn.GITHUB.recovers();
		this.worker.as("agent1", () -> this.issues.again(view(defect).issue().id()));
		passes(Duration.ofMinutes(6));
		assertThat(StandIn.GITHUB.issues).hasSize(1);
	}

	@Test
	void twoNodesAtOnceMakeOneIssue() {
		Defect defect = defect(inEngineering());
		for (int round = 0; round < 5; round++) {
			asked(StandIn.GITHUB, defect, "Wrong tray " + round, "Print.");
			List<Callable<Boolean>> nodes = List.of(this.trackerWorker::work, this.trackerWorker::work,
					this.trackerWorker::work);
			AtOnce.all(nodes);
		}
		settle();
		assertThat(StandIn.GITHUB.issues).extracting((issue) -> issue.title)
			.containsExactly("Wrong tray 0", "Wrong tray 1", "Wrong tray 2", "Wrong tray 3", "Wrong tray 4");
	}

	@Test
	void aFormThatIsSentTwiceMakesOneIssue() {
		Defect defect = defect(inEngineering());
		NewIssue issue = new NewIssue("github", "Wrong tray", "Print.", NewIssue.freshMarker(), false);
		List<Callable<Boolean>> clicks = List.of(() -> create(defect, issue), () -> create(defect, issue),
				() -> create(defect, issue));
		assertThat(AtOnce.all(clicks)).containsOnly(true);
		settle();
		assertThat(StandIn.GITHUB.issues).hasSize(1);
		assertThat(this.issues.of(defect.number())).hasSize(1);
	}

	private boolean create(Defect of, NewIssue issue) {
		this.worker.as("agent1", () -> this.issues.create(of, issue));
		return true;
	}

	@Test
	void noSecretStandsInTheLog(CapturedOutput output) {
		Defect defect = defect(inEngineering());
		StandIn.ALL.forEach((tracker) -> tracker.fails(Fault.status(422), Fault.status(500), Fault.down()));
		StandIn.ALL.forEach((tracker) -> asked(tracker, defect, "Wrong tray", "Print."));
		settle();
		passes(Duration.ofMinutes(10));
		assertThat(output.getAll()).contains("was not made in github")
			.doesNotContain(StandInTracker.TOKEN, StandInTracker.SECRET);
	}

}
