package org.followthrough.correspondence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.ParseException;
import org.followthrough.web.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * What a part of a mail says of itself, however broken its header is.
 */
final class MimePart {

	private static final int MOST_BOUNDARIES = 10_000;

	private static final int LONGEST_CONTENT_ID = 250;

	private MimePart() {
	}

	static byte[] content(Part part) throws IOException, MessagingException {
		try (InputStream stream = part.getInputStream()) {
			return stream.readAllBytes();
		}
	}

	/**
	 * Whether a mail consists of so many parts that to take it apart would fill the
	 * memory: no mail program makes such mail.
	 */
	static boolean isShredded(Part part) throws IOException, MessagingException {
		String boundary = "--" + Optional.ofNullable(parameter(part, "boundary")).orElse("");
		int parts = 0;
		int matched = 0;
		try (InputStream stream = new BufferedInputStream(part.getInputStream(), 1 << 16)) {
			for (int at = stream.read(); at != -1 && parts < MOST_BOUNDARIES; at = stream.read()) {
				if (at == '\n' || at == '\r') {
					matched = 0;
				}
				else if (matched >= 0) {
					matched = (at == boundary.charAt(matched)) ? matched + 1 : -1;
				}
				if (matched == boundary.length()) {
					parts++;
					matched = -1;
				}
			}
		}
		return parts >= MOST_BOUNDARIES;
	}

	static String type(Part part) throws MessagingException {
		String declared = String.valueOf(part.getContentType()).toLowerCase(Locale.ROOT);
		try {
			return new ContentType(declared).getBaseType().strip();
		}
		catch (ParseException ex) {
			String base = declared.split("[;,\\s]", 2)[0];
			return FileNames.isType(base) ? base : "text/plain";
		}
	}

	static boolean isAttachment(Part part) {
		return new Headers(part).lower("Content-Disposition").startsWith(Part.ATTACHMENT);
	}

	static Optional<String> name(Part part) {
		try {
			return Optional.ofNullable(part.getFileName()).filter((name) -> !name.isBlank());
		}
		catch (MessagingException | RuntimeException ex) {
			return Optional.empty();
		}
	}

	static @Nullable String charset(Part part, String type, byte[] bytes) throws MessagingException {
		String declared = parameter(part, "charset");
		if (declared == null && type.equals("text/html")) {
			String start = new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.ISO_8859_1);
			return Pattern.compile("(?i)<meta[^>]{1,200}charset\\s*=\\s*[\"']?([a-z0-9_:.-]{1,40})")
				.matcher(start)
				.results()
				.map((match) -> match.group(1))
				.findFirst()
				.orElse(null);
		}
		return declared;
	}

	private static @Nullable String parameter(Part part, String name) throws MessagingException {
		String declared = String.valueOf(part.getContentType());
		try {
			return new ContentType(declared).getParameter(name);
		}
		catch (ParseException ex) {
			return Pattern.compile("(?i)\\b" + name + "\\s*=\\s*\"?([a-z0-9_:.-]{1,40})")
				.matcher(declared)
				.results()
				.map((match) -> match.group(1))
				.findFirst()
				.orElse(null);
		}
	}

	static @Nullable String contentId(Part part) {
		String id = new Headers(part).words("Content-ID").replaceAll("[<>\\s]", "");
		return (id.isEmpty() || id.length() > LONGEST_CONTENT_ID) ? null : id;
	}

}
