package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.apache.commons.codec.digest.DigestUtils;

/**
 * What a mail says, whatever the servers on its way added in front of it or changed at
 * its line ends: two copies of one mail have the same, also in two mailboxes. A
 * Message-ID is a part of it and not more, since mailers use them twice.
 */
final class CanonicalContent {

	/** What its writer's program set, and servers leave alone. */
	private static final Set<String> KEPT = Set.of("from", "sender", "reply-to", "to", "cc", "subject", "date",
			"message-id", "in-reply-to", "references", "content-type", "content-transfer-encoding", "auto-submitted");

	/**
	 * One of them makes it unlikely that somebody writes the same again and means it.
	 */
	private static final Set<String> TELLING = Set.of("date", "message-id");

	private CanonicalContent() {
	}

	/**
	 * The digest of what a mail says.
	 * @param raw its bytes
	 * @return a SHA-256; empty for a mail with neither date nor id, of which a second one
	 * may well be meant
	 */
	static Optional<byte[]> of(byte[] raw) {
		int body = bodyStart(raw);
		List<String> fields = fields(new String(raw, 0, body, StandardCharsets.ISO_8859_1));
		if (fields.stream().noneMatch((field) -> TELLING.contains(name(field)) && hasValue(field))) {
			return Optional.empty();
		}
		MessageDigest digest = DigestUtils.getSha256Digest();
		fields.stream()
			.filter((field) -> KEPT.contains(name(field)))
			.map((field) -> name(field) + ":" + field.substring(field.indexOf(':') + 1).replaceAll("\\s+", " ").strip())
			.sorted()
			.forEach((field) -> digest.update((field + "\n").getBytes(StandardCharsets.ISO_8859_1)));
		digest.update((byte) '\n');
		body(raw, body, digest);
		return Optional.of(digest.digest());
	}

	/** The first byte after the first empty line. */
	private static int bodyStart(byte[] raw) {
		for (int at = 0; at < raw.length; at++) {
			if (raw[at] == '\n' && (at == 0 || isEmptyLine(raw, at))) {
				return at + 1;
			}
		}
		return raw.length;
	}

	private static boolean isEmptyLine(byte[] raw, int lineEnd) {
		int before = (raw[lineEnd - 1] == '\r') ? lineEnd - 2 : lineEnd - 1;
		return before < 0 || raw[before] == '\n';
	}

	private static List<String> fields(String header) {
		List<String> fields = new ArrayList<>();
		for (String line : header.split("\r?\n")) {
			if (!line.isEmpty() && Character.isWhitespace(line.charAt(0)) && !fields.isEmpty()) {
				fields.set(fields.size() - 1, fields.get(fields.size() - 1) + line);
			}
			else if (line.indexOf(':') > 0) {
				fields.add(line);
			}
		}
		return fields;
	}

	private static String name(String field) {
		return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
	}

	private static boolean hasValue(String field) {
		return !field.substring(field.indexOf(':') + 1).isBlank();
	}

	/** Without carriage returns, and without empty lines at the end. */
	private static void body(byte[] raw, int start, MessageDigest digest) {
		int end = raw.length;
		while (end > start && (raw[end - 1] == '\n' || raw[end - 1] == '\r')) {
			end--;
		}
		int from = start;
		for (int at = start; at < end; at++) {
			if (raw[at] == '\r' && raw[at + 1] == '\n') {
				digest.update(raw, from, at - from);
				from = at + 1;
			}
		}
		digest.update(raw, from, end - from);
	}

}
