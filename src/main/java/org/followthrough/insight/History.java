package org.followthrough.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What happened on a case, as far as the figures want to know.
 *
 * @param of the case
 * @param periods when it was open, in order; only the last may go on
 * @param words what we said that reached the customer, by delivery
 * @param asked what the customer said, by time
 * @param promises the promises that were kept or broken, or run
 */
record History(Case of, List<Period> periods, List<Said> words, List<Said> asked, List<Promised> promises) {

	static History of(Case of, List<Turned> turned, List<Said> said, List<Promised> promises) {
		List<Said> byTime = said.stream().sorted(Said.BY_TIME).toList();
		return new History(of, periods(of, turned), byTime.stream().filter((one) -> !one.byCustomer()).toList(),
				byTime.stream().filter(Said::byCustomer).toList(), promises);
	}

	private static List<Period> periods(Case of, List<Turned> turned) {
		List<Period> periods = new ArrayList<>();
		Instant open = of.openedAt();
		for (Turned change : turned) {
			if (change.closed() && open != null) {
				periods.add(new Period(open, change.at()));
				open = null;
			}
			else if (!change.closed() && open == null) {
				open = change.at();
			}
		}
		if (open != null) {
			periods.add(new Period(open, of.closedAt()));
		}
		return periods;
	}

	/**
	 * A case.
	 *
	 * @param id row
	 * @param number its number
	 * @param customerId whose
	 * @param team who carries it; empty before triage
	 * @param severity how severe it is; empty before triage
	 * @param openedAt when it was opened
	 * @param closedAt when it was closed; null while it is open
	 * @param closedAs how it was closed; null while it is open
	 * @param reopened how often it was reopened
	 * @param seq the last entry of its history
	 * @param roundTheClock whether its time passes by night, too, whatever the team's
	 * calendar
	 */
	record Case(long id, String number, long customerId, String team, String severity, Instant openedAt,
			@Nullable Instant closedAt, @Nullable String closedAs, int reopened, int seq, boolean roundTheClock) {
	}

	/**
	 * A closing or reopening.
	 *
	 * @param number whose
	 * @param closed whether it was a closing
	 * @param at when
	 */
	record Turned(String number, boolean closed, Instant at) {
	}

	/**
	 * Time during which a case is open.
	 *
	 * @param from since when
	 * @param to until when; null for until now
	 */
	record Period(Instant from, @Nullable Instant to) {

		boolean holds(Instant moment) {
			return !moment.isBefore(this.from) && endsNotBefore(moment);
		}

		boolean endsNotBefore(Instant moment) {
			return this.to == null || !moment.isAfter(this.to);
		}

	}

	/**
	 * Something that the customer said, or that a person said and that reached the
	 * customer.
	 *
	 * @param caseId where
	 * @param id row: in the order in which it was written
	 * @param kind what it is
	 * @param at when the customer wrote it, or when it reached them
	 */
	record Said(long caseId, long id, String kind, Instant at) {

		static final Comparator<Said> BY_TIME = Comparator.comparing(Said::at).thenComparing(Said::id);

		private static final Set<String> ANSWERS = Set.of("ANSWER", "EXPLANATION");

		boolean byCustomer() {
			return this.kind.equals("CUSTOMER");
		}

		boolean acknowledges() {
			return this.kind.equals("ACKNOWLEDGEMENT");
		}

		boolean answers() {
			return ANSWERS.contains(this.kind);
		}

		/** Whether it makes it the customer's turn. */
		boolean asks() {
			return answers() || this.kind.equals("QUESTION");
		}

	}

	/**
	 * A promise.
	 *
	 * @param caseId where
	 * @param kind what was promised
	 * @param ending how it ended; null while it runs
	 * @param dueAt by when
	 */
	record Promised(long caseId, String kind, @Nullable String ending, Instant dueAt) {
	}

}
