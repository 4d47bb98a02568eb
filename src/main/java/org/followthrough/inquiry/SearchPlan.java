package org.followthrough.inquiry;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How cases are found: which list is gone through, and what is asked of each case on it.
 *
 * @param way which list that is
 * @param words the ids of words that have to be so, the rarest first; that one's list is
 * gone through where the way is {@link Way#WORD}
 * @param texts what has to be written; the first one's list is gone through where the way
 * is {@link Way#TEXT}
 * @param number how the case number begins
 * @param openedFrom from when on it was opened
 * @param openedBefore before when
 * @param closedFrom from when on it was closed
 * @param closedBefore before when
 * @param activeFrom the first day of those on one of which something happened
 * @param activeTo the last one
 */
record SearchPlan(Way way, List<Integer> words, List<Text> texts, @Nullable String number, @Nullable Instant openedFrom,
		@Nullable Instant openedBefore, @Nullable Instant closedFrom, @Nullable Instant closedBefore,
		@Nullable LocalDate activeFrom, @Nullable LocalDate activeTo) {

	static SearchPlan of(SearchQuery query, Way way, List<Integer> words, List<Text> texts) {
		return new SearchPlan(way, words, texts, query.get(Criterion.NUMBER), query.from(Criterion.OPENED_FROM),
				query.before(Criterion.OPENED_TO), query.from(Criterion.CLOSED_FROM), query.before(Criterion.CLOSED_TO),
				query.day(Criterion.ACTIVE_FROM), query.day(Criterion.ACTIVE_TO));
	}

	/** The list that has the order of cases. */
	public String list() {
		return (this.way == Way.WORD) ? "d" : "c";
	}

	/** The words that are asked for of each case. */
	public List<Integer> others() {
		return (this.way == Way.WORD) ? this.words.subList(1, this.words.size()) : this.words;
	}

	/** The texts that are asked for of each case. */
	public List<Text> otherTexts() {
		return (this.way == Way.TEXT) ? this.texts.subList(1, this.texts.size()) : this.texts;
	}

	/** Before when a case was opened to which something happened in time. */
	public @Nullable Instant activeBefore() {
		return (this.activeTo != null) ? this.activeTo.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant() : null;
	}

	/** Until when at the least something happened to it. */
	public @Nullable Instant activeSince() {
		return (this.activeFrom != null) ? this.activeFrom.atStartOfDay(ZoneOffset.UTC).toInstant() : null;
	}

	/**
	 * Which list is gone through.
	 */
	enum Way {

		/** All cases, in the order of their opening. */
		ALL,
		/** Those whose number begins so. */
		NUMBER,
		/** Those of which a word is so. */
		WORD,
		/** Those with a text. */
		TEXT

	}

	/**
	 * Words that have to be written.
	 *
	 * @param words the words
	 * @param inSubject whether they have to be in the subject
	 */
	record Text(TextQuery words, boolean inSubject) {

		/** As the full-text search writes it. */
		public String expression() {
			return this.words.expression();
		}

		/** As regular expressions, for texts that were found otherwise. */
		public List<String> patterns() {
			return this.words.patterns();
		}

	}

}
