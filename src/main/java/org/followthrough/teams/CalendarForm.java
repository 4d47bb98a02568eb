package org.followthrough.teams;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.followthrough.web.Invalid;

import org.springframework.util.MultiValueMap;

/**
 * A calendar's form as it is filled in, mistakes included.
 *
 * @param name the calendar's name
 * @param version the version that the form was made from; 0 for a new calendar
 * @param zone the zone
 * @param country the country's code; empty for none
 * @param region the region's code; empty for none
 * @param hours each day's hours
 * @param closures days off; lines left empty don't count
 * @param feed the feed's address; empty for none
 */
record CalendarForm(String name, int version, String zone, String country, String region, List<Day> hours,
		List<Line> closures, String feed) {

	private static final int EMPTY_LINES = 3;

	private static final String WORKDAY = "09:00-17:00";

	static CalendarForm fresh(String name) {
		return new CalendarForm(name, 0, "Europe/Berlin", "", "",
				Arrays.stream(DayOfWeek.values())
					.map((day) -> new Day(day, (day.compareTo(DayOfWeek.FRIDAY) <= 0) ? WORKDAY : ""))
					.toList(),
				List.of(), "");
	}

	static CalendarForm of(TeamCalendar calendar) {
		Plan plan = calendar.plan();
		return new CalendarForm(calendar.name(), calendar.version(), plan.zone(),
				Objects.requireNonNullElse(plan.country(), ""), Objects.requireNonNullElse(plan.region(), ""),
				Arrays.stream(DayOfWeek.values()).map((day) -> new Day(day, plan.week().written(day))).toList(),
				plan.closures()
					.stream()
					.map((closure) -> new Line(closure.first().toString(), closure.last().toString(), closure.name()))
					.toList(),
				Objects.requireNonNullElse(plan.feed(), ""));
	}

	static CalendarForm filled(String name, MultiValueMap<String, String> fields) {
		List<Line> lines = new ArrayList<>();
		List<String> first = fields.getOrDefault("closureFirst", List.of());
		List<String> last = fields.getOrDefault("closureLast", List.of());
		List<String> names = fields.getOrDefault("closureName", List.of());
		for (int i = 0; i < Math.min(first.size(), Math.min(last.size(), names.size())); i++) {
			Line line = new Line(first.get(i).strip(), last.get(i).strip(), names.get(i).strip());
			if (!line.isEmpty()) {
				lines.add(line);
			}
		}
		return new CalendarForm(name, number(one(fields, "version")), one(fields, "zone"), one(fields, "country"),
				one(fields, "region"),
				Arrays.stream(DayOfWeek.values()).map((day) -> new Day(day, one(fields, Fields.of(day)))).toList(),
				lines, one(fields, "feed"));
	}

	private static String one(MultiValueMap<String, String> fields, String name) {
		return Objects.requireNonNullElse(fields.getFirst(name), "").strip();
	}

	private static int number(String text) {
		try {
			return Integer.parseInt(text);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	/** What the form says, all mistakes at once. */
	Plan plan() {
		Map<String, String> mistakes = new LinkedHashMap<>();
		Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
		for (Day day : this.hours) {
			try {
				days.put(day.day(), Hours.ofDay(Fields.of(day.day()), day.text()));
			}
			catch (Invalid ex) {
				mistakes.putAll(ex.fields());
			}
		}
		List<Closure> closed = new ArrayList<>();
		for (Line line : this.closures) {
			try {
				LocalDate first = LocalDate.parse(line.first());
				closed
					.add(new Closure(first, line.last().isEmpty() ? first : LocalDate.parse(line.last()), line.name()));
			}
			catch (DateTimeException ex) {
				mistakes.put("closures", "A closure needs a first day, such as 2026-12-24.");
			}
		}
		if (!mistakes.isEmpty()) {
			throw new Invalid(mistakes);
		}
		return new Plan(this.zone, Plans.given(this.country), Plans.given(this.region), new Week(days),
				List.copyOf(closed), Plans.given(this.feed));
	}

	/** The closures, and some empty lines for more. */
	public List<Line> lines() {
		List<Line> lines = new ArrayList<>(this.closures);
		for (int i = 0; i < EMPTY_LINES; i++) {
			lines.add(new Line("", "", ""));
		}
		return lines;
	}

	/** Whether the calendar isn't there yet. */
	public boolean isFresh() {
		return this.version == 0;
	}

	/**
	 * A day of the week.
	 *
	 * @param day which
	 * @param text its hours as they were typed
	 */
	record Day(DayOfWeek day, String text) {

		/** The name of its field. */
		public String field() {
			return Fields.of(this.day);
		}

		/** What it is called. */
		public String name() {
			return this.day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
		}

	}

	/**
	 * A line of the closures.
	 *
	 * @param first the first day
	 * @param last the last day; empty for one day only
	 * @param name why
	 */
	record Line(String first, String last, String name) {

		boolean isEmpty() {
			return this.first.isEmpty() && this.last.isEmpty() && this.name.isEmpty();
		}

	}

}
