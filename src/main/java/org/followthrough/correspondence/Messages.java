package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.followthrough.web.UploadedFile;
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

	private final SecondReader reader;

	private final HeldMessages held;

	private final Customers customers;

	private final CaseJourney journey;

	private final MessageRecord record;

	private final Enclosures enclosures;

	private final Clock clock;

	Messages(MessageMapper messages, Outbox outbox, Letters letters, @Lazy SecondReader reader, HeldMessages held,
			Customers customers, @Lazy CaseJourney journey, MessageRecord record, Enclosures enclosures, Clock clock) {
		this.messages = messages;
		this.outbox = outbox;
		this.letters = letters;
		this.reader = reader;
		this.held = held;
		this.customers = customers;
		this.journey = journey;
		this.record = record;
		this.enclosures = enclosures;
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
		return fromCustomer(about, body, List.of());
	}

	/**
	 * Keeps what a customer wrote, with files.
	 * @param about the case
	 * @param body their words; may be empty if there are files
	 * @param files the files
	 * @return the message
	 * @throws Invalid if a file is empty, or there are too many
	 */
	@Transactional
	public Message fromCustomer(SupportCase about, String body, List<UploadedFile> files) {
		Message kept = fromCustomer(about, wordsWith(body, files), (String) null, null);
		enclose(about, kept, this.enclosures.keep(files));
		return kept;
	}

	private static String wordsWith(String body, List<UploadedFile> files) {
		return (body.isBlank() && !files.isEmpty()) ? "(Files without words.)" : body;
	}

	private void enclose(SupportCase about, Message with, List<Enclosures.KeptFile> files) {
		files.forEach((file) -> attach(about, with, file.id(), file.name(), file.mediaType(), file.size(), null));
	}

	/**
	 * Keeps what a customer wrote by mail. Whoever has a mail of ours may answer it, so
	 * the sender need not be the one whose case it is.
	 */
	Message fromCustomer(SupportCase about, String body, @Nullable String rfcMessageId, @Nullable String senderChecks) {
		Actor current = Actor.current();
		Actor writer = (current.kind() == Actor.Kind.CUSTOMER) ? current
				: Actor.customer(this.customers.get(about.customerId()).email(), current.door());
		Message kept = this.messages
			.insert(NewMessage.by(writer, about.id(), Kind.CUSTOMER, checked("text", body), now())
				.withRfcMessageId(rfcMessageId));
		this.record.of(about, kept, "received",
				(senderChecks != null) ? Map.of("senderChecks", senderChecks) : Map.of());
		return kept;
	}

	/**
	 * Keeps what a customer wrote on one case on another, with its files, for it is about
	 * that.
	 */
	Message again(SupportCase about, Message written) {
		Message kept = this.messages.insert(new NewMessage(about.id(), Kind.CUSTOMER, Message.Visibility.PUBLIC,
				written.authorKind(), written.author(), written.door(), written.body(), now(), null,
				Message.Delivery.NONE, written.rfcMessageId()));
		this.record.of(about, kept, "received");
		this.messages.attachmentsOf(written.id())
			.forEach((file) -> attach(about, kept, file.fileId(), file.name(), file.mediaType(), file.size(),
					file.contentId()));
		this.messages.copyHtml(written.id(), kept.id());
		return kept;
	}

	/**
	 * Sends a message of the current actor, a person, to the customer. By the rules of
	 * its team somebody else reads it first; then it is held, and goes when they say so
	 * or time runs out.
	 * @param about the case
	 * @param kind what it is
	 * @param body the words
	 * @param next the next word that it promises
	 * @return the message, on its way or held
	 * @throws Invalid if it is empty or too long
	 */
	@Transactional
	public Message send(SupportCase about, Kind kind, String body, NextWord next) {
		return write(Map.of(about, next), kind, body, List.of()).get(0);
	}

	/**
	 * Sends one message of the current actor, a person, about several cases of one
	 * customer: one mail, and a message on each case, all of which reach the customer or
	 * none. If one of them is to be read by somebody else first, all are held.
	 * @param about the cases, with the next word that each of them is promised
	 * @param kind what it is
	 * @param body the words
	 * @param files what the mail brings, and stands on each case
	 * @return a message for each case, in their order
	 * @throws Invalid if the cases are several customers' or too many, if the words are
	 * empty or too long, or if a file is empty, or there are too many
	 */
	@Transactional
	public List<Message> sendTogether(Map<SupportCase, NextWord> about, Kind kind, String body,
			List<UploadedFile> files) {
		requireOneCustomer(List.copyOf(about.keySet()));
		return write(about, kind, body, files);
	}

	private List<Message> write(Map<SupportCase, NextWord> about, Kind kind, String body, List<UploadedFile> files) {
		Actor author = person();
		String words = checked("message", body);
		Optional<Consumer<List<Message>>> reading = this.reader.holds(author, kind, about);
		Map<SupportCase, Message> kept = new LinkedHashMap<>();
		about.forEach((of, next) -> {
			NewMessage written = NewMessage.by(author, of.id(), kind, words, now()).toSend(next);
			kept.put(of, this.messages.insert(reading.isPresent() ? written.held() : written));
		});
		List<Message> all = List.copyOf(kept.values());
		all.stream().skip(1).forEach((other) -> this.messages.sendWith(other.id(), all.get(0).id()));
		List<Enclosures.KeptFile> enclosed = this.enclosures.keep(files);
		kept.forEach((of, message) -> {
			this.record.of(of, message, reading.isPresent() ? "held" : "sent");
			enclose(of, message, enclosed);
		});
		reading.ifPresentOrElse((begins) -> {
			this.held.holds(kept.keySet());
			begins.accept(all);
		}, () -> this.outbox.add(this.letters.of(kept)));
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
	 * Notes that what was offered on a case does not hold: it is no question to the
	 * customer any more, and our turn. Whoever calls this records why.
	 * @param about the case
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void takeBackOffers(SupportCase about) {
		this.messages.takeBackOffers(about.id(), now());
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
	 * Keeps a note between ourselves with files, as the current actor.
	 * @param about the case
	 * @param body the words; may be empty if there are files
	 * @param files the files
	 * @return the note
	 * @throws Invalid if a file is empty, or there are too many
	 */
	@Transactional
	public Message note(SupportCase about, String body, List<UploadedFile> files) {
		Message kept = note(about, wordsWith(body, files));
		enclose(about, kept, this.enclosures.keep(files));
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
		this.record.of(about, kept, "noted");
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
		this.record.of(about, kept, "automatic-received");
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
	void attach(SupportCase about, Message to, long fileId, String name, String mediaType, long size,
			@Nullable String contentId) {
		this.record.attached(about, to.id(),
				this.messages.insertAttachment(to.id(), fileId, name, mediaType, size, contentId), name, size);
	}

	/**
	 * Keeps how a mail looks besides its words.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void keepHtml(Message of, List<String> parts) {
		if (!parts.isEmpty()) {
			this.messages.insertHtml(of.id(), parts);
		}
	}

	/**
	 * Which of a case's messages can be shown as their mail looks.
	 * @param caseId the case
	 * @return rows of messages
	 */
	@Transactional(readOnly = true)
	public Set<Long> withLooks(long caseId) {
		return this.messages.withHtml(caseId);
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

	static String checked(String field, String body) {
		if (body.isBlank()) {
			throw new Invalid(field, "Write something: the message is empty.");
		}
		if (body.length() > LONGEST) {
			throw new Invalid(field, "The message is longer than " + LONGEST + " characters. Send the rest as a file.");
		}
		return body.strip();
	}

}
