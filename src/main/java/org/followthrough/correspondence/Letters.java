package org.followthrough.correspondence;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customer;
import org.followthrough.customers.CustomerLinks;
import org.followthrough.customers.Customers;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;

import org.springframework.stereotype.Component;

/**
 * The words that we put around what people write, and those of automatic mail, in the
 * language of whoever gets them. All in one place, so that they sound like one house.
 */
@Component
class Letters {

	private static final int LONGEST_SUBJECT = 600;

	private static final String BLANK = "\n\n";

	private final Customers customers;

	private final CustomerLinks links;

	private final Languages languages;

	private final MailSettings settings;

	Letters(Customers customers, CustomerLinks links, Languages languages, MailSettings settings) {
		this.customers = customers;
		this.links = links;
		this.languages = languages;
		this.settings = settings;
	}

	/** The mail that carries a person's word about one case or several. */
	Outbox.Letter of(Map<SupportCase, Message> kept) {
		Map.Entry<SupportCase, Message> first = kept.entrySet().iterator().next();
		Customer to = this.customers.get(first.getKey().customerId());
		return (kept.size() == 1) ? word(first.getKey(), first.getValue(), to) : together(kept, to);
	}

	/** The mail that carries a person's word about one case. */
	Outbox.Letter word(SupportCase about, Message message, Customer to) {
		Language in = this.languages.of(to.language());
		return letter(about, message, to, false, String.join(BLANK, dear(to, in), message.body(),
				lines(asking(message, in), whatComesNext(message, in)), footer(about, in)));
	}

	/** One mail about several cases: what each is promised, and where it is read. */
	Outbox.Letter together(Map<SupportCase, Message> kept, Customer to) {
		Map.Entry<SupportCase, Message> first = kept.entrySet().iterator().next();
		Language in = this.languages.of(to.language());
		Stream<String> cases = kept.entrySet()
			.stream()
			.map((one) -> lines("%s, \"%s\"".formatted(one.getKey().number(), one.getKey().subject()),
					whatComesNext(one.getValue(), in), this.links.to(one.getKey().id())));
		String numbers = kept.keySet()
			.stream()
			.map((about) -> "[" + about.number() + "] ")
			.collect(Collectors.joining());
		String subjects = kept.keySet().stream().map(SupportCase::subject).distinct().collect(Collectors.joining("; "));
		String body = Stream
			.of(Stream.of(dear(to, in), first.getValue().body(), in.say("mail.together", "count", kept.size())), cases,
					Stream.of(this.settings.name() + "\n"))
			.flatMap((part) -> part)
			.collect(Collectors.joining(BLANK));
		return new Outbox.Letter(first.getValue().id(), first.getKey().number(), to.email(),
				Characters.cut(numbers + subjects, LONGEST_SUBJECT), body, false)
			.from(addressOf(first.getKey()))
			.in(in.code());
	}

	/** A mail that carries what nobody wrote. */
	Outbox.Letter automatic(SupportCase about, Message message) {
		return automatic(about, message, this.customers.get(about.customerId()));
	}

	Outbox.Letter automatic(SupportCase about, Message message, Customer to) {
		Language in = this.languages.of(to.language());
		return letter(about, message, to, true, String.join(BLANK, dear(to, in), message.body(), footer(about, in)));
	}

	/**
	 * What somebody hears whose mail can't be opened, in their language if we know them.
	 */
	Outbox.Letter tooLarge(String recipient, String subject, String sender) {
		Language in = this.languages.of(this.customers.find(recipient).map(Customer::language).orElse(null));
		return tooLarge(recipient, subject, sender, in);
	}

	Outbox.Letter tooLarge(String recipient, String subject, String sender, Language in) {
		long limit = this.settings.largest().toMegabytes();
		return new Outbox.Letter(null, null, recipient,
				in.say("mail.too-large.subject", "subject", Characters.cut(subject, 400)),
				in.say("mail.too-large", "subject", subject, "limit", limit, "files", limit * 7 / 10) + BLANK
						+ lines(this.settings.name(), in.say("mail.automatic")) + "\n",
				true)
			.from(sender)
			.in(in.code());
	}

	Outbox.Letter test(String recipient, String mailbox) {
		return new Outbox.Letter(null, null, recipient, "A test of the mailbox " + mailbox, """
				An administrator asked for this mail, to see that mail goes out and comes in. It opens no case, and
				nobody need answer it.

				%s
				""".formatted(this.settings.name()), true);
	}

	String receiptText(SupportCase opened) {
		return receiptText(opened, language(opened));
	}

	String receiptText(SupportCase opened, Language in) {
		return lines(in.say("mail.receipt", "subject", opened.subject(), "number", opened.number()),
				(opened.continues() != null) ? in.say("mail.receipt.continues", "other", opened.continues()) : "",
				(opened.splitFrom() != null) ? in.say("mail.receipt.split", "other", opened.splitFrom()) : "",
				in.say("mail.receipt.person"));
	}

	String signOffReminderText(SupportCase about) {
		return signOffReminderText(about, language(about));
	}

	String signOffReminderText(SupportCase about, Language in) {
		return in.say("mail.reminder", "subject", about.subject());
	}

	String freshLinkText(SupportCase about) {
		return language(about).say("mail.link");
	}

	String closingText(SupportCase closed) {
		return closingText(closed, language(closed));
	}

	String closingText(SupportCase closed, Language in) {
		Closing as = Objects.requireNonNull(closed.closedAs(), "a closed case has ended somehow");
		return lines(in.say("mail.closed." + as.word(), "other", String.valueOf(closed.duplicateOf())),
				in.say("mail.goes-on"));
	}

	private Language language(SupportCase of) {
		return this.languages.of(this.customers.get(of.customerId()).language());
	}

	private static String dear(Customer to, Language in) {
		return in.say("mail.dear", "name", to.name());
	}

	private static String asking(Message message, Language in) {
		return switch (message.kind()) {
			case ACKNOWLEDGEMENT, ANSWER, EXPLANATION -> in.say("mail.ask." + message.kind().word());
			default -> "";
		};
	}

	private static String whatComesNext(Message message, Language in) {
		return (message.kind() == Message.Kind.CLOSING) ? in.say("mail.goes-on")
				: in.say("mail.next", "time", in.moment(Objects.requireNonNull(message.promisedNextAt())));
	}

	private String footer(SupportCase about, Language in) {
		return lines(in.say("mail.page"), this.links.to(about.id())) + BLANK
				+ in.say("mail.house", "house", this.settings.name(), "number", about.number()) + "\n";
	}

	private static String lines(String... all) {
		return List.of(all).stream().filter((line) -> !line.isEmpty()).collect(Collectors.joining("\n"));
	}

	private Outbox.Letter letter(SupportCase about, Message message, Customer to, boolean automatic, String body) {
		return new Outbox.Letter(message.id(), about.number(), to.email(), subject(about), body, automatic)
			.from(addressOf(about))
			.in(this.languages.of(to.language()).code());
	}

	/** That of the team that has the case, or, before triage, that was written to. */
	private String addressOf(SupportCase about) {
		return this.settings.addressOf((about.team() != null) ? about.team() : about.addressedTeam());
	}

	private static String subject(SupportCase about) {
		return "[" + about.number() + "] " + about.subject();
	}

}
