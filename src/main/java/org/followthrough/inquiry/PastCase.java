package org.followthrough.inquiry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * A case with its whole history, as it is read to be found again.
 *
 * @param of what is known of the case now
 * @param entries its history, in order; not empty
 * @param broken what it was promised and not given in time
 * @param checks the checks of its fixes
 */
record PastCase(KeeperMapper.CaseRow of, List<PastEntry> entries, List<KeeperMapper.BrokenRow> broken,
		List<KeeperMapper.CheckRow> checks) {

	/**
	 * All that can be said of it.
	 * @param steps the steps of its way through the models
	 * @return the words that it is found by
	 */
	Set<Word> words(StepsTaken steps) {
		Set<Word> words = new LinkedHashSet<>();
		add(words, Criterion.CUSTOMER, this.of.email());
		add(words, Criterion.CUSTOMER, this.of.email().substring(this.of.email().indexOf('@')));
		add(words, Criterion.PRODUCT, this.of.product());
		add(words, Criterion.COMPONENT, this.of.component());
		add(words, Criterion.SEVERITY, this.of.severity());
		add(words, Criterion.PLAN, this.of.plan());
		add(words, Criterion.TEAM, this.of.team());
		add(words, Criterion.OWNER, this.of.owner());
		String closedAs = this.of.closedAs();
		add(words, Criterion.OUTCOME, (closedAs != null) ? Outcomes.CLOSED : Outcomes.OPEN);
		add(words, Criterion.OUTCOME, (closedAs != null) ? closedAs.toLowerCase(Locale.ROOT) : null);
		this.entries.stream()
			.filter((entry) -> !entry.isOfSystem() && !AuditQuestion.isAccess(entry.action()))
			.forEach((entry) -> add(words, Criterion.PERSON, entry.actor()));
		this.broken.forEach((promise) -> add(words, Criterion.BROKEN, promise.kind().word()));
		steps.versions().forEach((version) -> add(words, Criterion.VERSION, version));
		steps.taken().forEach((step) -> add(words, Criterion.STEP, step));
		steps.repeated().forEach((step) -> add(words, Criterion.REPEATED, step));
		if (closedAs != null) {
			steps.leftOut().forEach((step) -> add(words, Criterion.SKIPPED, step));
		}
		return words;
	}

	private static void add(Set<Word> words, Criterion about, @Nullable String word) {
		if (word != null && !word.isBlank()) {
			words.add(Word.of(about, word));
		}
	}

	/** The days on which anything happened. */
	Set<LocalDate> days() {
		Set<LocalDate> days = new TreeSet<>();
		this.entries.forEach((entry) -> days.add(entry.day()));
		return days;
	}

	/** When the last thing happened. */
	Instant lastAt() {
		return this.entries.stream().map(PastEntry::at).max(Instant::compareTo).orElseThrow();
	}

}
