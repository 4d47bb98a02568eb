package org.followthrough.correspondence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;

import org.followthrough.web.FileNames;

/**
 * The header of a mail or of a part of one, read leniently: what is missing or broken is
 * empty.
 */
final class Headers {

	private static final int LONGEST = 8000;

	private static final int MOST_IDS = 50;

	private final Part of;

	Headers(Part of) {
		this.of = of;
	}

	/**
	 * The first header of a name.
	 * @param name the name, in any case
	 * @return its value as it was written, in one line; empty if there is none
	 */
	String first(String name) {
		try {
			String[] values = this.of.getHeader(name);
			return (values != null && values.length > 0 && values[0] != null) ? tidy(values[0]) : "";
		}
		catch (MessagingException ex) {
			return "";
		}
	}

	/**
	 * All headers of a name.
	 * @param name the name, in any case
	 * @return their values in one line each, the top one first
	 */
	List<String> all(String name) {
		try {
			String[] values = this.of.getHeader(name);
			return (values != null) ? Stream.of(values).limit(MOST_IDS).map(Headers::tidy).toList() : List.of();
		}
		catch (MessagingException ex) {
			return List.of();
		}
	}

	private static String tidy(String value) {
		return Characters.repaired(MimeUtility.unfold(Characters.cut(value, LONGEST))).strip();
	}

	/**
	 * The first header of a name in lower case, for comparing.
	 * @param name the name
	 * @return its value, in lower case
	 */
	String lower(String name) {
		return first(name).toLowerCase(Locale.ROOT);
	}

	boolean has(String name) {
		return !first(name).isEmpty();
	}

	/**
	 * The addresses in a header.
	 * @param name its name
	 * @return the addresses as they were written; none if it can't be read
	 */
	List<InternetAddress> addresses(String name) {
		try {
			return List.of(InternetAddress.parseHeader(first(name), false));
		}
		catch (MessagingException ex) {
			return List.of();
		}
	}

	/**
	 * A header that holds words.
	 * @param name its name
	 * @return its value, decoded, in one line
	 */
	String words(String name) {
		return decoded(first(name));
	}

	/**
	 * The ids of mails in headers, the last one first.
	 * @param names the headers' names
	 * @return the ids with their angle brackets
	 */
	List<String> ids(String... names) {
		List<String> ids = new ArrayList<>();
		for (String name : names) {
			MailReader.idsIn(first(name)).forEach(ids::add);
		}
		Collections.reverse(ids);
		return ids.stream().distinct().limit(MOST_IDS).toList();
	}

	/**
	 * The mail's own id.
	 * @return its Message-ID, if it has one
	 */
	Optional<String> id() {
		return MailReader.idsIn(first("Message-ID")).findFirst();
	}

	/**
	 * Decodes words of a header (RFC 2047).
	 * @param header as it was written
	 * @return readable, in one line
	 */
	static String decoded(String header) {
		try {
			return Characters.inOneLine(MimeUtility.decodeText(header));
		}
		catch (IOException | RuntimeException ex) {
			return Characters.inOneLine(header);
		}
	}

	/**
	 * A name of a file as its sender wrote it, made safe.
	 * @param given what the mail calls the file
	 * @param type its media type
	 * @param number which of the mail's files it is, for one that has no name
	 * @return the name as it is kept
	 */
	static String fileName(Optional<String> given, String type, int number) {
		return FileNames.name(given.map((raw) -> decoded(Characters.repaired(raw))), type, number);
	}

}
