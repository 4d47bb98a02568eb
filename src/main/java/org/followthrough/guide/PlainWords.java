package org.followthrough.guide;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Reads what somebody is about to write to a customer, in English or German, and says
 * what would be plainer: words the customer need not know, promises that don't say by
 * when, words that sound like blame. It is advice. Whoever writes decides.
 */
@Component
public class PlainWords {

	/** More would not be read. */
	private static final int MOST = 20;

	/** More than this is not looked at while somebody types. */
	private static final int LONGEST = 20_000;

	private static final Pattern VAGUE = words("soon", "asap", "a\\.s\\.a\\.p\\.?", "shortly", "in due course",
			"in the near future", "as (?:soon|quickly|fast) as (?:possible|we can)", "when we can", "in a bit",
			"(?:get|come) back to you", "keep you (?:posted|updated|informed)", "let you know", "be in touch",
			"so ?bald wie möglich", "so schnell wie möglich", "schnellstmöglich", "baldmöglichst", "zeitnah", "bald",
			"in kürze", "demnächst", "(?:melden|melde) (?:uns|mich)", "geben (?:ihnen|dir) bescheid",
			"auf dem laufenden");

	private static final Pattern BLAME = words("you (?:should|could|must|ought to) (?:not )?have",
			"you (?:failed|forgot|neglected) to",
			"you (?:did not|didn't|have not|haven't) (?:read|follow|listen|understand|understood)",
			"your (?:own )?(?:fault|mistake|error)", "user error",
			"as (?:i|we) (?:have )?(?:already )?" + "(?:said|told you|explained|wrote|written|mentioned)",
			"as already (?:said|explained|mentioned|stated)", "obviously", "sie hätten", "du hättest",
			"(?:haben sie|sie haben) (?:es )?(?:versäumt|vergessen|übersehen|nicht gelesen)",
			"(?:ihr|dein|eigener) fehler", "bedienfehler", "selbst schuld",
			"wie (?:ich |wir )?(?:bereits|schon) (?:gesagt|geschrieben|erklärt|erwähnt|mitgeteilt)", "offensichtlich");

	/** What tells a day or a time. */
	private static final Pattern TIME = words("\\d{1,4}(?:[.:/-]\\d{1,2})+\\.?", "\\d{1,2} ?(?:am|pm|uhr|h)",
			"(?:within|in|innerhalb von|binnen) (?:\\w+ ){0,2}(?:minutes?|hours?|days?|weeks?|minuten?|stunden?|tage?n?|wochen?)",
			"today", "tonight", "tomorrow", "noon", "heute", "morgen", "übermorgen", "mittag",
			"(?:mon|tues|wednes|thurs|fri|satur|sun)day", "(?:mon|diens|donners|frei|sams|sonn)tag", "mittwoch",
			"\\d{1,2}\\. ?\\p{L}{3,9}", "\\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}*",
			"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}* \\d{1,2}", "end of (?:the )?(?:week|day|month)",
			"(?:ende|anfang) (?:der|des|dieser|nächster) \\p{L}+");

	/** The dot in "14. Mai" ends no sentence. */
	private static final Pattern ORDINAL = Pattern.compile("\\d\\.\\s*$");

	private final Jargon jargon;

	PlainWords(Jargon jargon) {
		this.jargon = jargon;
	}

	/**
	 * Reads a text.
	 * @param text what somebody is about to write
	 * @param team whose jargon counts beside everybody's; null if nobody knows yet
	 * @return up to twenty pieces of advice, in the order of the text
	 */
	public List<Advice> on(String text, @Nullable String team) {
		String read = text.substring(0, Math.min(text.length(), LONGEST));
		return on(read, this.jargon.avoidedBy(team));
	}

	static List<Advice> on(String text, Collection<JargonWord> avoided) {
		Map<Integer, Advice> found = new TreeMap<>();
		jargon(text, avoided, found);
		Matcher blame = BLAME.matcher(text);
		while (blame.find()) {
			found.put(blame.start(), new Advice(Advice.Kind.BLAME, blame.group(),
					"May sound as if it were their fault. Say what happens, and what helps."));
		}
		for (Sentence sentence : sentences(text)) {
			Matcher vague = VAGUE.matcher(sentence.text());
			if (vague.find() && !TIME.matcher(sentence.text()).find()) {
				found.put(sentence.at() + vague.start(), new Advice(Advice.Kind.NO_DATE, vague.group(),
						"Doesn't say by when. Name a day or a time: they plan with it, and the clock holds us to it."));
			}
		}
		Set<Advice> once = new LinkedHashSet<>(found.values());
		return once.stream().limit(MOST).toList();
	}

	private static void jargon(String text, Collection<JargonWord> avoided, Map<Integer, Advice> found) {
		if (avoided.isEmpty()) {
			return;
		}
		Map<String, JargonWord> byWord = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		avoided.forEach((one) -> byWord.put(one.word(), one));
		// The longer first: "ticket system" is another word than "ticket".
		Matcher word = words(byWord.keySet()
			.stream()
			.sorted((one, other) -> other.length() - one.length())
			.map(Pattern::quote)
			.toArray(String[]::new)).matcher(text);
		while (word.find()) {
			JargonWord known = byWord.get(word.group());
			String instead = (known != null) ? known.instead() : null;
			found.put(word.start(),
					new Advice(Advice.Kind.JARGON, word.group(),
							(instead != null) ? "Customers need not know this word. Say \"" + instead + "\"."
									: "Customers need not know this word. Say it in everyday words."));
		}
	}

	private static Pattern words(String... alternatives) {
		return Pattern.compile(
				Stream.of(alternatives)
					.collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")),
				Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
	}

	private static List<Sentence> sentences(String text) {
		BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
		breaks.setText(text);
		List<Sentence> sentences = new ArrayList<>();
		int from = breaks.first();
		for (int to = breaks.next(); to != BreakIterator.DONE; to = breaks.next()) {
			String sentence = text.substring(from, to);
			if (to == text.length() || !ORDINAL.matcher(sentence).find()) {
				sentences.add(new Sentence(from, sentence));
				from = to;
			}
		}
		return sentences;
	}

	/**
	 * A sentence, and where it begins.
	 */
	private record Sentence(int at, String text) {
	}

}
