package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Files;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells which mails belong together, by their headers: those of one sender, of one thread
 * or to one case, so that each such conversation is sorted in the order in which it came
 * while others go on.
 */
@Component
class Conversations {

	/** Longer headers are rare; what has one goes by itself. */
	private static final int HEADER_BYTES = 32 << 10;

	private static final String NOBODY = "nobody";

	private final Files files;

	private final MailReader reader;

	private final Threads threads;

	Conversations(Files files, MailReader reader, Threads threads) {
		this.files = files;
		this.reader = reader;
		this.threads = threads;
	}

	/**
	 * Puts mails that belong together into one bag.
	 * @param mails a few, in the order in which they came
	 * @return bags, each in that order; one for all if of some mail it can't be told
	 */
	@Transactional(readOnly = true)
	public List<List<IncomingMail>> of(List<IncomingMail> mails) {
		Map<Long, byte[]> beginnings = this.files.beginnings(mails.stream().map(IncomingMail::fileId).toList(),
				HEADER_BYTES);
		List<Bag> bags = new ArrayList<>();
		for (IncomingMail mail : mails) {
			Optional<Set<String>> signs = signs(beginnings.get(mail.fileId()));
			if (signs.isEmpty()) {
				return List.of(mails);
			}
			List<Bag> theirs = bags.stream().filter((bag) -> bag.shares(signs.get())).toList();
			bags.removeAll(theirs);
			bags.add(Bag.of(mail, signs.get(), theirs));
		}
		return bags.stream()
			.map((bag) -> bag.mails().stream().sorted(Comparator.comparing(mails::indexOf)).toList())
			.toList();
	}

	/** What a mail has in common with those of its conversation. */
	private Optional<Set<String>> signs(byte @Nullable [] beginning) {
		if (beginning == null || (beginning.length == HEADER_BYTES && !holdsHeader(beginning))) {
			return Optional.empty();
		}
		try {
			return Optional.of(signs(this.reader.readHeader(beginning)));
		}
		catch (MessagingException ex) {
			return Optional.of(Set.of(NOBODY));
		}
	}

	private Set<String> signs(ReceivedMail mail) {
		Set<String> signs = new HashSet<>();
		Stream.of(mail.sender(), mail.writer()).flatMap(Optional::stream).forEach(signs::add);
		if (mail.sender().isEmpty()) {
			signs.add(NOBODY);
		}
		mail.messageId().ifPresent(signs::add);
		signs.addAll(mail.references());
		this.threads.casesOf(mail).stream().map(SupportCase::number).forEach(signs::add);
		return signs;
	}

	private static boolean holdsHeader(byte[] beginning) {
		String text = new String(beginning, StandardCharsets.ISO_8859_1);
		return text.contains("\n\r\n") || text.contains("\n\n");
	}

	/**
	 * Mails that belong together, and what they have in common with others.
	 */
	private record Bag(List<IncomingMail> mails, Set<String> signs) {

		static Bag of(IncomingMail mail, Set<String> signs, List<Bag> others) {
			List<IncomingMail> mails = new ArrayList<>();
			Set<String> all = new HashSet<>(signs);
			for (Bag other : others) {
				mails.addAll(other.mails);
				all.addAll(other.signs);
			}
			mails.add(mail);
			return new Bag(mails, all);
		}

		boolean shares(Set<String> others) {
			return others.stream().anyMatch(this.signs::contains);
		}

	}

}
