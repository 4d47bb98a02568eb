package org.followthrough.proof;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * The proof of the history over REST; the page's downloads are the same.
 */
@RestController
@Tag(name = "Audit")
class ProofController {

	private final ProofExport exports;

	private final ProofStatus status;

	ProofController(ProofExport exports, ProofStatus status) {
		this.exports = exports;
		this.status = status;
	}

	@GetMapping({ "/api/v1/audit/export", "/audit/export" })
	@Operation(summary = "All entries of the audit, or those of a case, with their proof",
			description = "For auditors and admins. Lines whose parts are separated by tabs, compressed (gzip). "
					+ "The program that checks them is at `/audit/verifier`. The export is recorded.")
	ResponseEntity<StreamingResponseBody> export(@RequestParam(name = "case", defaultValue = "") String number) {
		ProofExport.Ready export = this.exports.begin(Optional.of(number.strip()).filter((one) -> !one.isEmpty()));
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType("application/gzip"))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(export.fileName(), StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(export::writeTo);
	}

	@GetMapping("/api/v1/audit/checkpoints")
	@Operation(summary = "The newest checkpoints, the keys that sign them, and where they lie outside the database",
			description = "For auditors and admins.")
	Resource checkpoints() {
		ProofStatus.Told told = this.status.now();
		return new Resource(told.keys(),
				told.newest().stream().map((one) -> new CheckpointResource(one.size(), one.at(), one.note())).toList(),
				told.outside());
	}

	/**
	 * How the proof stands.
	 *
	 * @param keys public keys
	 * @param checkpoints the newest first
	 * @param outside where checkpoints lie
	 */
	record Resource(List<String> keys, List<CheckpointResource> checkpoints, List<ProofMapper.Delivery> outside) {
	}

	/**
	 * A checkpoint.
	 */
	record CheckpointResource(long size, Instant at, @Nullable String note) {
	}

}
