package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mail as it goes over the wire, from valid defaults. Each method gives another mail.
 *
 * @param headers by name
 * @param body what follows the header
 */
record RawMail(Map<String, String> headers, String body) {

	private static final String BOUNDARY = "=-=limit=-=";

	static RawMail from(String sender) {
		return new RawMail(new LinkedHashMap<>(Map.of("MIME-Version", "1.0")), "I press print and nothing comes out.\n")
			.with("From", sender)
			.with("To", "support@followthrough.example")
			.with("Subject", "It does not print");
	}

	RawMail with(String header, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(header, value);
		return new RawMail(more, this.body);
	}

	RawMail without(String header) {
		Map<String, String> fewer = new LinkedHashMap<>(this.headers);
		fewer.remove(header);
		return new RawMail(fewer, this.body);
	}

	RawMail subject(String subject) {
		return with("Subject", subject);
	}

	RawMail text(String text) {
		return new RawMail(this.headers, text);
	}

	RawMail html(String html) {
		return with("Content-Type", "text/html; charset=utf-8").text(html);
	}

	/**
	 * Parts one after the other, each with its own header.
	 */
	RawMail parts(String type, String... parts) {
		StringBuilder all = new StringBuilder();
		for (String part : parts) {
			all.append("--" + BOUNDARY + "\n").append(part).append('\n');
		}
		return with("Content-Type", type + "; boundary=\"" + BOUNDARY + "\"").text(all + "--" + BOUNDARY + "--\n");
	}

	static String part(String type, String text) {
		return "Content-Type: " + type + "\n\n" + text + "\n";
	}

	static String file(String name, String type, byte[] content) {
		return "Content-Type: " + type + "; name=\"" + name + "\"\nContent-Disposition: attachment; filename=\"" + name
				+ "\"\nContent-Transfer-Encoding: base64\n\n" + Base64.getMimeEncoder().encodeToString(content) + "\n";
	}

	@Override
	public String toString() {
		StringBuilder mail = new StringBuilder();
		this.headers.forEach((name, value) -> mail.append(name).append(": ").append(value).append('\n'));
		return mail.append('\n').append(this.body).toString();
	}

	byte[] bytes() {
		return toString().getBytes(StandardCharsets.UTF_8);
	}

}
