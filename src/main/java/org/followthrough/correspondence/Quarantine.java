package org.followthrough.correspondence;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.correspondence.IncomingMail.State;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.web.Refusal;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The mail that came in, for people to look at: above all what a person has to decide on.
 */
@Component
public class Quarantine {

	private final IncomingMailMapper mails;

	private final UnfetchedMailMapper unfetched;

	private final CheckedFiles files;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Quarantine(IncomingMailMapper mails, UnfetchedMailMapper unfetched, CheckedFiles files, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.mails = mails;
		this.unfetched = unfetched;
		this.files = files;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Mail in a state, newest first.
	 * @param state which
	 * @param limit how many at the most
	 * @return the mails
	 */
	@Transactional(readOnly = true)
	public List<IncomingMail> inState(State state, int limit) {
		return this.mails.inState(state, Long.MAX_VALUE, limit);
	}

	/**
	 * Mail that is kept and waits to be sorted, what is due first at the front.
	 * @param limit how many at the most
	 * @return the mails
	 */
	@Transactional(readOnly = true)
	public List<IncomingMail> unsorted(int limit) {
		return this.mails.unsorted(limit);
	}

	/**
	 * Mail that lies in the mailbox and couldn't be fetched yet, the oldest first.
	 * @param limit how many at the most
	 * @return the mails
	 */
	@Transactional(readOnly = true)
	public List<UnfetchedMail> unfetched(int limit) {
		return this.unfetched.all(limit);
	}

	/**
	 * Tries a mail in quarantine again, as the current actor.
	 * @param id its row
	 */
	@Transactional
	public void again(long id) {
		if (this.mails.again(id, this.clock.instant()) == 0) {
			throw new NotInQuarantine();
		}
		this.audit.record(Audit.SYSTEM, "mail.tried-again", Map.of("mail", id));
		this.events.publishEvent(new MailIntake.MailStored());
	}

	/**
	 * Opens a mail as it came in.
	 * @param id its row
	 * @return what writes it
	 */
	public CheckedFiles.Content open(long id) {
		return this.files.open(this.mails.find(id).orElseThrow(NotInQuarantine::new).fileId());
	}

	/**
	 * The mail isn't there any more.
	 */
	static class NotInQuarantine extends Refusal {

		NotInQuarantine() {
			super(Kind.NOT_FOUND, "This mail isn't in quarantine: it may have been dealt with meanwhile.");
		}

	}

}
