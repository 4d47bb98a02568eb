package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The messages that somebody else reads before they go. Until then they are internal, lie
 * in no outbox, and are word to nobody; their mail is made when they go. A mail is known
 * by its first message, which is on the case that was opened first.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class HeldMessages {

	private final MessageMapper messages;

	private final Outbox outbox;

	private final Letters letters;

	private final Cases cases;

	private final MessageRecord record;

	private final Audit audit;

	private final Clock clock;

	HeldMessages(MessageMapper messages, Outbox outbox, Letters letters, Cases cases, MessageRecord record, Audit audit,
			Clock clock) {
		this.messages = messages;
		this.outbox = outbox;
		this.letters = letters;
		this.cases = cases;
		this.record = record;
		this.audit = audit;
		this.clock = clock;
	}

	void holds(Collection<SupportCase> about) {
		about.forEach((one) -> this.cases.holdsReplies(one, 1));
	}

	/**
	 * What is held of a mail.
	 * @param first its first message
	 * @return the messages with their cases, which are locked, the one that was opened
	 * first at the front
	 */
	public Map<SupportCase, Message> of(long first) {
		Map<SupportCase, Message> held = new LinkedHashMap<>();
		this.messages.sentWith(first)
			.stream()
			.filter(Message::isHeld)
			.sorted(Comparator.comparing(Message::caseId))
			.forEach((message) -> held.put(this.cases.lock(message.caseId()), message));
		// Who had one of the cases may have ended it, and with it what was held there.
		held.values().removeIf((message) -> this.messages.find(message.id()).filter(Message::isHeld).isEmpty());
		return held;
	}

	/**
	 * What is held on a case.
	 * @param on the case
	 * @return the messages, oldest first
	 */
	public List<Message> on(SupportCase on) {
		return (on.heldReplies() > 0) ? this.messages.heldOn(on.id()) : List.of();
	}

	/**
	 * Lets a mail go: its messages are the customer's to read from now on.
	 * @param first its first message
	 * @return the messages that went, as they were before
	 */
	public Map<SupportCase, Message> release(long first) {
		Map<SupportCase, Message> going = of(first);
		Instant now = this.clock.instant();
		going.forEach((on, message) -> {
			this.messages.release(message.id(), now);
			this.cases.holdsReplies(on, -1);
			this.audit.record(on.number(), "message.released", Map.of("message", message.id()));
		});
		if (!going.isEmpty()) {
			this.outbox.add(this.letters.of(going));
		}
		return going;
	}

	/**
	 * Keeps a message from ever going. It stays for those who work here to read.
	 * @param on its case
	 * @param held the message
	 */
	public void withdraw(SupportCase on, Message held) {
		this.messages.withdraw(held.id());
		this.cases.holdsReplies(on, -1);
		this.audit.record(on.number(), "message.not-sent", Map.of("message", held.id()));
	}

	/**
	 * Replaces the words of a mail by the current actor's, whose they are from then on.
	 * @param first its first message
	 * @param body the words
	 */
	public void rewrite(long first, String body) {
		Actor author = Actor.current();
		String words = Messages.checked("message", body);
		of(first).forEach((on, message) -> {
			this.messages.rewrite(message.id(), author.id(), author.door().word(), words);
			this.record.rewritten(on, message.id(), words);
		});
	}

	/**
	 * How many messages to customers somebody has sent.
	 * @param account whose
	 * @param upTo how far to count
	 * @return the number, or {@code upTo} if it is more
	 */
	public int countSent(String account, int upTo) {
		return this.messages.countSent(account, upTo);
	}

}
