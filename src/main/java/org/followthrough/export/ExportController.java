package org.followthrough.export;

import java.nio.charset.StandardCharsets;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Exports of cases over REST; the page's downloads are the same.
 */
@RestController
@Tag(name = "Audit")
class ExportController {

	private final CaseExports exports;

	ExportController(CaseExports exports) {
		this.exports = exports;
	}

	@GetMapping({ "/api/v1/audit/exports/cases.xes", "/audit/exports/cases.xes" })
	@Operation(summary = "Cases as a log of events in XES (IEEE 1849-2016)",
			description = "For managers, auditors and admins. A trace is a case. The export is recorded; one that breaks off "
					+ "is no well-formed XML.")
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = "application/xml", schema = @Schema(type = "string")))
	ResponseEntity<StreamingResponseBody> xes(@ParameterObject ExportRequest request) {
		return answer(ExportFormat.XES, request);
	}

	@GetMapping({ "/api/v1/audit/exports/cases.json", "/audit/exports/cases.json" })
	@Operation(summary = "Cases as an object-centric log of events in OCEL 2.0",
			description = "For managers, auditors and admins. Objects are cases, tasks, promises, fixes, defects, people who "
					+ "work here, and customers without their names. The export is recorded; one that breaks off is no JSON.")
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = "application/json", schema = @Schema(type = "object")))
	ResponseEntity<StreamingResponseBody> ocel(@ParameterObject ExportRequest request) {
		return answer(ExportFormat.OCEL, request);
	}

	@GetMapping({ "/api/v1/audit/exports/cases.csv.zip", "/audit/exports/cases.csv.zip" })
	@Operation(summary = "Cases and their events as comma-separated values, in an archive",
			description = "For managers, auditors and admins. `cases.csv`, `events.csv`, and `about.csv`, which says what "
					+ "the others are. No cell is a formula. The export is recorded; an archive that breaks off can't be opened.")
	@ApiResponse(responseCode = "200",
			content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
	ResponseEntity<StreamingResponseBody> csv(@ParameterObject ExportRequest request) {
		return answer(ExportFormat.CSV, request);
	}

	private ResponseEntity<StreamingResponseBody> answer(ExportFormat format, ExportRequest request) {
		CaseExports.Ready export = this.exports.begin(format, request.read());
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(format.mediaType()))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(export.fileName(), StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(export::writeTo);
	}

}
