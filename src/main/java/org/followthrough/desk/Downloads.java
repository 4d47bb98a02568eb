package org.followthrough.desk;

import java.nio.charset.StandardCharsets;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.database.Files;
import org.followthrough.verification.Evidence;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Files that came with messages, and those that verifiers show. They are hostile until
 * proven otherwise: always saved, never shown, whatever they say they are.
 */
@Controller
class Downloads {

	private final Cases cases;

	private final Messages messages;

	private final Evidence evidence;

	private final Files files;

	Downloads(Cases cases, Messages messages, Evidence evidence, Files files) {
		this.cases = cases;
		this.messages = messages;
		this.evidence = evidence;
		this.files = files;
	}

	@GetMapping("/cases/{number}/files/{id}")
	ResponseEntity<StreamingResponseBody> download(@PathVariable String number, @PathVariable long id) {
		SupportCase of = this.cases.get(number);
		return this.messages.attachment(of.id(), id)
			.map((file) -> answer(file.fileId(), file.name(), file.size()))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	@GetMapping({ "/cases/{number}/evidence/{id}", "/api/v1/cases/{number}/evidence/{id}" })
	ResponseEntity<StreamingResponseBody> evidence(@PathVariable String number, @PathVariable long id) {
		SupportCase of = this.cases.get(number);
		return this.evidence.find(of.id(), id)
			.map((file) -> answer(file.fileId(), file.name(), file.size()))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	private ResponseEntity<StreamingResponseBody> answer(long fileId, String name, long size) {
		ContentDisposition disposition = ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build();
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.contentLength(size)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.header("Content-Security-Policy", "sandbox; default-src 'none'")
			.body((target) -> this.files.copy(fileId, target));
	}

}
