package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.followthrough.cases.Reply;
import org.followthrough.cases.SupportCase;

import org.springframework.stereotype.Component;

/**
 * Finds the mails whose words alone may answer what a mail of ours asked. A colleague's
 * word is not the customer's; files, another subject or the answer to several matters say
 * more than words do: all these are left to a person.
 */
@Component
class PlainReplies {

	private static final int LONGEST = 20_000;

	private static final int MOST_KNOWN = 40;

	/** What asks whether it is solved, or reminds of that. */
	private static final Set<Message.Kind> ASKING = EnumSet.of(Message.Kind.ANSWER, Message.Kind.REMINDER);

	private final Threads threads;

	private final OutboxMapper outbox;

	private final MessageMapper messages;

	PlainReplies(Threads threads, OutboxMapper outbox, MessageMapper messages) {
		this.threads = threads;
		this.outbox = outbox;
		this.messages = messages;
	}

	/**
	 * The answer that a mail may be.
	 * @param mail the mail
	 * @param joined the cases that it was kept on
	 * @return the answer; empty if only a person can tell
	 */
	Optional<Reply> of(ReceivedMail mail, List<SupportCase> joined) {
		if (joined.size() != 1 || !mail.parts().isEmpty() || !mail.whole() || mail.text().length() > LONGEST
				|| !this.threads.isTheirs(joined.get(0), mail)) {
			return Optional.empty();
		}
		SupportCase about = joined.get(0);
		return this.threads.answered(mail)
			.filter((ours) -> matter(mail.subject()).equals(matter(ours.subject())))
			.flatMap((ours) -> Optional.ofNullable(ours.messageId()).flatMap(this.messages::find))
			.filter((ours) -> ours.caseId() == about.id() && ASKING.contains(ours.kind()))
			.map((ours) -> new Reply(ours.id(), NewWords.in(mail.text(), known(about))));
	}

	/** All that the customer may quote: what they have from us, and what they wrote. */
	private List<String> known(SupportCase about) {
		List<String> known = new ArrayList<>(this.outbox.bodiesOfCase(about.id(), MOST_KNOWN));
		// The last of theirs is the mail that is being read.
		known.addAll(this.messages.earlierOfCustomer(about.id(), MOST_KNOWN));
		return known;
	}

	private static String matter(String subject) {
		return subject.toLowerCase(Locale.ROOT)
			.replaceFirst("^(?:\\s*(?:re|aw|antw|antwort)(?:\\[\\d+])?\\s*:)+", "")
			.replaceAll("\\s+", " ")
			.strip();
	}

}
