package org.followthrough.defects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.CaseWordsMapper.Alike;
import org.followthrough.defects.CaseWordsMapper.Source;
import org.followthrough.defects.CaseWordsMapper.Words;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds cases that may be about the same fault, by what they are about, what they concern
 * and the lines in which programs complain.
 */
@Component
public class SimilarCases {

	/** So many are looked at; what is suggested is much less. */
	private static final int LOOKED_AT = 50;

	private static final int SUGGESTED = 5;

	/** Less than this part of the best is no likeness. */
	private static final double WORTH_SAYING = 0.3;

	private static final int MOST_WORDS = 40;

	private static final int LONGEST = 4000;

	private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}_]+");

	private static final int SHORTEST_WORD = 3;

	private final CaseWordsMapper words;

	SimilarCases(CaseWordsMapper words) {
		this.words = words;
	}

	/**
	 * What is like a case.
	 * @param asked the case
	 * @return defects and cases that may be the same fault, the most alike first
	 */
	@Transactional(readOnly = true)
	public Suggestion to(SupportCase asked) {
		String own = this.words.words(asked.id()).orElseGet(() -> words(this.words.source(asked.id())));
		String query = query(own);
		List<Alike> alike = query.isEmpty() ? List.of() : this.words.alike(query, asked.id(), LOOKED_AT);
		double least = alike.isEmpty() ? 0 : alike.get(0).score() * WORTH_SAYING;
		Map<String, LikeDefect> defects = new LinkedHashMap<>();
		List<LikeCase> cases = new ArrayList<>();
		for (Alike one : alike) {
			String defect = one.defect();
			if (one.score() < least) {
				break;
			}
			if (defect != null) {
				defects.putIfAbsent(defect,
						new LikeDefect(defect, Objects.requireNonNull(one.title()), Objects.requireNonNull(one.state()),
								Objects.requireNonNullElse(one.customers(), 0), one.number()));
			}
			else if (one.open()) {
				cases.add(new LikeCase(one.number(), one.subject()));
			}
		}
		return new Suggestion(defects.values().stream().limit(SUGGESTED).toList(),
				cases.stream().limit(SUGGESTED).toList());
	}

	/** The words that ask: each once, the first ones. */
	private static String query(String own) {
		Set<String> asked = new LinkedHashSet<>();
		for (String word : BETWEEN_WORDS.split(own)) {
			if (word.length() >= SHORTEST_WORD && asked.size() < MOST_WORDS) {
				asked.add(word);
			}
		}
		return String.join(" ", asked);
	}

	/**
	 * Learns more of a case that engineering gets.
	 * @param of the case
	 * @param more what people wrote about it
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void learn(SupportCase of, String more) {
		Set<String> lines = ErrorLines.of(more);
		Optional<String> known = this.words.words(of.id());
		if (known.isEmpty()) {
			this.words.insert(List.of(new Words(of.id(), cut(words(this.words.source(of.id())), lines))));
		}
		else if (!lines.isEmpty()) {
			this.words.change(new Words(of.id(), cut(known.get(), lines)));
		}
	}

	/**
	 * Learns the words of cases that it doesn't know yet.
	 * @param reach how far behind the last one it knows it looks for others
	 * @param limit how many at the most
	 * @return how many there were
	 */
	@Transactional
	int learnNew(int reach, int limit) {
		List<Source> fresh = this.words.without(Math.max(0, this.words.last() - reach), limit);
		if (!fresh.isEmpty()) {
			this.words.insert(fresh.stream().map((source) -> new Words(source.caseId(), words(source))).toList());
		}
		return fresh.size();
	}

	private static String words(Source source) {
		String product = source.product();
		return cut(source.subject() + ((product != null) ? "\n" + product : ""), ErrorLines.of(source.firstWords()));
	}

	private static String cut(String first, Set<String> lines) {
		String all = lines.stream().filter((line) -> !first.contains(line)).collect(Collectors.joining("\n"));
		String joined = all.isEmpty() ? first : first + "\n" + all;
		return joined.substring(0, Math.min(joined.length(), LONGEST));
	}

	/**
	 * What may be the same fault.
	 *
	 * @param defects defects that engineering knows
	 * @param cases open cases that hang on none
	 */
	public record Suggestion(List<LikeDefect> defects, List<LikeCase> cases) {
	}

	/**
	 * A defect with a case that is alike.
	 *
	 * @param number the defect's
	 * @param title what is wrong
	 * @param state how far it is
	 * @param customers how many customers are on it
	 * @param likeCase the case of it that is most alike
	 */
	public record LikeDefect(String number, String title, Defect.State state, int customers, String likeCase) {
	}

	/**
	 * A case that is alike.
	 *
	 * @param number its number
	 * @param subject what it is about
	 */
	public record LikeCase(String number, String subject) {
	}

}
