package org.followthrough.correspondence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.commons.codec.digest.DigestUtils;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;

import org.springframework.stereotype.Component;

/**
 * Finds the case that a mail belongs to.
 */
@Component
class Threads {

	private static final Pattern CASE_NUMBER = Pattern.compile("(?i)\\bFT-\\d{4}-\\d{6,12}\\b");

	private static final int MOST_NAMED = 5;

	private final MessageIds ids;

	private final OutboxMapper outbox;

	private final MessageMapper messages;

	private final Customers customers;

	private final Cases cases;

	Threads(MessageIds ids, OutboxMapper outbox, MessageMapper messages, Customers customers, Cases cases) {
		this.ids = ids;
		this.outbox = outbox;
		this.messages = messages;
		this.customers = customers;
		this.cases = cases;
	}

	boolean isOurOwn(ReceivedMail mail) {
		return mail.messageId().flatMap(this.ids::rowOf).isPresent();
	}

	/**
	 * The cases that a mail answers: those whose mail it follows, ours by signature or
	 * the sender's own; else the one its subject names, if its sender takes part in it.
	 * What was erased takes nothing any more.
	 * @param mail the mail
	 * @return the cases; several if it answers a mail about several, none if it answers
	 * nothing
	 */
	List<SupportCase> casesOf(ReceivedMail mail) {
		return ours(mail.references()).map(this::casesOf)
			.or(() -> theirs(mail).or(() -> named(mail)).map(List::of))
			.orElse(List.of())
			.stream()
			.filter((one) -> !one.isErased())
			.toList();
	}

	/**
	 * The cases that a mail of ours is about.
	 * @param ours the mail
	 * @return the cases, the one that was opened first at the front
	 */
	List<SupportCase> casesOf(OutgoingMail ours) {
		return (ours.messageId() == null) ? List.of()
				: this.messages.sentWith(ours.messageId())
					.stream()
					.map((carried) -> this.cases.get(carried.caseId()))
					.sorted(Comparator.comparing(SupportCase::id))
					.toList();
	}

	/**
	 * The mail of ours that a mail answers, with none between them.
	 * @param mail the mail
	 * @return ours, if it carried a message of a case
	 */
	Optional<OutgoingMail> answered(ReceivedMail mail) {
		return ours(mail.references().stream().limit(1).toList());
	}

	/**
	 * The mail of ours that a report is about.
	 * @param report a program's mail
	 * @return the mail, if it carried a message of a case
	 */
	Optional<OutgoingMail> mailReportedIn(ReceivedMail report) {
		return ours(report.reported());
	}

	private Optional<OutgoingMail> ours(List<String> ids) {
		return ids.stream()
			.flatMap((id) -> this.ids.rowOf(id).stream())
			.flatMap((row) -> this.outbox.find(row).stream())
			.filter((mail) -> mail.messageId() != null && mail.caseNumber() != null)
			.findFirst();
	}

	private Optional<SupportCase> theirs(ReceivedMail mail) {
		if (mail.references().isEmpty() || mail.sender().isEmpty()) {
			return Optional.empty();
		}
		return this.messages.ofSender(mail.references(), mail.sender().get())
			.stream()
			.map((message) -> this.cases.get(message.caseId()))
			.filter((found) -> isTheirs(found, mail))
			.findFirst();
	}

	private Optional<SupportCase> named(ReceivedMail mail) {
		return namedIn(mail.subject()).filter((found) -> takesPart(found, mail)).findFirst();
	}

	/**
	 * The case that a mail's subject names, though its sender takes no part in it.
	 * @param mail a mail that joins no case
	 * @return the first such case
	 */
	Optional<SupportCase> quoted(ReceivedMail mail) {
		return namedIn(mail.subject()).filter((found) -> !takesPart(found, mail)).findFirst();
	}

	private Stream<SupportCase> namedIn(String subject) {
		return CASE_NUMBER.matcher(subject)
			.results()
			.map(MatchResult::group)
			.distinct()
			.limit(MOST_NAMED)
			.flatMap((number) -> this.cases.find(number.toUpperCase(Locale.ROOT)).stream());
	}

	/**
	 * Whether a mail's writer takes part in a case: it is theirs, or they have written on
	 * it before, which takes a mail of ours to answer.
	 */
	private boolean takesPart(SupportCase found, ReceivedMail mail) {
		return isTheirs(found, mail)
				|| mail.writer().filter((writer) -> this.messages.hasWritten(found.id(), writer)).isPresent();
	}

	/**
	 * Whether whoever's case it is wrote a mail themselves.
	 */
	boolean isTheirs(SupportCase found, ReceivedMail mail) {
		// Whom an answer shall go to is anybody's to claim; who wrote it, mail servers
		// check.
		String owner = this.customers.get(found.customerId()).email();
		return mail.writer().filter(owner::equals).isPresent();
	}

	/**
	 * The case that holds a mail already: the same Message-ID from the same sender, with
	 * the same words and files. An id alone proves nothing, since mailers use them twice.
	 * @param mail the mail
	 * @param words its words as they would be kept
	 * @return the case, if there is one
	 */
	Optional<SupportCase> caseThatHolds(ReceivedMail mail, String words) {
		if (mail.messageId().isEmpty() || mail.sender().isEmpty()) {
			return Optional.empty();
		}
		return this.messages.ofSender(List.of(mail.messageId().get()), mail.sender().get())
			.stream()
			.filter((kept) -> kept.body().equals(words.strip()) && holdsFilesOf(kept, mail))
			.map((kept) -> this.cases.get(kept.caseId()))
			.findFirst();
	}

	private boolean holdsFilesOf(Message kept, ReceivedMail mail) {
		List<byte[]> theirs = mail.parts().stream().map((part) -> DigestUtils.sha256(part.content())).toList();
		List<byte[]> ours = this.messages.filesOf(kept.id());
		return ours.size() == theirs.size() + (mail.whole() ? 0 : 1)
				&& Arrays.deepEquals(ours.stream().limit(theirs.size()).toArray(), theirs.toArray());
	}

}
