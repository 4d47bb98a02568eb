package org.followthrough.correspondence;

import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Test mails, each of which goes out as any other, to the address of one of our
 * mailboxes, and is known by its Message-ID when it comes in.
 */
@Component
public class TestMails {

	private final TestMailMapper tests;

	private final MailSettings settings;

	private final MailPost post;

	private final MessageIds ids;

	private final Outbox outbox;

	private final Letters letters;

	private final Audit audit;

	private final Clock clock;

	TestMails(TestMailMapper tests, MailSettings settings, MailPost post, MessageIds ids, Outbox outbox,
			Letters letters, Audit audit, Clock clock) {
		this.tests = tests;
		this.settings = settings;
		this.post = post;
		this.ids = ids;
		this.outbox = outbox;
		this.letters = letters;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Sends a test mail.
	 * @param mailbox what the settings call the mailbox
	 */
	@Transactional
	public void start(String mailbox) {
		MailSettings.Mailbox to = this.settings.mailboxes().get(mailbox);
		if (to == null) {
			throw new Mailboxes.NoMailbox();
		}
		if (!this.post.isConfigured()) {
			throw new NoWayOut();
		}
		long outgoing = this.outbox.add(this.letters.test(to.address(), mailbox));
		this.tests.insert(outgoing, mailbox, Actor.current().id(), this.clock.instant());
		this.audit.record(Audit.SYSTEM, "mail.tested", Map.of("mailbox", mailbox));
	}

	/**
	 * A mail of ours came in.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	void arrived(ReceivedMail ours, IncomingMail in) {
		ours.messageId()
			.flatMap(this.ids::rowOf)
			.ifPresent((row) -> this.tests.arrived(row, in.mailbox(), this.clock.instant()));
	}

	/**
	 * The last test of each mailbox.
	 * @return by what the settings call the mailbox
	 */
	@Transactional(readOnly = true)
	public Map<String, TestMail> latest() {
		return this.tests.latest().stream().collect(Collectors.toMap(TestMail::mailbox, Function.identity()));
	}

	/**
	 * There is no server to send by.
	 */
	static class NoWayOut extends Refusal {

		NoWayOut() {
			super(Kind.CONFLICT, "No mail goes out: followthrough.mail.smtp.host names no server to send by.");
		}

	}

}
