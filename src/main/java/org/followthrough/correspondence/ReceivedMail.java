package org.followthrough.correspondence;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A customer's mail as far as it could be read.
 *
 * @param sender the address it says it is from; empty when it names none that one could
 * answer
 * @param writer the address it was written from, whoever an answer goes to; empty when it
 * names none
 * @param senderName what the sender calls themselves; may be empty
 * @param ours whether it says that it is from us
 * @param subject its subject, decoded, in one line and cut to a length that fits
 * everywhere; may be empty
 * @param messageId its Message-ID; empty when it has none
 * @param references the ids of mails it follows, nearest first; at last those that it was
 * addressed to
 * @param reported the ids of mails that it reports on or carries within it
 * @param failure why the mail that it reports on reached nobody; empty unless it says so
 * @param automatic why a program and not a person wrote it; empty for a person's
 * @param text its words as plain text
 * @param html how it looks, in parts that stand one below the other; hostile until made
 * safe, and empty where it is nothing but words
 * @param parts the files that came with it
 * @param whole whether text and parts are all of it; the mail as it came always is
 * @param contentLanguage the language that it says it is in; may be empty
 * @param senderChecks what our mail server found out about its sender, in words
 */
record ReceivedMail(Optional<String> sender, Optional<String> writer, String senderName, boolean ours, String subject,
		Optional<String> messageId, List<String> references, List<String> reported, Optional<String> failure,
		Optional<String> automatic, String text, List<String> html, List<Part> parts, boolean whole,
		String contentLanguage, Optional<String> senderChecks) {

	/**
	 * A file that came with a mail.
	 *
	 * @param name made safe
	 * @param mediaType what the sender said
	 * @param content its bytes
	 * @param contentId by what name the mail's HTML shows it; null for none
	 */
	record Part(String name, String mediaType, byte[] content, @Nullable String contentId) {

		Part(String name, String mediaType, byte[] content) {
			this(name, mediaType, content, null);
		}

	}

}
