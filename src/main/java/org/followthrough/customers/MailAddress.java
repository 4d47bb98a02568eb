package org.followthrough.customers;

import java.util.Locale;
import java.util.Optional;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Mail addresses as we keep them.
 */
public final class MailAddress {

	/** The longest that fits a forward path, RFC 5321 section 4.5.3.1.3. */
	private static final int LONGEST = 254;

	private MailAddress() {
	}

	/**
	 * Reads a bare address, {@code local@domain}.
	 * @param text what was given
	 * @return the address in lower case, or nothing if mail can't be sent to it
	 */
	public static Optional<String> parse(@Nullable String text) {
		if (text == null || text.isBlank() || text.length() > LONGEST) {
			return Optional.empty();
		}
		try {
			InternetAddress address = new InternetAddress(text.strip(), true);
			String bare = address.getAddress();
			boolean usable = bare != null && bare.equals(text.strip()) && bare.indexOf('@') > 0
					&& bare.chars().noneMatch(Character::isISOControl);
			return usable ? Optional.of(bare.toLowerCase(Locale.ROOT)) : Optional.empty();
		}
		catch (AddressException ex) {
			return Optional.empty();
		}
	}

}
