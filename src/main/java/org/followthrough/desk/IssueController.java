package org.followthrough.desk;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.defects.Defects;
import org.followthrough.identity.Actor;
import org.followthrough.trackers.IssueComment;
import org.followthrough.trackers.IssueRequest;
import org.followthrough.trackers.IssueView;
import org.followthrough.trackers.Issues;
import org.followthrough.trackers.LinkedIssue;
import org.followthrough.trackers.NewIssue;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Issues of defects in trackers, over REST.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Issues")
class IssueController {

	private static final int MARKER_DIGITS = 16;

	private static final int LONGEST_KEY = 128;

	private final Issues issues;

	private final Defects defects;

	IssueController(Issues issues, Defects defects) {
		this.issues = issues;
		this.defects = defects;
	}

	@GetMapping("/trackers")
	@Operation(summary = "The trackers that issues can be made in")
	List<TrackerResource> trackers() {
		return this.issues.choices(null)
			.stream()
			.map((choice) -> new TrackerResource(choice.name(), choice.title()))
			.toList();
	}

	@GetMapping("/defects/{number}/issues")
	@Operation(summary = "The issues of a defect, with their newest comments")
	List<IssueResource> list(@PathVariable String number) {
		return this.issues.of(this.defects.get(number).number()).stream().map(IssueResource::of).toList();
	}

	@PostMapping("/defects/{number}/issues")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Has an issue made in a tracker",
			description = "It is made a little later, once. A text that names a customer of the defect is refused "
					+ "unless mayNameCustomers says that it may. With the header Idempotency-Key, a repeated request "
					+ "makes nothing new.")
	Linked create(@PathVariable String number, @Valid @RequestBody NewIssueRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return Linked.of(this.issues.create(this.defects.get(number), new NewIssue(request.tracker(), request.title(),
				request.text(), marker(key), Boolean.TRUE.equals(request.mayNameCustomers()))));
	}

	@PostMapping("/defects/{number}/issues/links")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Links an issue that exists, by its address or key")
	Linked link(@PathVariable String number, @Valid @RequestBody LinkRequest request) {
		return Linked.of(this.issues.link(this.defects.get(number), request.issue(), request.tracker()));
	}

	@PostMapping("/issues/{id}/comments")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Has a comment written on an issue")
	void comment(@PathVariable long id, @Valid @RequestBody CommentRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		this.issues.comment(id, request.text(), marker(key), Boolean.TRUE.equals(request.mayNameCustomers()));
	}

	@PostMapping("/issues/{id}/again")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Tries again what could not be made, and reads the issue")
	void again(@PathVariable long id) {
		this.issues.again(id);
	}

	@DeleteMapping("/issues/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Takes an issue off its defect", description = "In its tracker it stays as it is.")
	void unlink(@PathVariable long id) {
		this.issues.unlink(id);
	}

	private static String marker(@Nullable String key) {
		if (key == null) {
			return NewIssue.freshMarker();
		}
		if (key.isBlank() || key.length() > LONGEST_KEY) {
			throw new Invalid("Idempotency-Key", "The key holds between 1 and " + LONGEST_KEY + " characters.");
		}
		return "ft-" + DigestUtils.sha256Hex(Actor.current().id() + "\n" + key).substring(0, MARKER_DIGITS);
	}

	/**
	 * A tracker.
	 */
	record TrackerResource(String name, String title) {
	}

	/**
	 * An issue that is to be made.
	 *
	 * @param tracker what we call the tracker
	 * @param title its title
	 * @param text its text
	 * @param mayNameCustomers whether it may tell who the customer is; no when left out
	 */
	record NewIssueRequest(@NotBlank String tracker, @NotBlank String title, @NotBlank String text,
			@Nullable Boolean mayNameCustomers) {
	}

	/**
	 * An issue that exists.
	 *
	 * @param issue its address or key
	 * @param tracker what we call its tracker; needed where the key alone doesn't say it
	 */
	record LinkRequest(@NotBlank String issue, @Nullable String tracker) {
	}

	/**
	 * A comment.
	 *
	 * @param text what is written
	 * @param mayNameCustomers whether it may tell who the customer is; no when left out
	 */
	record CommentRequest(@NotBlank String text, @Nullable Boolean mayNameCustomers) {
	}

	/**
	 * An issue that was asked for or linked.
	 */
	record Linked(long id, String tracker, @Nullable String key, String defect, String title) {

		static Linked of(LinkedIssue issue) {
			return new Linked(issue.id(), issue.tracker(), issue.issueKey(), issue.defect(), issue.title());
		}

	}

	/**
	 * An issue as it was read last.
	 */
	record IssueResource(long id, String tracker, @Nullable String key, String name, @Nullable String url, String title,
			@Nullable String status, boolean closed, boolean gone, @Nullable String assignee, List<String> labels,
			@Nullable Instant changedAt, @Nullable Instant readAt, @Nullable String problem,
			List<CommentResource> comments, List<WaitingResource> waiting) {

		static IssueResource of(IssueView view) {
			LinkedIssue issue = view.issue();
			return new IssueResource(issue.id(), issue.tracker(), issue.issueKey(), view.name(), view.address(),
					issue.title(), issue.status(), issue.closed(), issue.gone(), issue.assignee(), issue.labelList(),
					issue.changedAt(), issue.readAt(), issue.lastError(),
					view.comments().stream().map(CommentResource::of).toList(),
					view.requests().stream().map(WaitingResource::of).toList());
		}

	}

	/**
	 * A comment on an issue.
	 */
	record CommentResource(String author, @Nullable String account, String text, Instant writtenAt) {

		static CommentResource of(IssueComment comment) {
			return new CommentResource(comment.author(), comment.account(), comment.body(), comment.writtenAt());
		}

	}

	/**
	 * What is still to be made, or was given up.
	 */
	record WaitingResource(String kind, Instant requestedAt, @Nullable Instant nextAttemptAt,
			@Nullable Instant givenUpAt, @Nullable String problem) {

		static WaitingResource of(IssueRequest request) {
			return new WaitingResource(request.kind().name().toLowerCase(java.util.Locale.ROOT), request.requestedAt(),
					request.nextAttemptAt(), request.failedAt(), request.lastError());
		}

	}

}
