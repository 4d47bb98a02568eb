package org.followthrough.trackers;

import java.time.Duration;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.lifecycle.BeforeTry;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.trackers.StandInTracker.Fault;
import org.followthrough.trackers.StandInTracker.Webhook;

import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever happens in a tracker, and however news of it is lost, repeated, mixed up or
 * cut off by outages: once all is quiet, we have what the tracker has, each thing was
 * made once, and no case has moved.
 */
@Tag("thorough")
@Label("The life of a tracker")
class TrackerLifeTests extends TrackerTest {

	private static final int KINDS_OF_EVENTS = 16;

	@BeforeProperty
	void startTheApplication() throws Exception {
		new TestContextManager(getClass()).prepareTestInstance(this);
	}

	@BeforeTry
	void quiet() {
		beginAnew();
	}

	@Property(tries = 16, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
	void whateverHappensWeEndUpWithTheTruth(@ForAll("kind") String kind, @ForAll("events") List<Integer> events) {
		StandInTracker tracker = StandIn.of(kind);
		SupportCase of = inEngineering();
		Defect defect = defect(of);
		asked(tracker, defect, "Wrong tray", "Print.");
		events.forEach((event) -> happens(tracker, defect, event));
		tracker.recovers();
		tracker.webhooks.clear();
		// Longer than any pause, and twice as long as it takes to ask.
		for (int round = 0; round < 4; round++) {
			passes(Duration.ofMinutes(61));
		}
		assertThat(tracker.issues).as("made once").hasSize(1);
		StandInIssue truth = tracker.issues.get(0);
		IssueView here = view(defect);
		assertThat(here.requests()).isEmpty();
		assertThat(here.issue().issueKey()).isEqualTo(tracker.key(truth));
		assertThat(here.issue().title()).isEqualTo(truth.title);
		assertThat(here.issue().closed()).isEqualTo(truth.closed);
		assertThat(here.issue().assignee()).isEqualTo(truth.assignee);
		assertThat(here.issue().labelList()).isEqualTo(truth.labels);
		assertThat(here.comments()).extracting((comment) -> comment.remoteId() + " " + comment.body())
			.containsExactlyInAnyOrderElementsOf(
					truth.comments.stream().map((comment) -> comment.id + " " + seen(kind, comment.body)).toList());
		assertThat(truth.comments.stream().filter((comment) -> comment.author.equals("support-bot")))
			.as("comments of ours are made once")
			.extracting((comment) -> comment.body.replaceAll("(?s).*reference ", ""))
			.doesNotHaveDuplicates();
		assertThat(this.worker.now(of).stage()).isEqualTo("engineering");
		this.promises.allKept();
	}

	/** In an Atlassian document, an empty line is the end of a paragraph. */
	private static String seen(String kind, String body) {
		return kind.equals("jira") ? body.replace("\n\n", "\n") : body;
	}

	@Provide
	Arbitrary<String> kind() {
		return Arbitraries.of(kinds());
	}

	@Provide
	Arbitrary<List<Integer>> events() {
		return Arbitraries.integers().between(0, 1000 * KINDS_OF_EVENTS - 1).list().ofMinSize(5).ofMaxSize(25);
	}

	private void happens(StandInTracker tracker, Defect defect, int event) {
		int which = event / KINDS_OF_EVENTS;
		StandInIssue issue = tracker.issues.isEmpty() ? null : tracker.issues.get(0);
		switch (event % KINDS_OF_EVENTS) {
			case 0 -> passes(Duration.ofSeconds(which % 600));
			case 1 -> deliverOne(tracker, which);
			case 2 -> deliverOne(tracker, which);
			case 3 -> loseOne(tracker, which);
			case 4 -> repeatOne(tracker, which);
			case 5 -> tracker.fails(Fault.down(), Fault.down());
			case 6 -> tracker.fails(Fault.silentAfterwards());
			case 7 -> tracker.fails(Fault.failedAfterwards(), Fault.status(500));
			case 8 -> tracker.fails(tracker.limited(which));
			case 9 -> commentOfOurs(defect, which);
			default -> {
				if (issue != null) {
					changes(tracker, issue, event % KINDS_OF_EVENTS, which);
				}
			}
		}
	}

	private void changes(StandInTracker tracker, StandInIssue issue, int how, int which) {
		StandInIssue.Comment some = issue.comments.isEmpty() ? null : issue.comments.get(which % issue.comments.size());
		switch (how) {
			case 10 -> tracker.comments(issue, (which % 2 == 0) ? "somebody" : ENGINEER_THERE, "Comment " + which);
			case 11 -> {
				if (issue.closed) {
					tracker.reopens(issue);
				}
				else {
					tracker.closes(issue);
				}
			}
			case 12 -> tracker.assigns(issue, "engineer-" + which);
			case 13 -> tracker.renames(issue, "Title " + which);
			case 14 -> {
				if (some != null && !some.author.equals("support-bot")) {
					tracker.edits(issue, some, "Edited " + which);
				}
			}
			default -> {
				if (some != null && !some.author.equals("support-bot")) {
					tracker.deletes(issue, some);
				}
			}
		}
	}

	private void commentOfOurs(Defect defect, int which) {
		LinkedIssue issue = view(defect).issue();
		if (issue.issueKey() != null) {
			this.worker.as("agent1",
					() -> this.issues.comment(issue.id(), "We say " + which, NewIssue.freshMarker(), false));
		}
	}

	private void deliverOne(StandInTracker tracker, int which) {
		if (!tracker.webhooks.isEmpty()) {
			delivers(tracker, tracker.webhooks.remove(which % tracker.webhooks.size()));
		}
	}

	private void loseOne(StandInTracker tracker, int which) {
		if (!tracker.webhooks.isEmpty()) {
			tracker.webhooks.remove(which % tracker.webhooks.size());
		}
	}

	private void repeatOne(StandInTracker tracker, int which) {
		if (!tracker.webhooks.isEmpty()) {
			Webhook told = tracker.webhooks.get(which % tracker.webhooks.size());
			delivers(tracker, told);
			delivers(tracker, told);
		}
	}

}
