package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import org.followthrough.customers.MailAddress;
import org.jspecify.annotations.Nullable;
import org.jsoup.Jsoup;

import org.springframework.stereotype.Component;

/**
 * Reads mail as it really is: broken headers, unknown character sets and encodings cost
 * what they break, never the whole.
 */
@Component
class MailReader {

	private static final int MOST_PARTS = 200;

	private static final int DEEPEST = 20;

	private static final int LONGEST_NAME = 200;

	private static final Pattern MESSAGE_ID = Pattern.compile("<[^<>\\s]{1,240}>");

	private static final Pattern PROGRAM = Pattern
		.compile("(?i)^(mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?([+=-].*)?|listserv|majordomo)@.*");

	private static final Pattern UNSAFE_IN_NAME = Pattern
		.compile("[\\p{Cntrl}\\\\/:*?\"<>|\u202a-\u202e\u2066-\u2069]+");

	private final Session session;

	MailReader() {
		Properties lenient = new Properties();
		lenient.put("mail.mime.address.strict", "false");
		this.session = Session.getInstance(lenient);
		// These are read by the mail library from the system's properties only.
		System.setProperty("mail.mime.decodetext.strict", "false");
		System.setProperty("mail.mime.parameters.strict", "false");
		System.setProperty("mail.mime.multipart.ignoremissingendboundary", "true");
		System.setProperty("mail.mime.multipart.ignoremissingboundaryparameter", "true");
		System.setProperty("mail.mime.multipart.allowempty", "true");
		System.setProperty("mail.mime.ignoreunknownencoding", "true");
		System.setProperty("mail.mime.base64.ignoreerrors", "true");
		System.setProperty("mail.mime.uudecode.ignoreerrors", "true");
		System.setProperty("mail.mime.uudecode.ignoremissingbeginend", "true");
	}

	/**
	 * Reads a mail.
	 * @param raw its bytes as the server gave them
	 * @return what could be read
	 * @throws MessagingException if not even its header can be read
	 */
	ReceivedMail read(byte[] raw) throws MessagingException {
		MimeMessage message = new MimeMessage(this.session, new ByteArrayInputStream(raw));
		InternetAddress from = sender(message);
		Body body = new Body();
		body.collect(message, 0);
		return new ReceivedMail((from != null) ? MailAddress.parse(from.getAddress()) : Optional.empty(),
				(from != null && from.getPersonal() != null) ? from.getPersonal().strip() : "",
				decoded(header(message, "Subject")), firstId(header(message, "Message-ID")), references(message),
				automatic(message, from), body.text(), body.parts);
	}

	private static @Nullable InternetAddress sender(MimeMessage message) {
		for (String name : List.of("Reply-To", "From", "Sender")) {
			String value = header(message, name);
			if (!value.isBlank()) {
				try {
					for (InternetAddress address : InternetAddress.parseHeader(value, false)) {
						if (MailAddress.parse(address.getAddress()).isPresent()) {
							return address;
						}
					}
				}
				catch (MessagingException ex) {
					// This header names nobody; the next may.
				}
			}
		}
		return null;
	}

	private static String header(MimeMessage message, String name) {
		try {
			String[] values = message.getHeader(name);
			return (values != null && values.length > 0 && values[0] != null) ? values[0] : "";
		}
		catch (MessagingException ex) {
			return "";
		}
	}

	private static String decoded(String header) {
		String unfolded = MimeUtility.unfold(header);
		try {
			return MimeUtility.decodeText(unfolded).replaceAll("\\p{Cntrl}+", " ").strip();
		}
		catch (IOException | RuntimeException ex) {
			return unfolded.replaceAll("\\p{Cntrl}+", " ").strip();
		}
	}

	private static Optional<String> firstId(String header) {
		return MESSAGE_ID.matcher(header).results().map((match) -> match.group()).findFirst();
	}

	private static List<String> references(MimeMessage message) {
		List<String> ids = new ArrayList<>(
				MESSAGE_ID.matcher(header(message, "References")).results().map((match) -> match.group()).toList());
		ids.addAll(MESSAGE_ID.matcher(header(message, "In-Reply-To")).results().map((match) -> match.group()).toList());
		Collections.reverse(ids);
		return ids.stream().distinct().limit(50).toList();
	}

	/**
	 * Why a program wrote it, by RFC 3834 (Auto-Submitted), RFC 3464 (reports), RFC 2919
	 * (lists) and what programs do that predate them.
	 */
	private static Optional<String> automatic(MimeMessage message, @Nullable InternetAddress from) {
		String autoSubmitted = header(message, "Auto-Submitted").strip().toLowerCase(Locale.ROOT);
		if (!autoSubmitted.isEmpty() && !autoSubmitted.startsWith("no")) {
			return Optional.of("It says that it was sent automatically (Auto-Submitted).");
		}
		if ("<>".equals(header(message, "Return-Path").strip())) {
			return Optional.of("It has no sender to return to (an empty Return-Path), as bounces do.");
		}
		String type = header(message, "Content-Type").strip().toLowerCase(Locale.ROOT);
		if (type.startsWith("multipart/report") || type.startsWith("message/delivery-status")
				|| type.contains("report-type=")) {
			return Optional.of("It is a report on another mail's delivery.");
		}
		if (header(message, "Precedence").strip().toLowerCase(Locale.ROOT).matches("(bulk|junk|list|auto_reply).*")) {
			return Optional.of("It says that it is bulk mail (Precedence).");
		}
		if (!header(message, "List-Id").isBlank() || !header(message, "List-Unsubscribe").isBlank()) {
			return Optional.of("It came by a mailing list.");
		}
		for (String name : List.of("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress", "X-Failed-Recipients",
				"X-Loop")) {
			if (!header(message, name).isBlank()) {
				return Optional.of("A program marked it as its own (" + name + ").");
			}
		}
		if (from != null && from.getAddress() != null && PROGRAM.matcher(from.getAddress()).matches()) {
			return Optional.of("Its sender's address is a program's.");
		}
		return Optional.empty();
	}

	/**
	 * The text and the files of a mail.
	 */
	private static final class Body {

		private final List<ReceivedMail.Part> parts = new ArrayList<>();

		private final List<String> texts = new ArrayList<>();

		private int seen;

		String text() {
			return String.join("\n\n", this.texts).strip();
		}

		void collect(Part part, int depth) {
			if (this.seen++ >= MOST_PARTS) {
				return;
			}
			try {
				String type = type(part);
				if (type.startsWith("multipart/") && depth < DEEPEST && part.getContent() instanceof Multipart parts) {
					collect(parts, type, depth);
				}
				else if (isText(part, type)) {
					String text = string(part);
					this.texts.add("text/html".equals(type) ? Jsoup.parse(text).wholeText() : text);
				}
				else {
					keep(part, type);
				}
			}
			catch (IOException | MessagingException | RuntimeException ex) {
				keepRaw(part);
			}
		}

		private void collect(Multipart multipart, String type, int depth) throws MessagingException {
			if ("multipart/alternative".equals(type)) {
				BodyPart plain = null;
				for (int i = 0; i < multipart.getCount(); i++) {
					if (type(multipart.getBodyPart(i)).equals("text/plain")) {
						plain = multipart.getBodyPart(i);
					}
				}
				if (plain != null) {
					collect(plain, depth + 1);
					return;
				}
			}
			for (int i = 0; i < multipart.getCount(); i++) {
				collect(multipart.getBodyPart(i), depth + 1);
			}
		}

		private static String type(Part part) throws MessagingException {
			try {
				return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
			}
			catch (ParseException | NullPointerException ex) {
				String declared = String.valueOf(part.getContentType()).toLowerCase(Locale.ROOT);
				return declared.startsWith("multipart/") ? declared.split(";")[0].strip() : "text/plain";
			}
		}

		private static boolean isText(Part part, String type) throws MessagingException {
			return (type.equals("text/plain") || type.equals("text/html")) && name(part).isEmpty()
					&& !Part.ATTACHMENT.equalsIgnoreCase(disposition(part));
		}

		private static @Nullable String disposition(Part part) {
			try {
				return part.getDisposition();
			}
			catch (MessagingException ex) {
				return null;
			}
		}

		private static Optional<String> name(Part part) {
			try {
				return Optional.ofNullable(part.getFileName()).filter((name) -> !name.isBlank());
			}
			catch (MessagingException | RuntimeException ex) {
				return Optional.empty();
			}
		}

		private static String string(Part part) throws IOException, MessagingException {
			try (InputStream stream = part.getInputStream()) {
				return new String(stream.readAllBytes(), charset(part)).replace("\r\n", "\n").replace("\u0000", "");
			}
		}

		private static Charset charset(Part part) {
			try {
				String declared = new ContentType(part.getContentType()).getParameter("charset");
				return (declared != null) ? Charset.forName(MimeUtility.javaCharset(declared)) : StandardCharsets.UTF_8;
			}
			catch (MessagingException | RuntimeException ex) {
				// Every byte is a character in it, so nothing is lost that a person
				// couldn't guess.
				return StandardCharsets.ISO_8859_1;
			}
		}

		private void keep(Part part, String type) throws IOException, MessagingException {
			try (InputStream stream = part.getInputStream()) {
				this.parts.add(new ReceivedMail.Part(safeName(name(part), type), type, stream.readAllBytes()));
			}
		}

		/** A part whose encoding is broken is kept as it came. */
		private void keepRaw(Part part) {
			try (java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream()) {
				part.writeTo(bytes);
				this.parts.add(new ReceivedMail.Part("unreadable-part-" + (this.parts.size() + 1) + ".eml",
						"application/octet-stream", bytes.toByteArray()));
			}
			catch (IOException | MessagingException | RuntimeException ex) {
				this.texts.add("[A part of this mail could not be read. The mail as it came is kept.]");
			}
		}

		private String safeName(Optional<String> given, String type) {
			String name = given.map((raw) -> decoded(raw)).orElse("");
			String safe = UNSAFE_IN_NAME.matcher(name).replaceAll("_").strip();
			safe = safe.replaceAll("^\\.+", "_");
			if (safe.isEmpty()) {
				String ending = Arrays.asList(type.split("/")).get(type.split("/").length - 1);
				return "file-" + (this.parts.size() + 1) + "." + ending.replaceAll("[^a-z0-9]", "");
			}
			return safe.substring(Math.max(0, safe.length() - LONGEST_NAME));
		}

	}

}
