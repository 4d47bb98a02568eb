package org.followthrough.trackers;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's REST API, version 2022-11-28.
 * <ul>
 * <li>Issues: {@code GET} and {@code POST /repos/{owner}/{repo}/issues}, {@code state},
 * {@code since}, {@code sort}, {@code direction}; {@code number}, {@code title},
 * {@code body}, {@code state}, {@code state_reason}, {@code assignees[].login},
 * {@code labels[].name}, {@code updated_at}. Lists hold pull requests, too, which have
 * {@code pull_request}
 * (<a href="https://docs.github.com/en/rest/issues/issues?apiVersion=2022-11-28">REST API
 * endpoints for issues</a>).</li>
 * <li>Comments: {@code GET} and {@code POST …/issues/{issue_number}/comments};
 * {@code id}, {@code body}, {@code user.login}, {@code created_at}, {@code updated_at}
 * (<a href="https://docs.github.com/en/rest/issues/comments?apiVersion=2022-11-28">REST
 * API endpoints for issue comments</a>).</li>
 * <li>{@code If-None-Match} with an {@code etag}: 304, which costs nothing of the limit
 * (<a href=
 * "https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api">Best
 * practices</a>).</li>
 * </ul>
 */
final class GitHubApi implements IssueApi {

	private static final String PUBLIC_API = "https://api.github.com";

	private final TrackerHttp http;

	private final List<String> issues;

	private final String project;

	private final List<String> labels;

	private final String web;

	private final Pattern typed;

	GitHubApi(TrackerSettings.Tracker settings, Clock clock) {
		this.http = new TrackerHttp(settings, Map.of("Authorization", "Bearer " + secret(settings), "Accept",
				"application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28"), clock);
		this.project = settings.project();
		this.labels = settings.labels();
		String[] repository = this.project.split("/");
		this.issues = List.of("repos", repository[0], repository[1], "issues");
		this.web = web(String.valueOf(settings.url())) + "/" + this.project + "/issues/";
		this.typed = Pattern.compile(
				"(?:(?:" + Pattern.quote(this.project) + ")?#|" + Pattern.quote(this.web) + ")?(\\d{1,18})(?:[/?#].*)?",
				Pattern.CASE_INSENSITIVE);
	}

	static String secret(TrackerSettings.Tracker settings) {
		return (settings.token() != null) ? settings.token().value() : "";
	}

	/** Enterprise Server has its API below {@code /api/v3}. */
	private static String web(String api) {
		return api.equals(PUBLIC_API) ? "https://github.com" : api.replaceFirst("/api/v3$", "");
	}

	@Override
	public RemoteIssue issue(String key) {
		return issue(this.http.get(below(key), Map.of()).body());
	}

	private List<String> below(String... more) {
		List<String> path = new ArrayList<>(this.issues);
		path.addAll(List.of(more));
		return path;
	}

	private static RemoteIssue issue(JsonNode issue) {
		List<String> labels = new ArrayList<>();
		issue.path("labels")
			.forEach((label) -> labels.add(label.isTextual() ? label.asText() : label.path("name").asText()));
		List<String> assignees = new ArrayList<>();
		issue.path("assignees").forEach((assignee) -> assignees.add(assignee.path("login").asText()));
		String state = issue.path("state").asText();
		boolean closed = state.equals("closed");
		String reason = issue.path("state_reason").asText("").replace('_', ' ');
		return new RemoteIssue(number(issue), issue.path("title").asText(),
				(closed && !reason.isEmpty() && !reason.equals("null")) ? "closed as " + reason : state, closed,
				assignees.isEmpty() ? null : String.join(", ", assignees), labels, issue.path("body").asText(""),
				TrackerHttp.moment(issue, "updated_at"));
	}

	private static String number(JsonNode issue) {
		if (!issue.path("number").canConvertToLong()) {
			throw new TrackerTrouble(TrackerTrouble.Kind.FAILED, "It answered with something that is no issue.");
		}
		return issue.path("number").asText();
	}

	@Override
	public List<RemoteComment> comments(String key) {
		List<RemoteComment> comments = new ArrayList<>();
		this.http.pages(below(key, "comments"), Map.of(), (comment) -> {
			String login = comment.at("/user/login").asText("ghost");
			comments.add(new RemoteComment(comment.path("id").asText(), login, login, comment.path("body").asText(""),
					TrackerHttp.moment(comment, "created_at"), TrackerHttp.moment(comment, "updated_at")));
		});
		return comments;
	}

	@Override
	public String create(String title, String text) {
		return number(this.http.post(this.issues, Map.of("title", title, "body", text, "labels", this.labels)).body());
	}

	@Override
	public void comment(String key, String text) {
		this.http.post(below(key, "comments"), Map.of("body", text));
	}

	/** Not by GitHub's search, which learns of an issue some time after it was made. */
	@Override
	public Optional<String> find(String marker, Instant since) {
		List<String> made = new ArrayList<>();
		this.http.pages(this.issues, query("created", "desc", since), (issue) -> {
			if (issue.path("body").asText("").contains(marker)) {
				made.add(number(issue));
			}
		});
		return made.stream().findFirst();
	}

	@Override
	public Changes changedSince(Instant since, @Nullable String etag) {
		TrackerHttp.Reply page = this.http.page(this.issues, query("updated", "asc", since), etag);
		List<RemoteIssue> changed = new ArrayList<>();
		page.body().forEach((issue) -> {
			if (!issue.has("pull_request")) {
				changed.add(issue(issue));
			}
		});
		return Changes.of(page, changed);
	}

	private static Map<String, String> query(String sort, String direction, Instant since) {
		Map<String, String> query = new LinkedHashMap<>();
		query.put("state", "all");
		query.put("sort", sort);
		query.put("direction", direction);
		query.put("since", since.truncatedTo(ChronoUnit.SECONDS).toString());
		return query;
	}

	@Override
	public Optional<String> key(String typedOrPasted) {
		Matcher key = this.typed.matcher(typedOrPasted.strip());
		return key.matches() ? Optional.of(key.group(1).replaceFirst("^0+(?=\\d)", "")) : Optional.empty();
	}

	@Override
	public String address(String key) {
		return this.web + key;
	}

	@Override
	public String name(String key) {
		return this.project + "#" + key;
	}

}
