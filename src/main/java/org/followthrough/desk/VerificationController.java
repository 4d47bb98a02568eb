package org.followthrough.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.SchemaProperty;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.journey.VerifiersEvidence;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.EvidenceFile;
import org.followthrough.verification.UnverifiedDecision;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verifications;
import org.followthrough.web.Cursor;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Verifications over REST: what was checked, the files that show it, and what was decided
 * where nobody could check.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Verification")
class VerificationController {

	private final Cases cases;

	private final Verifications verifications;

	private final UnverifiedFixes unverified;

	private final Evidence evidence;

	private final VerifiersEvidence verifiers;

	private final Uploads uploads;

	VerificationController(Cases cases, Verifications verifications, UnverifiedFixes unverified, Evidence evidence,
			VerifiersEvidence verifiers, Uploads uploads) {
		this.cases = cases;
		this.verifications = verifications;
		this.unverified = unverified;
		this.evidence = evidence;
		this.verifiers = verifiers;
		this.uploads = uploads;
	}

	@GetMapping("/cases/{number}/verifications")
	@Operation(summary = "The checks of a case's fixes, oldest first",
			description = "Those that were made on another case for all of the defect are among them. Where a fix could not be verified, with what a manager and a second support engineer decided "
					+ "about it, and why.")
	List<VerificationResource> list(@PathVariable String number) {
		SupportCase of = this.cases.get(number);
		Map<Long, List<UnverifiedDecision>> decisions = this.unverified.ofCase(of.id())
			.stream()
			.collect(Collectors.groupingBy(UnverifiedDecision::verificationId));
		List<Verification> serving = this.verifications.serving(of.id());
		Map<Long, List<EvidenceFile>> files = this.evidence.of(serving);
		Map<Long, SupportCase> checkedOn = this.cases.get(serving.stream().map(Verification::caseId).toList());
		return serving.stream()
			.map((check) -> VerificationResource.of(check,
					Objects.requireNonNull(checkedOn.get(check.caseId())).number(),
					decisions.getOrDefault(check.id(), List.of()), files.getOrDefault(check.id(), List.of())))
			.toList();
	}

	@PostMapping(path = "/cases/{number}/verification/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	@Operation(summary = "Uploads files for the check that is being made",
			description = "By whoever has the task \"verify-fix\", before completing it. All files are kept, or none.")
	@RequestBody(content = @Content(mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
			schemaProperties = @SchemaProperty(name = "files",
					array = @ArraySchema(schema = @Schema(type = "string", format = "binary")))))
	ResponseEntity<List<EvidenceResource>> upload(@PathVariable String number,
			@Parameter(hidden = true) HttpServletRequest request) {
		List<EvidenceFile> kept = this.uploads.read(request, (files) -> this.verifiers.add(number, files));
		return ResponseEntity.status(201).body(kept.stream().map(EvidenceResource::of).toList());
	}

	@DeleteMapping("/cases/{number}/verification/evidence/{id}")
	@Operation(summary = "Takes back a file of the check that is being made")
	ResponseEntity<Void> takeBack(@PathVariable String number, @PathVariable long id) {
		return this.verifiers.takeBack(number, id) ? ResponseEntity.noContent().build()
				: ResponseEntity.notFound().build();
	}

	@GetMapping("/unverified-fixes")
	@Operation(summary = "What was decided about fixes that could not be verified, newest first")
	Page<UnverifiedFixes.Listed> unverified(@RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		return Page.of(this.unverified.list(Cursor.readId(cursor), most + 1), most, UnverifiedFixes.Listed::id);
	}

	/**
	 * A check, made on the case {@code caseNumber}. {@code outcome} is passed, failed or
	 * cannot-verify.
	 */
	record VerificationResource(long id, String caseNumber, String outcome, String build, @Nullable String environment,
			@Nullable String otherBuild, String steps, String evidence, @Nullable String cannotVerify,
			String verifiedBy, Instant verifiedAt, List<DecisionResource> decisions, List<EvidenceResource> files) {

		static VerificationResource of(Verification check, String caseNumber, List<UnverifiedDecision> decisions,
				List<EvidenceFile> files) {
			return new VerificationResource(check.id(), caseNumber, check.outcome().word(), check.build(),
					check.environment(), check.otherBuild(), check.steps(), check.evidence(), check.cannotVerify(),
					check.verifiedBy(), check.verifiedAt(), decisions.stream().map(DecisionResource::of).toList(),
					files.stream().map(EvidenceResource::of).toList());
		}

	}

	/**
	 * What a manager or a second support engineer decided: offer, try-again or send-back.
	 */
	record DecisionResource(String part, String decision, String reason, String decidedBy, Instant decidedAt) {

		static DecisionResource of(UnverifiedDecision decision) {
			return new DecisionResource(decision.part().word(), decision.decision().word(), decision.reason(),
					decision.decidedBy(), decision.decidedAt());
		}

	}

	/**
	 * A file, to be had at {@code cases/{caseNumber}/evidence/{id}}.
	 */
	record EvidenceResource(long id, String name, long size, String sha256, String uploadedBy, Instant uploadedAt) {

		static EvidenceResource of(EvidenceFile file) {
			return new EvidenceResource(file.id(), file.name(), file.size(), file.hash(), file.uploadedBy(),
					file.uploadedAt());
		}

	}

}
