package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What those who work here are told by mail. A notice is kept in the transaction of what
 * it tells of, and nobody gets the same one twice. Mails are made of them a little later,
 * so that fifty that come together are one mail: see {@link NoticeWriter}.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Notices {

	private static final int LONGEST_REASON = 500;

	private final NoticeMapper notices;

	private final Clock clock;

	Notices(NoticeMapper notices, Clock clock) {
		this.notices = notices;
		this.clock = clock;
	}

	/**
	 * Tells a person something about a case.
	 * @param account the person's account
	 * @param about the case
	 * @param kind what
	 * @param due when the thing is due, or was
	 * @param once names what is told, such as {@code promise-123-soon}: whoever was told
	 * it isn't told it again
	 */
	public void tell(String account, SupportCase about, Notice.Kind kind, Instant due, String once) {
		this.notices.insertUnlessKnown(account, once, kind, about.id(), due, null, this.clock.instant());
	}

	/**
	 * Tells a person that a word to a customer did not arrive.
	 * @param account the person's account
	 * @param about the case
	 * @param reason why, in the mail system's words
	 * @param once names what is told
	 */
	public void tellUndelivered(String account, SupportCase about, String reason, String once) {
		Instant now = this.clock.instant();
		this.notices.insertUnlessKnown(account, once, Notice.Kind.WORD_UNDELIVERED, about.id(), now,
				Characters.cut(Characters.inOneLine(reason), LONGEST_REASON), now);
	}

	/**
	 * Takes back what was not told yet and has no point any more: the word came, say.
	 * What concerns a case that is closed by then is left out anyway.
	 * @param caseId the case
	 * @param kinds what has no point
	 */
	public void withdraw(long caseId, Collection<Notice.Kind> kinds) {
		if (!kinds.isEmpty()) {
			this.notices.withdraw(caseId, kinds);
		}
	}

}
