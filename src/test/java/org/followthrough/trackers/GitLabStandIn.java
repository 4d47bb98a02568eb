package org.followthrough.trackers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for GitLab (docs.gitlab.com, REST API v4, and its webhook events).
 */
class GitLabStandIn extends StandInTracker {

	private static final String PROJECT = "printing/tools/printer";

	private static final byte[] KEY = "thirty-two bytes of a signing key".getBytes(StandardCharsets.UTF_8);

	@Override
	String name() {
		return "gitlab";
	}

	@Override
	Map<String, String> settings() {
		return Map.of("kind", "gitlab", "project", PROJECT, "webhook-secret",
				"whsec_" + Base64.getEncoder().encodeToString(KEY), "labels", "support");
	}

	@Override
	boolean knows(HttpExchange caller) {
		return TOKEN.equals(caller.getRequestHeaders().getFirst("PRIVATE-TOKEN"));
	}

	@Override
	@Nullable Answer answer(String method, List<String> path, Map<String, String> query, JsonNode body) {
		if (path.size() < 5 || !path.subList(0, 5).equals(List.of("api", "v4", "projects", PROJECT, "issues"))) {
			return null;
		}
		if (path.size() == 5) {
			return method.equals("POST") ? create(body) : Answer.of(200, list(query));
		}
		return issue(path.get(5)).map((issue) -> {
			if (path.size() == 6) {
				return Answer.of(200, json(issue));
			}
			return method.equals("POST") ? Answer.of(201, json(ordered(issue, body.path("body").asText())))
					: Answer.of(200, notes(issue, query));
		}).orElse(null);
	}

	private Answer create(JsonNode body) {
		if (body.path("title").asText().isBlank()) {
			return Answer.of(400, Map.of("message", Map.of("title", List.of("can't be blank"))));
		}
		List<String> labels = Arrays.stream(body.path("labels").asText().split(","))
			.filter((label) -> !label.isBlank())
			.toList();
		StandInIssue made = made(body.path("title").asText(), body.path("description").asText(), labels);
		obey(made, made.body);
		return Answer.of(201, json(made));
	}

	private StandInIssue.Comment ordered(StandInIssue issue, String body) {
		obey(issue, body);
		return comments(issue, "support-bot", body);
	}

	/** A line that begins with a slash is an order, as it is there. */
	private void obey(StandInIssue issue, String text) {
		if (text.lines().anyMatch((line) -> line.startsWith("/close"))) {
			closes(issue);
		}
	}

	private List<Object> list(Map<String, String> query) {
		boolean created = query.getOrDefault("order_by", "created_at").equals("created_at");
		String after = query.getOrDefault("updated_after", query.get("created_after"));
		return page(query, (issue) -> created ? issue.created : issue.updated, after,
				(issue) -> query.containsKey("created_after") ? issue.created : issue.updated,
				query.getOrDefault("sort", "desc").equals("desc"))
			.stream()
			.<Object>map(this::json)
			.toList();
	}

	/** What GitLab writes itself lies among the notes. */
	private List<Object> notes(StandInIssue issue, Map<String, String> query) {
		List<Object> notes = new ArrayList<>();
		issue.comments.forEach((comment) -> notes.add(json(comment)));
		Map<String, Object> system = new LinkedHashMap<>(
				json(new StandInIssue.Comment(1, "root", "changed the description", issue.created)));
		system.put("system", true);
		notes.add(0, system);
		return cut(notes, query);
	}

	private Map<String, Object> json(StandInIssue issue) {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", 1_000_000 + issue.number);
		json.put("iid", issue.number);
		json.put("project_id", 4);
		json.put("title", issue.title);
		json.put("description", issue.body);
		json.put("state", issue.closed ? "closed" : "opened");
		json.put("assignees", (issue.assignee == null) ? List.of()
				: List.of(Map.of("username", issue.assignee, "name", issue.assignee)));
		json.put("labels", issue.labels);
		json.put("created_at", issue.created.toString());
		json.put("updated_at", issue.updated.toString());
		return json;
	}

	private Map<String, Object> json(StandInIssue.Comment comment) {
		return Map.of("id", comment.id, "body", comment.body, "author",
				Map.of("username", comment.author, "name", "Name of " + comment.author), "created_at",
				comment.created.toString(), "updated_at", comment.updated.toString(), "system", false, "noteable_type",
				"Issue", "internal", false);
	}

	@Override
	Object payload(String action, StandInIssue issue, StandInIssue.@Nullable Comment comment) {
		Map<String, Object> payload = new LinkedHashMap<>();
		payload.put("object_kind", (comment != null) ? "note" : "issue");
		payload.put("user", Map.of("username", "root"));
		payload.put("project", Map.of("id", 4, "path_with_namespace", PROJECT));
		if (comment != null) {
			payload.put("object_attributes",
					Map.of("id", comment.id, "note", comment.body, "noteable_type", "Issue", "action", action));
			payload.put("issue", Map.of("iid", issue.number, "title", issue.title));
		}
		else {
			payload.put("object_attributes", Map.of("iid", issue.number, "title", issue.title, "state",
					issue.closed ? "closed" : "opened", "action", action));
		}
		return payload;
	}

	/** Events of one cause share the UUID, so it is the same for all here. */
	@Override
	Map<String, String> headers(String delivery, String body, boolean ofComment) {
		String timestamp = String.valueOf(now().getEpochSecond());
		byte[] signature = Signature.hmac(KEY,
				(delivery + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8));
		return Map.of("X-Gitlab-Event", ofComment ? "Note Hook" : "Issue Hook", "X-Gitlab-Event-UUID",
				"13792a34-cac6-4fda-95a8-c58e00a3954e", "Idempotency-Key", delivery, "webhook-id", delivery,
				"webhook-timestamp", timestamp, "webhook-signature",
				"v1,bm90IHRoaXMgb25l v1," + Base64.getEncoder().encodeToString(signature));
	}

	@Override
	Fault limited(int seconds) {
		return new Fault(false,
				new Answer(429, Map.of("RateLimit-Limit", "60", "RateLimit-Remaining", "0", "RateLimit-Reset",
						String.valueOf(now().getEpochSecond() + seconds), "Retry-After", String.valueOf(seconds)),
						"Retry later\n"));
	}

	@Override
	String key(StandInIssue issue) {
		return String.valueOf(issue.number);
	}

}
