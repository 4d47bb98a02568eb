package org.followthrough.desk;

import org.followthrough.correspondence.IncomingMail;
import org.followthrough.correspondence.Mailboxes;
import org.followthrough.correspondence.Outbox;
import org.followthrough.correspondence.Quarantine;
import org.followthrough.correspondence.Suppressions;
import org.followthrough.correspondence.TestMails;
import org.followthrough.correspondence.Undelivered;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.web.Refusal;
import org.followthrough.web.TimeWords;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page on which administrators see how mail comes in and goes out, what waits, and
 * what nobody could deal with.
 */
@Controller
@RequestMapping("/admin/mail")
class MailPages {

	private static final int MOST = 100;

	private static final String BACK = "redirect:/admin/mail";

	private final Mailboxes mailboxes;

	private final TestMails tests;

	private final Suppressions suppressions;

	private final Outbox outbox;

	private final Undelivered undelivered;

	private final TimeWords times;

	private final Quarantine quarantine;

	private final CheckedFiles files;

	MailPages(Mailboxes mailboxes, TestMails tests, Suppressions suppressions, Outbox outbox, Undelivered undelivered,
			Quarantine quarantine, CheckedFiles files, TimeWords times) {
		this.mailboxes = mailboxes;
		this.tests = tests;
		this.suppressions = suppressions;
		this.outbox = outbox;
		this.undelivered = undelivered;
		this.times = times;
		this.quarantine = quarantine;
		this.files = files;
	}

	@GetMapping
	String page(Model model) {
		show(model);
		model.addAttribute("scanner", this.files.health().orElse(null));
		model.addAttribute("unsorted", this.quarantine.unsorted(MOST));
		model.addAttribute("suppressed", this.suppressions.all(MOST));
		model.addAttribute("undelivered", this.undelivered.open(null, 0, MOST));
		model.addAttribute("waiting", this.outbox.waiting(MOST));
		model.addAttribute("unfetched", this.quarantine.unfetched(MOST));
		model.addAttribute("quarantined", this.quarantine.inState(IncomingMail.State.QUARANTINED, MOST));
		model.addAttribute("automatic", this.quarantine.inState(IncomingMail.State.AUTOMATIC, MOST));
		return "desk/mail";
	}

	/** What changes while a test mail is on its way. */
	@GetMapping("/_mailboxes")
	String mailboxes(Model model) {
		show(model);
		return "desk/mail :: mailboxes";
	}

	private void show(Model model) {
		var latest = this.tests.latest();
		model.addAttribute("mailboxes", this.mailboxes.all());
		model.addAttribute("tests", latest);
		model.addAttribute("testing",
				latest.values().stream().anyMatch((test) -> !test.isOver() && !this.times.isPast(test.lateAt())));
	}

	@PostMapping("/boxes/{name}/test")
	String test(@PathVariable String name, RedirectAttributes after) {
		return done(after, "A test mail is on its way to the mailbox " + name + ". Below it says how far it got.",
				() -> this.tests.start(name));
	}

	@PostMapping("/boxes/{name}/look")
	String look(@PathVariable String name, RedirectAttributes after) {
		return done(after, "The mailbox " + name + " is looked into now, or within a minute if another node reads it.",
				() -> this.mailboxes.lookInto(name));
	}

	@PostMapping("/suppressed/lift")
	String lift(@RequestParam String sender, RedirectAttributes after) {
		try {
			int again = this.suppressions.lift(sender);
			after.addFlashAttribute("done", sender + " may open cases by mail again. "
					+ ((again == 1) ? "One mail of theirs is" : again + " mails of theirs are") + " tried again now.");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return BACK;
	}

	@PostMapping("/out/{id}/retry")
	String retry(@PathVariable long id, RedirectAttributes after) {
		this.outbox.retry(id);
		after.addFlashAttribute("done", "The mail is tried again now.");
		return BACK;
	}

	@PostMapping("/in/{id}/again")
	String again(@PathVariable long id, RedirectAttributes after) {
		this.quarantine.again(id);
		after.addFlashAttribute("done", "The mail is tried again now.");
		return BACK;
	}

	private static String done(RedirectAttributes after, String words, Runnable work) {
		try {
			work.run();
			after.addFlashAttribute("done", words);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return BACK;
	}

	@GetMapping("/in/{id}.eml")
	ResponseEntity<StreamingResponseBody> raw(@PathVariable long id) {
		CheckedFiles.Content mail = this.quarantine.open(id);
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"mail-" + id + ".eml\"")
			.header("Content-Security-Policy", "sandbox; default-src 'none'")
			.body(mail::writeTo);
	}

}
