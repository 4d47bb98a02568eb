package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;

/**
 * The part of a report that says what became of a mail, for programs to read (RFC 3464):
 * groups of header fields, one for the mail and one for each of its recipients.
 */
final class DeliveryReport {

	private static final int MOST_RECIPIENTS = 100;

	private static final int LONGEST_REASON = 300;

	/** What RFC 3464, section 2.3.3, calls a mail that has not failed, or not yet. */
	private static final Set<String> HOPEFUL = Set.of("delayed", "delivered", "relayed", "expanded");

	private DeliveryReport() {
	}

	/**
	 * Why a mail reached none of its recipients.
	 * @param content the part's bytes
	 * @return the reason in the words of whoever refused it; empty if it reached one, if
	 * it still may, or if the report doesn't say
	 */
	static Optional<String> failure(byte[] content) {
		List<InternetHeaders> groups = groups(content);
		List<String> actions = fields(groups, "Action")
			.map((action) -> action.split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT))
			.toList();
		if (!actions.contains("failed") || actions.stream().anyMatch(HOPEFUL::contains)) {
			return Optional.empty();
		}
		// "smtp; 550 5.1.1 no such mailbox"
		return Stream
			.concat(fields(groups, "Diagnostic-Code").map((code) -> code.replaceFirst("^[\\w-]+\\s*;\\s*", "")),
					Stream.concat(fields(groups, "Status"), Stream.of("It could not be delivered")))
			.map((reason) -> Characters.cut(Characters.inOneLine(reason), LONGEST_REASON))
			.filter((reason) -> !reason.isBlank())
			.findFirst();
	}

	private static Stream<String> fields(List<InternetHeaders> groups, String name) {
		return groups.stream()
			.map((group) -> group.getHeader(name))
			.filter((values) -> values != null)
			.flatMap(Stream::of)
			.map((value) -> value.strip().replaceAll("\\s+", " "));
	}

	private static List<InternetHeaders> groups(byte[] content) {
		List<InternetHeaders> groups = new ArrayList<>();
		ByteArrayInputStream stream = new ByteArrayInputStream(content);
		try {
			while (stream.available() > 0 && groups.size() <= MOST_RECIPIENTS) {
				groups.add(new InternetHeaders(stream));
			}
		}
		catch (MessagingException ex) {
			// What could be read until here counts.
		}
		return groups;
	}

}
