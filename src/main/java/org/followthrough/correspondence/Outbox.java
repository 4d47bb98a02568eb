package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.identity.Actor;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mail on its way out. A letter is put here in the transaction of the change that it
 * tells of; the {@link Courier} carries it from there.
 */
@Component
public class Outbox {

	private final OutboxMapper mails;

	private final MessageMapper messages;

	private final UndeliveredMapper undelivered;

	private final Cases cases;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Outbox(OutboxMapper mails, MessageMapper messages, UndeliveredMapper undelivered, Cases cases, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.mails = mails;
		this.messages = messages;
		this.undelivered = undelivered;
		this.cases = cases;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	@Transactional(propagation = Propagation.MANDATORY)
	long add(Letter letter) {
		long row = this.mails.insert(letter, this.clock.instant());
		this.events.publishEvent(new LetterAdded());
		return row;
	}

	/**
	 * Mail that is on its way, for people to look at: what is tried next at the front.
	 * @param limit how many at the most
	 * @return the mails
	 */
	@Transactional(readOnly = true)
	public List<OutgoingMail> waiting(int limit) {
		return this.mails.waiting(limit);
	}

	/**
	 * How far the mails of a case's messages got.
	 * @param caseId the case
	 * @return by message, a thousand at the most
	 */
	@Transactional(readOnly = true)
	public Map<Long, MailProgress> progress(long caseId) {
		return this.mails.progress(caseId, 1000)
			.stream()
			.collect(Collectors.toMap(MailProgress::messageId, Function.identity(), (first, again) -> again));
	}

	/**
	 * Tries a mail again that was given up or waits for its next attempt. It has as much
	 * time as a new one.
	 * @param id its row
	 */
	@Transactional
	public void retry(long id) {
		retry(id, UndeliveredWord.Outcome.TRIED_AGAIN);
	}

	/** Nobody has to act on it until it is given up once more. */
	@Transactional(propagation = Propagation.MANDATORY)
	void retry(long id, UndeliveredWord.Outcome why) {
		OutgoingMail mail = this.mails.find(id).orElseThrow(MailGone::new);
		Instant now = this.clock.instant();
		if (this.mails.retry(id, now) == 0) {
			throw new MailGone();
		}
		if (mail.messageId() != null) {
			this.messages.sentWith(mail.messageId())
				.stream()
				.filter((carried) -> this.messages.waitingAgain(carried.id()) == 1)
				.forEach((carried) -> this.audit.record(this.cases.get(carried.caseId()).number(), "message.retried",
						Map.of("message", carried.id())));
		}
		int settled = this.undelivered.settleMail(id, now, Actor.current().id(), why);
		if (mail.messageId() == null && settled > 0) {
			this.audit.record(Audit.SYSTEM, "mail.retried", Map.of("mail", id));
		}
		this.events.publishEvent(new LetterAdded());
	}

	/**
	 * A mail to be sent.
	 */
	record Letter(@Nullable Long messageId, @Nullable String caseNumber, String recipient, String subject, String body,
			boolean automatic, @Nullable String inReplyTo, @Nullable String sender, @Nullable String language) {

		Letter(@Nullable Long messageId, @Nullable String caseNumber, String recipient, String subject, String body,
				boolean automatic) {
			this(messageId, caseNumber, recipient, subject, body, automatic, null, null, null);
		}

		Letter answering(@Nullable String mail) {
			return new Letter(this.messageId, this.caseNumber, this.recipient, this.subject, this.body, this.automatic,
					mail, this.sender, this.language);
		}

		Letter from(String address) {
			return new Letter(this.messageId, this.caseNumber, this.recipient, this.subject, this.body, this.automatic,
					this.inReplyTo, address, this.language);
		}

		Letter in(String tongue) {
			return new Letter(this.messageId, this.caseNumber, this.recipient, this.subject, this.body, this.automatic,
					this.inReplyTo, this.sender, tongue);
		}

	}

	/**
	 * Something was put into the outbox; told to the courier once it is committed.
	 */
	record LetterAdded() {
	}

	/**
	 * The mail was sent meanwhile, or is on its way.
	 */
	static class MailGone extends Refusal {

		MailGone() {
			super(Kind.CONFLICT, "This mail was sent meanwhile, or is being sent right now.");
		}

	}

}
