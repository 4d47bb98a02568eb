package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeBodyPart;

import org.followthrough.web.FileNames;
import org.springframework.web.util.HtmlUtils;

/**
 * The words and the files of a mail. What is broken costs itself, never the whole; what
 * doesn't fit is left out and said so, since the mail as it came is kept anyway.
 */
final class MailBody {

	private static final int MOST_PARTS = 200;

	private static final int DEEPEST = 20;

	/** Characters, of all parts, so that the database takes them in one packet. */
	private static final int MOST_SHOWN = 2 << 20;

	/** Of one part. HTML may have a hundred times as much dress as words. */
	private static final int MOST_TEXT_BYTES = 4 << 20;

	private static final String CUT = "\n\n[The mail goes on here. It is kept whole as a file of this message.]";

	private static final String ENCRYPTED = "[This mail is encrypted, and can be read only by whoever has the key. "
			+ "Ask the customer to send it without encryption.]";

	private final int longest;

	private final List<ReceivedMail.Part> parts = new ArrayList<>();

	private final List<String> reported = new ArrayList<>();

	private final StringBuilder text = new StringBuilder();

	/** What a reader sees, part by part. */
	private final List<Shown> shown = new ArrayList<>();

	private Optional<String> failure = Optional.empty();

	private int seen;

	/** How many enclosing parts have said in plain text what follows. */
	private int said;

	private boolean whole = true;

	private boolean report;

	private boolean mail;

	MailBody(int longest) {
		this.longest = longest;
	}

	/**
	 * The words, up to the given length; where they were cut, they say so.
	 * @return the words
	 */
	String text() {
		String all = this.text.toString().strip();
		boolean tooLong = all.length() > this.longest;
		this.whole &= !tooLong;
		return tooLong ? Characters.cut(all, this.longest - CUT.length()) + CUT : all;
	}

	/**
	 * How the mail looks, in parts that stand one below the other.
	 * @return HTML as it came; empty if no part is HTML
	 */
	List<String> html() {
		return this.shown.stream().anyMatch(Shown::html) ? this.shown.stream().map(Shown::asHtml).toList() : List.of();
	}

	List<ReceivedMail.Part> parts() {
		return this.parts;
	}

	/** The ids in the headers of mails within this one. */
	List<String> reported() {
		return this.reported;
	}

	/** Why the mail that this one reports on reached nobody, if it says so. */
	Optional<String> failure() {
		return this.failure;
	}

	boolean hasReport() {
		return this.report;
	}

	boolean hasMail() {
		return this.mail;
	}

	boolean isWhole() {
		return this.whole;
	}

	/**
	 * Reads a mail.
	 * @param mail the mail
	 */
	void read(Part mail) {
		collect(mail, 0);
		if (this.text.toString().isBlank() && this.parts.isEmpty()) {
			// A body that claims to be structured and isn't may still be words.
			readAsText(mail);
		}
	}

	private void readAsText(Part mail) {
		try (InputStream stream = mail.getInputStream()) {
			say(Characters.decoded(stream.readNBytes(MOST_TEXT_BYTES), null));
		}
		catch (IOException | MessagingException | RuntimeException ex) {
			this.whole = false;
		}
	}

	private void collect(Part part, int depth) {
		if (this.seen++ >= MOST_PARTS) {
			this.whole = false;
			return;
		}
		try {
			String type = MimePart.type(part);
			if (type.equals("multipart/encrypted")) {
				remark(ENCRYPTED);
			}
			if (type.startsWith("multipart/") && depth < DEEPEST && !MimePart.isShredded(part)
					&& part.getContent() instanceof Multipart parts) {
				collect(parts, type, depth);
			}
			else if (isWords(part, type)) {
				words(part, type);
			}
			else if (SignedMail.isWrapped(type) && depth < DEEPEST) {
				unwrap(part, type, depth);
			}
			else if (WinmailDat.is(type, MimePart.name(part))) {
				unpack(part, type);
			}
			else {
				keep(part, type);
			}
		}
		catch (IOException | MessagingException | RuntimeException ex) {
			keepRaw(part);
		}
	}

	private void unwrap(Part part, String type, int depth) throws IOException, MessagingException {
		Optional<byte[]> mail = SignedMail.unwrapped(MimePart.content(part));
		if (mail.isPresent()) {
			collect(new MimeBodyPart(new ByteArrayInputStream(mail.get())), depth + 1);
		}
		else {
			keep(part, type);
			remark(ENCRYPTED);
		}
	}

	private void unpack(Part part, String type) throws IOException, MessagingException {
		Optional<WinmailDat> packed = WinmailDat.open(MimePart.content(part), MOST_PARTS - this.seen);
		if (packed.isEmpty()) {
			keep(part, type);
			return;
		}
		this.parts.addAll(packed.get().files());
		this.seen += packed.get().files().size();
		if (this.text.toString().isBlank()) {
			say(packed.get().words());
		}
	}

	private void collect(Multipart multipart, String type, int depth) throws MessagingException {
		int count = Math.min(multipart.getCount(), MOST_PARTS);
		this.whole &= count == multipart.getCount();
		int plain = type.equals("multipart/alternative") ? lastPlain(multipart, count) : -1;
		int before = this.text.length();
		int shownBefore = this.shown.size();
		if (plain >= 0) {
			collect(multipart.getBodyPart(plain), depth + 1);
		}
		int shownPlain = this.shown.size();
		// Pictures and files may hang on the other version of the words.
		boolean saidHere = plain >= 0 && !this.text.substring(before).isBlank();
		this.said += saidHere ? 1 : 0;
		for (int i = 0; i < count; i++) {
			if (i != plain) {
				collect(multipart.getBodyPart(i), depth + 1);
			}
		}
		this.said -= saidHere ? 1 : 0;
		if (this.shown.stream().skip(shownPlain).anyMatch(Shown::html)) {
			this.shown.subList(shownBefore, shownPlain).clear();
		}
	}

	private static int lastPlain(Multipart multipart, int count) throws MessagingException {
		for (int i = count - 1; i >= 0; i--) {
			if (MimePart.type(multipart.getBodyPart(i)).equals("text/plain")) {
				return i;
			}
		}
		return -1;
	}

	private boolean isWords(Part part, String type) {
		boolean readable = type.equals("text/plain") || type.equals("text/html") || (this.said > 0
				&& type.startsWith("text/") && !type.equals("text/calendar") && !type.equals("text/rfc822-headers"));
		return readable && MimePart.name(part).isEmpty() && !MimePart.isAttachment(part);
	}

	private void say(String words) {
		if (this.text.length() > this.longest) {
			this.whole &= words.isBlank();
		}
		else if (!words.isBlank()) {
			this.text.append(this.text.isEmpty() ? "" : "\n\n").append(words.strip());
		}
	}

	private void words(Part part, String type) throws IOException, MessagingException {
		boolean html = type.equals("text/html");
		if (this.said > 0 && !html) {
			return;
		}
		try (InputStream stream = part.getInputStream()) {
			byte[] bytes = stream.readNBytes(MOST_TEXT_BYTES);
			this.whole &= stream.read() == -1;
			String decoded = Characters.decoded(bytes, MimePart.charset(part, type, bytes));
			String words = html ? decoded : SignedMail.clear(decoded);
			show(new Shown(words, html));
			if (this.said == 0) {
				say(html ? HtmlText.of(words) : words);
			}
		}
	}

	private void show(Shown part) {
		int all = this.shown.stream().mapToInt((one) -> one.words().length()).sum();
		if (all + part.words().length() > MOST_SHOWN) {
			this.whole = false;
		}
		else if (!part.words().isBlank()) {
			this.shown.add(part);
		}
	}

	private void remark(String words) {
		say(words);
		show(new Shown(words, false));
	}

	private void keep(Part part, String type) throws IOException, MessagingException {
		byte[] content = MimePart.content(part);
		note(type, content);
		Optional<String> name = MimePart.name(part);
		if (content.length > 0 || name.isPresent()) {
			this.parts.add(new ReceivedMail.Part(Headers.fileName(name, type, this.parts.size() + 1),
					FileNames.type(type), content, MimePart.contentId(part)));
		}
	}

	/**
	 * Looks for the mails that a part reports on: their headers come with it.
	 */
	private void note(String type, byte[] content) {
		this.mail |= type.equals("message/rfc822");
		this.report |= type.equals("message/delivery-status") || type.equals("message/feedback-report");
		if (type.equals("message/delivery-status")) {
			this.failure = this.failure.or(() -> DeliveryReport.failure(content));
		}
		if (type.startsWith("message/") || type.equals("text/rfc822-headers")) {
			String start = new String(content, 0, Math.min(content.length, 1 << 16), StandardCharsets.ISO_8859_1);
			MailReader.idsIn(start).forEach(this.reported::add);
		}
	}

	/** A part whose encoding is broken is kept as it came. */
	private void keepRaw(Part part) {
		try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
			part.writeTo(bytes);
			this.parts.add(new ReceivedMail.Part("unreadable-part-" + (this.parts.size() + 1) + ".eml",
					"application/octet-stream", bytes.toByteArray()));
		}
		catch (IOException | MessagingException | RuntimeException ex) {
			this.whole = false;
			say("[A part of this mail could not be read.]");
		}
	}

	/**
	 * Something that a reader sees.
	 *
	 * @param words decoded, as it came
	 * @param html whether it is HTML
	 */
	private record Shown(String words, boolean html) {

		String asHtml() {
			return this.html ? this.words : "<pre>" + HtmlUtils.htmlEscape(this.words) + "</pre>";
		}

	}

}
