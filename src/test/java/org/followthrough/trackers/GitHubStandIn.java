package org.followthrough.trackers;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for GitHub (docs.github.com, REST API 2022-11-28, and its webhook events).
 */
class GitHubStandIn extends StandInTracker {

	private static final String PROJECT = "octo-org/printer";

	@Override
	String name() {
		return "github";
	}

	@Override
	Map<String, String> settings() {
		return Map.of("kind", "github", "project", PROJECT, "webhook-secret", SECRET, "labels", "support", "products",
				"Printer");
	}

	@Override
	boolean knows(HttpExchange caller) {
		return ("Bearer " + TOKEN).equals(caller.getRequestHeaders().getFirst("Authorization"))
				&& "2022-11-28".equals(caller.getRequestHeaders().getFirst("X-GitHub-Api-Version"))
				&& "application/vnd.github+json".equals(caller.getRequestHeaders().getFirst("Accept"))
				// GitHub refuses whoever doesn't say who they are.
				&& caller.getRequestHeaders().getFirst("User-Agent") != null;
	}

	@Override
	@Nullable Answer answer(String method, List<String> path, Map<String, String> query, JsonNode body) {
		if (path.size() < 4 || !path.subList(0, 4).equals(List.of("repos", "octo-org", "printer", "issues"))) {
			return null;
		}
		if (path.size() == 4) {
			return method.equals("POST") ? create(body) : Answer.of(200, list(query));
		}
		return issue(path.get(4)).map((issue) -> {
			if (path.size() == 5) {
				return Answer.of(200, json(issue));
			}
			return method.equals("POST")
					? Answer.of(201, json(comments(issue, "support-bot", body.path("body").asText())))
					: Answer.of(200, cut(issue.comments, query).stream().map(this::json).toList());
		}).orElse(null);
	}

	private Answer create(JsonNode body) {
		if (body.path("title").asText().isBlank()) {
			return Answer.of(422, Map.of("message", "Validation Failed"));
		}
		List<String> labels = StreamSupport.stream(body.path("labels").spliterator(), false)
			.map(JsonNode::asText)
			.toList();
		return Answer.of(201, json(made(body.path("title").asText(), body.path("body").asText(), labels)));
	}

	/** A pull request lies among the issues, as it does there. */
	private List<Object> list(Map<String, String> query) {
		boolean created = query.getOrDefault("sort", "created").equals("created");
		List<Object> items = new ArrayList<>();
		page(query, (issue) -> created ? issue.created : issue.updated, query.get("since"), (issue) -> issue.updated,
				query.getOrDefault("direction", "desc").equals("desc"))
			.forEach((issue) -> items.add(json(issue)));
		if (items.size() < 50 && "1".equals(query.getOrDefault("page", "1"))) {
			Map<String, Object> pull = json(new StandInIssue(9999, "A pull request", "", java.time.Instant.EPOCH));
			pull.put("pull_request", Map.of("url", "https://api.github.com/repos/octo-org/printer/pulls/9999"));
			items.add(0, pull);
		}
		return items;
	}

	private Map<String, Object> json(StandInIssue issue) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", 1_000_000 + issue.number);
		json.put("number", issue.number);
		json.put("title", issue.title);
		json.put("body", issue.body);
		json.put("state", issue.closed ? "closed" : "open");
		json.put("state_reason", issue.closed ? "not_planned" : null);
		json.put("assignees", (issue.assignee == null) ? List.of() : List.of(Map.of("login", issue.assignee)));
		json.put("labels", issue.labels.stream().map((label) -> Map.of("id", 1, "name", label)).toList());
		json.put("comments", issue.comments.size());
		json.put("created_at", issue.created.toString());
		json.put("updated_at", issue.updated.toString());
		return json;
	}

	private Map<String, Object> json(StandInIssue.Comment comment) {
		return Map.of("id", comment.id, "body", comment.body, "user", Map.of("login", comment.author), "created_at",
				comment.created.toString(), "updated_at", comment.updated.toString());
	}

	@Override
	Object payload(String action, StandInIssue issue, StandInIssue.@Nullable Comment comment) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("action", action);
		payload.put("issue", json(issue));
		if (comment != null) {
			payload.put("comment", json(comment));
		}
		payload.put("repository", Map.of("id", 1, "full_name", PROJECT));
		payload.put("sender", Map.of("login", "octocat"));
		return payload;
	}

	@Override
	Map<String, String> headers(String delivery, String body, boolean ofComment) {
		return Map.of("X-GitHub-Event", ofComment ? "issue_comment" : "issues", "X-GitHub-Delivery", delivery,
				"X-GitHub-Hook-ID", "292430182", "X-Hub-Signature-256",
				"sha256=" + HexFormat.of()
					.formatHex(
							Signature.hmac(SECRET.getBytes(), body.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
	}

	/** The primary limit: 403, nothing remaining, and when it is reset. */
	@Override
	Fault limited(int seconds) {
		return new Fault(false,
				new Answer(403,
						Map.of("X-RateLimit-Limit", "5000", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset",
								String.valueOf(now().getEpochSecond() + seconds)),
						asJson(Map.of("message", "API rate limit exceeded for user ID 1."))));
	}

	@Override
	String key(StandInIssue issue) {
		return String.valueOf(issue.number);
	}

}
