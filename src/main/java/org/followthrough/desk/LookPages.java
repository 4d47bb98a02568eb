package org.followthrough.desk;

import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Cases;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.RemotePictures;
import org.followthrough.correspondence.ShownMail;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.followthrough.web.Refusal;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Mail as it looks, in a document of its own that pages show in a frame. Whatever came
 * through our list of what is harmless, its browser is told that nothing in it may run,
 * send or load from elsewhere. It is guarded like the page that it stands on.
 */
@Controller
class LookPages {

	/**
	 * Without scripts it can't use that it comes from here; the page around it needs that
	 * to tell how high it is.
	 */
	private static final String POLICY = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; "
			+ "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
			+ "frame-ancestors 'self'";

	private static final String PICTURE_POLICY = "sandbox; default-src 'none'";

	private final Cases cases;

	private final CustomerDesk customers;

	private final Messages messages;

	private final ShownMail mail;

	private final RemotePictures remote;

	private final CheckedFiles files;

	private final Languages languages;

	LookPages(Cases cases, CustomerDesk customers, Messages messages, ShownMail mail, RemotePictures remote,
			CheckedFiles files, Languages languages) {
		this.cases = cases;
		this.customers = customers;
		this.messages = messages;
		this.mail = mail;
		this.remote = remote;
		this.files = files;
		this.languages = languages;
	}

	@GetMapping("/cases/{number}/messages/{id}/mail")
	String mail(@PathVariable String number, @PathVariable long id, @RequestParam(defaultValue = "") String pictures,
			Model model, HttpServletResponse response) {
		return show(ofCase(number, id), pictures, this.languages.english(), model, response);
	}

	@GetMapping("/c/{token}/messages/{id}/mail")
	String theirMail(@PathVariable String token, @PathVariable long id,
			@RequestParam(defaultValue = "") String pictures, Model model, HttpServletResponse response) {
		return show(ofCustomer(token, id), pictures, this.customers.language(token), model, response);
	}

	private String show(Message message, String pictures, Language reader, Model model, HttpServletResponse response) {
		boolean asked = "shown".equals(pictures);
		model.addAttribute("look", this.mail.of(message, asked, reader).orElseThrow(NoSuchMail::new));
		model.addAttribute("asked", asked);
		model.addAttribute("lang", reader);
		response.setHeader("Content-Security-Policy", POLICY);
		return "desk/look";
	}

	@GetMapping("/cases/{number}/messages/{id}/inline/{file}")
	ResponseEntity<StreamingResponseBody> inline(@PathVariable String number, @PathVariable long id,
			@PathVariable long file) {
		return inline(ofCase(number, id), file);
	}

	@GetMapping("/c/{token}/messages/{id}/inline/{file}")
	ResponseEntity<StreamingResponseBody> theirInline(@PathVariable String token, @PathVariable long id,
			@PathVariable long file) {
		return inline(ofCustomer(token, id), file);
	}

	private ResponseEntity<StreamingResponseBody> inline(Message message, long id) {
		Attachment file = this.messages.attachment(message.caseId(), id)
			.filter((found) -> found.messageId() == message.id() && found.isPicture())
			.orElseThrow(NoSuchMail::new);
		return picture(String.valueOf(file.foundType()), this.files.open(file.fileId())::writeTo);
	}

	@GetMapping("/cases/{number}/messages/{id}/remote/{place}")
	ResponseEntity<StreamingResponseBody> remote(@PathVariable String number, @PathVariable long id,
			@PathVariable int place) {
		return remote(ofCase(number, id), place);
	}

	@GetMapping("/c/{token}/messages/{id}/remote/{place}")
	ResponseEntity<StreamingResponseBody> theirRemote(@PathVariable String token, @PathVariable long id,
			@PathVariable int place) {
		return remote(ofCustomer(token, id), place);
	}

	private ResponseEntity<StreamingResponseBody> remote(Message message, int place) {
		return this.mail.picture(message, place)
			.flatMap(this.remote::get)
			.map((found) -> picture(found.type(), (target) -> target.write(found.bytes())))
			.orElseThrow(NoSuchMail::new);
	}

	private static ResponseEntity<StreamingResponseBody> picture(String type, StreamingResponseBody content) {
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(type))
			.cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
			.header(HttpHeaders.CONTENT_DISPOSITION, "inline")
			.header("Content-Security-Policy", PICTURE_POLICY)
			.body(content);
	}

	private Message ofCase(String number, long id) {
		return found(this.cases.get(number).id(), id).orElseThrow(NoSuchMail::new);
	}

	private Message ofCustomer(String token, long id) {
		return found(this.customers.open(token).id(), id).filter(Message::isPublic).orElseThrow(NoSuchMail::new);
	}

	private Optional<Message> found(long caseId, long id) {
		return this.messages.find(id).filter((message) -> message.caseId() == caseId);
	}

	/**
	 * There is no such mail, or nothing of it can be shown.
	 */
	private static final class NoSuchMail extends Refusal {

		NoSuchMail() {
			super(Kind.NOT_FOUND, "This isn't here: it may have been erased, or can't be shown.");
		}

	}

}
