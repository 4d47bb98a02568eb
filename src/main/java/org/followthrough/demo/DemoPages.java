package org.followthrough.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages of the demonstration: what it is, everybody's mailbox, and the time machine.
 */
@Controller
@RequestMapping("/demo")
@ConditionalOnProperty(DemoEnvironment.ENABLED)
class DemoPages {

	private static final Pattern LINK = Pattern.compile("https?://\\S+/c/[A-Za-z0-9_-]+");

	private static final int MOST = 200;

	private final DemoMail mail;

	private final DemoSettings settings;

	private final TimeMachine machine;

	DemoPages(DemoMail mail, DemoSettings settings, TimeMachine machine) {
		this.mail = mail;
		this.settings = settings;
		this.machine = machine;
	}

	@GetMapping
	String start(Model model) {
		model.addAttribute("smtp", this.settings.mail().smtpPort());
		model.addAttribute("imap", this.settings.mail().imapPort());
		model.addAttribute("support", DemoMail.SUPPORT);
		return "demo/start";
	}

	@GetMapping("/mailbox")
	String mailbox(@RequestParam(defaultValue = "") String address, Model model) {
		List<DemoLetter> letters = new ArrayList<>();
		for (MimeMessage message : this.mail.toCustomers()) {
			letter(message).ifPresent(letters::add);
		}
		String wanted = address.strip();
		model.addAttribute("letters",
				letters.stream()
					.filter((letter) -> wanted.isEmpty() || letter.to().contains(wanted))
					.sorted(Comparator.comparing(DemoLetter::sentAt).reversed())
					.limit(MOST)
					.toList());
		model.addAttribute("address", wanted);
		return "demo/mailbox";
	}

	/** Anybody may send anything to the demo's server; what can't be read isn't shown. */
	private static Optional<DemoLetter> letter(MimeMessage message) {
		try {
			Object content = message.getContent();
			// The words of our mails come before their files, and the text before the
			// HTML that says the same.
			while (content instanceof Multipart parts) {
				content = parts.getBodyPart(0).getContent();
			}
			String body = String.valueOf(content);
			Matcher link = LINK.matcher(body);
			String to = (message.getAllRecipients() != null) ? Arrays.toString(message.getAllRecipients()) : "";
			Instant sent = (message.getSentDate() != null) ? message.getSentDate().toInstant() : Instant.EPOCH;
			return Optional
				.of(new DemoLetter(to.replaceAll("[\\[\\]]", ""), Optional.ofNullable(message.getSubject()).orElse(""),
						body, sent, link.find() ? link.group() : null));
		}
		catch (MessagingException | IOException ex) {
			return Optional.empty();
		}
	}

	@GetMapping("/clock")
	String clock(Model model) {
		model.addAttribute("now", this.machine.now());
		model.addAttribute("offset", this.machine.offset());
		return "demo/clock";
	}

	@PostMapping(path = "/clock", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	String advance(@RequestParam String advance, RedirectAttributes after) {
		try {
			Moved moved = this.machine.advance(advance);
			after.addFlashAttribute("done",
					"The clock was moved on." + ((moved.dueJobs() == 0) ? " Everything that fell due was dealt with."
							: " Some of what fell due is still being dealt with."));
		}
		catch (Invalid ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/demo/clock";
	}

	/**
	 * A mail in somebody's mailbox.
	 */
	record DemoLetter(String to, String subject, String body, Instant sentAt, @Nullable String link) {
	}

	/**
	 * Where a move of the clock led.
	 *
	 * @param now what it shows
	 * @param offset how far it is ahead of the machine's
	 * @param dueJobs how much of what fell due is still to be dealt with
	 */
	record Moved(Instant now, Duration offset, long dueJobs) {
	}

	/**
	 * The time machine for programs.
	 */
	@RestController
	@RequestMapping("/demo/clock")
	@ConditionalOnProperty(DemoEnvironment.ENABLED)
	static class DemoClock {

		private final TimeMachine machine;

		DemoClock(TimeMachine machine) {
			this.machine = machine;
		}

		@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
		Moved advance(@RequestBody Advance request) {
			return this.machine.advance(request.advance());
		}

	}

	/**
	 * How far to move the clock.
	 *
	 * @param advance ISO 8601 duration, such as {@code PT24H}
	 */
	record Advance(String advance) {
	}

}
