package org.followthrough.insight;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.teams.Teams;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Checks the kept facts of cases by working them out in another way: it looks at each
 * moment at which anything changed, and asks all messages how things stood then.
 */
@TestComponent
public class FigureCheck {

	private final JdbcTemplate database;

	private final FactKeeper keeper;

	private final FactMapper facts;

	private final Cases cases;

	private final Timeline timeline;

	private final Teams teams;

	FigureCheck(JdbcTemplate database, FactKeeper keeper, FactMapper facts, Cases cases, Timeline timeline,
			Teams teams) {
		this.database = database;
		this.keeper = keeper;
		this.facts = facts;
		this.cases = cases;
		this.timeline = timeline;
		this.teams = teams;
	}

	/**
	 * Waits until all that happened is counted.
	 */
	public void awaitCounted() {
		Awaitility.await("everything is counted")
			.atMost(Duration.ofSeconds(60))
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> {
				this.keeper.catchUp();
				return this.facts.uncounted(0, 1).isEmpty() && isByTheirCalendars();
			});
	}

	/** The background may be at it just now. */
	private boolean isByTheirCalendars() {
		return this.database
			.query("SELECT DISTINCT team, calendar FROM case_figure WHERE NOT round_the_clock", (row,
					index) -> this.teams.workingTime(row.getString("team")).version().equals(row.getString("calendar")))
			.stream()
			.allMatch(Boolean::booleanValue);
	}

	/**
	 * Fails if the facts of a case aren't what its history says.
	 * @param of the case
	 */
	public void isTrue(SupportCase of) {
		awaitCounted();
		Assertions.assertThat(kept(of)).as("facts of " + of.number()).isEqualTo(workedOut(this.cases.get(of.id())));
	}

	/**
	 * Fails if counting everything anew makes other facts than following what happened
	 * did.
	 */
	public void wouldBeTheSameAnew() {
		awaitCounted();
		List<Map<String, Object>> before = all();
		this.keeper.recount();
		awaitCounted();
		Assertions.assertThat(all()).isEqualTo(before);
	}

	private List<Map<String, Object>> all() {
		return this.database.queryForList("SELECT * FROM case_figure ORDER BY case_id");
	}

	private Map<String, Object> kept(SupportCase of) {
		Map<String, Object> row = new TreeMap<>(
				this.database.queryForMap("SELECT * FROM case_figure WHERE case_id = ?", of.id()));
		row.keySet().removeAll(List.of("case_id", "seq", "calendar", "round_the_clock"));
		row.put("next_answers", sorted((String) row.get("next_answers")));
		row.put("updates", sorted((String) row.get("updates")));
		row.replaceAll((name, value) -> (value instanceof Timestamp time) ? time.toInstant() : value);
		return row;
	}

	private static List<String> sorted(String pairs) {
		List<String> all = new ArrayList<>();
		Numbers.readPairs(pairs, (clock, working) -> all.add(clock + "/" + working));
		all.sort(Comparator.naturalOrder());
		return all;
	}

	private Map<String, Object> workedOut(SupportCase of) {
		return new Life(of).facts();
	}

	/**
	 * The life of a case, as one who knows only moments and messages tells it.
	 */
	private final class Life {

		private final SupportCase of;

		private final WorkingTime time;

		private final List<Word> words;

		private final List<AuditEntry> history;

		private final TreeSet<Instant> moments = new TreeSet<>();

		Life(SupportCase of) {
			this.of = of;
			this.time = isRoundTheClock() ? WorkingTime.ROUND_THE_CLOCK : FigureCheck.this.teams.workingTime(of.team());
			this.words = FigureCheck.this.database
				.query("SELECT * FROM message WHERE case_id = ? ORDER BY id", (row, index) -> {
					Timestamp delivered = row.getTimestamp("delivered_at");
					boolean customers = row.getString("kind").equals("CUSTOMER");
					return new Word(row.getLong("id"), row.getString("kind"), customers,
							customers ? row.getTimestamp("written_at").toInstant()
									: (delivered != null) ? delivered.toInstant() : Instant.MAX,
							customers || (row.getString("author_kind").equals("person")
									&& row.getString("visibility").equals("PUBLIC")
									&& row.getString("delivery").equals("DELIVERED")));
				}, of.id())
				.stream()
				.filter(Word::counts)
				.sorted(Comparator.comparing(Word::at).thenComparing(Word::id))
				.toList();
			this.history = FigureCheck.this.timeline.of(of.number(), 0, 10_000)
				.stream()
				.filter((entry) -> entry.action().equals("case.closed") || entry.action().equals("case.reopened"))
				.toList();
			this.moments.add(of.openedAt());
			this.words.forEach((word) -> this.moments.add(word.at()));
			this.history.forEach((entry) -> this.moments.add(entry.at()));
		}

		private boolean isRoundTheClock() {
			return FigureCheck.this.database.queryForList("""
					SELECT round_the_clock FROM promise WHERE case_id = ? AND (ending IS NULL OR ending != 'VOID')
					AND kind NOT IN ('ENGINEERING_ANSWER', 'ENGINEERING_REPORT', 'VERIFICATION') ORDER BY id
					""", Boolean.class, this.of.id()).stream().reduce(false, (one, next) -> next);
		}

		/** Right after a moment. */
		private boolean isOpen(Instant moment) {
			return !moment.isBefore(this.of.openedAt()) && this.history.stream()
				.filter((entry) -> !entry.at().isAfter(moment))
				.reduce((one, next) -> next)
				.map((entry) -> entry.action().equals("case.reopened"))
				.orElse(true);
		}

		private boolean isClosedBetween(Instant from, Instant before) {
			return this.history.stream()
				.anyMatch((entry) -> entry.action().equals("case.closed") && !entry.at().isBefore(from)
						&& entry.at().isBefore(before));
		}

		private boolean isOurTurn(Instant moment) {
			return last(moment, (word) -> !word.customers() && word.asks()) <= last(moment, Word::customers);
		}

		private long last(Instant moment, Predicate<Word> which) {
			return this.words.stream()
				.filter((word) -> !word.at().isAfter(moment))
				.filter(which)
				.mapToLong(Word::id)
				.max()
				.orElse(0);
		}

		private Stream<Word> ours() {
			return this.words.stream().filter((word) -> !word.customers());
		}

		Map<String, Object> facts() {
			Map<String, Object> facts = new TreeMap<>();
			facts.put("customer_id", this.of.customerId());
			facts.put("team", Objects.requireNonNullElse(this.of.team(), ""));
			facts.put("severity", Objects.requireNonNullElse(this.of.severity(), ""));
			facts.put("opened_at", this.of.openedAt());
			facts.put("closed_as", (this.of.closedAs() != null) ? this.of.closedAs().name() : null);
			facts.put("reopened", this.of.reopened());
			put(facts, "acknowledged", first("ACKNOWLEDGEMENT"));
			put(facts, "answered", first("ANSWER", "EXPLANATION"));
			put(facts, "resolved", this.of.closedAt());
			facts.put("next_answers", nextAnswers());
			facts.put("updates", updates());
			putSilence(facts);
			putWait(facts);
			putPromises(facts);
			return facts;
		}

		private @Nullable Instant first(String... kinds) {
			return ours().filter((word) -> List.of(kinds).contains(word.kind()))
				.map(Word::at)
				.min(Comparator.naturalOrder())
				.orElse(null);
		}

		private void put(Map<String, Object> facts, String name, @Nullable Instant end) {
			facts.put(name, (end != null) ? seconds(Duration.between(this.of.openedAt(), end)) : null);
			facts.put(name + "_working", (end != null) ? seconds(this.time.between(this.of.openedAt(), end)) : null);
		}

		private static int seconds(Duration time) {
			return (int) time.toSeconds();
		}

		private String pair(Instant from, Instant to) {
			return seconds(Duration.between(from, to)) + "/" + seconds(this.time.between(from, to));
		}

		private List<String> nextAnswers() {
			return this.words.stream()
				.filter(Word::customers)
				.flatMap((asked) -> ours()
					.filter((word) -> word.id() > asked.id() && !word.at().isBefore(asked.at()) && wasOpen(word.at()))
					.findFirst()
					.filter((word) -> !isClosedBetween(asked.at(), word.at()))
					.map((word) -> pair(asked.at(), word.at()))
					.stream())
				.sorted()
				.toList();
		}

		/** Right before a moment or right after it. */
		private boolean wasOpen(Instant moment) {
			return isOpen(moment) || isOpen(moment.minusMillis(1));
		}

		private List<String> updates() {
			List<Word> ours = ours().filter((word) -> wasOpen(word.at())).toList();
			List<String> updates = new ArrayList<>();
			for (int i = 1; i < ours.size(); i++) {
				if (!isClosedBetween(ours.get(i - 1).at(), ours.get(i).at())) {
					updates.add(pair(ours.get(i - 1).at(), ours.get(i).at()));
				}
			}
			updates.sort(Comparator.naturalOrder());
			return updates;
		}

		private void putSilence(Map<String, Object> facts) {
			Duration clock = Duration.ZERO;
			Duration working = Duration.ZERO;
			Instant since = null;
			for (Instant moment : this.moments) {
				if (since != null) {
					clock = max(clock, Duration.between(since, moment));
					working = max(working, this.time.between(since, moment));
				}
				boolean word = ours().anyMatch((one) -> one.at().equals(moment));
				since = !isOpen(moment) ? null : (since == null || word) ? moment : since;
			}
			if (since != null) {
				// What goes on isn't over: all but the last moments count.
				clock = Duration.ZERO;
				working = Duration.ZERO;
				Instant before = null;
				for (Instant moment : this.moments.headSet(since, true)) {
					if (before != null) {
						clock = max(clock, Duration.between(before, moment));
						working = max(working, this.time.between(before, moment));
					}
					boolean word = ours().anyMatch((one) -> one.at().equals(moment));
					before = !isOpen(moment) ? null : (before == null || word) ? moment : before;
				}
			}
			facts.put("silence", seconds(clock));
			facts.put("silence_working", seconds(working));
			facts.put("silent_since", since);
		}

		private static Duration max(Duration one, Duration other) {
			return (one.compareTo(other) > 0) ? one : other;
		}

		private void putWait(Map<String, Object> facts) {
			Duration clock = Duration.ZERO;
			Duration working = Duration.ZERO;
			Instant since = null;
			Duration clockBefore = Duration.ZERO;
			Duration workingBefore = Duration.ZERO;
			Instant before = null;
			for (Instant moment : this.moments) {
				if (before != null && isOpen(before) && isOurTurn(before)) {
					clock = clock.plus(Duration.between(before, moment));
					working = working.plus(this.time.between(before, moment));
				}
				boolean waits = isOpen(moment) && isOurTurn(moment);
				if (waits && since == null) {
					since = moment;
					clockBefore = clock;
					workingBefore = working;
				}
				else if (!waits) {
					since = null;
				}
				before = moment;
			}
			facts.put("waited", seconds((since != null) ? clockBefore : clock));
			facts.put("waited_working", seconds((since != null) ? workingBefore : working));
			facts.put("waiting_since", since);
		}

		private void putPromises(Map<String, Object> facts) {
			facts.put("promises", Objects.requireNonNull(FigureCheck.this.database.queryForObject("""
					SELECT CONCAT('[', COALESCE(GROUP_CONCAT(CONCAT('["', kind, '",', kept, ',', broken, ']')
					  ORDER BY kind SEPARATOR ','), ''), ']')
					FROM (SELECT kind, SUM(ending = 'KEPT') AS kept, SUM(ending = 'BROKEN') AS broken FROM promise
					  WHERE case_id = ? AND ending IN ('KEPT', 'BROKEN') GROUP BY kind) p
					""", String.class, this.of.id())));
			facts.put("promises_running",
					Objects.requireNonNull(FigureCheck.this.database.queryForObject(
							"""
									SELECT CONCAT('[', COALESCE(GROUP_CONCAT(CONCAT('["', kind, '",', FLOOR(UNIX_TIMESTAMP(due_at)), ']')
									  ORDER BY id SEPARATOR ','), ''), ']') FROM promise WHERE case_id = ? AND ended_at IS NULL
									""",
							String.class, this.of.id())));
		}

	}

	/**
	 * A message that counts, and when it does.
	 */
	private record Word(long id, String kind, boolean customers, Instant at, boolean counts) {

		boolean asks() {
			return List.of("QUESTION", "ANSWER", "EXPLANATION").contains(this.kind);
		}

	}

}
