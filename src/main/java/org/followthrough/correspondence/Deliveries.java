package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Delivery;
import org.jspecify.annotations.Nullable;

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

	private final Notices notices;

	private final Audit audit;

	private final Clock clock;

	Deliveries(OutboxMapper mails, MessageMapper messages, Cases cases, @Lazy CaseJourney journey, Notices notices,
			Audit audit, Clock clock) {
		this.mails = mails;
		this.messages = messages;
		this.cases = cases;
		this.journey = journey;
		this.notices = notices;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * The mail server took a mail.
	 * @param mail the mail
	 * @param at when
	 */
	public void sent(OutgoingMail mail, Instant at) {
		List<Carried> carried = carried(mail);
		if (this.mails.done(mail.id(), at) == 0) {
			return;
		}
		for (Carried one : carried) {
			if (this.messages.delivered(one.messageId(), Delivery.DELIVERED, at) == 1) {
				this.audit.record(one.caseNumber(), "message.delivered", Map.of("message", one.messageId()));
				one.personsWord()
					.ifPresent((word) -> this.journey.wordReached(new DeliveredWord(word.caseId(), word.id(),
							word.writtenAt(), at, word.next(), word.kind().isOffer())));
			}
		}
	}

	/**
	 * A mail is given up: the mail server doesn't take it.
	 * @param mail the mail
	 * @param reason why
	 */
	public void givenUp(OutgoingMail mail, String reason) {
		List<Carried> carried = carried(mail);
		Instant now = this.clock.instant();
		if (this.mails.giveUp(mail.id(), now, reason) == 1) {
			carried.forEach((one) -> undelivered(one, now, reason));
		}
	}

	/**
	 * A mail came back that the mail server had taken, or says it hadn't though it had.
	 * @param mail the mail
	 * @param reason why
	 */
	public void bounced(OutgoingMail mail, String reason) {
		List<Carried> carried = carried(mail);
		Instant now = this.clock.instant();
		if (this.mails.cameBack(mail.id(), now, reason) == 1) {
			carried.forEach((one) -> undelivered(one, now, reason));
		}
	}

	private void undelivered(Carried one, Instant at, String reason) {
		if (this.messages.cameBack(one.messageId()) == 1) {
			this.audit.record(one.caseNumber(), "message.bounced",
					Map.of("message", one.messageId(), "reason", reason));
		}
		else if (this.messages.delivered(one.messageId(), Delivery.FAILED, at) == 1) {
			this.audit.record(one.caseNumber(), "message.undeliverable",
					Map.of("message", one.messageId(), "reason", reason));
		}
		else {
			return;
		}
		one.personsWord()
			.ifPresentOrElse((word) -> this.journey.wordFailed(word.caseId(), word.id(), word.author(),
					word.writtenAt(), reason), () -> automaticFailed(one, reason));
	}

	/** It kept no promise; but who has the case should know that mail doesn't arrive. */
	private void automaticFailed(Carried one, String reason) {
		SupportCase about = this.cases.get(one.caseNumber());
		String owner = about.owner();
		if (owner != null) {
			this.notices.tellUndelivered(owner, about, reason, "undelivered-" + one.messageId());
		}
	}

	/**
	 * What a mail carries. The cases of a person's word are locked before anything else
	 * of them is touched, as everybody does who may move their journeys; several always
	 * in the same order, so that no two wait for each other.
	 */
	private List<Carried> carried(OutgoingMail mail) {
		Long first = mail.messageId();
		String number = mail.caseNumber();
		if (first == null || number == null) {
			return List.of();
		}
		if (mail.automatic()) {
			return List.of(new Carried(first, number, null));
		}
		List<Carried> carried = new ArrayList<>();
		this.messages.sentWith(first)
			.stream()
			.sorted(Comparator.comparing(Message::caseId))
			.forEach((word) -> carried.add(new Carried(word.id(), this.cases.lock(word.caseId()).number(), word)));
		return carried;
	}

	/**
	 * A message in a mail; with its words unless a program wrote it.
	 */
	private record Carried(long messageId, String caseNumber, @Nullable Message word) {

		Optional<Message> personsWord() {
			return Optional.ofNullable(this.word).filter(Message::isByPerson);
		}

	}

}
