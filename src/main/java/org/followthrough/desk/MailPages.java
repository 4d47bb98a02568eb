package org.followthrough.desk;

import org.followthrough.correspondence.IncomingMail;
import org.followthrough.correspondence.Outbox;
import org.followthrough.correspondence.Quarantine;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page on which administrators see mail that waits and mail that nobody could deal
 * with.
 */
@Controller
@RequestMapping("/admin/mail")
class MailPages {

	private static final int MOST = 100;

	private final Outbox outbox;

	private final Quarantine quarantine;

	MailPages(Outbox outbox, Quarantine quarantine) {
		this.outbox = outbox;
		this.quarantine = quarantine;
	}

	@GetMapping
	String page(Model model) {
		model.addAttribute("unsent", this.outbox.unsent(MOST));
		model.addAttribute("unfetched", this.quarantine.unfetched(MOST));
		model.addAttribute("quarantined", this.quarantine.inState(IncomingMail.State.QUARANTINED, MOST));
		model.addAttribute("automatic", this.quarantine.inState(IncomingMail.State.AUTOMATIC, MOST));
		return "desk/mail";
	}

	@PostMapping("/out/{id}/retry")
	String retry(@PathVariable long id, RedirectAttributes after) {
		this.outbox.retry(id);
		after.addFlashAttribute("done", "The mail is tried again now.");
		return "redirect:/admin/mail";
	}

	@PostMapping("/in/{id}/again")
	String again(@PathVariable long id, RedirectAttributes after) {
		this.quarantine.again(id);
		after.addFlashAttribute("done", "The mail is tried again now.");
		return "redirect:/admin/mail";
	}

	@GetMapping("/in/{id}.eml")
	ResponseEntity<StreamingResponseBody> raw(@PathVariable long id) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"mail-" + id + ".eml\"")
			.header("Content-Security-Policy", "sandbox; default-src 'none'")
			.body((target) -> this.quarantine.copy(id, target));
	}

}
