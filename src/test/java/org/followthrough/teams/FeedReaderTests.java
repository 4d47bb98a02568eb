package org.followthrough.teams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.followthrough.testing.Corpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Which days and hours a feed closes.
 */
class FeedReaderTests {

	private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

	/**
	 * What the library makes otherwise than libical does: a 53rd week in years without
	 * one, days of the year within hours, places within weeks that begin on a Sunday.
	 */
	private static final List<String> OTHERWISE = List.of("FREQ=HOURLY;BYHOUR=12;BYYEARDAY=-366;COUNT=3",
			"FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3",
			"FREQ=HOURLY;BYHOUR=0;BYYEARDAY=360,-2;UNTIL=20260101T000000",
			"FREQ=WEEKLY;BYDAY=MO,TU,SU,SA,TH;BYSETPOS=3,2;COUNT=4", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH;COUNT=1",
			"FREQ=YEARLY;BYWEEKNO=53;INTERVAL=6;BYDAY=TH;COUNT=1",
			"FREQ=YEARLY;BYWEEKNO=53;INTERVAL=5;BYDAY=TH;COUNT=1");

	private final FeedReader reader = new FeedReader(BERLIN, LocalDate.of(2025, 1, 1), LocalDate.of(2028, 12, 31));

	@Test
	void wholeDaysAreDaysOffWhetherOrNotTheyAreBusy() {
		FeedDays read = read(
				"DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261227|SUMMARY:Holidays|TRANSP:TRANSPARENT",
				"DTSTART;VALUE=DATE:20261231|SUMMARY:New Year's Eve");
		assertThat(new TreeMap<>(read.days()))
			.isEqualTo(Map.of(LocalDate.of(2026, 12, 24), "Holidays", LocalDate.of(2026, 12, 25), "Holidays",
					LocalDate.of(2026, 12, 26), "Holidays", LocalDate.of(2026, 12, 31), "New Year's Eve"));
		assertThat(read.closed()).isEmpty();
	}

	@Test
	void busyTimesAreClosedHoursAndWhatTheyFillADayOff() {
		FeedDays read = read(
				"DTSTART;TZID=Europe/Berlin:20261201T140000|DTEND;TZID=Europe/Berlin:20261203T100000|"
						+ "SUMMARY:Offsite",
				"DTSTART:20261207T130000Z|DTEND:20261207T150000Z|SUMMARY:Meeting",
				"DTSTART:20261208T130000|DURATION:PT1H|SUMMARY:Floating",
				"DTSTART:20261209T130000Z|DTEND:20261209T150000Z|SUMMARY:Free|TRANSP:TRANSPARENT",
				"DTSTART;VALUE=DATE:20261210|SUMMARY:Cancelled|STATUS:CANCELLED");
		assertThat(read.days()).isEqualTo(Map.of(LocalDate.of(2026, 12, 2), "Offsite"));
		assertThat(read.closed()).isEqualTo(Map.of(stretch("2026-12-01T14:00", "2026-12-02T00:00"), "Offsite",
				stretch("2026-12-03T00:00", "2026-12-03T10:00"), "Offsite",
				stretch("2026-12-07T14:00", "2026-12-07T16:00"), "Meeting",
				stretch("2026-12-08T13:00", "2026-12-08T14:00"), "Floating"));
	}

	@Test
	void whatRepeatsDoesSoButForItsExceptions() {
		FeedDays read = read(
				"DTSTART;VALUE=DATE:20260105|RRULE:FREQ=WEEKLY;COUNT=4|EXDATE;VALUE=DATE:20260112|"
						+ "RDATE;VALUE=DATE:20260301|SUMMARY:Repeated|UID:a",
				"RECURRENCE-ID;VALUE=DATE:20260119|DTSTART;VALUE=DATE:20260120|SUMMARY:Moved|UID:a");
		assertThat(new TreeMap<>(read.days()))
			.isEqualTo(Map.of(LocalDate.of(2026, 1, 5), "Repeated", LocalDate.of(2026, 1, 20), "Moved",
					LocalDate.of(2026, 1, 26), "Repeated", LocalDate.of(2026, 3, 1), "Repeated"));
	}

	@Test
	void whatRepeatsForEverEndsWhereNobodyLooksAnyMore() {
		assertThat(read("DTSTART;VALUE=DATE:19700101|RRULE:FREQ=YEARLY|SUMMARY:New Year").days()).containsOnlyKeys(
				LocalDate.of(2025, 1, 1), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1), LocalDate.of(2028, 1, 1));
	}

	@Test
	void aTimeStaysTheSameOnTheWallWhenClocksChange() {
		assertThat(read("DTSTART;TZID=Europe/Berlin:20260327T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=4|SUMMARY:x")
			.closed()
			.keySet()).containsExactlyInAnyOrder(stretch("2026-03-27T09:00", "2026-03-27T10:00"),
					stretch("2026-03-28T09:00", "2026-03-28T10:00"), stretch("2026-03-29T09:00", "2026-03-29T10:00"),
					stretch("2026-03-30T09:00", "2026-03-30T10:00"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "DTSTART:20260101T000000Z|DURATION:PT1S|RRULE:FREQ=SECONDLY|SUMMARY:x",
			"DTSTART:20260101T000000Z|DURATION:PT1S|RRULE:FREQ=MINUTELY|SUMMARY:x",
			"DTSTART:20260101T000000Z|DURATION:PT1S|RRULE:FREQ=HOURLY|SUMMARY:x",
			"DTSTART:20260101T000000Z|DURATION:PT1S|RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5,6|SUMMARY:x",
			"DTSTART:00010101T000000Z|DURATION:PT1S|RRULE:FREQ=DAILY|SUMMARY:x",
			"DTSTART;VALUE=DATE:20260101|DTEND;VALUE=DATE:20280101|SUMMARY:x", "DTSTART:garbage|SUMMARY:x",
			"DTSTART;VALUE=DATE:20260101|RRULE:FREQ=SOMETIMES|SUMMARY:x" })
	void whatNobodyMeansIsRefused(String event) {
		assertThatExceptionOfType(FeedUnreadable.class).isThrownBy(() -> read(event));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "<html><body>Please sign in</body></html>", "BEGIN:VCALENDAR",
			"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n" })
	void whatIsNoFeedIsRefused(String content) {
		assertThatExceptionOfType(FeedUnreadable.class).isThrownBy(() -> this.reader.read(content));
	}

	/** libical's rules, each with its instances. */
	@Test
	void recurrenceRulesHaveTheInstancesThatOthersFind() throws IOException {
		Path rules = Corpora.folder("cal-recurrence").resolve("icalrecur_test.txt");
		List<String> differing = new ArrayList<>();
		int same = 0;
		int refused = 0;
		for (Rule rule : Rule.in(rules)) {
			Set<String> found = rule.found();
			if (found.equals(rule.instances())) {
				same++;
			}
			else if (rule.isError()) {
				refused++;
			}
			else {
				System.out.println("  otherwise: " + rule + " found " + found);
				differing.add(rule.rule());
			}
		}
		System.out.printf("%d recurrence rules as expected, %d that are errors, %d otherwise%n", same, refused,
				differing.size());
		assertThat(differing).containsExactlyInAnyOrderElementsOf(OTHERWISE);
	}

	private FeedDays read(String... events) {
		return this.reader.read(feed(events));
	}

	private static String feed(String... events) {
		StringBuilder feed = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n");
		for (int i = 0; i < events.length; i++) {
			String uid = events[i].contains("UID:") ? "" : "UID:" + i + "\r\n";
			feed.append("BEGIN:VEVENT\r\n")
				.append(uid)
				.append("DTSTAMP:20260101T000000Z\r\n")
				.append(events[i].replace("|", "\r\n"))
				.append("\r\nEND:VEVENT\r\n");
		}
		return feed.append("END:VCALENDAR\r\n").toString();
	}

	private static Stretch stretch(String from, String to) {
		return new Stretch(berlin(from), berlin(to));
	}

	private static Instant berlin(String wall) {
		return LocalDateTime.parse(wall).atZone(BERLIN).toInstant();
	}

	/**
	 * A rule of the collection.
	 */
	private record Rule(String rule, String start, String expected, String startAt) {

		static List<Rule> in(Path file) throws IOException {
			List<Rule> rules = new ArrayList<>();
			String rule = "";
			String start = "";
			String startAt = "";
			for (String line : Files.readAllLines(file)) {
				if (line.startsWith("RRULE:")) {
					rule = line.substring(6);
					startAt = "";
				}
				else if (line.startsWith("DTSTART:")) {
					start = line.substring(8);
				}
				else if (line.startsWith("START-AT:")) {
					startAt = line.substring(9).strip();
				}
				else if (line.startsWith("INSTANCES:") && !rule.isEmpty()) {
					rules.add(new Rule(rule, start, line.substring(10).strip(), startAt));
					rule = "";
				}
			}
			return rules;
		}

		boolean isError() {
			return this.expected.startsWith("***");
		}

		Set<String> instances() {
			return isError() ? Set.of() : new java.util.TreeSet<>(List.of(this.expected.split(",")));
		}

		Set<String> found() {
			int from = Integer.parseInt(this.start.substring(0, 4));
			String last = isError() ? this.start : this.expected.substring(this.expected.lastIndexOf(',') + 1);
			int to = Math.max(from, Integer.parseInt(last.substring(0, 4)));
			String value = this.start.contains("T") ? ":" : ";VALUE=DATE:";
			Set<String> found = new java.util.TreeSet<>();
			try {
				new FeedReader(ZoneId.of("UTC"), LocalDate.of(from - 1, 1, 1), LocalDate.of(to + 1, 12, 31))
					.starts(feed("DTSTART" + value + this.start + "|RRULE:" + this.rule))
					.forEach((start) -> found.add(written(start)));
			}
			catch (Exception ex) {
				found.add(String.valueOf(ex.getMessage()));
			}
			return found;
		}

		private String written(Temporal start) {
			String text = start.toString().replaceAll("[-:]", "");
			String whole = text.replaceAll("(T\\d{4})(Z?)$", "$100$2");
			return whole;
		}

	}

}
