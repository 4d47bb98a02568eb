package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is written on cases. A public message of ours is kept and put into the outbox in
 * one transaction; it counts as word to the customer only once it was delivered.
 */
@Component
public class Messages {

	/** The most characters a message holds. */
	public static final int LONGEST = 100_000;

	/** The most cases that one message is about. */
	public static final int MOST_TOGETHER = 10;

	private static final int MOST = 1000;

	private final MessageMapper messages;

	private final Outbox outbox;

	private final Letters letters;

	private final Customers customers;

	private final CaseJourney journey;

	private final Audit audit;

	private final Clock clock;

	Messages(MessageMapper messages, Outbox outbox, Letters letters, Customers customers, @Lazy CaseJourney journey,
			Audit audit, Clock clock) {
		this.messages = messages;
		this.outbox = outbox;
		this.letters = letters;
		this.customers = customers;
		this.journey = journey;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Keeps what a customer wrote, also when somebody enters it for them.
	 * @param about the case
	 * @param body their words
	 * @return the message
	 */
	@Transactional
	public Message fromCustomer(SupportCase about, String body) {
		return fromCustomer(about, body, null);
	}

	/**
	 * Keeps what a customer wrote by mail. Whoever has a mail of ours may answer it, so
	 * the sender need not be the one whose case it is.
	 */
	Message fromCustomer(SupportCase about, String body, @Nullable String rfcMessageId) {
		Actor current = Actor.current();
		Actor writer = (current.kind() == Actor.Kind.CUSTOMER) ? current
				: Actor.customer(this.customers.get(about.customerId()).email(), current.door());
		Message kept = this.messages
			.insert(NewMessage.by(writer, about.id(), Kind.CUSTOMER, checked("text", body), now())
				.withRfcMessageId(rfcMessageId));
		record(about, kept, "message.received");
		return kept;
	}

	/**
	 * Sends a message of the current actor, a person, to the customer.
	 * @param about the case
	 * @param kind what it is
	 * @param body the words
	 * @param next the next word that it promises
	 * @return the message, on its way
	 * @throws Invalid if it is empty or too long
	 */
	@Transactional
	public Message send(SupportCase about, Kind kind, String body, NextWord next) {
		Actor author = person();
		Message kept = this.messages
			.insert(NewMessage.by(author, about.id(), kind, checked("message", body), now()).toSend(next));
		this.outbox.add(this.letters.word(about, kept));
		record(about, kept, "message.sent");
		return kept;
	}

	/**
	 * Sends one message of the current actor, a person, about several cases of one
	 * customer: one mail, and a message on each case, all of which reach the customer or
	 * none.
	 * @param about the cases, with the next word that each of them is promised
	 * @param kind what it is
	 * @param body the words
	 * @return a message for each case, in their order
	 * @throws Invalid if the cases are several customers' or too many, or if the words
	 * are empty or too long
	 */
	@Transactional
	public List<Message> sendTogether(Map<SupportCase, NextWord> about, Kind kind, String body) {
		List<SupportCase> cases = List.copyOf(about.keySet());
		if (cases.size() == 1) {
			return List.of(send(cases.get(0), kind, body, about.get(cases.get(0))));
		}
		requireOneCustomer(cases);
		Actor author = person();
		Map<SupportCase, Message> kept = new LinkedHashMap<>();
		about.forEach((of, next) -> kept.put(of, this.messages
			.insert(NewMessage.by(author, of.id(), kind, checked("message", body), now()).toSend(next))));
		List<Message> all = List.copyOf(kept.values());
		all.stream().skip(1).forEach((other) -> this.messages.sendWith(other.id(), all.get(0).id()));
		this.outbox.add(this.letters.together(kept));
		kept.forEach((of, message) -> record(of, message, "message.sent"));
		return all;
	}

	private static void requireOneCustomer(List<SupportCase> cases) {
		if (cases.size() > MOST_TOGETHER) {
			throw new Invalid("cases", "One message covers " + MOST_TOGETHER + " cases at the most.");
		}
		long customer = cases.get(0).customerId();
		cases.stream().filter((other) -> other.customerId() != customer).findFirst().ifPresent((other) -> {
			throw new Invalid("cases", "One message goes to one customer, and " + other.number()
					+ " is another one's. Write to them apart.");
		});
	}

	/**
	 * Sends the receipt: automatic, and no acknowledgement.
	 * @param opened the case
	 */
	@Transactional
	public void sendReceipt(SupportCase opened) {
		automatic(opened, Kind.RECEIPT, this.letters.receiptText(opened));
	}

	/**
	 * Reminds the customer that we wait for their yes or no.
	 * @param about the case
	 */
	@Transactional
	public void sendSignOffReminder(SupportCase about) {
		automatic(about, Kind.REMINDER, this.letters.signOffReminderText(about));
	}

	/**
	 * Tells the customer that the case is closed.
	 * @param closed the case
	 */
	@Transactional
	public void sendClosingNotice(SupportCase closed) {
		automatic(closed, Kind.CLOSING, this.letters.closingText(closed));
	}

	/**
	 * Sends the customer a fresh link to the case, because theirs has expired. One that
	 * was sent within the last hour is enough, however often it is asked for.
	 * @param about the case
	 */
	@Transactional
	public void sendFreshLink(SupportCase about) {
		if (this.messages.countAutomatic(about.id(), Kind.LINK, now().minus(Duration.ofHours(1))) == 0) {
			automatic(about, Kind.LINK, this.letters.freshLinkText());
		}
	}

	private void automatic(SupportCase about, Kind kind, String body) {
		Message kept = this.messages.insert(NewMessage.by(Actor.system(), about.id(), kind, body, now()).toSend(null));
		this.outbox.add(this.letters.automatic(about, kept));
		record(about, kept, "message.automatic");
	}

	/**
	 * Keeps a note between ourselves, as the current actor.
	 * @param about the case
	 * @param body the words
	 * @return the note
	 */
	@Transactional
	public Message note(SupportCase about, String body) {
		Message kept = passOn(about, body);
		this.journey.noted(about);
		return kept;
	}

	/**
	 * Keeps a note with which somebody passes a case on within engineering. It is no
	 * report: what engineering owes stays owed.
	 * @param about the case
	 * @param body the text
	 * @return the note
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Message passOn(SupportCase about, String body) {
		Message kept = this.messages
			.insert(NewMessage.by(Actor.current(), about.id(), Kind.NOTE, checked("text", body), now()).internal());
		record(about, kept, "message.noted");
		return kept;
	}

	/**
	 * Keeps an automatic mail that belongs to a case: for us to see, but not word from
	 * the customer.
	 */
	Message keepAutomatic(SupportCase about, String body, @Nullable String rfcMessageId) {
		Message kept = this.messages.insert(NewMessage.by(Actor.current(), about.id(), Kind.AUTOMATIC, body, now())
			.internal()
			.withRfcMessageId(rfcMessageId));
		record(about, kept, "message.automatic-received");
		return kept;
	}

	/**
	 * The message of a row.
	 * @param id the row
	 * @return the message
	 */
	@Transactional(readOnly = true)
	public Optional<Message> find(long id) {
		return this.messages.find(id);
	}

	/**
	 * Everything written on a case, oldest first.
	 * @param caseId the case
	 * @return up to a thousand messages and notes
	 */
	@Transactional(readOnly = true)
	public List<Message> ofCase(long caseId) {
		return this.messages.ofCase(caseId, 0, MOST);
	}

	/**
	 * A page of what is written on a case, oldest first.
	 * @param caseId the case
	 * @param after the row after which to start; 0 for the beginning
	 * @param limit how many at the most
	 * @return messages and notes
	 */
	@Transactional(readOnly = true)
	public List<Message> ofCase(long caseId, long after, int limit) {
		return this.messages.ofCase(caseId, after, limit);
	}

	/**
	 * The files that came with a case's messages.
	 * @param caseId the case
	 * @return up to five hundred attachments
	 */
	@Transactional(readOnly = true)
	public List<Attachment> attachmentsOf(long caseId) {
		return this.messages.attachmentsOfCase(caseId);
	}

	/**
	 * A file that came with one of a case's messages.
	 * @param caseId the case
	 * @param id the attachment's row
	 * @return the attachment, if that case has it
	 */
	@Transactional(readOnly = true)
	public Optional<Attachment> attachment(long caseId, long id) {
		return this.messages.attachment(caseId, id);
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void attach(Message to, long fileId, String name, String mediaType, long size) {
		this.messages.insertAttachment(to.id(), fileId, name, mediaType, size);
	}

	private Instant now() {
		return this.clock.instant();
	}

	private static Actor person() {
		Actor author = Actor.current();
		if (!author.isPerson()) {
			throw new IllegalStateException("Only a person's word may count as one");
		}
		return author;
	}

	private static String checked(String field, String body) {
		if (body.isBlank()) {
			throw new Invalid(field, "Write something: the message is empty.");
		}
		if (body.length() > LONGEST) {
			throw new Invalid(field, "The message is longer than " + LONGEST + " characters. Send the rest as a file.");
		}
		return body.strip();
	}

	private void record(SupportCase about, Message kept, String action) {
		Map<String, Object> details = new HashMap<>();
		details.put("message", kept.id());
		details.put("kind", kept.kind().word());
		if (kept.promisedNextAt() != null) {
			details.put("promisedNextAt", kept.promisedNextAt().toString());
		}
		if (kept.laterBecause() != null) {
			details.put("laterBecause", kept.laterBecause());
		}
		this.audit.record(about.number(), action, details);
	}

}
