package org.followthrough.correspondence;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address for answers that says which mail they answer, though a mail program names no
 * mail that it answers: {@code support+ft.17.0123456789abcdef@company.example}. What
 * stands after the plus sign is what stands in front of the mail's Message-ID, with its
 * signature.
 */
final class PlusAddress {

	private static final Pattern SIGNED = Pattern.compile("[^+@]+\\+(ft\\.\\d{1,18}\\.[0-9a-f]{16}@[^@\\s<>]+)");

	private static final Pattern OURS = Pattern.compile("<(ft\\.\\d{1,18}\\.[0-9a-f]{16})@[^>]*>");

	private PlusAddress() {
	}

	/**
	 * The address for answers to a mail of ours.
	 * @param address where customers write to
	 * @param messageId the mail's Message-ID
	 * @return the address
	 */
	static String of(String address, String messageId) {
		Matcher id = OURS.matcher(messageId);
		if (!id.matches()) {
			throw new IllegalArgumentException("This is no id of a mail of ours: " + messageId);
		}
		int at = address.lastIndexOf('@');
		return address.substring(0, at) + "+" + id.group(1) + address.substring(at);
	}

	/**
	 * The id of the mail that an address is for answers to; whether it is genuine is yet
	 * to be seen.
	 * @param address any address; some servers change its case
	 * @return the id in the form of a Message-ID
	 */
	static Optional<String> idIn(String address) {
		Matcher signed = SIGNED.matcher(address.strip().toLowerCase(Locale.ROOT));
		return signed.matches() ? Optional.of("<" + signed.group(1) + ">") : Optional.empty();
	}

}
