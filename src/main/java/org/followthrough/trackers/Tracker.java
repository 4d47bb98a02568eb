package org.followthrough.trackers;

import java.time.Clock;

import org.jspecify.annotations.Nullable;

/**
 * A tracker that is configured.
 *
 * @param name what we call it
 * @param settings how it is configured
 * @param api what it is asked by
 * @param webhook how it sends its webhooks
 */
record Tracker(String name, TrackerSettings.Tracker settings, IssueApi api, WebhookFormat webhook) {

	static Tracker of(String name, TrackerSettings.Tracker settings, Clock clock) {
		return switch (settings.kind()) {
			case GITHUB -> new Tracker(name, settings, new GitHubApi(settings, clock), new GitHubWebhook(settings));
			case GITLAB -> new Tracker(name, settings, new GitLabApi(settings, clock), new GitLabWebhook(settings));
			case JIRA, JIRA_DATA_CENTER ->
				new Tracker(name, settings, new JiraApi(settings, clock), new JiraWebhook(settings));
		};
	}

	/** With the project, since several may be of one kind. */
	String title() {
		return this.settings.kind().title() + " " + this.settings.project();
	}

	boolean isFor(@Nullable String product) {
		return product != null && this.settings.products().stream().anyMatch(product.strip()::equalsIgnoreCase);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
