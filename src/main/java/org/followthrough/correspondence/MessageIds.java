package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.identity.Secrets;

import org.springframework.stereotype.Component;

/**
 * The Message-IDs of our mails (RFC 5322, 3.6.4). Each is made of the outbox's row, so
 * that it is the same at each attempt, and signed, so that a reply proves that its sender
 * has our mail.
 */
@Component
class MessageIds {

	/** Bytes of the signature. */
	private static final int TAG = 8;

	private static final Pattern OURS = Pattern.compile("<?ft\\.(\\d{1,18})\\.([0-9a-f]{16})@");

	private final MailSettings settings;

	private final Secrets secrets;

	MessageIds(MailSettings settings, Secrets secrets) {
		this.settings = settings;
		this.secrets = secrets;
	}

	/**
	 * The Message-ID of a row.
	 * @param mailId the row
	 * @return the id, in angle brackets
	 */
	String of(long mailId) {
		return "<ft." + mailId + "." + tag(mailId) + "@" + this.settings.domain() + ">";
	}

	/**
	 * The row of a Message-ID.
	 * @param messageId what a mail says that it answers, with or without angle brackets
	 * @return the row; empty if we didn't sign the id
	 */
	Optional<Long> rowOf(String messageId) {
		Matcher ours = OURS.matcher(messageId);
		if (!ours.lookingAt()) {
			return Optional.empty();
		}
		long id = Long.parseLong(ours.group(1));
		boolean genuine = MessageDigest.isEqual(tag(id).getBytes(StandardCharsets.US_ASCII),
				ours.group(2).getBytes(StandardCharsets.US_ASCII));
		return genuine ? Optional.of(id) : Optional.empty();
	}

	private String tag(long mailId) {
		byte[] mac = this.secrets.hmac("message-id", Long.toString(mailId).getBytes(StandardCharsets.US_ASCII));
		return HexFormat.of().formatHex(Arrays.copyOf(mac, TAG));
	}

}
