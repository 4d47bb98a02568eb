package org.followthrough.insight;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.followthrough.cases.Impact;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.insight.Report.Timing;
import org.followthrough.teams.Calendars;
import org.followthrough.teams.Closure;
import org.followthrough.teams.Hours;
import org.followthrough.teams.Plan;
import org.followthrough.teams.Teams;
import org.followthrough.teams.Week;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Figures follow the calendars that managers make, edit, and give to teams.
 */
@OwnApplication
@FollowthroughTest
@Import(FigureCheck.class)
@TestPropertySource(properties = "followthrough.figures.every=PT24H")
class FigureCalendarTests {

	private static final ZoneId ZONE = ZoneId.of("Europe/Rome");

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Timers timers;

	@Autowired
	private Calendars calendars;

	@Autowired
	private Teams teams;

	@Autowired
	private Figures figures;

	@Autowired
	private FigureCheck check;

	@Autowired
	private Customers customers;

	@Autowired
	private Api api;

	@Test
	void workingTimeIsCountedAnewWhenATeamGetsACalendarAndWhenThatIsEdited() {
		SupportCase open = this.worker.open();
		String team = Objects.requireNonNull(open.team());
		this.timers.passes(Duration.ofDays(14));
		this.worker.does(open, "acknowledge");
		this.worker.awaitDelivery(open);
		Timing roundTheClock = acknowledgement(open);
		assertThat(roundTheClock.working()).isEqualTo(roundTheClock.clock());

		this.worker.as("manager1", () -> {
			this.calendars.save("Office", plan(List.of()), 0);
			this.teams.save(team, "Office", "", "");
		});
		assertHours(acknowledgement(open), 80);

		LocalDate monday = open.openedAt().atZone(ZONE).toLocalDate().plusDays(8);
		while (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
			monday = monday.minusDays(1);
		}
		List<Closure> closed = List.of(new Closure(monday, monday.plusDays(1), "Stocktaking"));
		this.worker.as("manager1", () -> this.calendars.save("Office", plan(closed), null));
		assertHours(acknowledgement(open), 64);

		this.worker.as("manager1", () -> this.teams.save(team, "", "", ""));
		assertThat(acknowledgement(open)).isEqualTo(roundTheClock);
		this.check.wouldBeTheSameAnew();
	}

	/** By each door that tells of working time. */
	@Test
	void aCaseThatRunsRoundTheClockIsMeasuredSoWhateverItsTeamsCalendar() {
		JsonNode targets = this.api.get("manager1", "/targets").json();
		targets.path("rows").forEach((row) -> {
			if (row.path("severity").asText().equals("high")) {
				((ObjectNode) row).put("hours", "round-the-clock");
			}
		});
		Map<String, Object> table = Map.of("version", targets.path("version"), "rows", targets.path("rows"));
		assertThat(this.api.send("PUT", "manager1", "/targets", table, Map.of()).status()).isEqualTo(200);
		SupportCase urgent = this.worker.open(Impact.BLOCKED);
		SupportCase usual = this.worker.open();
		this.worker.as("manager1", () -> {
			this.calendars.save("Urgent", plan(List.of()), 0);
			this.teams.save(Objects.requireNonNull(urgent.team()), "Urgent", "", "");
		});
		this.timers.passes(Duration.ofDays(14));
		this.worker.does(urgent, "acknowledge");
		this.worker.does(usual, "acknowledge");
		this.worker.awaitDelivery();
		assertHours(acknowledgement(urgent), 14 * 24);
		assertHours(acknowledgement(usual), 80);

		this.timers.passes(Duration.ofDays(7));
		assertThat(hoursOfSilence(urgent)).isEqualTo(7 * 24);
		assertThat(hoursOfSilence(usual)).isEqualTo(40);

		this.worker.as("manager1", () -> this.teams.save(Objects.requireNonNull(urgent.team()), "", "", ""));
		assertHours(acknowledgement(urgent), 14 * 24);
		assertHours(acknowledgement(usual), 14 * 24);
		this.check.wouldBeTheSameAnew();
	}

	private long hoursOfSilence(SupportCase of) {
		YearMonth month = YearMonth.from(of.openedAt().atZone(ZoneOffset.UTC));
		JsonNode silences = this.api
			.get("auditor1",
					"/figures/silences?from=%s&to=%s&customer=%s".formatted(month, month,
							this.customers.get(of.customerId()).email()))
			.json();
		assertThat(silences).hasSize(1);
		return Math.round(silences.at("/0/working").asInt() / 3600.0);
	}

	private static Plan plan(List<Closure> closures) {
		Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
		for (DayOfWeek day : List.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY,
				DayOfWeek.FRIDAY)) {
			week.put(day, Week.hours("09:00-17:00"));
		}
		return new Plan(ZONE.getId(), null, null, new Week(week), closures, null);
	}

	private static void assertHours(Timing timing, int hours) {
		assertThat(Objects.requireNonNull(timing.working()).median()).isCloseTo(hours * 3600, within(60));
		assertThat(Objects.requireNonNull(timing.clock()).median()).isCloseTo(14 * 24 * 3600, within(60));
	}

	private Timing acknowledgement(SupportCase of) {
		this.check.isTrue(of);
		YearMonth month = YearMonth.from(of.openedAt().atZone(ZoneOffset.UTC));
		return this.figures.report(new FigureQuery(month, month, null, null, of.customerId(), By.MONTH))
			.total()
			.timing(Measure.ACKNOWLEDGEMENT);
	}

}
