package org.followthrough.trackers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.defects.Defects;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the tests of trackers share: an application with one tracker of each kind, which
 * are stand-ins.
 */
@OwnApplication
@FollowthroughTest
abstract class TrackerTest {

	/** What our engineers are called in each tracker. */
	static final String ENGINEER_THERE = "octo-engineer";

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	@Autowired
	CaseWorker worker;

	@Autowired
	Defects defects;

	@Autowired
	Issues issues;

	@Autowired
	Api api;

	@Autowired
	Timers timers;

	@Autowired
	PromiseCheck promises;

	@Autowired
	MovableClock clock;

	@Autowired
	JdbcTemplate database;

	@Autowired
	TrackerWorker trackerWorker;

	@Autowired
	private TransactionOperations transaction;

	@DynamicPropertySource
	static void trackers(DynamicPropertyRegistry settings) {
		settings.add("spring.application.name", () -> "trackers");
		StandIn.configure(settings);
	}

	static List<String> kinds() {
		return StandIn.ALL.stream().map(StandInTracker::name).toList();
	}

	@BeforeEach
	void beginAnew() {
		settle();
		change("DELETE FROM tracker_issue");
		change("DELETE FROM tracker_delivery");
		change("DELETE FROM tracker");
		StandIn.ALL.forEach((tracker) -> tracker.begin(this.clock));
		settle();
		StandIn.ALL.forEach((tracker) -> tracker.requests.clear());
	}

	/** Changes what no person could. */
	void change(String statement, Object... values) {
		this.transaction.executeWithoutResult((status) -> this.database.update(statement, values));
	}

	/** A case that engineering has. */
	SupportCase inEngineering() {
		return this.worker.openAt("engineering");
	}

	Defect defect(SupportCase of) {
		return this.defects.ofCase(of.id()).orElseThrow();
	}

	/** An issue that somebody made there and an agent linked. */
	StandInIssue linked(StandInTracker tracker, Defect to) {
		StandInIssue there = tracker.opens("Feeds the wrong tray", "See title.");
		link(tracker, there, to);
		settle();
		tracker.webhooks.clear();
		return there;
	}

	void link(StandInTracker tracker, StandInIssue there, Defect to) {
		this.worker.as("agent1", () -> this.issues.link(to, tracker.key(there), tracker.name()));
	}

	IssueView view(Defect of) {
		List<IssueView> all = this.issues.of(of.number());
		if (all.size() != 1) {
			throw new AssertionError("The defect has " + all.size() + " issues");
		}
		return all.get(0);
	}

	/** An issue that an agent wants made. */
	LinkedIssue asked(StandInTracker tracker, Defect of, String title, String text) {
		AtomicReference<LinkedIssue> made = new AtomicReference<>();
		NewIssue issue = new NewIssue(tracker.name(), title, text, NewIssue.freshMarker(), false);
		this.worker.as("agent1", () -> made.set(this.issues.create(of, issue)));
		return made.get();
	}

	/** Delivers what a tracker has to tell. */
	void delivers(StandInTracker tracker) {
		List<StandInTracker.Webhook> all = List.copyOf(tracker.webhooks);
		tracker.webhooks.clear();
		all.forEach((webhook) -> delivers(tracker, webhook));
	}

	int delivers(StandInTracker tracker, StandInTracker.Webhook webhook) {
		return sends("/hooks/trackers/" + tracker.name(), webhook.headers(), webhook.body());
	}

	int sends(String path, Map<String, String> headers, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.api.address(path)))
			.POST(HttpRequest.BodyPublishers.ofString(body));
		headers.forEach(request::header);
		try {
			return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Time passes, and whatever is due then is done. */
	void passes(Duration time) {
		this.timers.advance(time);
		settle();
	}

	/** Waits until nothing is left to do by now, at trackers that may be asked. */
	void settle() {
		this.trackerWorker.wake();
		Awaitility.await("nothing to do at the trackers")
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> Quiet.isQuiet(this.database, this.clock.instant()));
	}

}
