package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.web.Refusal;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The senders whose new cases are held back, since they opened too many within an hour.
 * That ends by itself an hour after the last one, or when an administrator lifts it.
 */
@Component
public class Suppressions {

	private static final Duration HOUR = Duration.ofHours(1);

	private final SuppressionMapper senders;

	private final MailSettings settings;

	private final Customers customers;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Suppressions(SuppressionMapper senders, MailSettings settings, Customers customers, Audit audit,
			ApplicationEventPublisher events, Clock clock) {
		this.senders = senders;
		this.settings = settings;
		this.customers = customers;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	/** From when on a sender's cases count. */
	Instant countedSince(String sender) {
		Instant anHourAgo = over();
		return this.senders.liftedAt(sender).filter(anHourAgo::isBefore).orElse(anHourAgo);
	}

	@Transactional(propagation = Propagation.MANDATORY)
	void heldBack(String sender) {
		this.senders.heldBack(sender, this.clock.instant(), over());
		if (this.senders.count(sender) == 1) {
			Actor.system().runs(() -> record("mail.sender-suppressed", sender));
		}
	}

	/**
	 * Whose new cases are held back now.
	 * @param limit how many at the most
	 * @return the senders, the latest first
	 */
	@Transactional(readOnly = true)
	public List<SuppressedSender> all(int limit) {
		return this.senders.all(over(), limit);
	}

	/**
	 * Lets a sender open cases again, and tries again what was held back of theirs; they
	 * are counted anew from now on.
	 * @param sender their address
	 * @return how many mails are tried again
	 */
	@Transactional
	public int lift(String sender) {
		Instant now = this.clock.instant();
		SuppressedSender lifted = this.senders.find(sender, over()).orElseThrow(NotSuppressed::new);
		if (this.senders.lift(sender, Actor.current().id(), now, over()) == 0) {
			throw new NotSuppressed();
		}
		record("mail.sender-lifted", sender);
		int again = this.senders.tryAgain(sender, lifted.since().minus(HOUR), now, this.settings.casesAnHour());
		this.events.publishEvent(new MailIntake.MailStored());
		return again;
	}

	/** Whoever opened cases is known, and their address goes when they are erased. */
	private void record(String action, String sender) {
		Map<String, Object> details = Map.of("sender", sender);
		this.customers.find(sender)
			.ifPresentOrElse((customer) -> this.audit.recordAbout(customer.id(), action, details),
					() -> this.audit.record(Audit.SYSTEM, action, details));
	}

	private Instant over() {
		return this.clock.instant().minus(HOUR);
	}

	/**
	 * Nothing of the sender's is held back.
	 */
	static class NotSuppressed extends Refusal {

		NotSuppressed() {
			super(Kind.NOT_FOUND, "Nothing is held back of this sender any more.");
		}

	}

}
