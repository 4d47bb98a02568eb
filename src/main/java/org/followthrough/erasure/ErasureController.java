package org.followthrough.erasure;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Erasure, holds and retention over REST.
 */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "Erasure")
class ErasureController {

	private final Erasures erasures;

	private final ErasureCsv csv;

	private final Holds holds;

	private final Retention retention;

	ErasureController(Erasures erasures, ErasureCsv csv, Holds holds, Retention retention) {
		this.erasures = erasures;
		this.csv = csv;
		this.holds = holds;
		this.retention = retention;
	}

	@GetMapping("/erasures")
	@Operation(summary = "What went, why and by whom, and what is to go, the last at the front",
			description = "For managers, auditors and admins.")
	Page<ErasureResource> list(@RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		return this.erasures.list(Cursor.readId(cursor), Page.limit(limit)).map(ErasureResource::of);
	}

	@GetMapping(path = "/erasures.csv")
	@Operation(summary = "The same as comma-separated values, with a row for each case that went")
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = "text/csv", schema = @Schema(type = "string", format = "binary")))
	ResponseEntity<StreamingResponseBody> csv() {
		return csv(this.csv);
	}

	static ResponseEntity<StreamingResponseBody> csv(ErasureCsv csv) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(ErasureCsv.MEDIA_TYPE))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename("erasures.csv").build().toString())
			.body(csv::write);
	}

	@GetMapping("/erasures/preview")
	@Operation(summary = "What would go if a person's data were erased, what would stay, and what is in the way",
			description = "For managers and admins.")
	PreviewResource preview(@RequestParam(defaultValue = "") String customer) {
		return PreviewResource.of(this.erasures.preview(customer));
	}

	@GetMapping("/erasures/{id}")
	@Operation(summary = "An erasure")
	ErasureResource one(@PathVariable long id) {
		return ErasureResource.of(this.erasures.get(id));
	}

	@GetMapping("/erasures/{id}/cases")
	@Operation(summary = "The cases whose words went by an erasure")
	Page<ErasedCase> cases(@PathVariable long id, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		return this.erasures.cases(id, Objects.requireNonNullElse(Cursor.readId(cursor), 0L), Page.limit(limit));
	}

	@PostMapping("/erasures")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Asks for all data of a person to be erased",
			description = "For managers and admins. Nothing goes until another one confirms it. Say why without names: that "
					+ "stays in the report.")
	ErasureResource ask(@RequestBody AskRequest request) {
		return ErasureResource.of(this.erasures.ask(text(request.customer()), text(request.reason())));
	}

	@PostMapping("/erasures/{id}/confirm")
	@Operation(summary = "Has it done, for good",
			description = "For a manager or admin who hasn't asked for it; `customer` is the person's address once more.")
	ErasureResource confirm(@PathVariable long id, @RequestBody ConfirmRequest request) {
		return ErasureResource.of(this.erasures.confirm(id, text(request.customer())));
	}

	@PostMapping("/erasures/{id}/withdraw")
	@Operation(summary = "Takes back what was asked for")
	ErasureResource withdraw(@PathVariable long id) {
		return ErasureResource.of(this.erasures.withdraw(id));
	}

	@GetMapping("/holds")
	@Operation(summary = "What must not go: the holds that last, up to 200, the newest first")
	List<HoldResource> holds() {
		return this.holds.running().stream().map(HoldResource::of).toList();
	}

	@PostMapping("/holds")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Holds all data of a customer, or one case",
			description = "For managers and admins. `what` is the customer's address, or the number of a case.")
	HoldResource hold(@RequestBody HoldRequest request) {
		return HoldResource.of(this.holds.set(text(request.what()), text(request.reason())));
	}

	@PostMapping("/holds/{id}/lift")
	@Operation(summary = "Ends a hold")
	HoldResource lift(@PathVariable long id, @RequestBody LiftRequest request) {
		return HoldResource.of(this.holds.lift(id, text(request.reason())));
	}

	@GetMapping("/retention")
	@Operation(summary = "How long words and files of closed cases are kept")
	Retention.Rules rules() {
		return this.retention.rules();
	}

	@PutMapping("/retention")
	@Operation(summary = "Replaces the rules",
			description = "For managers. Left out, `outcome` and `plan` stand for any, `months` for ever. The narrowest rule "
					+ "holds for a case, its outcome before its plan; what no rule is for is kept for ever. Nothing goes by "
					+ "rule for a week after a change.")
	Retention.Rules save(@RequestBody RulesRequest request) {
		if (request.rules() == null) {
			throw new Invalid("rules", "Send all rules, or an empty list to keep everything for ever.");
		}
		return this.retention.save(request.version(), request.rules()
			.stream()
			.map((rule) -> new RetentionRule(text(rule.outcome()).strip(), text(rule.plan()).strip(), rule.months()))
			.toList());
	}

	private static String text(@Nullable String given) {
		return Objects.requireNonNullElse(given, "");
	}

	/**
	 * Whom to erase, and why.
	 */
	record AskRequest(@Nullable String customer, @Nullable String reason) {
	}

	/**
	 * Whom to erase, once more.
	 */
	record ConfirmRequest(@Nullable String customer) {
	}

	/**
	 * What to hold, and why.
	 */
	record HoldRequest(@Nullable String what, @Nullable String reason) {
	}

	/**
	 * Why a hold ends.
	 */
	record LiftRequest(@Nullable String reason) {
	}

	/**
	 * All rules.
	 */
	record RulesRequest(int version, @Nullable List<RuleRequest> rules) {
	}

	/**
	 * A rule.
	 */
	record RuleRequest(@Nullable String outcome, @Nullable String plan, @Nullable Integer months) {
	}

	/**
	 * What went, or is to go.
	 */
	record ErasureResource(long id, String about, @Nullable String customer, String state, String reason,
			String askedBy, Instant askedAt, @Nullable String decidedBy, @Nullable Instant decidedAt,
			@Nullable Instant endedAt, int cases, int messages, int files, int mails, int held, List<String> stays) {

		static ErasureResource of(Erasure erasure) {
			return new ErasureResource(erasure.id(), erasure.about(), erasure.isAsked() ? erasure.address() : null,
					erasure.state().word(), erasure.reason(), erasure.askedBy(), erasure.askedAt(), erasure.decidedBy(),
					erasure.decidedAt(), erasure.endedAt(), erasure.cases(), erasure.messages(), erasure.files(),
					erasure.mails(), erasure.held(), erasure.left());
		}

	}

	/**
	 * What would go.
	 */
	record PreviewResource(String customer, String name, int cases, int messages, int files, int mails, int elsewhere,
			List<String> stays, List<String> obstacles) {

		static PreviewResource of(Preview preview) {
			Preview.Counts counts = preview.counts();
			return new PreviewResource(preview.address(), preview.name(), counts.cases(), counts.messages(),
					counts.files(), counts.mails(), counts.elsewhere(), preview.stays(), preview.obstacles());
		}

	}

	/**
	 * A hold.
	 */
	record HoldResource(long id, String what, String reason, String setBy, Instant setAt, @Nullable String liftedBy,
			@Nullable Instant liftedAt, @Nullable String liftedBecause) {

		static HoldResource of(LegalHold hold) {
			return new HoldResource(hold.id(), hold.what(), hold.reason(), hold.setBy(), hold.setAt(), hold.liftedBy(),
					hold.liftedAt(), hold.liftedBecause());
		}

	}

}
