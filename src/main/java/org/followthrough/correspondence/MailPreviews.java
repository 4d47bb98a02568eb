package org.followthrough.correspondence;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.followthrough.cases.Closing;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message.Delivery;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Message.Visibility;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Shows mails before they go: what somebody is writing, and each kind of letter with made
 * up words, in each language. Nothing is kept.
 */
@Component
public class MailPreviews {

	private static final String NUMBER = "FT-2026-000017";

	private final Letters letters;

	private final Languages languages;

	private final Customers customers;

	private final MailSettings settings;

	private final Clock clock;

	MailPreviews(Letters letters, Languages languages, Customers customers, MailSettings settings, Clock clock) {
		this.letters = letters;
		this.languages = languages;
		this.customers = customers;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * The mail that a person's words about cases of one customer would go out as.
	 * @param about the cases, with the next word that each of them would be promised
	 * @param kind what it is
	 * @param words the words
	 * @return the mail
	 */
	public MailPreview of(Map<SupportCase, NextWord> about, Kind kind, String words) {
		Map<SupportCase, Message> written = new LinkedHashMap<>();
		about.forEach((of, next) -> written.put(of, message(of.id(), kind, words.strip(), next.at())));
		Customer to = this.customers.get(about.keySet().iterator().next().customerId());
		return preview(this.letters.of(written), to.name());
	}

	/**
	 * A letter with made up words.
	 * @param sample which
	 * @param in the language of its reader
	 * @return the mail
	 */
	public MailPreview of(Sample sample, Language in) {
		Instant now = this.clock.instant();
		Customer ada = new Customer(0, "ada@example.org", "Ada Lovelace", "customer", "standard", now, in.code());
		SupportCase open = sampleCase(sample, now);
		String words = "\u2026";
		return preview(switch (sample) {
			case RECEIPT, RECEIPT_OF_A_CONTINUED_CASE, RECEIPT_OF_A_SPLIT_CASE ->
				automatic(open, Kind.RECEIPT, this.letters.receiptText(open, in), ada);
			case REMINDER -> automatic(open, Kind.REMINDER, this.letters.signOffReminderText(open, in), ada);
			case FRESH_LINK -> automatic(open, Kind.LINK, in.say("mail.link"), ada);
			case CLOSED_AS_CONFIRMED, CLOSED_AS_UNCONFIRMED, CLOSED_AS_UNSOLVED, CLOSED_AS_DUPLICATE,
					CLOSED_AS_WITHDRAWN, CLOSED_AS_SPAM ->
				automatic(open, Kind.CLOSING, this.letters.closingText(open, in), ada);
			case ACKNOWLEDGEMENT -> word(open, Kind.ACKNOWLEDGEMENT, words, ada);
			case UPDATE -> word(open, Kind.UPDATE, words, ada);
			case QUESTION -> word(open, Kind.QUESTION, words, ada);
			case ANSWER -> word(open, Kind.ANSWER, words, ada);
			case EXPLANATION -> word(open, Kind.EXPLANATION, words, ada);
			case CLOSING -> word(open, Kind.CLOSING, words, ada);
			case SEVERAL_CASES -> this.letters.together(together(open, words, now), ada);
			case TOO_LARGE -> this.letters.tooLarge(ada.email(), open.subject(), this.settings.address(), in);
		}, ada.name());
	}

	private Outbox.Letter automatic(SupportCase about, Kind kind, String words, Customer to) {
		return this.letters.automatic(about, message(about.id(), kind, words, null), to);
	}

	private Outbox.Letter word(SupportCase about, Kind kind, String words, Customer to) {
		return this.letters.word(about, message(about.id(), kind, words, inTwoDays()), to);
	}

	private Map<SupportCase, Message> together(SupportCase first, String words, Instant now) {
		Map<SupportCase, Message> together = new LinkedHashMap<>();
		SupportCase second = sampleCase("FT-2026-000023", "The invoice is empty", null, null, null, now);
		Stream.of(first, second)
			.forEach((one) -> together.put(one, message(one.id(), Kind.UPDATE, words, inTwoDays())));
		return together;
	}

	private Instant inTwoDays() {
		return this.clock.instant().plus(Duration.ofDays(2));
	}

	private static SupportCase sampleCase(Sample sample, Instant now) {
		Closing as = sample.name().startsWith("CLOSED_AS_")
				? Closing.valueOf(sample.name().substring("CLOSED_AS_".length())) : null;
		return sampleCase(NUMBER, "The export ends after 500 rows", as,
				(sample == Sample.RECEIPT_OF_A_CONTINUED_CASE) ? "FT-2026-000009" : null,
				(sample == Sample.RECEIPT_OF_A_SPLIT_CASE) ? "FT-2026-000009" : null, now);
	}

	private static SupportCase sampleCase(String number, String subject, @Nullable Closing as,
			@Nullable String continues, @Nullable String splitFrom, Instant now) {
		return new SupportCase(0, number, 0, subject, null, null, Impact.IMPAIRED, "mail", "normal", 50, null,
				"investigate", null, now, null, (as != null) ? now : null, as,
				(as == Closing.DUPLICATE) ? "FT-2026-000009" : null, 0, continues, 0, null, null, splitFrom, null,
				null);
	}

	private Message message(long caseId, Kind kind, String words, @Nullable Instant next) {
		Actor author = Actor.current();
		return new Message(0, caseId, kind, Visibility.PUBLIC, author.kind().word(), author.id(), author.door().word(),
				words, this.clock.instant(), next, null, null, Delivery.NONE, null, null, null);
	}

	private MailPreview preview(Outbox.Letter letter, String name) {
		String code = Objects.requireNonNull(letter.language());
		String sender = Objects.requireNonNullElse(letter.sender(), this.settings.address());
		return new MailPreview("%s <%s>".formatted(this.settings.name(), sender),
				"%s <%s>".formatted(name, letter.recipient()), letter.subject(), this.languages.of(code), letter.body(),
				HtmlLetter.of(letter.subject(), letter.body(), code));
	}

	/**
	 * The letters that customers get.
	 */
	public enum Sample {

		/** We have their message. */
		RECEIPT,
		/** We have it, and an older case goes on in it. */
		RECEIPT_OF_A_CONTINUED_CASE,
		/** We made a case of their own of it. */
		RECEIPT_OF_A_SPLIT_CASE,
		/** A person sums it up. */
		ACKNOWLEDGEMENT,
		/** How it goes. */
		UPDATE,
		/** A question. */
		QUESTION,
		/** What solves it. */
		ANSWER,
		/** Why it can't be solved. */
		EXPLANATION,
		/** Why a person ends it. */
		CLOSING,
		/** One word about several cases. */
		SEVERAL_CASES,
		/** Is it solved? */
		REMINDER,
		/** A fresh link that they asked for. */
		FRESH_LINK,
		/** It is closed, as they said. */
		CLOSED_AS_CONFIRMED,
		/** It is closed, since they said nothing. */
		CLOSED_AS_UNCONFIRMED,
		/** It is closed and not solved. */
		CLOSED_AS_UNSOLVED,
		/** It goes on in another. */
		CLOSED_AS_DUPLICATE,
		/** They took it back. */
		CLOSED_AS_WITHDRAWN,
		/** It was none. */
		CLOSED_AS_SPAM,
		/** Their mail can't be opened. */
		TOO_LARGE;

		/**
		 * The word for it in addresses.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * What people call it.
		 * @return such as "Receipt of a split case"
		 */
		public String title() {
			String words = word().replace('-', ' ');
			return Character.toUpperCase(words.charAt(0)) + words.substring(1);
		}

		/**
		 * Whether a person writes what stands in its middle.
		 * @return false for what is sent automatically
		 */
		public boolean isByPerson() {
			return List.of(ACKNOWLEDGEMENT, UPDATE, QUESTION, ANSWER, EXPLANATION, CLOSING, SEVERAL_CASES)
				.contains(this);
		}

		/**
		 * The letter of a word.
		 * @param word one of {@link #word}
		 * @return it, or the receipt
		 */
		public static Sample of(String word) {
			return Stream.of(values()).filter((one) -> one.word().equals(word)).findFirst().orElse(RECEIPT);
		}

	}

}
