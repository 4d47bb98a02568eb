package org.followthrough.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.mail.internet.InternetAddress;

/**
 * Tells mail that programs write from mail that people write: by RFC 3834
 * (Auto-Submitted), RFC 3464 and its kin (reports), RFC 2919 (lists), and by what
 * programs do that predate or ignore these. A person's mail that is taken for a program's
 * goes unanswered, so a doubt speaks for the person.
 */
final class ProgramMail {

	private static final Pattern ADDRESS = Pattern.compile(
			"(?i)(mailer-daemon|mailerdaemon|postmaster|no-?reply|do-?not-?reply|bounces?([+=-].*)?|listserv|majordomo)@.*");

	/** What mail systems call themselves, with and without an address. */
	private static final Pattern SYSTEM = Pattern
		.compile("(?i)\\bmailer[- ]?daemon\\b|\\bmail delivery (sub)?system\\b|\\bmail system internal data\\b|"
				+ "\\binternet mail delivery\\b");

	private static final List<String> MARKS = List.of("X-Autoreply", "X-Autoreply-From", "X-Autorespond",
			"X-Auto-Response-Suppress", "X-Failed-Recipients", "X-Loop");

	private static final List<String> LIST = List.of("List-Id", "List-Unsubscribe");

	private static final Pattern FAILURE = Pattern.compile("(?i)(undeliver(ed|able)\\b|undelivered mail|"
			+ "(mail|message|e-?mail) (delivery|status) (fail|status|error|problem|notif|report)|"
			+ "mail delivery|delivery (status )?(notification|failure|report|problem|has failed)|"
			+ "returned mail|failure notice|failed mail|mail (could not be|system) |message (undeliverable|delivery)|"
			+ "non[- ]?(delivery|remise)|warning: (could not send|message)|unable to deliver|"
			+ "mail rejected|rejected mail|complaint about message|abuse report).*");

	private static final Pattern EVIDENCE = Pattern
		.compile("(?im)^[ \t]*(final-recipient|diagnostic-code|original-recipient|reporting-mta|feedback-type):|"
				+ "this is the mail ?(delivery )?system at host|this is the .{1,60} program at|"
				+ "this message was created automatically by|this is the dragonfly mail agent|"
				+ "the following address(es)? (had|failed)|transcript of session follows|"
				+ "(message|mail) could not be delivered|could not be delivered to|"
				+ "delivery to the following recipients? (failed|has)|"
				+ "^[ \t]*-{2,} ?(this is a copy of|original message|unsent message|returned message|the header)");

	/** Filters that ask a sender to prove that they are a person. */
	private static final Pattern CHALLENGE = Pattern.compile("(?i)(.*\\b)?(please (confirm|verify)\\b|"
			+ "confirm(ation of)? (that )?you(r|('re| are) a)\\b|verify (that )?you(r|('re| are) a)\\b|"
			+ "(sender|mail|e-?mail|message) verification|(message|mail) (awaiting|pending|held)\\b|"
			+ "(confirmation|verification) (required|needed|request)).*");

	/** What they held back, and what one is to do about it. */
	private static final Pattern HELD = Pattern.compile("(?is)\\b(message|mail|e-?mail)\\b.{0,120}"
			+ "\\b(held|on hold|pending|waiting|awaiting|quarantined?|not (yet )?(been )?delivered|will be delivered)\\b");

	private static final Pattern PROOF = Pattern
		.compile("(?is)\\b(click|follow|visit|open)\\b.{0,80}\\b(link|here|address|page)\\b|"
				+ "\\b(just |simply )?reply to this (message|mail|e-?mail)\\b");

	private static final Pattern ANSWER = Pattern.compile("(?i)\\s*(re|aw|sv|fw|fwd|wg)\\s*:.*");

	private final Headers headers;

	private final MailSettings settings;

	ProgramMail(Headers headers, MailSettings settings) {
		this.headers = headers;
		this.settings = settings;
	}

	/**
	 * What the header says.
	 * @param from the sender that one would answer, if there is one
	 * @return why it is a program's; empty for a person's
	 */
	Optional<String> byHeader(Optional<InternetAddress> from) {
		String submitted = this.headers.lower("Auto-Submitted").split("[;(\\s]", 2)[0];
		if (!submitted.isEmpty() && !submitted.equals("no")) {
			return Optional.of("It says that it was sent automatically (Auto-Submitted).");
		}
		if (this.headers.lower("Return-Path").replace(" ", "").matches("<(mailer-daemon(@[^>]*)?)?>")) {
			return Optional.of("It has no sender to return to (Return-Path), as bounces do.");
		}
		String type = this.headers.lower("Content-Type");
		if (type.startsWith("multipart/report") || type.startsWith("message/delivery-status")
				|| type.startsWith("message/feedback-report") || type.contains("report-type=")) {
			return Optional.of("It is a report on another mail's delivery.");
		}
		return byKindOfMail().or(() -> bySender(from));
	}

	private Optional<String> byKindOfMail() {
		String precedence = this.headers.lower("Precedence").split("[;(\\s]", 2)[0];
		if (List.of("bulk", "junk", "auto_reply").contains(precedence)) {
			return Optional.of("It says that it is bulk mail (Precedence).");
		}
		boolean list = precedence.equals("list") || LIST.stream().anyMatch(this.headers::has);
		if (list && !isOurList()) {
			return Optional.of("It came by a mailing list.");
		}
		return MARKS.stream()
			.filter((name) -> this.headers.has(name) && !this.headers.lower(name).equals("none"))
			.findFirst()
			.map((name) -> "A program marked it as its own (" + name + ").");
	}

	/**
	 * Our own address may be a list: then every customer's mail comes by it.
	 */
	private boolean isOurList() {
		return this.settings.addresses()
			.stream()
			.anyMatch((address) -> this.headers.lower("List-Post").contains("mailto:" + address)
					|| this.headers.lower("List-Id").contains("<" + address.replace('@', '.') + ">"));
	}

	private Optional<String> bySender(Optional<InternetAddress> from) {
		if (from.map(InternetAddress::getAddress).filter((address) -> ADDRESS.matcher(address).matches()).isPresent()) {
			return Optional.of("Its sender's address is a program's.");
		}
		if (SYSTEM.matcher(this.headers.words("From")).find()) {
			return Optional.of("Its sender is a mail system.");
		}
		return Optional.empty();
	}

	/**
	 * What the subject says where the content agrees: a person may well write about mail
	 * that wasn't delivered.
	 * @param body the mail's words and what else it holds
	 * @return why it is a program's; empty for a person's
	 */
	Optional<String> byContent(MailBody body) {
		String subject = this.headers.words("Subject");
		if (ANSWER.matcher(subject).matches()) {
			return Optional.empty();
		}
		String text = body.text();
		if (CHALLENGE.matcher(subject).matches() && HELD.matcher(text).find() && PROOF.matcher(text).find()) {
			return Optional.of("It asks its reader to prove that they are a person (challenge-response).");
		}
		boolean evident = this.headers.first("From").endsWith("<>") || EVIDENCE.matcher(text).find()
				|| (text.isBlank() && body.hasMail());
		return (body.hasReport() || (FAILURE.matcher(subject).lookingAt() && evident))
				? Optional.of("It is a report on another mail's delivery.") : Optional.empty();
	}

}
