package org.followthrough.correspondence;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeUtility;
import org.jspecify.annotations.Nullable;

/**
 * Makes readable text of bytes whose character set is declared wrongly, unknown, or not
 * at all.
 */
final class Characters {

	private static final Charset WINDOWS = Charset.forName("windows-1252");

	/** What mailers call by the smaller set's name (WHATWG Encoding, section 4.2). */
	private static final Map<String, String> SUPERSETS = Map.of("iso-8859-1", "windows-1252", "iso-8859-9",
			"windows-1254", "gb2312", "GB18030", "gbk", "GB18030", "shift_jis", "windows-31j", "ks_c_5601-1987",
			"x-windows-949", "euc-kr", "x-windows-949", "tis-620", "x-windows-874", "big5", "Big5-HKSCS");

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

	private static final Pattern LONE_SURROGATE = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

	private Characters() {
	}

	/**
	 * Decodes text.
	 * @param bytes the text
	 * @param declared the character set that its sender named; null for none
	 * @return the text, with line ends as Java has them and without control characters
	 */
	static String decoded(byte[] bytes, @Nullable String declared) {
		Charset named = charset(declared).orElse(null);
		if (named != null) {
			Optional<String> exact = strictly(bytes, named);
			if (exact.isPresent()) {
				return clean(exact.get());
			}
		}
		if (isEscaped(bytes)) {
			Optional<String> japanese = charset("iso-2022-jp").flatMap((charset) -> strictly(bytes, charset));
			if (japanese.isPresent()) {
				return clean(japanese.get());
			}
		}
		return clean(
				strictly(bytes, StandardCharsets.UTF_8).orElseGet(() -> new String(bytes, likeliest(bytes, named))));
	}

	/**
	 * Repairs a header whose eight-bit characters came raw. The mail library makes a
	 * character of each byte.
	 * @param header the header as the library gave it
	 * @return the header as its sender meant it, if that can be told
	 */
	static String repaired(String header) {
		boolean raw = header.chars().anyMatch((at) -> at > 0x7f) && header.chars().allMatch((at) -> at <= 0xff);
		return raw ? decoded(header.getBytes(StandardCharsets.ISO_8859_1), null) : header;
	}

	/**
	 * Takes out what no text holds: control characters other than line ends and tabs, and
	 * halves of characters.
	 * @param text any text
	 * @return the text, with line ends as Java has them
	 */
	static String clean(String text) {
		String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\ufeff", "");
		return LONE_SURROGATE.matcher(CONTROL.matcher(lines).replaceAll("")).replaceAll("\ufffd");
	}

	/**
	 * Puts a text into one line.
	 * @param text any text
	 * @return the text without control characters, and with single spaces
	 */
	static String inOneLine(String text) {
		return clean(text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ")).strip();
	}

	/**
	 * The beginning of a text, never ending within a character.
	 * @param text any text
	 * @param most how many UTF-16 units it may have
	 * @return the text, cut if it is longer
	 */
	static String cut(String text, int most) {
		if (text.length() <= most) {
			return text;
		}
		return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
	}

	private static Optional<Charset> charset(@Nullable String name) {
		if (name == null || name.isBlank()) {
			return Optional.empty();
		}
		String bare = name.strip().replaceAll("^[\"']|[\"']$", "").toLowerCase(Locale.ROOT);
		// The mail library knows names that Java doesn't, and takes ASCII for Latin-1.
		return named(SUPERSETS.getOrDefault(bare, bare)).or(() -> named(MimeUtility.javaCharset(bare)));
	}

	private static Optional<Charset> named(String name) {
		try {
			return Optional.of(Charset.forName(name));
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			return Optional.empty();
		}
	}

	private static Optional<String> strictly(byte[] bytes, Charset charset) {
		try {
			return Optional.of(charset.newDecoder()
				.onMalformedInput(CodingErrorAction.REPORT)
				.onUnmappableCharacter(CodingErrorAction.REPORT)
				.decode(ByteBuffer.wrap(bytes))
				.toString());
		}
		catch (CharacterCodingException | UnsupportedOperationException ex) {
			return Optional.empty();
		}
	}

	/** JIS text consists of ASCII bytes and says by escapes what they mean. */
	private static boolean isEscaped(byte[] bytes) {
		for (int i = 0; i + 1 < bytes.length; i++) {
			if (bytes[i] == 0x1b && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
				return true;
			}
		}
		return false;
	}

	/**
	 * What to read bytes as that fit neither what was declared nor UTF-8: broken UTF-8
	 * still holds whole characters of more than one byte, text of one byte a character
	 * hardly ever does.
	 */
	private static Charset likeliest(byte[] bytes, @Nullable Charset named) {
		if (named != null && !named.equals(StandardCharsets.US_ASCII) && !named.equals(StandardCharsets.UTF_8)) {
			return named;
		}
		String utf8 = new String(bytes, StandardCharsets.UTF_8);
		long whole = utf8.chars().filter((at) -> at > 0x7f && at != 0xfffd).count();
		long broken = utf8.chars().filter((at) -> at == 0xfffd).count();
		return (whole > broken) ? StandardCharsets.UTF_8 : WINDOWS;
	}

}
