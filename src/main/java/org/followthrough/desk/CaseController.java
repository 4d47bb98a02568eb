package org.followthrough.desk;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.followthrough.cases.CaseQuery;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Turn;
import org.followthrough.correspondence.Turns;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Door;
import org.followthrough.promises.Promises;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
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

	private final Cases cases;

	private final Customers customers;

	private final CaseDesk desk;

	private final Promises promises;

	private final Turns turns;

	private final Transactions transactions;

	private final Clock clock;

	CaseController(Cases cases, Customers customers, CaseDesk desk, Promises promises, Turns turns,
			Transactions transactions, Clock clock) {
		this.cases = cases;
		this.customers = customers;
		this.desk = desk;
		this.promises = promises;
		this.turns = turns;
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
		int most = Page.limit(limit);
		Long customerId = null;
		if (customer != null) {
			customerId = this.customers.find(customer).map(Customer::id).orElse(-1L);
		}
		CaseQuery query = new CaseQuery(open(state), null, owner, customerId, null, Cursor.readId(cursor));
		Page<SupportCase> page = Page.of(this.cases.list(query, most + 1), most, SupportCase::id);
		Map<Long, Customer> theirs = this.customers.get(page.items().stream().map(SupportCase::customerId).toList());
		Map<Long, Turn> turn = this.turns.of(page.items());
		Map<String, List<String>> later = continuing(page.items().stream().filter((item) -> !item.isOpen()).toList());
		return page.map((item) -> CaseResource.of(item, Objects.requireNonNull(theirs.get(item.customerId())),
				turn.get(item.id()), later.getOrDefault(item.number(), List.of())));
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

	@GetMapping("/{number}")
	@Operation(summary = "One case")
	CaseResource get(@PathVariable String number) {
		return resource(this.cases.get(number));
	}

	@PostMapping("/{number}/pause")
	@Operation(summary = "Pauses the promise while a question of ours lies with the customer",
			description = "It runs on when they write, when the question turns out not to have reached them, and at the "
					+ "latest when the targets' longest wait is over.")
	CaseRecordController.PromiseResource pause(@PathVariable String number) {
		return running(this.desk.pause(number));
	}

	@DeleteMapping("/{number}/pause")
	@Operation(summary = "Lets a paused promise run on")
	CaseRecordController.PromiseResource resume(@PathVariable String number) {
		return running(this.desk.resume(number));
	}

	private CaseRecordController.PromiseResource running(SupportCase of) {
		return CaseRecordController.PromiseResource.of(this.promises.running(of.id()).orElseThrow(),
				this.clock.instant());
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

	@PostMapping("/{number}/merge")
	@Operation(summary = "Merges a case into another open one of the same customer",
			description = "It ends as a duplicate, its promise with it; the other's promise runs as before. What the customer "
					+ "writes to the merged one from then on goes to the other.")
	CaseResource merge(@PathVariable String number, @Valid @RequestBody MergeRequest request) {
		return resource(this.desk.merge(number, request.into(), request.reason()));
	}

	@PostMapping("/{number}/split")
	@Operation(summary = "Makes a case of its own of a later message of the customer that is about something else")
	ResponseEntity<CaseResource> split(@PathVariable String number, @Valid @RequestBody SplitRequest request) {
		CaseResource fresh = this.transactions
			.retrying(() -> resource(this.desk.split(number, request.message(), request.subject())));
		return ResponseEntity.created(URI.create("/api/v1/cases/" + fresh.number())).body(fresh);
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
	 * Which case goes on.
	 *
	 * @param into its number
	 * @param reason why they belong together
	 */
	record MergeRequest(@NotBlank String into, @NotBlank String reason) {
	}

	/**
	 * What is about something else.
	 *
	 * @param message the customer's message, by its id
	 * @param subject what it is about
	 */
	record SplitRequest(@NotNull Long message, @NotBlank String subject) {
	}

	/**
	 * A case.
	 */
	record CaseResource(String number, String subject, String state, String stage, @Nullable String turn,
			@Nullable String closedAs, CustomerResource customer, String impact, @Nullable String product,
			@Nullable String component, @Nullable String severity, int priority, @Nullable String team,
			@Nullable String owner, Instant openedAt, @Nullable Instant acknowledgedAt, @Nullable Instant closedAt,
			@Nullable String duplicateOf, int reopened, @Nullable String continues, List<String> continuedBy,
			@Nullable String splitFrom, @Nullable String quotes) {

		static CaseResource of(SupportCase of, Customer customer, @Nullable Turn turn, List<String> continuedBy) {
			Closing as = of.closedAs();
			return new CaseResource(of.number(), of.subject(), of.isOpen() ? "open" : "closed", of.stage(),
					(turn != null) ? turn.word() : null, (as != null) ? as.word() : null,
					new CustomerResource(customer.email(), customer.name()), of.impact().word(), of.product(),
					of.component(), of.severity(), of.priority(), of.team(), of.owner(), of.openedAt(),
					of.acknowledgedAt(), of.closedAt(), of.duplicateOf(), of.reopened(), of.continues(), continuedBy,
					of.splitFrom(), of.quotes());
		}

	}

	/**
	 * A customer.
	 */
	record CustomerResource(String email, String name) {
	}

}
