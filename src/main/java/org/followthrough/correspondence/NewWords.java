package org.followthrough.correspondence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells what is new in a mail that answers another. Mail programs quote in many ways, and
 * people write above, below and within; so nothing is taken for a quotation by its looks
 * alone: only what is known to have been written before is left out, and the rest counts
 * as new wherever it stands.
 */
final class NewWords {

	private static final int ENOUGH = 3;

	private static final int LONGEST_ATTRIBUTION = 3;

	private static final Pattern QUOTE = Pattern.compile("\\s*[>|].*");

	private static final Pattern SEPARATOR = Pattern
		.compile("(?iU)\\s*(?:[-_*=]{5,}|-{2,}\\s?(?:original message|forwarded message|ursprüngliche nachricht|"
				+ "originalnachricht|weitergeleitete nachricht)\\s?-{2,})\\s*");

	private static final Pattern HEADER = Pattern.compile(
			"(?iU)[\\s*]*(?:from|sent|to|cc|date|subject|von|gesendet|an|datum|betreff|kopie)[*]?:[*]?\\s.{0,200}");

	private static final Pattern SENDER = Pattern.compile("(?iU)[\\s*]*(?:from|von)[*]?:.*");

	private static final Pattern ATTRIBUTION = Pattern
		.compile("(?iU)\\s*(?:on\\s.{0,30}\\d.{0,130}\\swrote|am\\s.{0,30}\\d.{0,130}\\sschrieb(?:\\s.{1,80})?):\\s*");

	private static final Pattern SHORT_ATTRIBUTION = Pattern.compile("(?iU)\\s*.{1,80}\\s(?:wrote|schrieb):\\s*");

	private final String known;

	private final Set<String> lines;

	private final List<String> fresh = new ArrayList<>();

	private NewWords(Collection<String> known) {
		this.known = " " + known.stream().map(NewWords::words).collect(Collectors.joining(" ")) + " ";
		this.lines = known.stream().flatMap(String::lines).map(NewWords::words).collect(Collectors.toSet());
	}

	/**
	 * What is new in a mail.
	 * @param mail its words
	 * @param known all that was written before
	 * @return the rest, in its order
	 */
	static String in(String mail, Collection<String> known) {
		NewWords words = new NewWords(known);
		words.read(mail.lines().toList());
		return String.join("\n", words.fresh).strip();
	}

	private void read(List<String> mail) {
		boolean below = false;
		List<String> block = new ArrayList<>();
		for (int at = 0; at < mail.size(); at++) {
			String line = mail.get(at);
			int introduction = introduction(mail, at);
			if (introduction > 0) {
				below = true;
				at += introduction - 1;
			}
			else if (below || QUOTE.matcher(line).matches()) {
				block.add(unquoted(line));
			}
			else {
				older(block);
				this.fresh.add(line);
			}
		}
		older(block);
	}

	/** How many lines introduce a quotation here. */
	private static int introduction(List<String> mail, int at) {
		if (SEPARATOR.matcher(mail.get(at)).matches()) {
			return 1 + headers(mail, at + 1);
		}
		int headers = SENDER.matcher(mail.get(at)).matches() ? headers(mail, at) : 0;
		return (headers > 1) ? headers : attribution(mail, at);
	}

	private static int headers(List<String> mail, int from) {
		int at = from;
		while (at < mail.size() && HEADER.matcher(mail.get(at)).matches()) {
			at++;
		}
		return at - from;
	}

	/**
	 * Mail programs break this line, too; yet what stands above it must not be taken for
	 * a part of it.
	 */
	private static int attribution(List<String> mail, int at) {
		for (int lines = 1; lines <= LONGEST_ATTRIBUTION && at + lines <= mail.size(); lines++) {
			int end = at + lines;
			if (isAttribution(mail.subList(at, end))) {
				boolean shorter = IntStream.range(at + 1, end)
					.anyMatch((later) -> isAttribution(mail.subList(later, end)));
				return shorter ? 0 : lines;
			}
		}
		return 0;
	}

	private static boolean isAttribution(List<String> lines) {
		String joined = lines.stream().map(NewWords::unquoted).collect(Collectors.joining(" "));
		return ATTRIBUTION.matcher(joined).matches()
				|| (lines.size() == 1 && SHORT_ATTRIBUTION.matcher(joined).matches());
	}

	private static String unquoted(String line) {
		return line.replaceFirst("^[\\s>|]+", "");
	}

	/** Keeps of a quoted block what nobody wrote before. */
	private void older(List<String> block) {
		if (!isKnown(words(String.join(" ", block)))) {
			for (int at = 0; at < block.size(); at++) {
				if (!isKnown(block, at)) {
					this.fresh.add(block.get(at));
				}
			}
		}
		block.clear();
	}

	/** A line that is broken anew is known with what stands around it. */
	private boolean isKnown(List<String> block, int at) {
		return isKnown(words(block.get(at))) || (at > 0 && isKnown(words(block.get(at - 1) + " " + block.get(at))))
				|| (at + 1 < block.size() && isKnown(words(block.get(at) + " " + block.get(at + 1))));
	}

	/** A few words may stand in another text by chance, so they count as a line of it. */
	private boolean isKnown(String words) {
		return words.isEmpty() || this.lines.contains(words)
				|| (words.split(" ").length >= ENOUGH && this.known.contains(" " + words + " "));
	}

	/** A text as nothing but its words, since mail programs break and indent anew. */
	private static String words(String text) {
		return Arrays
			.stream(text.replaceAll("<https?:[^>\\s]*>", " ").toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
			.filter((word) -> !word.isEmpty())
			.collect(Collectors.joining(" "));
	}

}
