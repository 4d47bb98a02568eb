package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.IncomingMail.State;
import org.followthrough.correspondence.IncomingMailMapper.Result;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Files;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Decides what becomes of each mail: it joins the case it answers, opens a case, is
 * recognised as a program's, or waits in quarantine for a person. A mail that can't be
 * dealt with never holds up those behind it.
 */
@Component
class Sorter extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Sorter.class);

	private static final int BATCH = 10;

	private static final int TRIES = 5;

	private static final Duration LEASE = Duration.ofMinutes(5);

	private static final Pattern CASE_NUMBER = Pattern.compile("\\bFT-\\d{4}-\\d{6,12}\\b");

	private final IncomingMailMapper mails;

	private final MailReader reader;

	private final MailPost post;

	private final OutboxMapper outbox;

	private final Messages messages;

	private final MessageMapper messageRows;

	private final Customers customers;

	private final Cases cases;

	private final CaseJourney journey;

	private final Files files;

	private final MailSettings settings;

	private final Transactions transactions;

	private final Clock clock;

	Sorter(IncomingMailMapper mails, MailReader reader, MailPost post, OutboxMapper outbox, Messages messages,
			MessageMapper messageRows, Customers customers, Cases cases, @Lazy CaseJourney journey, Files files,
			MailSettings settings, Transactions transactions, Clock clock) {
		super("mail-sorter", Duration.ofSeconds(5));
		this.mails = mails;
		this.reader = reader;
		this.post = post;
		this.outbox = outbox;
		this.messages = messages;
		this.messageRows = messageRows;
		this.customers = customers;
		this.cases = cases;
		this.journey = journey;
		this.files = files;
		this.settings = settings;
		this.transactions = transactions;
		this.clock = clock;
	}

	@EventListener
	void stored(Mailbox.MailStored event) {
		wake();
	}

	@Override
	boolean work() {
		List<IncomingMail> batch = this.transactions.retrying(this::lease);
		batch.forEach(this::sort);
		return !batch.isEmpty();
	}

	private List<IncomingMail> lease() {
		Instant now = this.clock.instant();
		List<IncomingMail> due = this.mails.lockDue(now, BATCH);
		if (!due.isEmpty()) {
			this.mails.lease(due.stream().map(IncomingMail::id).toList(), now.plus(LEASE));
		}
		return due;
	}

	private void sort(IncomingMail mail) {
		try {
			this.transactions.retrying(() -> {
				Result result = decide(mail);
				this.mails.sorted(mail.id(), result);
				return null;
			});
		}
		catch (Refusal ex) {
			quarantine(mail, ex.getMessage());
		}
		catch (RuntimeException ex) {
			log.error("Mail {} could not be sorted (attempt {})", mail.id(), mail.attempts() + 1, ex);
			if (mail.attempts() + 1 >= TRIES) {
				quarantine(mail, "It could not be dealt with, though it was tried " + TRIES + " times.");
			}
			else {
				Instant next = this.clock.instant().plus(Duration.ofSeconds(10L << mail.attempts()));
				this.transactions.retrying(() -> {
					this.mails.later(mail.id(), next, "It is tried again.");
					return null;
				});
			}
		}
	}

	private void quarantine(IncomingMail mail, String reason) {
		this.transactions.retrying(() -> {
			this.mails.sorted(mail.id(), result(State.QUARANTINED, reason, null, null, null));
			return null;
		});
	}

	private Result decide(IncomingMail mail) {
		if (mail.size() > this.settings.largest().toBytes()) {
			return result(State.QUARANTINED, "It is larger than " + this.settings.largest().toMegabytes()
					+ " MB. It is kept whole; ask its sender for a smaller one.", null, null, null);
		}
		ReceivedMail received;
		try {
			received = this.reader.read(raw(mail));
		}
		catch (MessagingException ex) {
			return result(State.QUARANTINED, "Its header can't be read.", null, null, null);
		}
		Optional<SupportCase> about = caseOf(received);
		if (received.automatic().isPresent()) {
			return automatic(received, about);
		}
		if (received.sender().isEmpty()) {
			return result(State.QUARANTINED, "It has no sender that one could answer.", received, null, null);
		}
		Actor sender = Actor.customer(received.sender().get(), Door.MAIL);
		return sender.does(() -> about.map((joined) -> join(joined, received)).orElseGet(() -> open(received)));
	}

	private byte[] raw(IncomingMail mail) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) mail.size());
		try {
			this.files.copy(mail.fileId(), bytes);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * The case that a mail answers: one whose mail it follows, ours by signature or the
	 * customer's own; else the one its subject names, if it is its sender's.
	 */
	private Optional<SupportCase> caseOf(ReceivedMail mail) {
		for (String reference : mail.references()) {
			Optional<SupportCase> ours = this.post.rowOf(reference)
				.flatMap(this.outbox::messageOf)
				.flatMap(this.messages::find)
				.map((message) -> this.cases.get(message.caseId()));
			if (ours.isPresent()) {
				return ours;
			}
		}
		Optional<SupportCase> theirs = mail.references().isEmpty() ? Optional.empty()
				: this.messageRows.findByRfcMessageId(mail.references())
					.map((message) -> this.cases.get(message.caseId()))
					.filter((found) -> isTheirs(found, mail));
		return theirs.or(() -> named(mail));
	}

	private Optional<SupportCase> named(ReceivedMail mail) {
		Matcher number = CASE_NUMBER.matcher(mail.subject());
		return number.find() ? this.cases.find(number.group()).filter((found) -> isTheirs(found, mail))
				: Optional.empty();
	}

	private boolean isTheirs(SupportCase found, ReceivedMail mail) {
		String owner = this.customers.get(found.customerId()).email();
		return mail.sender().filter(owner::equals).isPresent();
	}

	private Result automatic(ReceivedMail mail, Optional<SupportCase> about) {
		Message kept = about
			.map((found) -> this.messages.keepAutomatic(found, words(mail), mail.messageId().orElse(null)))
			.orElse(null);
		return result(State.AUTOMATIC, mail.automatic().orElseThrow(), mail, about.orElse(null), kept);
	}

	private Result join(SupportCase joined, ReceivedMail mail) {
		this.cases.lock(joined.id());
		Message kept = keep(joined, mail);
		this.journey.customerWrote(this.cases.get(joined.id()));
		return result(State.JOINED, null, mail, joined, kept);
	}

	private Result open(ReceivedMail mail) {
		Customer customer = this.customers.known(mail.sender().orElseThrow(), mail.senderName());
		String subject = mail.subject().isBlank() ? "(no subject)" : mail.subject();
		NewCase fresh = new NewCase(customer, subject.substring(0, Math.min(subject.length(), Cases.LONGEST_SUBJECT)),
				null, Impact.IMPAIRED, Door.MAIL);
		Message[] first = new Message[1];
		SupportCase opened = this.cases.open(fresh, (begun) -> first[0] = keep(begun, mail));
		return result(State.OPENED, null, mail, opened, first[0]);
	}

	private Message keep(SupportCase about, ReceivedMail mail) {
		Message kept = this.messages.fromCustomer(about, words(mail), mail.messageId().orElse(null));
		for (ReceivedMail.Part part : mail.parts()) {
			try {
				Files.Kept file = this.files.keep(new ByteArrayInputStream(part.content()));
				this.messages.attach(kept, file.id(), part.name(), part.mediaType(), file.size());
			}
			catch (IOException ex) {
				throw new java.io.UncheckedIOException(ex);
			}
		}
		return kept;
	}

	private static String words(ReceivedMail mail) {
		if (mail.text().isBlank()) {
			return mail.parts().isEmpty() ? "(The mail is empty.)" : "(The mail holds files and no words.)";
		}
		return mail.text().substring(0, Math.min(mail.text().length(), Messages.LONGEST));
	}

	private static Result result(State state, @Nullable String reason, @Nullable ReceivedMail mail,
			@Nullable SupportCase about, @Nullable Message kept) {
		return new Result(state, reason, (mail != null) ? mail.sender().orElse(null) : null,
				(mail != null) ? shortened(mail.subject()) : null, (about != null) ? about.number() : null,
				(kept != null) ? kept.id() : null);
	}

	private static String shortened(String subject) {
		return subject.substring(0, Math.min(subject.length(), 500));
	}

}
