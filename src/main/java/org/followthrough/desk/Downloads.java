package org.followthrough.desk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Previews;
import org.followthrough.scan.CheckedFiles;
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
 * proven otherwise: always saved; shown are pictures and plain text, and only as what
 * their bytes are.
 */
@Controller
class Downloads {

	private final Cases cases;

	private final Messages messages;

	private final Evidence evidence;

	private final CheckedFiles files;

	private final CustomerDesk customers;

	private final Previews previews;

	Downloads(Cases cases, Messages messages, Evidence evidence, CheckedFiles files, CustomerDesk customers,
			Previews previews) {
		this.cases = cases;
		this.messages = messages;
		this.evidence = evidence;
		this.files = files;
		this.customers = customers;
		this.previews = previews;
	}

	@GetMapping("/cases/{number}/files/{id}")
	ResponseEntity<StreamingResponseBody> download(@PathVariable String number, @PathVariable long id) {
		SupportCase of = this.cases.get(number);
		return this.messages.attachment(of.id(), id)
			.map((file) -> answer(file.fileId(), file.name(), file.size()))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	@GetMapping("/api/v1/cases/{number}/files/{id}")
	ResponseEntity<StreamingResponseBody> file(@PathVariable String number, @PathVariable long id) {
		return download(number, id);
	}

	@GetMapping("/c/{token}/files/{id}")
	ResponseEntity<StreamingResponseBody> theirs(@PathVariable String token, @PathVariable long id) {
		return ofCustomer(token, id).map((file) -> answer(file.fileId(), file.name(), file.size()))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	private Optional<Attachment> ofCustomer(String token, long id) {
		return this.messages.attachment(this.customers.open(token).id(), id)
			.filter((file) -> this.messages.find(file.messageId()).filter(Message::isPublic).isPresent());
	}

	@GetMapping("/cases/{number}/files/{id}/preview")
	ResponseEntity<StreamingResponseBody> preview(@PathVariable String number, @PathVariable long id) {
		return preview(this.messages.attachment(this.cases.get(number).id(), id));
	}

	@GetMapping("/c/{token}/files/{id}/preview")
	ResponseEntity<StreamingResponseBody> previewOfTheirs(@PathVariable String token, @PathVariable long id) {
		return preview(ofCustomer(token, id));
	}

	/** As a picture or as plain text, whatever it calls itself, and nothing else. */
	private ResponseEntity<StreamingResponseBody> preview(Optional<Attachment> found) {
		Attachment file = found.filter((one) -> one.isPicture() || one.isText()).orElse(null);
		if (file == null) {
			return ResponseEntity.notFound().build();
		}
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_DISPOSITION, "inline")
			.header("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'self'");
		if (file.isPicture()) {
			return answer.contentType(MediaType.parseMediaType(String.valueOf(file.foundType())))
				.body(this.files.open(file.fileId())::writeTo);
		}
		byte[] text = this.previews.of(file).getBytes(StandardCharsets.UTF_8);
		return answer.contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
			.body((target) -> target.write(text));
	}

	@GetMapping({ "/cases/{number}/evidence/{id}", "/api/v1/cases/{number}/evidence/{id}" })
	ResponseEntity<StreamingResponseBody> evidence(@PathVariable String number, @PathVariable long id) {
		SupportCase of = this.cases.get(number);
		return this.evidence.find(of.id(), id)
			.map((file) -> answer(file.fileId(), file.name(), file.size()))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	private ResponseEntity<StreamingResponseBody> answer(long fileId, String name, long size) {
		CheckedFiles.Content content = this.files.open(fileId);
		ContentDisposition disposition = ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build();
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.contentLength(size)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.header("Content-Security-Policy", "sandbox; default-src 'none'")
			.body(content::writeTo);
	}

}
