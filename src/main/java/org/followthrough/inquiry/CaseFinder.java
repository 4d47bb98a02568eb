package org.followthrough.inquiry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.inquiry.SearchPlan.Text;
import org.followthrough.inquiry.SearchPlan.Way;
import org.followthrough.inquiry.WordMapper.WordRow;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds cases, open and closed, by anything that is known of them: page by page, the last
 * opened first. It knows what happened up to a few seconds ago.
 */
@Component
public class CaseFinder {

	/** So many texts with some words are looked through at the most. */
	private static final int MOST_TEXTS = 20_000;

	/** The texts of so many cases are read without the full-text index. */
	private static final int MOST_READ = 2000;

	private final FinderMapper rows;

	private final WordMapper words;

	CaseFinder(FinderMapper rows, WordMapper words) {
		this.rows = rows;
		this.words = words;
	}

	/**
	 * Finds the next cases.
	 * @param query which
	 * @param after the last one of those before; null for the first ones
	 * @param limit how many at the most
	 * @return the cases; fewer than the limit only where these are the last
	 * @throws Invalid if words are in so many texts that something else has to narrow it
	 */
	@Transactional(readOnly = true)
	public List<CaseRef> next(SearchQuery query, @Nullable CaseRef after, int limit) {
		return plan(query).map((plan) -> this.rows.find(plan, after, limit)).orElse(List.of());
	}

	/** How a query is answered; empty if no case can be so. */
	Optional<SearchPlan> plan(SearchQuery query) {
		List<Word> wanted = query.wanted();
		List<WordRow> known = wanted.isEmpty() ? List.of()
				: this.words.words(wanted).stream().sorted(Comparator.comparingInt(WordRow::cases)).toList();
		if (known.size() < wanted.size()) {
			return Optional.empty();
		}
		List<Integer> words = known.stream().map(WordRow::id).toList();
		int rarest = known.isEmpty() ? Integer.MAX_VALUE : known.get(0).cases();
		List<Text> texts = texts(query);
		Way way = (query.get(Criterion.NUMBER) != null) ? Way.NUMBER : known.isEmpty() ? Way.ALL : Way.WORD;
		// The texts of few cases are read; the full-text search would be made for each
		// case anew.
		if (way != Way.NUMBER && !texts.isEmpty() && rarest > MOST_READ) {
			Text first = texts.get(0);
			if (this.rows.texts(first.expression(), first.inSubject(), MOST_TEXTS + 1) > MOST_TEXTS) {
				throw new Invalid(first.inSubject() ? Criterion.SUBJECT.word() : Criterion.TEXT.word(),
						"So many texts have these words that something else has to narrow it: another word, a customer, "
								+ "a person, or a step.");
			}
			way = Way.TEXT;
		}
		return Optional.of(SearchPlan.of(query, way, words, texts));
	}

	private static List<Text> texts(SearchQuery query) {
		List<Text> texts = new ArrayList<>();
		String subject = query.get(Criterion.SUBJECT);
		if (subject != null) {
			texts.add(new Text(TextQuery.of(subject), true));
		}
		String anywhere = query.get(Criterion.TEXT);
		if (anywhere != null) {
			texts.add(new Text(TextQuery.of(anywhere), false));
		}
		return texts;
	}

	/**
	 * What is known of cases now.
	 * @param refs the cases
	 * @return the same, in the same order
	 */
	@Transactional(readOnly = true)
	List<FoundCase> tell(List<CaseRef> refs) {
		if (refs.isEmpty()) {
			return List.of();
		}
		Map<Long, FinderMapper.FoundRow> known = this.rows.cases(refs.stream().map(CaseRef::id).toList())
			.stream()
			.collect(Collectors.toMap(FinderMapper.FoundRow::id, Function.identity()));
		return refs.stream().map((ref) -> known.get(ref.id())).filter(Objects::nonNull).map(FoundCase::of).toList();
	}

}
