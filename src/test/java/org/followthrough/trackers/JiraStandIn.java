package org.followthrough.trackers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Jira (developer.atlassian.com, REST API 3 of Jira Cloud; version 2 of
 * Data Center, and their webhooks).
 */
class JiraStandIn extends StandInTracker {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ")
		.withZone(ZoneOffset.ofHours(2));

	private static final Pattern JQL = Pattern
		.compile("project = \"PRN\" AND (updated|created) >= \"-(\\d+)m\" ORDER BY (updated|created) (ASC|DESC)");

	private final boolean cloud;

	JiraStandIn(boolean cloud) {
		this.cloud = cloud;
	}

	@Override
	String name() {
		return this.cloud ? "jira" : "jira-dc";
	}

	@Override
	Map<String, String> settings() {
		Map<String, String> settings = new LinkedHashMap<>(Map.of("kind", this.cloud ? "jira" : "jira-data-center",
				"project", "PRN", "webhook-secret", SECRET, "labels", "support"));
		if (this.cloud) {
			settings.put("user", "bot@example.org");
		}
		return settings;
	}

	@Override
	boolean knows(HttpExchange caller) {
		String expected = this.cloud ? "Basic "
				+ Base64.getEncoder().encodeToString(("bot@example.org:" + TOKEN).getBytes(StandardCharsets.UTF_8))
				: "Bearer " + TOKEN;
		return expected.equals(caller.getRequestHeaders().getFirst("Authorization"));
	}

	@Override
	@Nullable Answer answer(String method, List<String> path, Map<String, String> query, JsonNode body) {
		if (path.size() < 4 || !path.subList(0, 3).equals(List.of("rest", "api", this.cloud ? "3" : "2"))) {
			return null;
		}
		List<String> rest = path.subList(3, path.size());
		if (rest.equals(this.cloud ? List.of("search", "jql") : List.of("search"))) {
			return search(query);
		}
		if (rest.equals(List.of("issue")) && method.equals("POST")) {
			return create(body.path("fields"));
		}
		return this.issues.stream().filter((one) -> key(one).equals(rest.get(1))).findFirst().map((issue) -> {
			if (rest.size() == 2) {
				return Answer.of(200, json(issue));
			}
			return method.equals("POST") ? comment(issue, body.path("body")) : comments(issue, query);
		}).orElse(null);
	}

	private Answer create(JsonNode fields) {
		String summary = fields.path("summary").asText();
		if (!fields.at("/project/key").asText().equals("PRN") || !fields.at("/issuetype/name").asText().equals("Bug")
				|| summary.isBlank() || summary.contains("\n") || summary.length() > 255) {
			return Answer.of(400,
					Map.of("errorMessages", List.of(), "errors", Map.of("summary", "You must specify a summary.")));
		}
		List<String> labels = StreamSupport.stream(fields.path("labels").spliterator(), false)
			.map(JsonNode::asText)
			.toList();
		StandInIssue made = made(summary, read(fields.path("description")), labels);
		return Answer.of(201, Map.of("id", "10000", "key", key(made), "self", "https://jira.example/rest/10000"));
	}

	private Answer comment(StandInIssue issue, JsonNode body) {
		return Answer.of(201, json(comments(issue, "support-bot", read(body))));
	}

	/** Refuses what is no document where one is expected. */
	private String read(JsonNode text) {
		if (!this.cloud) {
			return text.asText();
		}
		if (!text.path("type").asText().equals("doc") || text.path("version").asInt() != 1
				|| text.findValues("text").stream().anyMatch((part) -> part.asText().isEmpty())) {
			throw new AssertionError("This is no Atlassian document: " + text);
		}
		return AtlassianDocument.text(text);
	}

	private Answer comments(StandInIssue issue, Map<String, String> query) {
		int from = Integer.parseInt(query.get("startAt"));
		int size = Integer.parseInt(query.get("maxResults"));
		List<Map<String, Object>> page = issue.comments.stream().skip(from).limit(size).map(this::json).toList();
		return Answer.of(200,
				Map.of("startAt", from, "maxResults", size, "total", issue.comments.size(), "comments", page));
	}

	private Answer search(Map<String, String> query) {
		Matcher jql = JQL.matcher(query.getOrDefault("jql", ""));
		if (!jql.matches() || !query.getOrDefault("fields", "").contains("description")) {
			return Answer.of(400, Map.of("errorMessages", List.of("Error in the JQL Query."), "errors", Map.of()));
		}
		Instant since = now().minus(Duration.ofMinutes(Long.parseLong(jql.group(2))));
		boolean updated = jql.group(1).equals("updated");
		Comparator<StandInIssue> order = Comparator.comparing((issue) -> updated ? issue.updated : issue.created);
		List<StandInIssue> found = this.issues.stream()
			.filter((issue) -> !(updated ? issue.updated : issue.created).isBefore(since))
			.sorted(jql.group(4).equals("ASC") ? order : order.reversed())
			.toList();
		int from = Integer.parseInt(query.getOrDefault(this.cloud ? "nextPageToken" : "startAt", "0"));
		int size = Integer.parseInt(query.get("maxResults"));
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("issues", found.stream().skip(from).limit(size).map(this::json).toList());
		if (!this.cloud) {
			answer.put("startAt", from);
			answer.put("total", found.size());
		}
		else if (from + size < found.size()) {
			answer.put("nextPageToken", String.valueOf(from + size));
		}
		return Answer.of(200, answer);
	}

	private Map<String, Object> json(StandInIssue issue) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("summary", issue.title);
		fields.put("description", this.cloud ? AtlassianDocument.of(issue.body) : issue.body);
		fields.put("status", Map.of("name", issue.closed ? "Done" : "In Progress", "statusCategory",
				Map.of("key", issue.closed ? "done" : "indeterminate")));
		fields.put("assignee",
				(issue.assignee == null) ? null : Map.of("accountId", issue.assignee, "displayName", issue.assignee));
		fields.put("labels", issue.labels);
		fields.put("created", TIME.format(issue.created));
		fields.put("updated", TIME.format(issue.updated));
		return Map.of("id", String.valueOf(10_000 + issue.number), "key", key(issue), "fields", fields);
	}

	private Map<String, Object> json(StandInIssue.Comment comment) {
		return Map.of("id", String.valueOf(comment.id), "author",
				Map.of(this.cloud ? "accountId" : "name", comment.author, "displayName", "Name of " + comment.author),
				"body", this.cloud ? AtlassianDocument.of(comment.body) : comment.body, "created",
				TIME.format(comment.created), "updated", TIME.format(comment.updated));
	}

	@Override
	Object payload(String action, StandInIssue issue, StandInIssue.@Nullable Comment comment) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("timestamp", now().toEpochMilli());
		payload.put("webhookEvent", (comment != null) ? "comment_" + (action.equals("edited") ? "updated" : action)
				: action.equals("opened") ? "jira:issue_created" : "jira:issue_updated");
		payload.put("issue", json(issue));
		if (comment != null) {
			payload.put("comment", json(comment));
		}
		return payload;
	}

	@Override
	Map<String, String> headers(String delivery, String body, boolean ofComment) {
		return Map.of("X-Atlassian-Webhook-Identifier", delivery, "X-Atlassian-Webhook-Flow", "Primary",
				"X-Hub-Signature", "sha256=" + HexFormat.of()
					.formatHex(Signature.hmac(SECRET.getBytes(), body.getBytes(StandardCharsets.UTF_8))));
	}

	@Override
	Fault limited(int seconds) {
		return new Fault(false,
				new Answer(429,
						Map.of("Retry-After", String.valueOf(seconds), "X-RateLimit-Reset",
								now().plusSeconds(seconds).toString(), "RateLimit-Reason", "jira-burst-based"),
						asJson(Map.of("errorMessages", List.of("Rate limit exceeded.")))));
	}

	@Override
	String key(StandInIssue issue) {
		return "PRN-" + issue.number;
	}

}
