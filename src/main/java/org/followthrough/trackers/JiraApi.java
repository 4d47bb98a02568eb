package org.followthrough.trackers;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Jira's REST API: version 3 of Jira Cloud, version 2 of Data Center.
 * <ul>
 * <li>Issues: {@code POST /rest/api/3/issue} with {@code fields} ({@code project.key},
 * {@code summary}, {@code description}, {@code issuetype.name}, {@code labels}), which
 * answers with {@code key}; {@code GET …/issue/{key}?fields=…};
 * {@code fields.status.name}, {@code fields.status.statusCategory.key} ({@code done}),
 * {@code fields.assignee.displayName}, {@code fields.updated} (<a href=
 * "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/">Issues</a>,
 * <a href="https://docs.atlassian.com/software/jira/docs/api/REST/9.17.0/">Data
 * Center</a>).</li>
 * <li>Comments: {@code …/issue/{key}/comment}, {@code startAt}, {@code maxResults};
 * {@code comments[]} with {@code id}, {@code author.accountId} ({@code author.name} in
 * Data Center), {@code author.displayName}, {@code body}, {@code created},
 * {@code updated} (<a href=
 * "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/">Issue
 * comments</a>).</li>
 * <li>Search: {@code GET /rest/api/3/search/jql} with {@code nextPageToken}; in Data
 * Center {@code GET /rest/api/2/search} with {@code startAt} and {@code total} (<a href=
 * "https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/">Issue
 * search</a>). JQL reads a date in its user's zone, but {@code -15m} means the same to
 * everybody
 * (<a href="https://support.atlassian.com/jira-software-cloud/docs/jql-fields/">JQL
 * fields</a>).</li>
 * <li>Version 3 takes and gives texts as {@link AtlassianDocument}s. Signing in is by
 * Basic with mail address and API token, in Data Center by a token as bearer (<a href=
 * "https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/">Basic
 * auth</a>).</li>
 * </ul>
 */
final class JiraApi implements IssueApi {

	private static final String FIELDS = "summary,status,assignee,labels,updated,description";

	private static final int LONGEST_SUMMARY = 255;

	private final TrackerHttp http;

	private final boolean cloud;

	private final TrackerSettings.Tracker settings;

	private final String web;

	private final Pattern typed;

	private final Clock clock;

	JiraApi(TrackerSettings.Tracker settings, Clock clock) {
		this.cloud = settings.kind() == TrackerKind.JIRA;
		this.settings = settings;
		String token = GitHubApi.secret(settings);
		String signIn = this.cloud
				? "Basic " + Base64.getEncoder()
					.encodeToString((settings.user() + ":" + token).getBytes(StandardCharsets.UTF_8))
				: "Bearer " + token;
		this.http = new TrackerHttp(settings, Map.of("Authorization", signIn, "Accept", "application/json"), clock);
		this.web = settings.url() + "/browse/";
		this.typed = Pattern.compile(
				"(?:" + Pattern.quote(this.web) + ")?(" + settings.project() + "-\\d{1,18})(?:[/?#].*)?",
				Pattern.CASE_INSENSITIVE);
		this.clock = clock;
	}

	private List<String> path(String... segments) {
		List<String> path = new ArrayList<>(List.of("rest", "api", this.cloud ? "3" : "2"));
		path.addAll(List.of(segments));
		return path;
	}

	@Override
	public RemoteIssue issue(String key) {
		return issue(this.http.get(path("issue", key), Map.of("fields", FIELDS)).body());
	}

	private RemoteIssue issue(JsonNode issue) {
		JsonNode fields = issue.path("fields");
		List<String> labels = new ArrayList<>();
		fields.path("labels").forEach((label) -> labels.add(label.asText()));
		JsonNode assignee = fields.path("assignee").path("displayName");
		return new RemoteIssue(key(issue), fields.path("summary").asText(), fields.at("/status/name").asText(),
				fields.at("/status/statusCategory/key").asText().equals("done"),
				assignee.isTextual() ? assignee.asText() : null, labels, text(fields.path("description")),
				TrackerHttp.moment(fields, "updated"));
	}

	private static String key(JsonNode issue) {
		if (!issue.path("key").isTextual()) {
			throw new TrackerTrouble(TrackerTrouble.Kind.FAILED, "It answered with something that is no issue.");
		}
		return issue.path("key").asText();
	}

	private String text(JsonNode text) {
		return this.cloud ? AtlassianDocument.text(text) : text.asText("");
	}

	private Object written(String text) {
		return this.cloud ? AtlassianDocument.of(text) : text;
	}

	@Override
	public List<RemoteComment> comments(String key) {
		List<RemoteComment> comments = new ArrayList<>();
		int size = PAGE;
		for (int page = 0; size == PAGE && page < MOST_PAGES; page++) {
			JsonNode items = this.http
				.get(path("issue", key, "comment"), Map.of("startAt", String.valueOf(page * PAGE), "maxResults",
						String.valueOf(PAGE), "orderBy", "created"))
				.body()
				.path("comments");
			items.forEach((comment) -> comments.add(comment(comment)));
			size = items.size();
		}
		return comments;
	}

	private RemoteComment comment(JsonNode comment) {
		JsonNode author = comment.path("author");
		return new RemoteComment(comment.path("id").asText(),
				author.path(this.cloud ? "accountId" : "name").asText("nobody"),
				author.path("displayName").asText("somebody"), text(comment.path("body")),
				TrackerHttp.moment(comment, "created"), TrackerHttp.moment(comment, "updated"));
	}

	@Override
	public String create(String title, String text) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("project", Map.of("key", this.settings.project()));
		fields.put("summary", PlainText.line(title, LONGEST_SUMMARY));
		fields.put("description", written(text));
		fields.put("issuetype", Map.of("name", this.settings.issueType()));
		if (!this.settings.labels().isEmpty()) {
			// Not every project has the field.
			fields.put("labels", this.settings.labels());
		}
		return key(this.http.post(path("issue"), Map.of("fields", fields)).body());
	}

	@Override
	public void comment(String key, String text) {
		this.http.post(path("issue", key, "comment"), Map.of("body", written(text)));
	}

	@Override
	public Optional<String> find(String marker, Instant since) {
		List<String> made = new ArrayList<>();
		search("created", since, "DESC", (issue) -> {
			if (text(issue.at("/fields/description")).contains(marker)) {
				made.add(key(issue));
			}
		});
		return made.stream().findFirst();
	}

	@Override
	public Changes changedSince(Instant since, @Nullable String etag) {
		List<RemoteIssue> changed = new ArrayList<>();
		boolean whole = search("updated", since, "ASC", (issue) -> changed.add(issue(issue)));
		return new Changes(changed, whole, null);
	}

	private boolean search(String field, Instant since, String order, Consumer<JsonNode> each) {
		long minutes = Math.max(0, Duration.between(since, this.clock.instant()).toMinutes()) + 1;
		Map<String, String> query = new LinkedHashMap<>();
		query.put("jql", "project = \"%s\" AND %s >= \"-%dm\" ORDER BY %s %s".formatted(this.settings.project(), field,
				minutes, field, order));
		query.put("fields", FIELDS);
		query.put("maxResults", String.valueOf(PAGE));
		int seen = 0;
		for (int page = 0; page < MOST_PAGES; page++) {
			JsonNode found = this.http.get(this.cloud ? path("search", "jql") : path("search"), query).body();
			found.path("issues").forEach(each);
			seen += found.path("issues").size();
			if (isLast(found, seen)) {
				return true;
			}
			query.put(this.cloud ? "nextPageToken" : "startAt",
					this.cloud ? found.path("nextPageToken").asText() : String.valueOf(seen));
		}
		return false;
	}

	private boolean isLast(JsonNode found, int seen) {
		return this.cloud ? !found.path("nextPageToken").isTextual()
				: found.path("issues").isEmpty() || seen >= found.path("total").asInt();
	}

	@Override
	public Optional<String> key(String typedOrPasted) {
		Matcher key = this.typed.matcher(typedOrPasted.strip());
		return key.matches() ? Optional.of(key.group(1).toUpperCase(Locale.ROOT)) : Optional.empty();
	}

	@Override
	public String address(String key) {
		return this.web + key;
	}

	@Override
	public String name(String key) {
		return key;
	}

}
