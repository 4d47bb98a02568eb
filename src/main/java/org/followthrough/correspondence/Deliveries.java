package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.correspondence.Message.Delivery;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells messages, and the cases they belong to, what became of their mail. Only a
 * person's word concerns the promises; automatic mail is merely recorded.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Deliveries {

	private final OutboxMapper mails;

	private final MessageMapper messages;

	private final Cases cases;

	private final CaseJourney journey;

	private final Audit audit;

	private final Clock clock;

	Deliveries(OutboxMapper mails, MessageMapper messages, Cases cases, @Lazy CaseJourney journey, Audit audit,
			Clock clock) {
		this.mails = mails;
		this.messages = messages;
		this.cases = cases;
		this.journey = journey;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * The mail server took a mail.
	 * @param mail the mail
	 * @param at when
	 */
	public void sent(OutgoingMail mail, Instant at) {
		lockCase(mail);
		Long of = mail.messageId();
		String number = mail.caseNumber();
		if (this.mails.done(mail.id(), at) == 0 || of == null || number == null
				|| this.messages.delivered(of, Delivery.DELIVERED, at) == 0) {
			return;
		}
		this.audit.record(number, "message.delivered", Map.of("message", of));
		if (!mail.automatic()) {
			this.messages.find(of)
				.filter(Message::isByPerson)
				.ifPresent((word) -> this.journey.wordReached(new DeliveredWord(word.caseId(), of, word.writtenAt(), at,
						word.next(), word.kind().isOffer())));
		}
	}

	/**
	 * A mail is given up: the mail server doesn't take it.
	 * @param mail the mail
	 * @param reason why
	 */
	public void givenUp(OutgoingMail mail, String reason) {
		lockCase(mail);
		Instant now = this.clock.instant();
		if (this.mails.giveUp(mail.id(), now, reason) == 1) {
			undelivered(mail, now, reason);
		}
	}

	/**
	 * A mail came back that the mail server had taken, or says it hadn't though it had.
	 * @param mail the mail
	 * @param reason why
	 */
	public void bounced(OutgoingMail mail, String reason) {
		lockCase(mail);
		Instant now = this.clock.instant();
		if (this.mails.cameBack(mail.id(), now, reason) == 1) {
			undelivered(mail, now, reason);
		}
	}

	private void undelivered(OutgoingMail mail, Instant at, String reason) {
		Long of = mail.messageId();
		String number = mail.caseNumber();
		if (of == null || number == null) {
			return;
		}
		if (this.messages.cameBack(of) == 1) {
			this.audit.record(number, "message.bounced", Map.of("message", of, "reason", reason));
		}
		else if (this.messages.delivered(of, Delivery.FAILED, at) == 1) {
			this.audit.record(number, "message.undeliverable", Map.of("message", of, "reason", reason));
		}
		else {
			return;
		}
		this.messages.find(of)
			.filter(Message::isByPerson)
			.ifPresent((word) -> this.journey.wordFailed(word.caseId(), of, word.author(), reason));
	}

	/** Before anything else of the case, as everybody does who may move its journey. */
	private void lockCase(OutgoingMail mail) {
		if (!mail.automatic() && mail.caseNumber() != null) {
			this.cases.lock(mail.caseNumber());
		}
	}

}
