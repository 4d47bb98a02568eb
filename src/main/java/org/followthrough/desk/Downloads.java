package org.followthrough.desk;

import java.nio.charset.StandardCharsets;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Messages;
import org.followthrough.database.Files;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Files that came with messages. They are hostile until proven otherwise: always saved,
 * never shown, whatever they say they are.
 */
@Controller
class Downloads {

	private final Cases cases;

	private final Messages messages;

	private final Files files;

	Downloads(Cases cases, Messages messages, Files files) {
		this.cases = cases;
		this.messages = messages;
		this.files = files;
	}

	@GetMapping("/cases/{number}/files/{id}")
	ResponseEntity<StreamingResponseBody> download(@PathVariable String number, @PathVariable long id) {
		SupportCase of = this.cases.get(number);
		return this.messages.attachment(of.id(), id)
			.map(this::answer)
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	private ResponseEntity<StreamingResponseBody> answer(Attachment attachment) {
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename(attachment.name(), StandardCharsets.UTF_8)
			.build();
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.contentLength(attachment.size())
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.header("Content-Security-Policy", "sandbox; default-src 'none'")
			.body((target) -> this.files.copy(attachment.fileId(), target));
	}

}
