package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells senders that their mail can't be opened. An automatic answer that nobody asked
 * for can do harm, so it goes to people only, and not twice a day to the same one (RFC
 * 3834 section 2).
 */
@Component
class TooLarge {

	private static final Duration QUIET = Duration.ofDays(1);

	private final MailNoticeMapper notices;

	private final Outbox outbox;

	private final Letters letters;

	private final Clock clock;

	TooLarge(MailNoticeMapper notices, Outbox outbox, Letters letters, Clock clock) {
		this.notices = notices;
		this.outbox = outbox;
		this.letters = letters;
		this.clock = clock;
	}

	/**
	 * Tells the sender of a mail, unless that would be wrong.
	 * @param mail its header
	 * @param address which of our addresses it came to
	 * @return whether they are told
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public boolean tell(ReceivedMail mail, String address) {
		if (mail.automatic().isPresent() || mail.sender().isEmpty()) {
			return false;
		}
		String sender = mail.sender().get();
		Instant now = this.clock.instant();
		boolean due = this.notices.insertUnlessKnown(sender, now) == 1
				|| this.notices.renew(sender, now, now.minus(QUIET)) == 1;
		if (due) {
			this.outbox
				.add(this.letters.tooLarge(sender, mail.subject(), address).answering(mail.messageId().orElse(null)));
		}
		return due;
	}

}
