package org.followthrough.desk;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.CaseQuery;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Turn;
import org.followthrough.correspondence.Turns;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Door;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.signoff.Ratings;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Wording;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Cases over REST.
 */
@RestController
@RequestMapping("/api/v1/cases")
@Tag(name = "Cases")
class CaseController {

	private static final int MOST = 200;

	private static final int MOST_ENTRIES = 5000;

	private static final Set<Promise.Ending> UNJUDGED = EnumSet.of(Promise.Ending.RELEASED, Promise.Ending.VOID);

	private final Cases cases;

	private final Customers customers;

	private final CaseDesk desk;

	private final Promises promises;

	private final Turns turns;

	private final Ratings ratings;

	private final Timeline timeline;

	private final Wording wording;

	private final Transactions transactions;

	private final Clock clock;

	CaseController(Cases cases, Customers customers, CaseDesk desk, Promises promises, Turns turns, Ratings ratings,
			Timeline timeline, Wording wording, Transactions transactions, Clock clock) {
		this.cases = cases;
		this.customers = customers;
		this.desk = desk;
		this.promises = promises;
		this.turns = turns;
		this.ratings = ratings;
		this.timeline = timeline;
		this.wording = wording;
		this.transactions = transactions;
		this.clock = clock;
	}

	@PostMapping
	@Operation(summary = "Opens a case for a customer",
			description = "With the header Idempotency-Key, a repeated request opens nothing new and gets the same "
					+ "answer; the same key with another request is refused.")
	ResponseEntity<CaseResource> open(@Valid @RequestBody NewCaseRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		CaseResource opened = this.transactions.retrying(() -> resource(this.desk.open(request, key)));
		return ResponseEntity.created(URI.create("/api/v1/cases/" + opened.number())).body(opened);
	}

	@GetMapping
	@Operation(summary = "Lists cases, newest first")
	Page<CaseResource> list(
			@Parameter(description = "how many, up to 200") @RequestParam(defaultValue = "50") int limit,
			@Parameter(description = "what \"next\" of the page before said") @RequestParam(
					required = false) @Nullable String cursor,
			@Parameter(description = "open or closed") @RequestParam(required = false) @Nullable String state,
			@Parameter(description = "who answers for them") @RequestParam(required = false) @Nullable String owner,
			@Parameter(description = "the customer's mail address") @RequestParam(
					required = false) @Nullable String customer) {
		int most = limit(limit);
		Long customerId = null;
		if (customer != null) {
			customerId = this.customers.find(customer).map(Customer::id).orElse(-1L);
		}
		CaseQuery query = new CaseQuery(open(state), null, owner, customerId, null, Cursor.readId(cursor));
		List<SupportCase> page = this.cases.list(query, most + 1);
		List<SupportCase> items = page.subList(0, Math.min(most, page.size()));
		Map<Long, Customer> theirs = this.customers.get(items.stream().map(SupportCase::customerId).toList());
		Map<Long, Turn> turn = this.turns.of(items);
		Map<String, List<String>> later = continuing(items.stream().filter((item) -> !item.isOpen()).toList());
		return new Page<>(items.stream()
			.map((item) -> CaseResource.of(item, Objects.requireNonNull(theirs.get(item.customerId())),
					turn.get(item.id()), later.getOrDefault(item.number(), List.of())))
			.toList(), (page.size() > most) ? Cursor.ofId(items.get(most - 1).id()) : null);
	}

	private static @Nullable Boolean open(@Nullable String state) {
		if (state == null) {
			return null;
		}
		return switch (state) {
			case "open" -> true;
			case "closed" -> false;
			default -> throw new Invalid("state", "A state is open or closed.");
		};
	}

	static int limit(int limit) {
		return limit(limit, MOST);
	}

	private static int limit(int limit, int most) {
		if (limit < 1 || limit > most) {
			throw new Invalid("limit", "A page holds between 1 and " + most + " items.");
		}
		return limit;
	}

	@GetMapping("/{number}")
	@Operation(summary = "One case")
	CaseResource get(@PathVariable String number) {
		return resource(this.cases.get(number));
	}

	@GetMapping("/{number}/messages")
	@Operation(summary = "What is written on a case, oldest first; notes between ourselves included")
	Page<MessageResource> messages(@PathVariable String number, @RequestParam(defaultValue = "100") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = limit(limit);
		Long after = Cursor.readId(cursor);
		List<Message> page = this.desk.messages(this.cases.get(number), (after != null) ? after : 0, most + 1);
		List<Message> items = page.subList(0, Math.min(most, page.size()));
		return new Page<>(items.stream().map(MessageResource::of).toList(),
				(page.size() > most) ? Cursor.ofId(items.get(most - 1).id()) : null);
	}

	@PostMapping("/{number}/messages")
	@Operation(summary = "Writes on a case: to the customer, or a note between ourselves")
	ResponseEntity<MessageResource> write(@PathVariable String number, @Valid @RequestBody NewMessageRequest request) {
		Message written = this.desk.write(number, request.text(), request.isInternal(), request.nextUpdateAt(),
				request.laterBecause());
		return ResponseEntity.status(201).body(MessageResource.of(written));
	}

	@GetMapping("/{number}/promises")
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

	@GetMapping("/{number}/ratings")
	@Operation(summary = "How content the customer was, once for each time they were asked to sign off")
	List<RatingResource> ratings(@PathVariable String number) {
		return this.ratings.ofCase(this.cases.get(number).id())
			.stream()
			.map((rating) -> new RatingResource(rating.points(), rating.words(), rating.givenAt()))
			.toList();
	}

	@GetMapping("/{number}/timeline")
	@Operation(summary = "What happened, in order")
	List<TimelineResource> timeline(@PathVariable String number, @Parameter(
			description = "place of the last entry of the page before") @RequestParam(defaultValue = "0") int after,
			@RequestParam(defaultValue = "1000") int limit) {
		this.cases.get(number);
		return this.timeline.of(number, after, limit(limit, MOST_ENTRIES))
			.stream()
			.map((entry) -> TimelineResource.of(entry, this.wording.of(entry.action(), entry.details())))
			.toList();
	}

	@PostMapping("/{number}/pause")
	@Operation(summary = "Pauses the promise while a question of ours lies with the customer",
			description = "It runs on when they write, when the question turns out not to have reached them, and at the "
					+ "latest when the targets' longest wait is over.")
	PromiseResource pause(@PathVariable String number) {
		return running(this.desk.pause(number));
	}

	@DeleteMapping("/{number}/pause")
	@Operation(summary = "Lets a paused promise run on")
	PromiseResource resume(@PathVariable String number) {
		return running(this.desk.resume(number));
	}

	private PromiseResource running(SupportCase of) {
		return PromiseResource.of(this.promises.running(of.id()).orElseThrow(), this.clock.instant());
	}

	@PutMapping("/{number}/product")
	@Operation(summary = "Says what a case concerns: a product and a component of it",
			description = "They decide the checklist of a hand-over to engineering. A product that isn't among those of "
					+ "/api/v1/products is kept as it is named.")
	CaseResource concerns(@PathVariable String number, @RequestBody ConcernsRequest request) {
		return resource(this.desk.concerns(number, request.product(), request.component()));
	}

	@PostMapping("/{number}/close")
	@Operation(summary = "Ends a case early: as a duplicate, as withdrawn, as spam")
	CaseResource close(@PathVariable String number, @Valid @RequestBody CloseRequest request) {
		Closing as = Closing.of(request.as())
			.orElseThrow(() -> new Invalid("as",
					"A case can be ended early as duplicate, withdrawn or spam only; every other end is the customer's."));
		return resource(this.desk.endEarly(number, as, request.reason(), request.of()));
	}

	private CaseResource resource(SupportCase of) {
		return CaseResource.of(of, this.customers.get(of.customerId()), this.turns.of(of).orElse(null),
				continuing(List.of(of)).getOrDefault(of.number(), List.of()));
	}

	/** The cases that go on from some others, by the others' numbers. */
	private Map<String, List<String>> continuing(List<SupportCase> others) {
		return this.cases.continuing(others)
			.stream()
			.collect(Collectors.groupingBy((later) -> Objects.requireNonNull(later.continues()),
					Collectors.mapping(SupportCase::number, Collectors.toList())));
	}

	/**
	 * What a case is opened with.
	 *
	 * @param customer whose it is
	 * @param subject what it is about
	 * @param description the customer's words
	 * @param impact blocked, impaired or question
	 * @param product what it concerns
	 * @param component the part of the product
	 */
	record NewCaseRequest(@Valid @NotNull CustomerRequest customer, @NotBlank String subject,
			@NotBlank @Size(max = Messages.LONGEST) String description, @Nullable String impact,
			@Nullable String product, @Nullable String component) {

		NewCase newCase(Customer customer) {
			Impact hit = (this.impact == null) ? Impact.IMPAIRED : Impact.of(this.impact)
				.orElseThrow(() -> new Invalid("impact", "The impact is blocked, impaired or question."));
			return new NewCase(customer, this.subject.strip(), this.product, this.component, hit, Door.API, null);
		}

	}

	/**
	 * A customer.
	 *
	 * @param email their mail address
	 * @param name what they are called
	 */
	record CustomerRequest(@NotBlank String email, @Nullable String name) {
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
	 * What a case concerns.
	 *
	 * @param product what customers use; null where that isn't known
	 * @param component the part of it; null where that isn't known
	 */
	record ConcernsRequest(@Nullable String product, @Nullable String component) {
	}

	/**
	 * How a case ends early.
	 *
	 * @param as duplicate, withdrawn or spam
	 * @param reason why
	 * @param of the case that goes on, for a duplicate
	 */
	record CloseRequest(@NotBlank String as, @NotBlank String reason, @Nullable String of) {
	}

	/**
	 * A page of a list.
	 *
	 * @param <T> what it lists
	 * @param items the page
	 * @param next what to send as {@code cursor} for the next page; null on the last
	 */
	record Page<T>(List<T> items, @Nullable String next) {
	}

	/**
	 * A case.
	 */
	record CaseResource(String number, String subject, String state, String stage, @Nullable String turn,
			@Nullable String closedAs, CustomerResource customer, String impact, @Nullable String product,
			@Nullable String component, @Nullable String severity, int priority, @Nullable String team,
			@Nullable String owner, Instant openedAt, @Nullable Instant acknowledgedAt, @Nullable Instant closedAt,
			@Nullable String duplicateOf, int reopened, @Nullable String continues, List<String> continuedBy) {

		static CaseResource of(SupportCase of, Customer customer, @Nullable Turn turn, List<String> continuedBy) {
			Closing as = of.closedAs();
			return new CaseResource(of.number(), of.subject(), of.isOpen() ? "open" : "closed", of.stage(),
					(turn != null) ? turn.word() : null, (as != null) ? as.word() : null,
					new CustomerResource(customer.email(), customer.name()), of.impact().word(), of.product(),
					of.component(), of.severity(), of.priority(), of.team(), of.owner(), of.openedAt(),
					of.acknowledgedAt(), of.closedAt(), of.duplicateOf(), of.reopened(), of.continues(), continuedBy);
		}

	}

	/**
	 * A customer.
	 */
	record CustomerResource(String email, String name) {
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
