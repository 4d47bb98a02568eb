package org.followthrough.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Readers;
import org.followthrough.correspondence.Message;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.signoff.Ratings;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.followthrough.web.Wording;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is on a case's record over REST: its messages, promises, ratings and all that
 * happened.
 */
@RestController
@RequestMapping("/api/v1/cases/{number}")
@Tag(name = "Cases")
class CaseRecordController {

	private static final int MOST_ENTRIES = 5000;

	private static final Set<Promise.Ending> UNJUDGED = EnumSet.of(Promise.Ending.RELEASED, Promise.Ending.VOID);

	private final Cases cases;

	private final CaseDesk desk;

	private final Promises promises;

	private final Ratings ratings;

	private final Timeline timeline;

	private final Wording wording;

	private final Clock clock;

	CaseRecordController(Cases cases, CaseDesk desk, Promises promises, Ratings ratings, Timeline timeline,
			Wording wording, Clock clock) {
		this.cases = cases;
		this.desk = desk;
		this.promises = promises;
		this.ratings = ratings;
		this.timeline = timeline;
		this.wording = wording;
		this.clock = clock;
	}

	@GetMapping("/messages")
	@Operation(summary = "What is written on a case, oldest first; notes between ourselves included")
	Page<MessageResource> messages(@PathVariable String number, @RequestParam(defaultValue = "100") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		Long after = Cursor.readId(cursor);
		return Page
			.of(this.desk.messages(this.cases.get(number), (after != null) ? after : 0, most + 1), most, Message::id)
			.map(MessageResource::of);
	}

	@PostMapping("/messages")
	@Operation(summary = "Writes on a case: to the customer, or a note between ourselves")
	ResponseEntity<MessageResource> write(@PathVariable String number, @Valid @RequestBody NewMessageRequest request) {
		Message written = this.desk.write(number, request.text(), request.isInternal(), request.nextUpdateAt(),
				request.laterBecause(), List.of());
		return ResponseEntity.status(201).body(MessageResource.of(written));
	}

	@GetMapping("/promises")
	@Operation(summary = "The promises to the customer, oldest first",
			description = "A promise that ended because its case did, in time, or that a word made which reached nobody, "
					+ "was neither kept nor broken and is not listed; the timeline tells of it.")
	List<PromiseResource> promises(@PathVariable String number) {
		Instant now = this.clock.instant();
		return this.promises.ofCase(this.cases.get(number).id())
			.stream()
			.filter((promise) -> promise.kind().isToCustomer() && !UNJUDGED.contains(promise.ending()))
			.map((promise) -> PromiseResource.of(promise, now))
			.toList();
	}

	@GetMapping("/ratings")
	@Operation(summary = "How content the customer was, once for each time they were asked to sign off")
	List<RatingResource> ratings(@PathVariable String number) {
		return this.ratings.ofCase(this.cases.get(number).id())
			.stream()
			.map((rating) -> new RatingResource(rating.points(), rating.words(), rating.givenAt()))
			.toList();
	}

	@GetMapping("/timeline")
	@Operation(summary = "What happened, in order")
	List<TimelineResource> timeline(@PathVariable String number, @Parameter(
			description = "place of the last entry of the page before") @RequestParam(defaultValue = "0") int after,
			@RequestParam(defaultValue = "1000") int limit) {
		this.cases.get(number);
		return this.timeline.without(number, Readers.SEEN, after, Page.limit(limit, MOST_ENTRIES))
			.stream()
			.map((entry) -> TimelineResource.of(entry, this.wording.of(entry.action(), entry.details())))
			.toList();
	}

	/**
	 * What is written.
	 *
	 * @param text the words
	 * @param visibility public or internal; public when left out
	 * @param nextUpdateAt when the next word comes; the case's usual time when left out
	 * @param laterBecause why that is later than usual; needed if it is
	 */
	record NewMessageRequest(@NotBlank String text, @Nullable String visibility, @Nullable Instant nextUpdateAt,
			@Nullable String laterBecause) {

		boolean isInternal() {
			if (this.visibility == null || "public".equals(this.visibility)) {
				return false;
			}
			if ("internal".equals(this.visibility)) {
				return true;
			}
			throw new Invalid("visibility", "A message is public or internal.");
		}

	}

	/**
	 * A promise: {@code running}, {@code paused} (until the customer answers, at the
	 * latest until it is due), {@code overdue} (it runs although its time is over),
	 * {@code kept} or {@code broken}.
	 */
	record PromiseResource(String kind, String state, Instant dueAt, Instant madeAt, @Nullable Instant endedAt) {

		static PromiseResource of(Promise promise, Instant now) {
			Promise.Ending ending = promise.ending();
			String state = (ending != null) ? ending.word()
					: promise.isOverdue(now) ? "overdue" : promise.isPaused() ? "paused" : "running";
			return new PromiseResource(promise.kind().word(), state, promise.dueAt(), promise.madeAt(),
					promise.endedAt());
		}

	}

	/**
	 * A rating: from one to five points.
	 */
	record RatingResource(int points, @Nullable String words, Instant givenAt) {
	}

	/**
	 * Something written on a case.
	 */
	record MessageResource(long id, String kind, String visibility, String authorKind, String author, String door,
			String text, Instant writtenAt, @Nullable Instant promisedNextAt, String delivery,
			@Nullable Instant deliveredAt) {

		static MessageResource of(Message message) {
			return new MessageResource(message.id(), message.kind().word(), message.isPublic() ? "public" : "internal",
					message.authorKind(), message.author(), message.door(), message.body(), message.writtenAt(),
					message.promisedNextAt(), message.delivery().word(), message.deliveredAt());
		}

	}

	/**
	 * Something that happened.
	 */
	record TimelineResource(int seq, Instant at, String actorKind, String actor, String door, String action,
			String summary, Map<String, Object> details, String hash) {

		static TimelineResource of(AuditEntry entry, String summary) {
			return new TimelineResource(entry.seq(), entry.at(), entry.actorKind(), entry.actor(), entry.door(),
					entry.action(), summary, entry.details(), entry.hash());
		}

	}

}
