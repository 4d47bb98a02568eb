package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.followthrough.correspondence.Piece.Kind;

/**
 * Tells in the words of a mail what its sender wrote from what they quoted and from their
 * signature, by the ways in which mail programs mark these. It is for reading only: where
 * it can't be sure, words stay visible, and all of them are there, in their order.
 * Quotations between which somebody answers stay visible, too, for without them the
 * answers mean nothing.
 */
final class QuotedText {

	private static final int LONGEST_LINE = 1000;

	private static final int LONGEST_ATTRIBUTION = 400;

	private static final int MOST_ATTRIBUTION_LINES = 4;

	private static final int SHORTEST_BROKEN = 55;

	private static final int MOST_SIGNATURE_LINES = 12;

	private static final int LONGEST_SIGNATURE_LINE = 70;

	private static final Pattern QUOTED = Pattern.compile("\\s{0,8}>.*");

	private static final Pattern FENCE = Pattern.compile("\\s{0,3}(?:```|~~~[a-z]).*|\\s{0,3}~~~");

	/** "wrote", as the mail programs of this world say it, at the end of its line. */
	private static final List<String> WROTE = List.of("wrote", "writes", "has written", "schrieb", "geschrieben",
			"schreef", "geschreven", "a écrit", "a ecrit", "écrit", "escribió", "escribio", "escreveu", "ha scritto",
			"scrisse", "napisał(a)", "napisała", "napisał", "napisal", "skrev", "kirjoitti", "пишет", "писал(а)",
			"написал(а)", "написала", "написал", "пише", "написав", "yazdı", "έγραψε", "a scris", "írta", "napsal(a)",
			"napsal", "napísal", "写道", "写到", "寫道", "のメール", "님이 작성");

	/** How a line begins that says who wrote when. */
	private static final String ON = "(?:on|at|am|le|el|il|em|op|den|dne|dnia|w dniu|på|na|pe|vào|в|man|tir|ons|tor|fre|lør|søn|"
			+ "понедельник|вторник|среда|среду|четверг|пятница|пятницу|суббота|субботу|воскресенье|пн|вт|ср|чт|пт|сб|вс|在|於|于)";

	private static final Pattern BEGINS_WITH_ON = Pattern.compile("(?iU)[\\s-]*" + ON + "[\\s,.].*|\\s*在.*");

	private static final Pattern BEGINS_WITH_DATE = Pattern
		.compile("(?iU)\\s*\\d{1,4}(?:[-/.]\\d{1,2}[-/.]\\d{1,4}|\\s\\p{L}{2,12}\\.?\\s\\d{4})\\b.*");

	private static final Pattern MAIL = Pattern
		.compile(".*[<\\[(&;]?[\\w.+=%'-]{1,100}@[\\w-]{1,60}\\.[\\w.-]{1,100}.*", Pattern.UNICODE_CHARACTER_CLASS);

	private static final Pattern TIME = Pattern.compile(".*\\b\\d{1,2}[:.]\\d{2}\\b.*");

	private static final Pattern STAMPED = Pattern
		.compile("\\s*\\d{4}-\\d\\d-\\d\\d \\d{1,2}:\\d\\d (?:GMT|UTC)[+-]\\d\\d:?\\d\\d\\s.*");

	/** Lines that say that an older mail follows. */
	private static final Pattern SEPARATOR = Pattern.compile("(?iU)\\s*[*_]{0,2}[-_—–=]{2,}\\s?"
			+ "(?:original message|original e-?mail|reply message|forwarded message|message transféré|message d'origine|"
			+ "message original|mensaje original|mensaje reenviado|mensagem original|ursprüngliche nachricht|"
			+ "ursprüngliche mail|originalnachricht|weitergeleitete nachricht|urspr\\. nachricht|messaggio originale|"
			+ "messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|original meddelelse|oprindelig meddelelse|oprindelig besked|original besked|"
			+ "ursprungligt meddelande|opprinnelig melding|alkuperäinen viesti|wiadomość oryginalna|oryginalna wiadomość|"
			+ "исходное сообщение|пересылаемое сообщение|原始邮件|原始郵件|转发邮件)"
			+ "\\s?[-_—–=]{2,}[*_]{0,2}\\s*|(?iU)\\s*={2,}\\s?message du\\s?:.{0,60}|(?iU)\\s*(?:begin forwarded message|anfang der weitergeleiteten nachricht|"
			+ "début du message transféré|inizio messaggio inoltrato|begin doorgestuurd bericht)\\s?:\\s*");

	private static final String FROM = "from|message du|de|von|van|da|från|fra|od|от|lähettäjä|kimden|发件人|寄件者|寄件人|差出人|보낸 사람";

	private static final Pattern FROM_HEADER = header(FROM);

	private static final Pattern HEADER = header(FROM + "|sent|date|to|cc|bcc|subject|reply-to|sujet|objet|envoyé|"
			+ "envoyé le|date d'envoi|à|a|répondre à|gesendet|datum|an|betreff|kopie|antwort an|verzonden|verzonden op|aan|"
			+ "onderwerp|inviato|data|oggetto|risposta|rispondi a|skickat|till|ämne|kopia|sendt|til|emne|dato|wysłano|"
			+ "wysłane|do|temat|отправлено|дата|кому|тема|копия|enviado|enviado el|fecha|para|asunto|assunto|"
			+ "lähetetty|vastaanottaja|aihe|kopio|gönderildi|kime|konu|发送时间|收件人|主题|抄送|日期|送信日時|宛先|件名");

	/** RFC 3676, with or without the space that mail programs lose. */
	private static final Pattern SIGNATURE = Pattern.compile("-- ?");

	private static final Pattern DELIMITER = Pattern.compile("\\s*(?:--|-- |__+|ᐧ)\\s*");

	private static final Pattern RULE = Pattern.compile("\\s*[-_=*#~+ᐧ—–]{1,80}\\s*");

	private static final Pattern SENT_FROM = Pattern.compile("(?iU)[\\s<(*_]*(?:"
			+ "sent (?:from|via|with|by)\\s(?!a\\sb).{1,80}|from my \\p{L}[\\w ]{1,40}|someone from mobile|"
			+ "get (?:\\[)?outlook for .{1,80}|get \\[outlook for .{1,80}|"
			+ "envoyé (?:depuis|de) mon .{1,60}|envoyé (?:de|à partir de) .{1,80}|"
			+ "von meine[mr] .{1,60} gesendet|gesendet (?:von|mit|über) .{1,80}|diese nachricht wurde von .{1,80} gesendet|"
			+ "verzonden (?:met|vanaf|via) .{1,60}|inviato da(?:l mio)? .{1,60}|enviado (?:desde|do meu|de meu) .{1,60}|"
			+ "sendt fra .{1,60}|skickat från .{1,60}|lähetetty .{1,60}|wysłano z .{1,60}|отправлено (?:с|из) .{1,60}|"
			+ "從我的 .{1,30} 傳送|从我的 .{1,30} 发送|.{1,20}から送信" + ")[\\s>)*_.]*");

	private static final Pattern CLOSING = Pattern.compile("(?iU)\\s*(?:(?:with )?(?:best|kind|warm|kindest|many)?\\s?"
			+ "(?:regards|wishes)|cheers|sincerely|(?:yours )(?:sincerely|faithfully|truly)|all the best|many thanks|"
			+ "thanks|thank you|mit (?:freundlichen|besten|lieben|vielen) grü(?:ß|ss)en|(?:viele|beste|liebe|freundliche|"
			+ "schöne) grü(?:ß|ss)e|cordialement|bien cordialement|saludos|atentamente|met vriendelijke groet(?:en)?|"
			+ "cordiali saluti|med vänlig hälsning|pozdrawiam)\\s?[,.!]?\\s*");

	private final List<String> lines;

	private final Kind[] kinds;

	private QuotedText(String text) {
		this.lines = linesOf(text);
		this.kinds = new Kind[this.lines.size()];
		Arrays.fill(this.kinds, Kind.WRITTEN);
	}

	private static Pattern header(String names) {
		return Pattern.compile("(?iU)[\\s>*_]{0,8}(?:" + names + ")\\s?[*_]{0,2}\\s?[:：].{0,600}");
	}

	/** With their ends, so that put together they are the text. */
	private static List<String> linesOf(String text) {
		List<String> lines = new ArrayList<>();
		int from = 0;
		while (from < text.length()) {
			int end = text.indexOf('\n', from);
			int next = (end < 0) ? text.length() : end + 1;
			lines.add(text.substring(from, next));
			from = next;
		}
		return lines;
	}

	/**
	 * Takes a text apart.
	 * @param text the words of a mail
	 * @return its pieces, which put together are the text; at least one is visible unless
	 * the text is empty
	 */
	static List<Piece> of(String text) {
		QuotedText words = new QuotedText(text);
		words.read();
		return words.pieces(text);
	}

	private void read() {
		int end = this.lines.size();
		boolean code = false;
		for (int at = 0; at < end; at++) {
			if (FENCE.matcher(line(at)).matches() && (code || closes(at))) {
				code = !code;
			}
			else if (!code && !isQuoted(at)) {
				int introduction = olderMailFrom(at);
				if (introduction > 0) {
					mark(at, this.lines.size(), Kind.QUOTED);
					end = at;
				}
			}
		}
		int written = blocks(end);
		signature(written);
	}

	private boolean closes(int fence) {
		return IntStream.range(fence + 1, this.lines.size()).anyMatch((at) -> FENCE.matcher(line(at)).matches());
	}

	private String line(int at) {
		String line = this.lines.get(at);
		String bare = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
		return (bare.length() > LONGEST_LINE) ? "" : bare;
	}

	private boolean isBlank(int at) {
		return this.lines.get(at).isBlank();
	}

	private boolean isQuoted(int at) {
		return QUOTED.matcher(line(at)).matches();
	}

	private void mark(int from, int to, Kind kind) {
		for (int at = from; at < to; at++) {
			this.kinds[at] = kind;
		}
	}

	private int nextWords(int from) {
		int at = from;
		while (at < this.lines.size() && isBlank(at)) {
			at++;
		}
		return at;
	}

	/**
	 * How many lines say here that all that follows is an older mail that isn't marked
	 * line by line.
	 */
	private int olderMailFrom(int at) {
		if (mayBeSeparator(line(at)) && SEPARATOR.matcher(line(at)).matches()) {
			return 1;
		}
		if (RULE.matcher(line(at)).matches() && !isBlank(at)) {
			int next = nextWords(at + 1);
			return (next < this.lines.size() && headers(next) > 2) ? 1 : 0;
		}
		if (headers(at) > 2) {
			return headers(at);
		}
		int attribution = attribution(at);
		if (attribution == 0) {
			return 0;
		}
		int next = nextWords(at + attribution);
		boolean marked = next < this.lines.size() && isQuoted(next);
		return (!marked && isSure(at, attribution)) ? attribution : 0;
	}

	private static boolean mayBeSeparator(String line) {
		return line.length() < 120 && (line.endsWith(":") || line.contains("--") || line.contains("==")
				|| line.contains("__") || line.contains("——") || line.contains("––") || line.contains("- "));
	}

	private int headers(int from) {
		if (!FROM_HEADER.matcher(line(from)).matches()) {
			return 0;
		}
		int at = from + 1;
		int found = 1;
		while (at < this.lines.size() && at - from < 12 && !isBlank(at)) {
			found += HEADER.matcher(line(at)).matches() ? 1 : 0;
			at++;
		}
		return found;
	}

	/**
	 * How many lines say here who wrote what is quoted below. Mail programs break such
	 * lines; what stands above it is no part of it.
	 */
	private int attribution(int at) {
		StringBuilder joined = new StringBuilder();
		for (int lines = 1; lines <= MOST_ATTRIBUTION_LINES && at + lines <= this.lines.size(); lines++) {
			boolean broken = joined.lastIndexOf("<") > joined.lastIndexOf(">");
			if (isBlank(at + lines - 1) || (lines > 1 && !broken && isQuoted(at + lines - 1))) {
				return 0;
			}
			joined.append((lines > 1) ? " " : "").append(line(at + lines - 1).strip());
			if (isAttribution(joined.toString())) {
				return (lines > 1 && isShorter(at + 1, at + lines)) ? 0 : lines;
			}
		}
		return 0;
	}

	private boolean isShorter(int from, int to) {
		return IntStream.range(from, to)
			.filter((later) -> !line(later - 1).strip().endsWith(","))
			.anyMatch((later) -> isAttribution(
					IntStream.range(later, to).mapToObj((at) -> line(at).strip()).collect(Collectors.joining(" ")))
					&& begins(line(later)));
	}

	private static boolean begins(String line) {
		return BEGINS_WITH_ON.matcher(line).matches() || BEGINS_WITH_DATE.matcher(line).matches();
	}

	private static boolean isAttribution(String line) {
		if (line.length() > LONGEST_ATTRIBUTION) {
			return false;
		}
		boolean dated = line.chars().anyMatch(Character::isDigit);
		boolean addressed = line.indexOf('@') > 0;
		if (!dated && !addressed) {
			return false;
		}
		boolean mail = addressed && MAIL.matcher(line).matches();
		if (saysWrote(line)) {
			return (dated && (begins(line) || mail || TIME.matcher(line).matches())) || mail;
		}
		boolean ends = line.endsWith(":") || line.endsWith(">");
		return STAMPED.matcher(line + " ").matches() || (ends && mail && dated
				&& (BEGINS_WITH_DATE.matcher(line).matches() || (line.endsWith(">:") && TIME.matcher(line).matches())));
	}

	private static boolean saysWrote(String line) {
		int end = line.length();
		while (end > 0 && (":：-".indexOf(line.charAt(end - 1)) >= 0 || Character.isSpaceChar(line.charAt(end - 1)))) {
			end--;
		}
		String tail = line.substring(Math.max(0, end - 20), end).toLowerCase(Locale.ROOT);
		return WROTE.stream().anyMatch((verb) -> tail.endsWith(verb) && !isWithinWord(tail, verb))
				|| (line.endsWith(":") && line.contains(" schrieb am "));
	}

	private static boolean isWithinWord(String tail, String verb) {
		int before = tail.length() - verb.length() - 1;
		return before >= 0 && Character.isAlphabetic(tail.charAt(before)) && !Character.isIdeographic(verb.charAt(0));
	}

	/** What isn't marked as quoted is taken for it only where no sentence reads so. */
	private boolean isSure(int at, int lines) {
		String joined = IntStream.range(at, at + lines)
			.mapToObj((one) -> line(one).strip())
			.collect(Collectors.joining(" "));
		return (joined.indexOf('@') > 0 && MAIL.matcher(joined).matches()) || TIME.matcher(joined).matches()
				|| begins(joined) || STAMPED.matcher(joined + " ").matches();
	}

	/**
	 * Folds what is marked as quoted, line by line: what stands at the end, and the one
	 * above an answer.
	 * @return where the words end that somebody wrote
	 */
	private int blocks(int end) {
		List<int[]> blocks = new ArrayList<>();
		for (int at = nextWords(0); at < end; at = nextWords(at + 1)) {
			int attribution = isQuoted(at) ? 0 : attribution(at);
			int next = nextWords(at + attribution);
			if (next < end && isQuoted(next) && (attribution > 0 || isQuoted(at))) {
				int to = blockEnd(next, end);
				blocks.add(new int[] { at, to, attribution });
				at = to - 1;
			}
		}
		int written = end;
		if (!blocks.isEmpty()) {
			int[] last = blocks.get(blocks.size() - 1);
			int after = nextWords(last[1]);
			boolean trailing = after >= end || isFooter(after, end);
			if (trailing) {
				mark(last[0], last[1], Kind.QUOTED);
				mark(last[1], end, (after >= end) ? Kind.QUOTED : Kind.SIGNATURE);
				written = last[0];
			}
			else if (blocks.size() == 1 && last[2] > 0) {
				mark(last[0], last[1], Kind.QUOTED);
			}
		}
		return written;
	}

	private int blockEnd(int from, int end) {
		int to = from;
		for (int at = from; at < end && (isQuoted(at) || isBlank(at) || isRest(at, end)); at++) {
			if (!isBlank(at)) {
				to = at + 1;
			}
		}
		return to;
	}

	/** Some programs break a line that they have marked, and leave the rest unmarked. */
	private boolean isRest(int at, int end) {
		return isQuoted(at - 1) && line(at - 1).length() >= SHORTEST_BROKEN
				&& (at + 1 >= end || isBlank(at + 1) || isQuoted(at + 1));
	}

	/** Below the last quotation, a delimiter with what follows it. */
	private boolean isFooter(int from, int end) {
		return SIGNATURE.matcher(line(from)).matches()
				|| (DELIMITER.matcher(line(from)).matches() && end - from <= MOST_SIGNATURE_LINES);
	}

	private void signature(int end) {
		int rules = end;
		while (rules > 0 && (isBlank(rules - 1) || RULE.matcher(line(rules - 1)).matches())) {
			rules--;
		}
		boolean code = false;
		for (int at = 0; at < end; at++) {
			String line = line(at);
			if (FENCE.matcher(line).matches() && (code || closes(at))) {
				code = !code;
			}
			else if (!code && this.kinds[at] == Kind.WRITTEN && begins(at, end, rules)) {
				mark(at, end, Kind.SIGNATURE);
				return;
			}
			else if (!code && this.kinds[at] == Kind.WRITTEN && SENT_FROM.matcher(line).matches()) {
				// What follows what a telephone adds is the mail that it answers.
				int next = nextWords(at + 1);
				boolean more = next < end && !SENT_FROM.matcher(line(next)).matches();
				mark(at, end, more ? Kind.QUOTED : Kind.SIGNATURE);
				return;
			}
		}
	}

	private boolean begins(int at, int end, int rules) {
		String line = line(at);
		if (isBlank(at)) {
			return false;
		}
		if (DELIMITER.matcher(line).matches()) {
			return SIGNATURE.matcher(line).matches() || end - at <= MOST_SIGNATURE_LINES;
		}
		if (RULE.matcher(line).matches()) {
			return at >= rules;
		}
		return CLOSING.matcher(line).matches() && isDetails(at + 1, end);
	}

	/** More than a name: a name alone belongs to what was written. */
	private boolean isDetails(int from, int end) {
		int found = 0;
		for (int at = from; at < end && found <= MOST_SIGNATURE_LINES; at++) {
			if (line(at).strip().length() > LONGEST_SIGNATURE_LINE) {
				return false;
			}
			found += isBlank(at) ? 0 : 1;
		}
		return found > 1 && found <= MOST_SIGNATURE_LINES;
	}

	private List<Piece> pieces(String text) {
		boolean all = IntStream.range(0, this.kinds.length)
			.noneMatch((at) -> this.kinds[at] == Kind.WRITTEN && !isBlank(at));
		if (all) {
			return List.of(new Piece(Kind.WRITTEN, text));
		}
		List<Piece> pieces = new ArrayList<>();
		StringBuilder piece = new StringBuilder();
		for (int at = 0; at < this.kinds.length; at++) {
			// No piece begins with an empty line: browsers leave that out.
			Kind kind = (isBlank(at) && at > 0) ? this.kinds[at - 1] : this.kinds[at];
			this.kinds[at] = kind;
			if (at > 0 && kind != this.kinds[at - 1]) {
				pieces.add(new Piece(this.kinds[at - 1], piece.toString()));
				piece.setLength(0);
			}
			piece.append(this.lines.get(at));
		}
		pieces.add(new Piece(this.kinds[this.kinds.length - 1], piece.toString()));
		return pieces;
	}

}
