package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.identity.Actor;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What customers get that nobody wrote: it keeps no promise.
 */
@Component
public class AutomaticMessages {

	private final MessageMapper messages;

	private final Outbox outbox;

	private final Letters letters;

	private final MessageRecord record;

	private final Clock clock;

	AutomaticMessages(MessageMapper messages, Outbox outbox, Letters letters, MessageRecord record, Clock clock) {
		this.messages = messages;
		this.outbox = outbox;
		this.letters = letters;
		this.record = record;
		this.clock = clock;
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
		if (this.messages.countAutomatic(about.id(), Kind.LINK, this.clock.instant().minus(Duration.ofHours(1))) == 0) {
			automatic(about, Kind.LINK, this.letters.freshLinkText(about));
		}
	}

	private void automatic(SupportCase about, Kind kind, String body) {
		Message kept = this.messages
			.insert(NewMessage.by(Actor.system(), about.id(), kind, body, this.clock.instant()).toSend(null));
		this.outbox.add(this.letters.automatic(about, kept));
		this.record.of(about, kept, "automatic");
	}

}
