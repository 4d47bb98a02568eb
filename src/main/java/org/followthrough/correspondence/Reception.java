package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.mail.MessagingException;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.Reply;
import org.followthrough.cases.Successions;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.IncomingMail.State;
import org.followthrough.correspondence.IncomingMailMapper.Result;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Files;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.teams.Teams;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides what becomes of a mail: it joins the case it answers, opens a case, is
 * recognised as a program's, or waits in quarantine for a person.
 */
@Component
class Reception {

	private static final int HEADER_BYTES = 256 << 10;

	private static final int LONGEST_SUBJECT = 500;

	private static final Actor MAIL_SYSTEM = new Actor(Actor.Kind.SYSTEM, Actor.system().id(), Door.MAIL);

	private final IncomingMailMapper mails;

	private final MailReader reader;

	private final Threads threads;

	private final PlainReplies replies;

	private final TooLarge tooLarge;

	private final Messages messages;

	private final Deliveries deliveries;

	private final Customers customers;

	private final Cases cases;

	private final Successions successions;

	private final CaseJourney journey;

	private final Files files;

	private final MailSettings settings;

	private final Suppressions suppressions;

	private final TestMails tests;

	private final Teams teams;

	private final Notices notices;

	private final Languages languages;

	Reception(IncomingMailMapper mails, MailReader reader, Threads threads, PlainReplies replies, TooLarge tooLarge,
			Messages messages, Deliveries deliveries, Customers customers, Cases cases, Successions successions,
			@Lazy CaseJourney journey, Files files, MailSettings settings, Suppressions suppressions, TestMails tests,
			Teams teams, Notices notices, Languages languages) {
		this.mails = mails;
		this.reader = reader;
		this.threads = threads;
		this.replies = replies;
		this.tooLarge = tooLarge;
		this.messages = messages;
		this.deliveries = deliveries;
		this.customers = customers;
		this.cases = cases;
		this.successions = successions;
		this.journey = journey;
		this.files = files;
		this.settings = settings;
		this.suppressions = suppressions;
		this.tests = tests;
		this.teams = teams;
		this.notices = notices;
		this.languages = languages;
	}

	/**
	 * Does with a mail what is to be done.
	 * @param mail the mail
	 * @return what became of it
	 * @throws NotYet if that depends on another mail
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Result receive(IncomingMail mail) {
		Optional<IncomingMail> known = this.mails.firstLike(mail.id());
		if (known.isPresent()) {
			return again(mail, known.get());
		}
		if (mail.size() > this.settings.largest().toBytes()) {
			return tooLarge(mail);
		}
		byte[] raw = raw(mail, (int) mail.size());
		Optional<byte[]> says = CanonicalContent.of(raw);
		says.ifPresent((digest) -> this.mails.says(mail.id(), digest));
		Optional<IncomingMail> same = says.flatMap((digest) -> this.mails.saysTheSame(mail.id(), digest));
		if (same.isPresent()) {
			return again(mail, same.get());
		}
		ReceivedMail received;
		try {
			received = this.reader.read(raw);
		}
		catch (MessagingException ex) {
			return result(State.QUARANTINED, "Its header can't be read.", null, null, null);
		}
		if (this.threads.isOurOwn(received)) {
			this.tests.arrived(received, mail);
			return result(State.AUTOMATIC, "It is a mail of ours that came back.", received, null, null);
		}
		if (received.automatic().isPresent()) {
			return MAIL_SYSTEM.does(() -> automatic(mail, received));
		}
		if (received.ours()) {
			return result(State.QUARANTINED,
					"It says that it is from us. No case is opened for such mail, so that none "
							+ "goes round in circles.",
					received, null, null);
		}
		if (received.sender().isEmpty()) {
			return result(State.QUARANTINED, "It has no sender that one could answer.", received, null, null);
		}
		Door door = mail.mailbox().equals(WebForm.PLACE) ? Door.WEB_FORM : Door.MAIL;
		return Actor.customer(received.sender().get(), door).does(() -> fromPerson(mail, received));
	}

	/**
	 * The same mail came in before: its mailbox was renumbered, somebody moved the mail
	 * out and in again, or it was sent to several addresses of ours. It is one matter, so
	 * it has one case; where that is another team's, it says so there.
	 */
	private Result again(IncomingMail mail, IncomingMail known) {
		if (known.state() == State.STORED) {
			throw new NotYet("It is the same as mail " + known.id() + ", which is dealt with first.");
		}
		State state = (known.caseNumber() != null && known.state() != State.AUTOMATIC) ? State.JOINED : known.state();
		if (!known.mailbox().equals(mail.mailbox()) && state == State.JOINED && known.caseNumber() != null) {
			alsoCameTo(known.caseNumber(), mail);
		}
		return new Result(state, "It came in before, as mail " + known.id() + ". Nothing was done a second time.",
				known.sender(), known.subject(), known.caseNumber(), null);
	}

	private void alsoCameTo(String caseNumber, IncomingMail mail) {
		SupportCase about = this.cases.lock(caseNumber);
		String address = addressAt(mail);
		String team = this.settings.teamAt(mail.mailbox()).map((name) -> ", the mailbox of team " + name).orElse("");
		MAIL_SYSTEM.runs(() -> this.messages.keepAutomatic(about,
				"The customer sent this mail to %s as well%s. It is one case for all of them.".formatted(address, team),
				null));
		this.settings.teamAt(mail.mailbox())
			.filter((name) -> !name.equals(about.team()))
			.flatMap((name) -> Optional.ofNullable(this.teams.get(name).manager()))
			.ifPresent((manager) -> this.notices.tell(manager, about, Notice.Kind.ALSO_WRITTEN_TO, mail.fetchedAt(),
					"also-written-" + mail.id()));
	}

	private String addressAt(IncomingMail mail) {
		return this.settings.at(mail.mailbox()).map(MailSettings.Mailbox::address).orElse(this.settings.address());
	}

	private Result tooLarge(IncomingMail mail) {
		long limit = this.settings.largest().toMegabytes();
		String reason = "It is larger than " + limit + " MB. It is kept whole.";
		try {
			ReceivedMail header = this.reader.readHeader(raw(mail, HEADER_BYTES));
			boolean told = this.tooLarge.tell(header, addressAt(mail));
			return result(State.QUARANTINED,
					reason + (told ? " Its sender was asked for a smaller one." : " Its sender was not told now."),
					header, null, null);
		}
		catch (MessagingException ex) {
			return result(State.QUARANTINED, reason + " Its header can't be read.", null, null, null);
		}
	}

	private byte[] raw(IncomingMail mail, int most) {
		byte[] bytes = new byte[(int) Math.min(mail.size(), most)];
		try {
			this.files.copy(mail.fileId(), new Beginning(bytes));
		}
		catch (Beginning.Full ex) {
			return bytes;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes;
	}

	private Result automatic(IncomingMail mail, ReceivedMail received) {
		Optional<OutgoingMail> reported = this.threads.mailReportedIn(received);
		List<SupportCase> answered = this.threads.casesOf(received);
		List<SupportCase> all = answered.isEmpty() ? reported.map(this.threads::casesOf).orElse(List.of()) : answered;
		Optional<SupportCase> about = all.stream()
			.map((one) -> this.cases.lock(one.id()))
			.filter((one) -> !one.isErased())
			.findFirst();
		Message kept = about.map((found) -> {
			String words = "From: %s%nSubject: %s%n%n%s".formatted(received.sender().orElse("(nobody)"),
					received.subject(), words(received));
			Message note = this.messages.keepAutomatic(found, Characters.cut(words, Messages.LONGEST),
					received.messageId().orElse(null));
			this.messages.attach(found, note, mail.fileId(), "mail.eml", "message/rfc822", mail.size(), null);
			return note;
		}).orElse(null);
		received.failure().ifPresent((reason) -> reported.ifPresent((ours) -> this.deliveries.bounced(ours, reason)));
		return result(State.AUTOMATIC, received.automatic().orElseThrow(), received, about.orElse(null), kept);
	}

	private Result fromPerson(IncomingMail mail, ReceivedMail received) {
		List<SupportCase> answered = this.threads.casesOf(received);
		return answered.isEmpty() ? open(mail, received) : join(mail, answered, received);
	}

	/**
	 * What answers a mail about several cases is kept on each that is open, since only a
	 * person can tell which of them it is about. It reopens none as long as one goes on.
	 */
	private Result join(IncomingMail mail, List<SupportCase> answered, ReceivedMail received) {
		List<SupportCase> locked = answered.stream()
			.map((one) -> this.cases.lock(one.id()))
			.filter((one) -> !one.isErased())
			.toList();
		if (locked.isEmpty()) {
			// It was erased just now: what comes after that is a new matter.
			return open(mail, received);
		}
		return repeated(mail, received).orElseGet(() -> {
			List<SupportCase> open = locked.stream().filter(SupportCase::isOpen).toList();
			Optional<SupportCase> taking = open.isEmpty() ? this.successions.taking(locked.get(0))
					: Optional.of(open.get(0));
			if (taking.isEmpty()) {
				return open(mail, received, this.successions.after(locked.get(0), Door.MAIL).addressedTo(teamOf(mail)));
			}
			List<SupportCase> joined = open.isEmpty() ? List.of(taking.get()) : open;
			List<Message> kept = new ArrayList<>();
			for (SupportCase one : joined) {
				kept.add(keep(mail, one, received));
				tell(one, this.replies.of(received, joined));
			}
			return result(State.JOINED, null, received, joined.get(0), kept.get(0));
		});
	}

	private void tell(SupportCase about, Optional<Reply> reply) {
		SupportCase now = this.cases.get(about.id());
		reply.ifPresentOrElse((plain) -> this.journey.customerReplied(now, plain),
				() -> this.journey.customerWrote(now));
	}

	private Result open(IncomingMail mail, ReceivedMail received) {
		Customer sender = this.customers.known(received.sender().orElseThrow(), received.senderName(),
				languageOf(received));
		this.customers.lock(sender);
		return repeated(mail, received).or(() -> tooMany(received)).orElseGet(() -> {
			String subject = received.subject().isBlank() ? "(no subject)" : received.subject();
			return open(mail, received,
					new NewCase(sender, Characters.cut(subject, Cases.LONGEST_SUBJECT), null, Impact.IMPAIRED,
							Door.MAIL)
						.addressedTo(teamOf(mail))
						.quoting(this.threads.quoted(received).map(SupportCase::number).orElse(null)));
		});
	}

	private @Nullable Language languageOf(ReceivedMail mail) {
		// A program says the language of its menus in every mail.
		return this.languages.spokenIn(mail.subject() + "\n" + mail.text())
			.or(() -> this.languages.accepted(mail.contentLanguage()))
			.orElse(null);
	}

	private @Nullable String teamOf(IncomingMail mail) {
		return this.settings.teamAt(mail.mailbox()).orElse(null);
	}

	private Result open(IncomingMail mail, ReceivedMail received, NewCase asked) {
		Message[] first = new Message[1];
		NewCase fresh = mail.mailbox().equals(WebForm.PLACE) ? WebForm.asFilledIn(asked, raw(mail, HEADER_BYTES))
				: asked;
		SupportCase opened = this.cases.open(fresh, (begun) -> first[0] = keep(mail, begun, received));
		return result(State.OPENED, null, received, opened, first[0]);
	}

	/**
	 * A program that says nowhere that it is one, and answers each receipt with a new
	 * matter, would open cases for ever.
	 */
	private Optional<Result> tooMany(ReceivedMail received) {
		String sender = received.sender().orElseThrow();
		int opened = this.mails.openedBy(sender, this.suppressions.countedSince(sender));
		if (opened < this.settings.casesAnHour()) {
			return Optional.empty();
		}
		this.suppressions.heldBack(sender);
		return Optional
			.of(result(State.QUARANTINED,
					"Its sender opened " + opened + " cases within an hour, as a program may that answers ours. "
							+ "If it is a person, try it again in an hour, or lift that from them.",
					received, null, null));
	}

	/**
	 * Looks for the same mail that came by another way. Called with the case or the
	 * sender locked, so that of two copies one is first.
	 */
	private Optional<Result> repeated(IncomingMail mail, ReceivedMail received) {
		return this.mails.sortedMeanwhile(mail.id()).map((known) -> again(mail, known)).or(() -> holds(mail, received));
	}

	private Optional<Result> holds(IncomingMail mail, ReceivedMail received) {
		return this.threads.caseThatHolds(received, words(received)).map((holding) -> {
			if (!this.mails.cameTo(mail.mailbox(), holding.number())) {
				alsoCameTo(holding.number(), mail);
			}
			return result(State.JOINED, "The case holds it already: it was delivered twice.", received, holding, null);
		});
	}

	private Message keep(IncomingMail mail, SupportCase about, ReceivedMail received) {
		Message kept = this.messages.fromCustomer(about, words(received), received.messageId().orElse(null),
				received.senderChecks().orElse(null));
		this.messages.keepHtml(kept, received.html());
		for (ReceivedMail.Part part : received.parts()) {
			try {
				Files.Kept file = this.files.keep(new ByteArrayInputStream(part.content()));
				this.messages.attach(about, kept, file.id(), part.name(), part.mediaType(), file.size(),
						part.contentId());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		if (!received.whole()) {
			this.messages.attach(about, kept, mail.fileId(), "mail.eml", "message/rfc822", mail.size(), null);
		}
		return kept;
	}

	private static String words(ReceivedMail mail) {
		if (!mail.text().isBlank()) {
			return mail.text();
		}
		return mail.parts().isEmpty() ? "(The mail is empty.)" : "(The mail holds files and no words.)";
	}

	private static Result result(State state, @Nullable String reason, @Nullable ReceivedMail mail,
			@Nullable SupportCase about, @Nullable Message kept) {
		return new Result(state, reason, (mail != null) ? mail.sender().orElse(null) : null,
				(mail != null) ? Characters.cut(mail.subject(), LONGEST_SUBJECT) : null,
				(about != null) ? about.number() : null, (kept != null) ? kept.id() : null);
	}

	/**
	 * What becomes of a mail depends on another that isn't sorted yet.
	 */
	static class NotYet extends RuntimeException {

		NotYet(String message) {
			super(message, null, false, false);
		}

		@Override
		public String getMessage() {
			return String.valueOf(super.getMessage());
		}

	}

}
