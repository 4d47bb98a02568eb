package org.followthrough.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.bench.SmtpSink;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.export.ExportCheck;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.insight.FigureCheck;
import org.followthrough.rehearsal.Rehearsals;
import org.followthrough.replay.HelpDeskLog.Event;
import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log of a real help desk, 4,580 cases over four years, replayed from its first event
 * to its last, by the hours and holidays of an {@link ItalianOffice}. Afterwards each
 * promise was due when the office says, and the figures are those that the log makes. At
 * last all of them go once more over the diagrams that run, in a rehearsal, and none goes
 * another way, and all are taken along in each format. Prints its progress and how the
 * cases ended.
 */
@Tag("replay")
@FollowthroughTest
@Import({ Replay.class, FigureCheck.class, ExportCheck.class })
class HelpDeskReplayIT {

	private static final Path LOG = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"), "log-xes",
			"input_data__helpdesk.xes.gz");

	private static final int MOST_CASES = Integer.getInteger("replay.cases", Integer.MAX_VALUE);

	/** The log's help desk is in Italy. */
	private static final ItalianOffice OFFICE = new ItalianOffice();

	private static final SmtpSink MAIL = new SmtpSink();

	@Autowired
	private Replay replay;

	@Autowired
	private Cases cases;

	@Autowired
	private MovableClock clock;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private FigureCheck figures;

	@Autowired
	private ExportCheck exports;

	@Autowired
	private Rehearsals rehearsals;

	@Autowired
	private Api api;

	@Autowired
	private JdbcTemplate database;

	@DynamicPropertySource
	static void mailGoesNowhere(DynamicPropertyRegistry settings) {
		settings.add("followthrough.mail.smtp.port", MAIL::port);
		settings.add("followthrough.mail.imap.host", () -> "");
	}

	@Test
	void everyLoggedCaseEndsInAnAllowedWayAndEveryPromiseIsAccountedFor() throws Exception {
		Assumptions.assumeTrue(Files.exists(LOG), () -> "There is no log at " + LOG.toAbsolutePath());
		List<Event> log = HelpDeskLog.read(LOG);
		List<String> chosen = log.stream().map(Event::trace).distinct().limit(MOST_CASES).toList();
		List<Event> events = (MOST_CASES == Integer.MAX_VALUE) ? log
				: log.stream().filter((event) -> chosen.contains(event.trace())).toList();
		System.out.printf("Replaying %d events of %d cases, %s to %s%n", events.size(), chosen.size(),
				events.get(0).at(), events.get(events.size() - 1).at());
		this.clock.set(events.get(0).at().minus(Duration.ofMinutes(1)));
		save("/calendars/office", OFFICE.asCalendar());
		save("/teams/support", Map.of("calendar", "office", "manager", "manager1", "managerAbove", "manager2"));
		long begin = System.nanoTime();
		for (int i = 0; i < events.size(); i++) {
			this.replay.happens(events.get(i));
			if ((i + 1) % 500 == 0) {
				progress(i + 1, events, begin);
			}
			if ((i + 1) % 5000 == 0) {
				this.promises.allKept();
			}
		}
		this.replay.endsWhatIsLeft();
		Map<String, Integer> endings = new TreeMap<>();
		for (SupportCase one : this.replay.cases().values()) {
			SupportCase ended = this.cases.get(one.id());
			assertThat(ended.closedAs()).as(ended.number()).isNotNull();
			endings.merge(ended.closedAs().word(), 1, Integer::sum);
		}
		System.out.printf("Done in %d s. Endings: %s. Timers that rang, by process: %s%n",
				Duration.ofNanos(System.nanoTime() - begin).toSeconds(), endings, this.replay.rang());
		Map<String, Object> figures = this.database.queryForMap(
				"""
						SELECT (SELECT COUNT(*) FROM support_case) AS cases, (SELECT SUM(reopened) FROM support_case) AS reopenings,
						  (SELECT COUNT(*) FROM message) AS messages, (SELECT COUNT(*) FROM audit_entry) AS entries,
						  (SELECT COUNT(*) FROM promise WHERE ending = 'KEPT') AS kept,
						  (SELECT COUNT(*) FROM promise WHERE ending = 'BROKEN') AS broken,
						  (SELECT COUNT(*) FROM promise WHERE ending = 'RELEASED') AS released,
						  (SELECT COUNT(*) FROM ACT_RU_JOB) AS jobs_left, (SELECT COUNT(*) FROM ACT_RU_TASK) AS tasks_left,
						  (SELECT COUNT(*) FROM ACT_RU_EXECUTION) AS executions_left
						""");
		System.out.println("Figures: " + figures);
		this.promises.allKept();
		promisesWereDueAsTheOfficeCounts();
		figuresAreThoseOfTheLog(events);
		assertThat(endings.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(chosen.size());
		assertThat(figures.get("jobs_left")).as("jobs that are stuck").isEqualTo(0L);
		assertThat(figures.get("tasks_left")).isEqualTo(0L);
		assertThat(figures.get("executions_left")).isEqualTo(0L);
		theyGoOverWhatRunsAsTheyWent(events.get(0).at(), chosen.size());
		theyAreTakenAlongAsTheyWent();
	}

	private void save(String path, Map<String, ?> what) {
		assertThat(this.api.send("PUT", "manager1", path, what, Map.of()).status()).as(path).isIn(200, 201);
	}

	/** But for times that were named, and the moment between a word and its promise. */
	private void promisesWereDueAsTheOfficeCounts() {
		int counted = 0;
		for (Map<String, Object> promise : this.database.queryForList("""
				SELECT id, counted_from, span, due_at FROM promise WHERE counted_from IS NOT NULL AND span IS NOT NULL
				""")) {
			Instant expected = OFFICE.after(at(promise, "counted_from"), Span.parse((String) promise.get("span")));
			Instant due = at(promise, "due_at");
			assertThat(OFFICE.between(expected, due).plus(OFFICE.between(due, expected))).as("promise %s", promise)
				.isLessThan(Duration.ofMinutes(1));
			counted++;
		}
		System.out.printf("%d promises were due as the office counts%n", counted);
	}

	private static Instant at(Map<String, Object> row, String column) {
		return ((Timestamp) row.get(column)).toInstant();
	}

	/**
	 * First by the office's calendar, then round the clock, which the team gets
	 * afterwards: what was counted is counted anew then.
	 */
	private void figuresAreThoseOfTheLog(List<Event> events) {
		assertThat(this.replay.journal().lives(WorkingTime.ROUND_THE_CLOCK)).as("opened as in the log")
			.extracting((life) -> life.openedAt)
			.containsExactlyElementsOf(events.stream()
				.collect(Collectors.toMap(Event::trace, Event::at, (first, later) -> first, LinkedHashMap::new))
				.values());
		long begin = System.nanoTime();
		this.figures.awaitCounted();
		compare("By the office's calendar", OFFICE);
		save("/teams/support", Map.of());
		this.figures.awaitCounted();
		compare("Round the clock", WorkingTime.ROUND_THE_CLOCK);
		System.out.printf("Comparing the figures took %d s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds());
	}

	private void compare(String name, WorkingTime time) {
		new JournalCheck(this.api, this.replay.journal().lives(time)).figuresAreThoseOfTheJournal(name);
	}

	private void theyGoOverWhatRunsAsTheyWent(Instant since, int cases) {
		Duration back = Duration.between(since, this.clock.instant()).plusDays(1);
		AtomicLong asked = new AtomicLong();
		Actor.person("manager1", Door.API).runs(() -> asked.set(this.rehearsals.ask("The log", Map.of(), back).id()));
		JsonNode ended = Awaitility.await("all cases gone over what runs")
			.atMost(Duration.ofMinutes(15))
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> this.api.get("auditor1", "/rehearsals/" + asked.get()).json(),
					(seen) -> seen.at("/rehearsal/endedAt").isTextual());
		JsonNode replayed = ended.path("replay");
		System.out.printf(
				"%d cases went %d ways; over what runs they went once more in %d s: %d the same, %d another way%n%s%n",
				replayed.path("cases").asInt(), replayed.path("ways").asInt(),
				replayed.path("milliseconds").asLong() / 1000, replayed.path("same").asInt(),
				replayed.path("other").asInt(), replayed.path("sideBySide").toPrettyString());
		assertThat(replayed.path("cases").asInt()).as(ended.toString()).isEqualTo(cases);
		assertThat(replayed.path("partings")).isEmpty();
		assertThat(replayed.path("same").asInt()).isEqualTo(cases);
		assertThat(Duration.ofMillis(replayed.path("milliseconds").asLong())).isLessThan(Duration.ofMinutes(5));
	}

	private void theyAreTakenAlongAsTheyWent() throws Exception {
		long begin = System.nanoTime();
		int told = this.exports.xesHoldsWhatTheTablesSay();
		this.exports.ocelHoldsWhatTheTablesSay();
		this.exports.tablesHoldAsMuch(told);
		System.out.printf("%d events were taken along in each format and held against the tables in %d s%n", told,
				Duration.ofNanos(System.nanoTime() - begin).toSeconds());
		this.exports.filesAreAsTheSchemasSay();
		this.exports.pm4jsCountsAsTheTablesSay();
	}

	private void progress(int done, List<Event> events, long begin) {
		long seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
		System.out.printf("  %5d of %d events, now %s, %d events a second%n", done, events.size(), this.clock.instant(),
				done / seconds);
	}

}
