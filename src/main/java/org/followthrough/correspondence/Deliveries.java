package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

	private final Undelivered undelivered;

	private final Audit audit;

	private final Clock clock;

	Deliveries(OutboxMapper mails, MessageMapper messages, Cases cases, @Lazy CaseJourney journey,
			Undelivered undelivered, Audit audit, Clock clock) {
		this.mails = mails;
		this.messages = messages;
		this.cases = cases;
		this.journey = journey;
		this.undelivered = undelivered;
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
		failed(mail, reason, this.mails::giveUp);
	}

	/**
	 * A mail came back that the mail server had taken, or says it hadn't though it had.
	 * @param mail the mail
	 * @param reason why
	 */
	public void bounced(OutgoingMail mail, String reason) {
		failed(mail, reason, this.mails::cameBack);
	}

	private void failed(OutgoingMail mail, String reason, Noting noting) {
		Map<Carried, SupportCase> carried = new LinkedHashMap<>();
		carried(mail).forEach((one) -> carried.put(one, this.cases.get(one.caseNumber())));
		if (carried.values().removeIf(SupportCase::isErased) && carried.isEmpty()) {
			// Nothing may be said of it any more.
			return;
		}
		Instant now = this.clock.instant();
		if (noting.failed(mail.id(), now, reason) == 0) {
			return;
		}
		if (carried.isEmpty()) {
			this.undelivered.mail(mail);
		}
		carried.forEach((one, about) -> undelivered(mail, one, about, now, reason));
	}

	private void undelivered(OutgoingMail mail, Carried one, SupportCase about, Instant at, String reason) {
		boolean cameBack = this.messages.cameBack(one.messageId()) == 1;
		if (!cameBack && this.messages.delivered(one.messageId(), Delivery.FAILED, at) == 0) {
			return;
		}
		Optional<String> told = this.undelivered.word(mail, about, one.messageId(),
				one.personsWord().map(Message::author).orElse(null), reason);
		Map<String, Object> details = new HashMap<>(Map.of("message", one.messageId(), "reason", reason));
		told.ifPresent((account) -> details.put("told", account));
		this.audit.record(one.caseNumber(), cameBack ? "message.bounced" : "message.undeliverable", details);
		one.personsWord().ifPresent((word) -> this.journey.wordFailed(word.caseId(), word.id(), word.writtenAt()));
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

	/**
	 * Notes that a mail did not arrive.
	 */
	@FunctionalInterface
	private interface Noting {

		int failed(long id, Instant at, String reason);

	}

}
