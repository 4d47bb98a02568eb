package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What those who work here are told by mail. A notice is kept in the transaction of what
 * it tells of, written together just before its end, and nobody gets the same one twice.
 * Mails are made of them a little later, so that fifty that come together are one mail:
 * see {@link NoticeWriter}.
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
		give(new NoticeMapper.Given(account, once, kind, about.id(), due, null, this.clock.instant()));
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
		give(new NoticeMapper.Given(account, once, Notice.Kind.WORD_UNDELIVERED, about.id(), now,
				Characters.cut(Characters.inOneLine(reason), LONGEST_REASON), now));
	}

	/**
	 * Tells a person that an issue was closed in its tracker.
	 * @param account the person's account
	 * @param about a case of theirs that hangs on it
	 * @param issue what people call it
	 * @param once names what is told
	 */
	public void tellClosedInTracker(String account, SupportCase about, String issue, String once) {
		Instant now = this.clock.instant();
		give(new NoticeMapper.Given(account, once, Notice.Kind.CLOSED_IN_TRACKER, about.id(), now,
				Characters.cut(Characters.inOneLine(issue), LONGEST_REASON), now));
	}

	/**
	 * Tells a person something about their weeks on support.
	 * @param account the person's account
	 * @param kind what
	 * @param words the sentence that says it
	 * @param begins when the week begins that it is about
	 * @param once names what is told
	 */
	public void tellOfRota(String account, Notice.Kind kind, String words, Instant begins, String once) {
		give(new NoticeMapper.Given(account, once, kind, null, begins,
				Characters.cut(Characters.inOneLine(words), LONGEST_REASON), this.clock.instant()));
	}

	/**
	 * Tells a person something about no case, which they find where the sentence leads.
	 * @param account the person's account
	 * @param kind what
	 * @param words the sentence that says it, with the address to look at
	 * @param once names what is told
	 */
	public void tellInWords(String account, Notice.Kind kind, String words, String once) {
		Instant now = this.clock.instant();
		give(new NoticeMapper.Given(account, once, kind, null, now,
				Characters.cut(Characters.inOneLine(words), LONGEST_REASON), now));
	}

	private void give(NoticeMapper.Given notice) {
		unwritten().orElseGet(() -> {
			Unwritten fresh = new Unwritten();
			TransactionSynchronizationManager.registerSynchronization(fresh);
			return fresh;
		}).notices.add(notice);
	}

	private static Optional<Unwritten> unwritten() {
		return TransactionSynchronizationManager.getSynchronizations()
			.stream()
			.filter(Unwritten.class::isInstance)
			.map(Unwritten.class::cast)
			.findFirst();
	}

	/**
	 * Takes back what was not told yet and has no point any more: the word came, say.
	 * What concerns a case that is closed by then is left out anyway.
	 * @param caseId the case
	 * @param kinds what has no point
	 */
	public void withdraw(long caseId, Collection<Notice.Kind> kinds) {
		if (!kinds.isEmpty()) {
			unwritten().ifPresent(Unwritten::write);
			this.notices.withdraw(caseId, kinds);
		}
	}

	/**
	 * Takes something back that people were not told yet and that has no point any more.
	 * @param accounts the people
	 * @param once names what is told
	 */
	public void withdraw(Collection<String> accounts, String once) {
		if (!accounts.isEmpty()) {
			unwritten().ifPresent(Unwritten::write);
			this.notices.withdrawFrom(accounts, once);
		}
	}

	/**
	 * The notices that the running transaction gives.
	 */
	private final class Unwritten implements TransactionSynchronization {

		private final List<NoticeMapper.Given> notices = new ArrayList<>();

		void write() {
			if (!this.notices.isEmpty()) {
				Notices.this.notices.insertUnlessKnown(this.notices);
				this.notices.clear();
			}
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			write();
		}

	}

}
