package org.followthrough.trackers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.followthrough.testing.Api;
import org.followthrough.trackers.StandInTracker.Webhook;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Trackers in which anything may happen to the issues of a case's defect while the case
 * goes its way, and from which news comes whenever and however often. They outlive the
 * nodes that they tell it to.
 */
public final class WalkedTrackers {

	private static final HttpClient CLIENT = HttpClient.newHttpClient();

	private final Supplier<Api> api;

	private final Supplier<JdbcTemplate> database;

	private final Supplier<Clock> clock;

	/** News that has arrived. */
	private final List<Webhook> arrived = new ArrayList<>();

	private StandInTracker tracker = StandIn.GITHUB;

	/**
	 * Trackers without an issue.
	 * @param api of the node that runs now
	 * @param database that it uses
	 * @param clock that it goes by
	 */
	public WalkedTrackers(Supplier<Api> api, Supplier<JdbcTemplate> database, Supplier<Clock> clock) {
		this.api = api;
		this.database = database;
		this.clock = clock;
		StandIn.ALL.forEach((one) -> one.begin(new Clock() {

			@Override
			public Instant instant() {
				return clock.get().instant();
			}

			@Override
			public ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(ZoneId zone) {
				throw new UnsupportedOperationException();
			}

		}));
	}

	/**
	 * Goes on with another kind of tracker.
	 * @param which any number
	 */
	public void goesOnWith(int which) {
		this.tracker = StandIn.ALL.get(which % StandIn.ALL.size());
		this.tracker.webhooks.clear();
		this.arrived.clear();
	}

	/**
	 * What can happen next.
	 * @param defect the number of the case's defect
	 * @return any of these
	 */
	public List<Event> events(String defect) {
		List<Event> events = new ArrayList<>();
		events.add(new Event("an issue is made", false, () -> accepted(defect, "",
				Map.of("tracker", this.tracker.name(), "title", "Wrong tray", "text", "It feeds the wrong one."))));
		events.add(new Event("an issue is linked", false, () -> accepted(defect, "/links", Map.of("tracker",
				this.tracker.name(), "issue", this.tracker.key(this.tracker.opens("Wrong tray", "See title."))))));
		List<StandInIssue> issues = issues(defect);
		if (!issues.isEmpty()) {
			StandInIssue issue = issues.get(issues.size() - 1);
			events.add(new Event("an engineer comments", false,
					() -> this.tracker.comments(issue, TrackerTest.ENGINEER_THERE, "We are on it.")));
			events.add(new Event("somebody comments", false,
					() -> this.tracker.comments(issue, "somebody", "Same here.")));
			events.add(new Event("it gets another title", false,
					() -> this.tracker.renames(issue, "Wrong tray, " + this.clock.get().instant())));
			events.add(issue.closed ? new Event("it is opened again", false, () -> this.tracker.reopens(issue))
					: new Event("it is closed", false, () -> this.tracker.closes(issue)));
		}
		if (!this.tracker.webhooks.isEmpty()) {
			events.add(new Event("news arrives", false, () -> arrives(taken())));
			events.add(new Event("news arrives twice, the last first", false, () -> {
				List<Webhook> news = taken();
				Collections.reverse(news);
				arrives(news);
				arrives(news);
			}));
			events.add(new Event("news is lost", false, this.tracker.webhooks::clear));
		}
		if (!this.arrived.isEmpty()) {
			events.add(new Event("old news arrives again", true, () -> arrives(List.copyOf(this.arrived))));
		}
		return events;
	}

	private void accepted(String defect, String path, Map<String, ?> issue) {
		assertThat(this.api.get().post("agent1", "/defects/" + defect + "/issues" + path, issue).status())
			.isBetween(200, 202);
	}

	private List<StandInIssue> issues(String defect) {
		Set<String> keys = new HashSet<>(this.database.get()
			.queryForList(
					"SELECT issue_key FROM tracker_issue WHERE defect = ? AND tracker = ? AND issue_key IS NOT NULL",
					String.class, defect, this.tracker.name()));
		return this.tracker.issues.stream().filter((issue) -> keys.contains(this.tracker.key(issue))).toList();
	}

	private List<Webhook> taken() {
		List<Webhook> news = new ArrayList<>(this.tracker.webhooks);
		this.tracker.webhooks.clear();
		this.arrived.clear();
		this.arrived.addAll(news);
		return news;
	}

	private void arrives(List<Webhook> news) {
		for (Webhook one : news) {
			HttpRequest.Builder request = HttpRequest
				.newBuilder(URI.create(this.api.get().address("/hooks/trackers/" + this.tracker.name())))
				.POST(HttpRequest.BodyPublishers.ofString(one.body()));
			one.headers().forEach(request::header);
			try {
				assertThat(CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
					.isEqualTo(202);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	/**
	 * How often engineers of ours wrote to the issues of a defect.
	 * @param defect its number
	 * @return the number of their comments
	 */
	public long reports(String defect) {
		return issues(defect).stream()
			.flatMap((issue) -> issue.comments.stream())
			.filter((comment) -> comment.author.equals(TrackerTest.ENGINEER_THERE))
			.count();
	}

	/**
	 * Waits until nothing is left to do by now.
	 */
	public void awaitQuiet() {
		Awaitility.await("nothing to do at the trackers")
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> Quiet.isQuiet(this.database.get(), this.clock.get().instant()));
	}

	/**
	 * Something that can happen next.
	 *
	 * @param name what
	 * @param isOld whether nothing new comes of it
	 * @param does makes it happen
	 */
	public record Event(String name, boolean isOld, Runnable does) {
	}

}
