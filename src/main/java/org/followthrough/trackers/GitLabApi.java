package org.followthrough.trackers;

import java.time.Clock;
import java.time.Instant;
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
 * GitLab's REST API, version 4.
 * <ul>
 * <li>Issues: {@code GET} and {@code POST /projects/:id/issues},
 * {@code GET /projects/:id/issues/:issue_iid}; {@code updated_after},
 * {@code created_after}, {@code order_by}, {@code sort}; {@code iid}, {@code title},
 * {@code description}, {@code state}, {@code assignees[].username}, {@code labels},
 * {@code updated_at}; new ones take {@code labels} as one text with commas
 * (<a href="https://docs.gitlab.com/api/issues/">Issues API</a>).</li>
 * <li>Comments: {@code GET} and {@code POST /projects/:id/issues/:issue_iid/notes};
 * {@code id}, {@code body}, {@code author.username}, {@code author.name},
 * {@code created_at}, {@code updated_at}, {@code system} for what GitLab wrote itself
 * (<a href="https://docs.gitlab.com/api/notes/">Notes API</a>).</li>
 * <li>The token goes into {@code PRIVATE-TOKEN}, a project's path is one segment
 * (<a href="https://docs.gitlab.com/api/rest/">REST API</a>).</li>
 * <li>A line that begins with a slash is an order to GitLab
 * (<a href="https://docs.gitlab.com/user/project/quick_actions/">Quick actions</a>).</li>
 * </ul>
 */
final class GitLabApi implements IssueApi {

	private static final Pattern ORDER = Pattern.compile("(?m)^/");

	private final TrackerHttp http;

	private final List<String> issues;

	private final String project;

	private final String labels;

	private final String web;

	private final Pattern typed;

	GitLabApi(TrackerSettings.Tracker settings, Clock clock) {
		this.http = new TrackerHttp(settings, Map.of("PRIVATE-TOKEN", GitHubApi.secret(settings)), clock);
		this.project = settings.project();
		this.labels = String.join(",", settings.labels());
		this.issues = List.of("api", "v4", "projects", this.project, "issues");
		String site = settings.url() + "/" + this.project + "/";
		this.web = site + "-/issues/";
		// An issue is a work item, too, and old addresses have no dash.
		this.typed = Pattern.compile("(?:(?:" + Pattern.quote(this.project) + ")?#|" + Pattern.quote(site)
				+ "(?:-/)?(?:issues|work_items)/)?(\\d{1,18})(?:[/?#].*)?", Pattern.CASE_INSENSITIVE);
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
		issue.path("labels").forEach((label) -> labels.add(label.asText()));
		List<String> assignees = new ArrayList<>();
		issue.path("assignees").forEach((assignee) -> assignees.add(assignee.path("username").asText()));
		String state = issue.path("state").asText();
		return new RemoteIssue(number(issue), issue.path("title").asText(), state.equals("opened") ? "open" : state,
				state.equals("closed"), assignees.isEmpty() ? null : String.join(", ", assignees), labels,
				issue.path("description").asText(""), TrackerHttp.moment(issue, "updated_at"));
	}

	private static String number(JsonNode issue) {
		if (!issue.path("iid").canConvertToLong()) {
			throw new TrackerTrouble(TrackerTrouble.Kind.FAILED, "It answered with something that is no issue.");
		}
		return issue.path("iid").asText();
	}

	@Override
	public List<RemoteComment> comments(String key) {
		List<RemoteComment> comments = new ArrayList<>();
		this.http.pages(below(key, "notes"), Map.of("sort", "asc", "order_by", "created_at"), (note) -> {
			if (!note.path("system").asBoolean()) {
				String login = note.at("/author/username").asText("ghost");
				comments.add(new RemoteComment(note.path("id").asText(), login, note.at("/author/name").asText(login),
						note.path("body").asText(""), TrackerHttp.moment(note, "created_at"),
						TrackerHttp.moment(note, "updated_at")));
			}
		});
		return comments;
	}

	@Override
	public String create(String title, String text) {
		return number(this.http
			.post(this.issues, Map.of("title", title, "description", withoutOrders(text), "labels", this.labels))
			.body());
	}

	@Override
	public void comment(String key, String text) {
		this.http.post(below(key, "notes"), Map.of("body", withoutOrders(text)));
	}

	/**
	 * Our token may do more than whoever wrote the text: a path of a file that was pasted
	 * must not close an issue.
	 */
	static String withoutOrders(String text) {
		return ORDER.matcher(text).replaceAll(" /");
	}

	@Override
	public Optional<String> find(String marker, Instant since) {
		List<String> made = new ArrayList<>();
		this.http.pages(this.issues, query("created_after", since, "created_at", "desc"), (issue) -> {
			if (issue.path("description").asText("").contains(marker)) {
				made.add(number(issue));
			}
		});
		return made.stream().findFirst();
	}

	@Override
	public Changes changedSince(Instant since, @Nullable String etag) {
		TrackerHttp.Reply page = this.http.page(this.issues, query("updated_after", since, "updated_at", "asc"), etag);
		List<RemoteIssue> changed = new ArrayList<>();
		page.body().forEach((issue) -> changed.add(issue(issue)));
		return Changes.of(page, changed);
	}

	private static Map<String, String> query(String after, Instant since, String orderBy, String sort) {
		Map<String, String> query = new LinkedHashMap<>();
		query.put("scope", "all");
		query.put("state", "all");
		query.put(after, since.toString());
		query.put("order_by", orderBy);
		query.put("sort", sort);
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
