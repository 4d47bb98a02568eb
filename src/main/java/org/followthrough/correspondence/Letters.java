package org.followthrough.correspondence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customer;
import org.followthrough.customers.CustomerLinks;
import org.followthrough.customers.Customers;

import org.springframework.stereotype.Component;

/**
 * The words that we put around what people write, and those of automatic mail. All in one
 * place, so that they sound like one house.
 */
@Component
class Letters {

	private static final String GOES_ON = "If you write to us about it, it is opened again.";

	private static final int LONGEST_SUBJECT = 600;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm z", Locale.UK);

	private final Customers customers;

	private final CustomerLinks links;

	private final MailSettings settings;

	Letters(Customers customers, CustomerLinks links, MailSettings settings) {
		this.customers = customers;
		this.links = links;
		this.settings = settings;
	}

	/** The mail that carries a person's word about one case or several. */
	Outbox.Letter of(Map<SupportCase, Message> kept) {
		Map.Entry<SupportCase, Message> first = kept.entrySet().iterator().next();
		return (kept.size() == 1) ? word(first.getKey(), first.getValue()) : together(kept);
	}

	private Outbox.Letter word(SupportCase about, Message message) {
		Customer to = this.customers.get(about.customerId());
		return letter(about, message, to, false, """
				Dear %s,

				%s

				%s
				%s

				%s""".formatted(to.name(), message.body(), closingQuestion(message), whatComesNext(message),
				footer(about)));
	}

	/** One mail about several cases: what each is promised, and where it is read. */
	private Outbox.Letter together(Map<SupportCase, Message> kept) {
		Map.Entry<SupportCase, Message> first = kept.entrySet().iterator().next();
		Customer to = this.customers.get(first.getKey().customerId());
		StringBuilder cases = new StringBuilder();
		kept.forEach((about, message) -> cases.append("""
				%s, "%s"
				%s
				%s

				""".formatted(about.number(), about.subject(), whatComesNext(message), this.links.to(about.id()))));
		String numbers = kept.keySet()
			.stream()
			.map((about) -> "[" + about.number() + "] ")
			.collect(Collectors.joining());
		String subjects = kept.keySet().stream().map(SupportCase::subject).distinct().collect(Collectors.joining("; "));
		return new Outbox.Letter(first.getValue().id(), first.getKey().number(), to.email(),
				Characters.cut(numbers + subjects, LONGEST_SUBJECT), """
						Dear %s,

						%s

						This is about %d of your cases. On its page you see everything about each, and can answer:

						%s%s
						""".formatted(to.name(), first.getValue().body(), kept.size(), cases, this.settings.name()),
				false);
	}

	Outbox.Letter automatic(SupportCase about, Message message) {
		Customer to = this.customers.get(about.customerId());
		return letter(about, message, to, true, """
				Dear %s,

				%s

				%s""".formatted(to.name(), message.body(), footer(about)));
	}

	Outbox.Letter tooLarge(String recipient, String subject) {
		long limit = this.settings.largest().toMegabytes();
		return new Outbox.Letter(null, null, recipient, "Your mail was too large: " + Characters.cut(subject, 400), """
				Your mail "%s" is larger than the %d MB that we can open, so nobody has read it.

				Please send it again with smaller files: together they may have about %d MB, because files grow by \
				a third on their way. Several mails are fine too. If a file can't be made smaller, write to us \
				without it, and we find another way.

				%s
				This mail was sent automatically.
				""".formatted(subject, limit, limit * 7 / 10, this.settings.name()), true);
	}

	Outbox.Letter test(String recipient, String mailbox) {
		return new Outbox.Letter(null, null, recipient, "A test of the mailbox " + mailbox, """
				An administrator asked for this mail, to see that mail goes out and comes in. It opens no case, and
				nobody need answer it.

				%s
				""".formatted(this.settings.name()), true);
	}

	String receiptText(SupportCase opened) {
		String continued = (opened.continues() == null) ? ""
				: "It continues your case %s, which was closed too long ago to be opened again.\n"
					.formatted(opened.continues());
		String split = (opened.splitFrom() == null) ? ""
				: "You wrote it on your case %s, which is about something else and goes on as well.\n"
					.formatted(opened.splitFrom());
		return """
				We have your message "%s". Its number is %s.
				%s%sA person will read it and come back to you; this mail was sent automatically."""
			.formatted(opened.subject(), opened.number(), continued, split);
	}

	String signOffReminderText(SupportCase about) {
		return """
				We answered your case "%s" and would like to know whether that solved it.
				Please answer this mail, or open the page below, and tell us yes or no.""".formatted(about.subject());
	}

	String freshLinkText() {
		return "You asked for a new link to your case. Here it is.";
	}

	String closingText(SupportCase closed) {
		Closing as = Objects.requireNonNull(closed.closedAs(), "a closed case has ended somehow");
		return switch (as) {
			case CONFIRMED -> "Thank you for telling us that it is solved. We have closed the case.\n"
					+ "If you like, tell us on the page below how we did.";
			case UNCONFIRMED -> "We have not heard from you and have closed the case.";
			case UNSOLVED -> "We have closed the case, though we could not solve it.";
			case DUPLICATE -> "We have closed this case, because we work on the same matter in case %s."
				.formatted(closed.duplicateOf());
			case WITHDRAWN -> "As you wished, we have closed the case.";
			case SPAM -> "We have closed the case.";
		} + "\n" + GOES_ON;
	}

	private static String closingQuestion(Message message) {
		return switch (message.kind()) {
			case ACKNOWLEDGEMENT -> "Did we understand that right? If not, just reply to this mail.";
			case ANSWER -> "Does that solve it? Just answer this mail, or tell us on the page below: yes, or not yet.";
			case EXPLANATION -> "Can you live with that? Please tell us on the page below: you may also ask for "
					+ "somebody else to look at it.";
			default -> "";
		};
	}

	private static String whatComesNext(Message message) {
		return (message.kind() == Message.Kind.CLOSING) ? GOES_ON : "You will hear from us again by "
				+ time(Objects.requireNonNull(message.promisedNextAt())) + " at the latest.";
	}

	static String time(Instant at) {
		return TIME.format(at.atZone(ZoneId.systemDefault()));
	}

	private String footer(SupportCase about) {
		return """
				Everything about your case, and a place to answer:
				%s

				%s, case %s
				""".formatted(this.links.to(about.id()), this.settings.name(), about.number());
	}

	private static Outbox.Letter letter(SupportCase about, Message message, Customer to, boolean automatic,
			String body) {
		return new Outbox.Letter(message.id(), about.number(), to.email(), subject(about), body, automatic);
	}

	private static String subject(SupportCase about) {
		return "[" + about.number() + "] " + about.subject();
	}

}
