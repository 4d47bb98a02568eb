package org.followthrough.trackers;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the trackers.
 *
 * @param trackers by the name that we call each by
 */
@ConfigurationProperties("followthrough")
record TrackerSettings(@DefaultValue Map<String, Tracker> trackers) {

	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

	TrackerSettings {
		trackers.keySet().forEach((name) -> {
			if (!NAME.matcher(name).matches()) {
				throw new IllegalArgumentException("followthrough.trackers: \"" + name
						+ "\" is no name for a tracker. It has lower-case letters, digits and dashes, 40 at the most.");
			}
		});
	}

	/**
	 * One tracker, which is one project of it.
	 *
	 * @param kind {@code github}, {@code gitlab}, {@code jira} or
	 * {@code jira-data-center}
	 * @param url where its API is; GitHub's and GitLab's own unless said
	 * @param project {@code owner/repository}, {@code group/project}, or the key of a
	 * Jira project
	 * @param user whose token it is, for Jira Cloud
	 * @param token for reading and writing issues
	 * @param webhookSecret what its webhooks are signed with; without it none is accepted
	 * @param products whose defects it is suggested for
	 * @param labels what new issues are labelled with
	 * @param issueType what new issues are in Jira
	 * @param people what our engineers are called there, by their account here: a login,
	 * in Jira Cloud the account id
	 * @param every how often is asked what changed, whether webhooks came or not
	 * @param within how long one request may take
	 * @param largest how large an answer or a delivery may be
	 * @param giveUpAfter how long an issue or a comment that can't be sent is tried again
	 */
	record Tracker(TrackerKind kind, @Nullable String url, String project, @Nullable String user,
			@Nullable Secret token, @Nullable Secret webhookSecret, @DefaultValue List<String> products,
			@DefaultValue List<String> labels, @DefaultValue("Bug") String issueType,
			@DefaultValue Map<String, String> people, @DefaultValue("PT5M") Duration every,
			@DefaultValue("PT20S") Duration within, @DefaultValue("5MB") DataSize largest,
			@DefaultValue("P2D") Duration giveUpAfter) {

		private static final Map<TrackerKind, String> PUBLIC = Map.of(TrackerKind.GITHUB, "https://api.github.com",
				TrackerKind.GITLAB, "https://gitlab.com");

		private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9-]+/[A-Za-z0-9._-]+");

		private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+");

		private static final Pattern KEY = Pattern.compile("[A-Z][A-Z0-9_]+");

		/** A request must be over long before another node may have the tracker. */
		private static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);

		Tracker {
			if (kind == null || project == null) {
				throw wrong("kind and project are needed");
			}
			url = address(kind, url);
			token = Objects.requireNonNullElse(token, Secret.NONE);
			webhookSecret = Objects.requireNonNullElse(webhookSecret, Secret.NONE);
			Pattern form = switch (kind) {
				case GITHUB -> REPOSITORY;
				case GITLAB -> GROUP;
				case JIRA, JIRA_DATA_CENTER -> KEY;
			};
			if (!form.matcher(project).matches()) {
				throw wrong("\"" + project + "\" is no project of " + kind.title());
			}
			if (token.isEmpty()) {
				throw wrong("a token is needed");
			}
			if (kind == TrackerKind.JIRA && (user == null || user.isBlank())) {
				throw wrong("Jira Cloud needs the user whose token it is");
			}
			if (within.isNegative() || within.isZero() || within.compareTo(LONGEST_REQUEST) > 0) {
				throw wrong("within lies between nothing and a minute");
			}
			if (every.compareTo(Duration.ofSeconds(10)) < 0) {
				throw wrong("every is ten seconds at the least");
			}
		}

		private static String address(TrackerKind kind, @Nullable String url) {
			String address = (url == null || url.isBlank()) ? PUBLIC.get(kind) : url.strip().replaceAll("/+$", "");
			if (address == null) {
				throw wrong("the url of " + kind.title() + " is needed");
			}
			URI uri = URI.create(address);
			if (uri.getHost() == null || uri.getUserInfo() != null || uri.getQuery() != null) {
				throw wrong("\"" + uri.getHost() + "\" is no address of a server");
			}
			// The token would go over the net for anybody to read.
			if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && isLoopback(uri.getHost()))) {
				throw wrong("its url begins with https://, or leads to this machine");
			}
			return address;
		}

		private static boolean isLoopback(String host) {
			return host.equals("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]");
		}

		private static IllegalArgumentException wrong(String what) {
			return new IllegalArgumentException(
					"followthrough.trackers: a tracker's settings don't fit: " + what + ".");
		}

		/**
		 * Which of our accounts a person there is.
		 * @param there what they are called there
		 * @return the account, if it is one of ours
		 */
		Optional<String> account(String there) {
			return this.people.entrySet()
				.stream()
				.filter((person) -> person.getValue().equalsIgnoreCase(there))
				.map(Map.Entry::getKey)
				.findFirst();
		}

	}

}
