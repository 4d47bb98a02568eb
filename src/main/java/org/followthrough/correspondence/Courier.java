package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.database.Transactions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Carries the mail of the outbox to the mail server. Several nodes share one outbox: each
 * takes rows that nobody holds, and holds them for as long as sending may take. A node
 * that dies with a mail in its hands loses only time: the mail is due again later, with
 * the same Message-ID.
 */
@Component
class Courier extends Worker {

	private static final Logger log = LoggerFactory.getLogger(Courier.class);

	private static final int BATCH = 20;

	private static final Duration LEASE = Duration.ofMinutes(5);

	private static final Duration LONGEST_WAIT = Duration.ofHours(1);

	private final OutboxMapper mails;

	private final MessageMapper messages;

	private final MailPost post;

	private final MailSettings settings;

	private final CaseJourney journey;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	Courier(OutboxMapper mails, MessageMapper messages, MailPost post, MailSettings settings, @Lazy CaseJourney journey,
			Audit audit, Transactions transactions, Clock clock) {
		super("courier", Duration.ofSeconds(5));
		this.mails = mails;
		this.messages = messages;
		this.post = post;
		this.settings = settings;
		this.journey = journey;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	@TransactionalEventListener
	void letterAdded(Outbox.LetterAdded event) {
		wake();
	}

	/**
	 * Sends what is due.
	 * @return whether there was anything
	 */
	@Override
	boolean work() {
		if (!this.post.isConfigured()) {
			return false;
		}
		List<OutgoingMail> batch = this.transactions.retrying(this::lease);
		if (batch.isEmpty()) {
			return false;
		}
		try (Transport transport = this.post.connect()) {
			batch.forEach((mail) -> carry(transport, mail));
		}
		catch (MessagingException ex) {
			log.warn("The mail server can't be reached; {} mails wait: {}", batch.size(), ex.getMessage());
			batch.forEach((mail) -> notSent(mail, ex));
		}
		return true;
	}

	private List<OutgoingMail> lease() {
		Instant now = this.clock.instant();
		List<OutgoingMail> due = this.mails.lockDue(now, BATCH);
		if (!due.isEmpty()) {
			this.mails.lease(due.stream().map(OutgoingMail::id).toList(), now.plus(LEASE));
		}
		return due;
	}

	private void carry(Transport transport, OutgoingMail mail) {
		try {
			this.post.send(transport, mail);
		}
		catch (MessagingException ex) {
			notSent(mail, ex);
			return;
		}
		this.transactions.retrying(() -> {
			sent(mail);
			return null;
		});
	}

	private void sent(OutgoingMail mail) {
		Instant now = this.clock.instant();
		if (this.mails.sent(mail.id(), now) == 0 || mail.messageId() == null) {
			return;
		}
		Message message = this.messages.find(mail.messageId()).orElseThrow();
		if (this.messages.delivered(message.id(), Message.Delivery.DELIVERED, now) == 0) {
			return;
		}
		if (mail.caseNumber() != null) {
			this.audit.record(mail.caseNumber(), "message.delivered", Map.of("message", message.id()));
		}
		if (message.isByPerson()) {
			this.journey.wordReached(message.caseId(), message.id());
		}
	}

	private void notSent(OutgoingMail mail, MessagingException reason) {
		Instant now = this.clock.instant();
		boolean hopeless = MailPost.isPermanent(reason)
				|| now.isAfter(mail.createdAt().plus(this.settings.giveUpAfter()));
		String error = String.valueOf(reason.getMessage()).lines().findFirst().orElse("unknown");
		log.warn("Mail {} to case {} was not sent: {}", mail.id(), mail.caseNumber(), error);
		this.transactions.retrying(() -> {
			this.mails.notSent(mail.id(), hopeless ? null : now.plus(waitAfter(mail.attempts())), hopeless ? now : null,
					error.substring(0, Math.min(error.length(), 500)));
			if (hopeless && mail.messageId() != null && mail.caseNumber() != null) {
				this.messages.delivered(mail.messageId(), Message.Delivery.FAILED, now);
				this.audit.record(mail.caseNumber(), "message.undeliverable",
						Map.of("message", mail.messageId(), "reason", error));
			}
			return null;
		});
	}

	/** 10 s, 20 s, 40 s … up to an hour. */
	private static Duration waitAfter(int attempts) {
		Duration wait = Duration.ofSeconds(10L << Math.min(attempts, 10));
		return (wait.compareTo(LONGEST_WAIT) < 0) ? wait : LONGEST_WAIT;
	}

}
