package org.followthrough.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * What a replay made of the log, at the times that stand in the log: who said what on
 * which case, when it was closed and reopened. From this alone, and not from anything
 * that the application has stored, it tells what the figures must be.
 */
final class Journal {

	private static final Set<String> ASKING = Set.of("QUESTION", "ANSWER");

	private final Map<Long, List<Entry>> byCase = new LinkedHashMap<>();

	private final Map<Long, String> customers = new LinkedHashMap<>();

	void opened(long of, String customer, Instant at) {
		this.customers.put(of, customer);
		add(of, What.OPENED, "", at);
		add(of, What.CUSTOMER, "", at);
	}

	void said(long of, String kind, Instant at) {
		add(of, What.WORD, kind, at);
	}

	void customerWrote(long of, Instant at) {
		add(of, What.CUSTOMER, "", at);
	}

	void closed(long of, Instant at) {
		add(of, What.CLOSED, "", at);
	}

	void reopened(long of, Instant at) {
		add(of, What.REOPENED, "", at);
	}

	private void add(long of, What what, String kind, Instant at) {
		this.byCase.computeIfAbsent(of, (unknown) -> new ArrayList<>()).add(new Entry(what, kind, at));
	}

	/**
	 * What each case measures.
	 * @param time how working time is counted
	 * @return the lives, in the order in which they began
	 */
	List<Life> lives(WorkingTime time) {
		return this.byCase.entrySet()
			.stream()
			.map((one) -> new Life(this.customers.getOrDefault(one.getKey(), ""), time, one.getValue()))
			.toList();
	}

	private enum What {

		OPENED, CUSTOMER, WORD, CLOSED, REOPENED

	}

	private record Entry(What what, String kind, Instant at) {
	}

	/**
	 * Some time, by the clock and as working time, in seconds.
	 */
	record Amount(long clock, long working) {
	}

	/**
	 * A case from its opening to its end, read entry by entry.
	 */
	static final class Life {

		final String customer;

		final Instant openedAt;

		final Map<String, List<Amount>> measured = new TreeMap<>();

		int reopenings;

		private final WorkingTime time;

		private final List<Instant> unanswered = new ArrayList<>();

		private boolean open = true;

		private Instant silentSince;

		private @Nullable Instant lastWord;

		private @Nullable Instant oursSince;

		private boolean ours = true;

		private Duration longestClock = Duration.ZERO;

		private Duration longestWorking = Duration.ZERO;

		private Duration waitedClock = Duration.ZERO;

		private Duration waitedWorking = Duration.ZERO;

		private @Nullable Instant end;

		Life(String customer, WorkingTime time, List<Entry> entries) {
			this.customer = customer;
			this.time = time;
			this.openedAt = entries.get(0).at();
			this.silentSince = this.openedAt;
			this.oursSince = this.openedAt;
			entries.forEach(this::read);
			put("longest-silence", new Amount(this.longestClock.toSeconds(), this.longestWorking.toSeconds()));
			put("requester-wait", new Amount(this.waitedClock.toSeconds(), this.waitedWorking.toSeconds()));
			if (this.end != null) {
				measure("resolution", this.openedAt, this.end);
			}
		}

		private void read(Entry entry) {
			switch (entry.what()) {
				case OPENED -> {
					// It began with it.
				}
				case CUSTOMER -> customerWrote(entry.at());
				case WORD -> word(entry.kind(), entry.at());
				case CLOSED -> closed(entry.at());
				case REOPENED -> reopened(entry.at());
			}
		}

		private void customerWrote(Instant at) {
			this.unanswered.add(at);
			turn(true, at);
		}

		private void word(String kind, Instant at) {
			if (kind.equals("ACKNOWLEDGEMENT") && !this.measured.containsKey("acknowledgement")) {
				measure("acknowledgement", this.openedAt, at);
			}
			if (kind.equals("ANSWER") && !this.measured.containsKey("first-answer")) {
				measure("first-answer", this.openedAt, at);
			}
			if (!this.open) {
				return;
			}
			this.unanswered.forEach((asked) -> measure("next-answer", asked, at));
			this.unanswered.clear();
			if (this.lastWord != null) {
				measure("update-interval", this.lastWord, at);
			}
			this.lastWord = at;
			silenceEnds(at);
			this.silentSince = at;
			if (ASKING.contains(kind)) {
				turn(false, at);
			}
		}

		private void closed(Instant at) {
			silenceEnds(at);
			boolean before = this.ours;
			turn(false, at);
			this.ours = before;
			this.unanswered.clear();
			this.lastWord = null;
			this.open = false;
			this.end = at;
		}

		private void reopened(Instant at) {
			this.open = true;
			this.reopenings++;
			this.end = null;
			this.silentSince = at;
			this.oursSince = this.ours ? at : null;
		}

		private void silenceEnds(Instant at) {
			this.longestClock = longer(this.longestClock, Duration.between(this.silentSince, at));
			this.longestWorking = longer(this.longestWorking, this.time.between(this.silentSince, at));
		}

		private static Duration longer(Duration one, Duration other) {
			return (one.compareTo(other) > 0) ? one : other;
		}

		private void turn(boolean ours, Instant at) {
			if (this.open && !ours && this.oursSince != null) {
				this.waitedClock = this.waitedClock.plus(Duration.between(this.oursSince, at));
				this.waitedWorking = this.waitedWorking.plus(this.time.between(this.oursSince, at));
				this.oursSince = null;
			}
			else if (this.open && ours && this.oursSince == null) {
				this.oursSince = at;
			}
			this.ours = ours;
		}

		private void measure(String figure, Instant from, Instant to) {
			put(figure, new Amount(Duration.between(from, to).toSeconds(), this.time.between(from, to).toSeconds()));
		}

		private void put(String figure, Amount amount) {
			this.measured.computeIfAbsent(figure, (unknown) -> new ArrayList<>()).add(amount);
		}

	}

}
