package org.followthrough.replay;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.followthrough.bench.SmtpSink;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.insight.FigureCheck;
import org.followthrough.insight.OfficeHours;
import org.followthrough.replay.HelpDeskLog.Event;
import org.followthrough.teams.Teams;
import org.followthrough.teams.WorkingTime;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The log of a real help desk, 4,580 cases over four years, replayed from its first event
 * to its last. Afterwards the figures are those that the log makes. Prints its progress
 * and how the cases ended.
 */
@Tag("replay")
@FollowthroughTest
@Import({ Replay.class, FigureCheck.class })
class HelpDeskReplayIT {

	private static final Path LOG = Path.of(System.getProperty("followthrough.corpora", "../shared/corpora"), "log-xes",
			"input_data__helpdesk.xes.gz");

	private static final int MOST_CASES = Integer.getInteger("replay.cases", Integer.MAX_VALUE);

	/** Where the log's help desk is. */
	private static final OfficeHours CALENDAR = OfficeHours.nineToFive("Europe/Rome");

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
	private Api api;

	@MockitoSpyBean
	private Teams teams;

	@Autowired
	private JdbcTemplate database;

	@DynamicPropertySource
	static void mailGoesNowhere(DynamicPropertyRegistry settings) {
		settings.add("followthrough.mail.smtp.port", MAIL::port);
		settings.add("followthrough.mail.imap.host", () -> "");
	}

	@Test
	void everyLoggedCaseEndsInAnAllowedWayAndEveryPromiseIsAccountedFor() {
		Assumptions.assumeTrue(Files.exists(LOG), () -> "There is no log at " + LOG.toAbsolutePath());
		List<Event> log = HelpDeskLog.read(LOG);
		List<String> chosen = log.stream().map(Event::trace).distinct().limit(MOST_CASES).toList();
		List<Event> events = (MOST_CASES == Integer.MAX_VALUE) ? log
				: log.stream().filter((event) -> chosen.contains(event.trace())).toList();
		System.out.printf("Replaying %d events of %d cases, %s to %s%n", events.size(), chosen.size(),
				events.get(0).at(), events.get(events.size() - 1).at());
		this.clock.set(events.get(0).at().minus(Duration.ofMinutes(1)));
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
		figuresAreThoseOfTheLog(events);
		assertThat(endings.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(chosen.size());
		assertThat(figures.get("jobs_left")).as("jobs that are stuck").isEqualTo(0L);
		assertThat(figures.get("tasks_left")).isEqualTo(0L);
		assertThat(figures.get("executions_left")).isEqualTo(0L);
	}

	/**
	 * First round the clock, then by a calendar that teams get afterwards: what was
	 * counted is counted anew then.
	 */
	private void figuresAreThoseOfTheLog(List<Event> events) {
		assertThat(this.replay.journal().lives(WorkingTime.ROUND_THE_CLOCK)).as("opened as in the log")
			.extracting((life) -> life.openedAt)
			.containsExactlyElementsOf(events.stream()
				.collect(Collectors.toMap(Event::trace, Event::at, (first, later) -> first, LinkedHashMap::new))
				.values());
		long begin = System.nanoTime();
		this.figures.awaitCounted();
		compare("Round the clock", WorkingTime.ROUND_THE_CLOCK);
		Mockito.doReturn(CALENDAR).when(this.teams).workingTime(Mockito.any());
		this.figures.awaitCounted();
		compare("By " + CALENDAR, CALENDAR);
		System.out.printf("Comparing the figures took %d s%n", Duration.ofNanos(System.nanoTime() - begin).toSeconds());
	}

	private void compare(String name, WorkingTime time) {
		new JournalCheck(this.api, this.replay.journal().lives(time)).figuresAreThoseOfTheJournal(name);
	}

	private void progress(int done, List<Event> events, long begin) {
		long seconds = Math.max(1, Duration.ofNanos(System.nanoTime() - begin).toSeconds());
		System.out.printf("  %5d of %d events, now %s, %d events a second%n", done, events.size(), this.clock.instant(),
				done / seconds);
	}

}
