package org.followthrough.signoff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a customer's words as the answer to the question whether it is solved. They are
 * taken apart into clauses, and each clause must consist of {@link Phrases} that are
 * known: one that isn't understood to its last word makes a yes a matter for a person,
 * however the others sound. A no needs one clause that says so, and none that says yes:
 * to go on with a case by mistake costs work, to close one by mistake costs the customer.
 */
public final class Reading {

	private static final int LONGEST = 1500;

	private static final int LONGEST_CLAUSE = 150;

	private static final int LONGEST_SIGNATURE = 12;

	/**
	 * What may turn words into their opposite: quotation marks, dots, a wink, yes said
	 * twice.
	 */
	private static final Pattern MARKS = Pattern
		.compile("[?\"“”„«»…()\\[\\]*]|\\.\\.|;-?\\)|" + "(?iu)\\b(ja|yes|yeah)[, ]+\\1\\b");

	private static final Pattern SMILES = Pattern
		.compile("(?<!\\S)[:=]-?\\)+|[👍🙂😊😀😃🎉👏🙏✅][\\x{1F3FB}-\\x{1F3FF}\\x{FE0F}]?");

	private static final Pattern CLAUSE_ENDS = Pattern.compile("[.!,;]+(?=\\s|$)|\\s+[-–—]\\s+|\\n+");

	private static final Pattern DISCLAIMER = Pattern
		.compile("(?iUm)^[^\\w\n]*(?:this (?:e-?mail|message|communication)\\b"
				+ ".{0,100}\\b(?:confidential|privileged|intended)|(?:diese (?:e-?mail|nachricht)|der inhalt dieser e-?mail)\\b"
				+ ".{0,100}\\b(?:vertraulich\\w*|geschützt\\w*|bestimmt))");

	private static final Pattern OF_THE_DEVICE = Pattern
		.compile("(?iU)(?:sent from my \\w+(?: \\w+)?|get outlook for \\w+|von meinem \\w+ gesendet)\\.?");

	private final Pattern understood;

	private final Question question;

	private final Set<Said> said = EnumSet.noneOf(Said.class);

	private boolean signature;

	private Reading(Question question) {
		this.question = question;
		this.understood = Pattern.compile("(?:(?:(?<solved>" + Phrases.SOLVED + ")|(?<yes>" + Phrases.YES + ")|"
				+ Phrases.BESIDE + "|" + Phrases.besideIn(question) + "|" + Phrases.AND + ")(?: |$))+");
	}

	/**
	 * Reads words.
	 * @param words what the customer wrote, without what they quote
	 * @param question what was asked
	 * @return what they mean
	 */
	public static Meaning of(String words, Question question) {
		return new Reading(question).read(words);
	}

	private Meaning read(String words) {
		String plain = plain(words);
		if (plain.isBlank() || plain.length() > LONGEST) {
			return Meaning.UNCLEAR;
		}
		lines(plain);
		boolean solved = this.said.contains(Said.SOLVED) || (this.said.contains(Said.YES) && !this.question.asksMore());
		if (this.said.contains(Said.SOLVED) || this.said.contains(Said.YES)) {
			boolean doubt = this.said.contains(Said.MORE) || this.said.contains(Said.UNSOLVED)
					|| this.said.contains(Said.NO) || MARKS.matcher(plain).find();
			return (solved && !doubt) ? Meaning.YES : Meaning.UNCLEAR;
		}
		if (this.said.contains(Said.UNSOLVED)) {
			return Meaning.NO;
		}
		if (this.said.contains(Said.NO)) {
			return this.said.equals(EnumSet.of(Said.NO)) ? Meaning.NO : Meaning.UNCLEAR;
		}
		return (this.said.contains(Said.MORE) || MARKS.matcher(plain).find()) ? Meaning.UNCLEAR : Meaning.COURTESY;
	}

	/** Without what says nothing, as simple as letters can be. */
	private static String plain(String words) {
		String all = words.replace("\r", "").replace('’', '\'').replace('\u00a0', ' ');
		Matcher disclaimer = DISCLAIMER.matcher(all);
		String own = disclaimer.find() ? all.substring(0, disclaimer.start()) : all;
		return SMILES.matcher(own).replaceAll("").strip();
	}

	private void lines(String text) {
		List<String> below = new ArrayList<>();
		boolean first = true;
		for (String line : text.split("\n")) {
			String bare = line.strip();
			if (bare.isEmpty() || OF_THE_DEVICE.matcher(bare).matches()) {
				continue;
			}
			if (this.signature) {
				below.add(bare);
			}
			else if (bare.matches("-{2,}|_{2,}")) {
				this.signature = true;
			}
			else if (!first || !isGreeting(bare)) {
				clauses(bare.toLowerCase(Locale.ROOT));
			}
			first = false;
		}
		if (below.size() > LONGEST_SIGNATURE || below.stream().anyMatch(Reading::isMore)) {
			this.said.add(Said.MORE);
		}
	}

	private static boolean isGreeting(String line) {
		Matcher greeting = Phrases.GREETING.matcher(line.replaceAll("[,!]$", "").strip());
		return greeting.matches() && !isMore(greeting.group("whom"));
	}

	/** Whether what should be names, titles and addresses may say something. */
	private static boolean isMore(String line) {
		return line.length() > LONGEST_CLAUSE || line.indexOf('?') >= 0 || line.indexOf('!') >= 0
				|| Phrases.ALARM.matcher(line).find()
				|| !Arrays.stream(line.split("\\s+")).allMatch(Phrases::isOfNames);
	}

	private void clauses(String line) {
		String last = "";
		for (String part : CLAUSE_ENDS.split(line)) {
			String clause = part.strip().replaceAll("\\s+", " ");
			if (!clause.isEmpty()) {
				this.said.add(said(clause));
				last = clause;
			}
		}
		this.signature = Phrases.CLOSING.matcher(last).matches();
	}

	private Said said(String clause) {
		if (clause.length() > LONGEST_CLAUSE) {
			return Said.MORE;
		}
		if (Phrases.NO.matcher(clause).matches()) {
			return Said.NO;
		}
		if (Phrases.UNSOLVED.matcher(clause).matches()) {
			return Said.UNSOLVED;
		}
		Matcher greeting = Phrases.GREETING.matcher(clause);
		if (greeting.matches() && greeting.group("whom").isEmpty()) {
			return Said.NOTHING;
		}
		Matcher understandable = this.understood.matcher(clause);
		if (!understandable.matches()) {
			return Said.MORE;
		}
		if (understandable.group("solved") != null) {
			return Said.SOLVED;
		}
		return (understandable.group("yes") != null) ? Said.YES : Said.NOTHING;
	}

	/** What one clause says. */
	private enum Said {

		SOLVED, YES, UNSOLVED, NO, NOTHING, MORE

	}

}
