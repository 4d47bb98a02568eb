package org.followthrough.trackers;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a tracker: keeps issues, answers as its kind is documented to answer,
 * fails as it is told to, and writes webhooks for the test to deliver, lose, repeat or
 * mix up.
 */
abstract class StandInTracker {

	static final ObjectMapper JSON = new ObjectMapper();

	static final String TOKEN = "token-that-nobody-may-see";

	static final String SECRET = "It's a Secret to Everybody";

	private static final int PAGE = 100;

	final List<StandInIssue> issues = new ArrayList<>();

	/** What came in, as method and path. */
	final List<String> requests = new ArrayList<>();

	/** What happened and was not delivered yet. */
	final List<Webhook> webhooks = new ArrayList<>();

	final Queue<Fault> faults = new ArrayDeque<>();

	/** Happens right before the next answer arrives, which knows nothing of it. */
	private @Nullable Runnable meanwhile;

	private Clock clock = Clock.systemUTC();

	private long lastId = 1000;

	/** Forgets everything. */
	synchronized void begin(Clock now) {
		this.clock = now;
		this.issues.clear();
		this.requests.clear();
		this.webhooks.clear();
		this.faults.clear();
	}

	/** Trackers tell times to the second. */
	Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
	}

	synchronized void fails(Fault... next) {
		this.faults.addAll(Arrays.asList(next));
	}

	synchronized void happensMeanwhile(Runnable what) {
		this.meanwhile = what;
	}

	synchronized void recovers() {
		this.faults.clear();
	}

	synchronized long count(String method, String path) {
		return this.requests.stream()
			.filter((request) -> request.startsWith(method + " ") && request.contains(path))
			.count();
	}

	// What people do there.

	synchronized StandInIssue opens(String title, String body) {
		StandInIssue opened = new StandInIssue(this.issues.size() + 1, title, body, now());
		this.issues.add(opened);
		tell("opened", opened, null);
		return opened;
	}

	synchronized void closes(StandInIssue issue) {
		issue.closed = true;
		changed(issue, "closed");
	}

	synchronized void reopens(StandInIssue issue) {
		issue.closed = false;
		changed(issue, "reopened");
	}

	synchronized void assigns(StandInIssue issue, String login) {
		issue.assignee = login;
		changed(issue, "assigned");
	}

	synchronized void labels(StandInIssue issue, String label) {
		issue.labels.add(label);
		changed(issue, "labeled");
	}

	synchronized void renames(StandInIssue issue, String title) {
		issue.title = title;
		changed(issue, "edited");
	}

	synchronized StandInIssue.Comment comments(StandInIssue issue, String author, String body) {
		StandInIssue.Comment written = new StandInIssue.Comment(++this.lastId, author, body, now());
		issue.comments.add(written);
		issue.updated = now();
		tell("created", issue, written);
		return written;
	}

	synchronized void edits(StandInIssue issue, StandInIssue.Comment comment, String body) {
		comment.body = body;
		comment.updated = now();
		issue.updated = now();
		tell("edited", issue, comment);
	}

	synchronized void deletes(StandInIssue issue, StandInIssue.Comment comment) {
		issue.comments.remove(comment);
		issue.updated = now();
		tell("deleted", issue, comment);
	}

	private void changed(StandInIssue issue, String action) {
		issue.updated = now();
		tell(action, issue, null);
	}

	private void tell(String action, StandInIssue issue, StandInIssue.@Nullable Comment comment) {
		String body = asJson(payload(action, issue, comment));
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Content-Type", "application/json");
		headers.putAll(headers(UUID.randomUUID().toString(), body, comment != null));
		this.webhooks.add(new Webhook(headers, body));
	}

	static String asJson(Object value) {
		try {
			return JSON.writeValueAsString(value);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	// What differs between the kinds.

	/** What we call it, which is also the path that it lies below. */
	abstract String name();

	abstract Map<String, String> settings();

	abstract boolean knows(HttpExchange caller);

	/** Answers a request to an existing path, or null for 404. */
	abstract @Nullable Answer answer(String method, List<String> path, Map<String, String> query, JsonNode body);

	abstract Object payload(String action, StandInIssue issue, StandInIssue.@Nullable Comment comment);

	abstract Map<String, String> headers(String delivery, String body, boolean ofComment);

	abstract Fault limited(int seconds);

	abstract String key(StandInIssue issue);

	/** Its texts as they read. */
	String text(StandInIssue issue) {
		return issue.body;
	}

	// How it answers.

	void handle(HttpExchange exchange) throws IOException {
		byte[] sent = exchange.getRequestBody().readAllBytes();
		Fault fault;
		Answer answer;
		Runnable happens;
		synchronized (this) {
			String path = exchange.getRequestURI().getRawPath().substring(name().length() + 2);
			this.requests.add(exchange.getRequestMethod() + " " + path);
			fault = this.faults.poll();
			answer = (fault == null || fault.afterwards()) ? answered(exchange, path, sent) : null;
			if (fault != null) {
				answer = fault.answer();
			}
			happens = this.meanwhile;
			this.meanwhile = null;
		}
		if (happens != null) {
			happens.run();
		}
		if (answer == null) {
			// Hangs up, whatever it did.
			exchange.close();
			return;
		}
		answer.headers().forEach(exchange.getResponseHeaders()::set);
		byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
		exchange.sendResponseHeaders(answer.status(), (body.length == 0) ? -1 : body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	private @Nullable Answer answered(HttpExchange exchange, String path, byte[] sent) throws IOException {
		if (!knows(exchange)) {
			return Answer.of(401, Map.of("message", "Bad credentials"));
		}
		List<String> segments = Arrays.stream(path.split("/"))
			.map((segment) -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
			.toList();
		Answer made = answer(exchange.getRequestMethod(), segments, query(exchange.getRequestURI().getRawQuery()),
				(sent.length == 0) ? JSON.missingNode() : JSON.readTree(sent));
		if (made == null) {
			return Answer.of(404, Map.of("message", "Not Found"));
		}
		String etag = "\"" + Integer.toHexString(made.body().hashCode()) + "\"";
		if (made.status() == 200 && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
			return new Answer(304, Map.of("ETag", etag), "");
		}
		Map<String, String> headers = new LinkedHashMap<>(made.headers());
		headers.put("ETag", etag);
		return new Answer(made.status(), headers, made.body());
	}

	private static Map<String, String> query(@Nullable String raw) {
		return (raw == null) ? Map.of() : Arrays.stream(raw.split("&"))
			.map((one) -> one.split("=", 2))
			.collect(Collectors.toMap((one) -> one[0], (one) -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
	}

	Optional<StandInIssue> issue(String number) {
		return this.issues.stream().filter((issue) -> String.valueOf(issue.number).equals(number)).findFirst();
	}

	/** A page of issues, in the order that was asked for. */
	List<StandInIssue> page(Map<String, String> query, Function<StandInIssue, Instant> by, @Nullable String since,
			Function<StandInIssue, Instant> narrowedBy, boolean descending) {
		Comparator<StandInIssue> order = Comparator.comparing(by);
		return cut(this.issues.stream()
			.filter((issue) -> since == null || !narrowedBy.apply(issue).isBefore(Instant.parse(since)))
			.sorted(descending ? order.reversed() : order)
			.toList(), query);
	}

	static <T> List<T> cut(List<T> all, Map<String, String> query) {
		int size = Integer.parseInt(query.getOrDefault("per_page", "20"));
		if (size > PAGE) {
			throw new AssertionError("No page is that large: " + size);
		}
		int from = (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * size;
		return (from >= all.size()) ? List.of() : all.subList(from, Math.min(all.size(), from + size));
	}

	StandInIssue made(String title, String body, List<String> labels) {
		StandInIssue made = opens(title, body);
		made.labels.addAll(labels);
		return made;
	}

	/**
	 * What a stand-in answers.
	 */
	record Answer(int status, Map<String, String> headers, String body) {

		static Answer of(int status, Object body) {
			return new Answer(status, Map.of(), asJson(body));
		}

	}

	/**
	 * How the next request goes wrong.
	 *
	 * @param afterwards whether what was asked is done all the same
	 * @param answer what is answered; null to hang up
	 */
	record Fault(boolean afterwards, @Nullable Answer answer) {

		/** It hangs up. */
		static Fault down() {
			return new Fault(false, null);
		}

		/** It does what it was asked, and hangs up. */
		static Fault silentAfterwards() {
			return new Fault(true, null);
		}

		static Fault status(int status) {
			return new Fault(false, Answer.of(status, Map.of("message", "Server Error")));
		}

		static Fault failedAfterwards() {
			return new Fault(true, Answer.of(502, Map.of("message", "Bad gateway")));
		}

	}

	/**
	 * A webhook to be delivered.
	 */
	record Webhook(Map<String, String> headers, String body) {
	}

}
