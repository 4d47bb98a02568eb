package org.followthrough.teams;

import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Calendars over REST.
 */
@RestController
@RequestMapping("/api/v1/calendars")
@Tag(name = "Calendars")
class CalendarController {

	private final Calendars calendars;

	private final Removals removals;

	private final FeedFiles files;

	private final YearPictures years;

	private final Editors editors;

	private final Clock clock;

	CalendarController(Calendars calendars, Removals removals, FeedFiles files, YearPictures years, Editors editors,
			Clock clock) {
		this.calendars = calendars;
		this.removals = removals;
		this.files = files;
		this.years = years;
		this.editors = editors;
		this.clock = clock;
	}

	@GetMapping
	@Operation(summary = "Lists the calendars by which teams work")
	List<CalendarResource> list() {
		return this.calendars.all().stream().map(this::resource).toList();
	}

	@GetMapping("/{name}")
	@Operation(summary = "One calendar")
	CalendarResource get(@PathVariable String name) {
		return resource(find(name));
	}

	/** The address of a feed is a key to it: it is for those who may change it. */
	private CalendarResource resource(TeamCalendar calendar) {
		return CalendarResource.of(calendar, this.editors.may() ? calendar.plan().feed() : null);
	}

	private TeamCalendar find(String name) {
		return this.calendars.find(name).orElseThrow(() -> new NoSuchCalendar(name));
	}

	@PutMapping("/{name}")
	@Operation(summary = "Makes a calendar, or says anew what it says",
			description = "For managers. What runs by the calendar is counted anew. With \"version\", a calendar that "
					+ "somebody else changed since then is left as it is; 0 stands for one that isn't there yet.")
	ResponseEntity<CalendarResource> save(@PathVariable String name, @Valid @RequestBody CalendarRequest request) {
		boolean fresh = this.calendars.find(name).isEmpty();
		CalendarResource saved = resource(this.calendars.save(name, request.plan(), request.version()));
		return fresh
				? ResponseEntity.created(URI.create("/api/v1/calendars/" + UriUtils.encodePathSegment(name, "UTF-8")))
					.body(saved)
				: ResponseEntity.ok(saved);
	}

	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Removes a calendar by which no team works", description = "For managers.")
	void remove(@PathVariable String name) {
		this.removals.calendar(name);
	}

	@PutMapping(path = "/{name}/file", consumes = { "text/calendar", MediaType.TEXT_PLAIN_VALUE })
	@Operation(summary = "Has the calendar go by an iCalendar file",
			description = "For managers. It stands in for a feed: where there is none, or until the one that there is can "
					+ "be read again. What runs by the calendar is counted anew. An empty one takes it back.")
	CalendarResource file(@PathVariable String name, @RequestBody(required = false) @Nullable String content) {
		return resource(this.files.put(name, Objects.requireNonNullElse(content, "")));
	}

	@GetMapping("/{name}/days-off")
	@Operation(summary = "The days of a year on which holidays, closures or the feed close the calendar")
	List<DayOff> daysOff(@PathVariable String name, @Parameter(
			description = "the current year when left out") @RequestParam(required = false) @Nullable Integer year) {
		int shown = (year != null) ? year : this.clock.instant().atZone(ZoneOffset.UTC).getYear();
		return this.years.of(find(name), shown)
			.months()
			.stream()
			.flatMap((month) -> month.named().stream())
			.map((day) -> new DayOff(day.date(), day.name(), day.kind() == Year.Kind.PART))
			.toList();
	}

	/**
	 * What a calendar is to say.
	 *
	 * @param zone the time zone of its hours, as region and city
	 * @param country the country whose public holidays are days off, by ISO code
	 * @param region the part of the country, as the calendar's page lists them
	 * @param hours working hours by day of the week, as {@code "monday": ["09:00-17:00"]}
	 * @param closures further days off
	 * @param feed the address of an iCalendar feed with days off
	 * @param version the version that this change was made from
	 */
	record CalendarRequest(@NotBlank String zone, @Nullable String country, @Nullable String region,
			@NotNull Map<String, List<String>> hours, @Nullable List<@Valid ClosureResource> closures,
			@Nullable String feed, @Nullable Integer version) {

		Plan plan() {
			List<Closure> closed = new ArrayList<>();
			if (this.closures != null) {
				this.closures.forEach(
						(closure) -> closed.add(new Closure(closure.first(), closure.last(), closure.name().strip())));
			}
			return new Plan(this.zone.strip(), Plans.given(Plans.lower(this.country)), Plans.given(this.region), week(),
					List.copyOf(closed), Plans.given(this.feed));
		}

		private Week week() {
			Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
			this.hours.forEach((name, hours) -> {
				DayOfWeek day = day(name);
				if (hours != null) {
					days.put(day, Hours.ofDay(Fields.of(day), String.join(",", hours)));
				}
			});
			return new Week(days);
		}

		private static DayOfWeek day(String name) {
			for (DayOfWeek day : DayOfWeek.values()) {
				if (day.name().toLowerCase(Locale.ROOT).equals(name)) {
					return day;
				}
			}
			throw new Invalid("hours", "\"" + name + "\" is no day of the week. Write monday to sunday.");
		}

	}

	/**
	 * A calendar; with the address of its feed for managers only.
	 */
	record CalendarResource(String name, String zone, @Nullable String country, @Nullable String region,
			Map<String, List<String>> hours, List<ClosureResource> closures, @Nullable String feed, int version,
			Instant changedAt, TeamCalendar.@Nullable FeedState feedState) {

		static CalendarResource of(TeamCalendar calendar, @Nullable String feed) {
			Plan plan = calendar.plan();
			Map<String, List<String>> hours = new LinkedHashMap<>();
			for (DayOfWeek day : DayOfWeek.values()) {
				hours.put(day.name().toLowerCase(Locale.ROOT),
						plan.week().on(day).stream().map(Hours::toString).toList());
			}
			return new CalendarResource(calendar.name(), plan.zone(), plan.country(), plan.region(), hours,
					plan.closures()
						.stream()
						.map((closure) -> new ClosureResource(closure.first(), closure.last(), closure.name()))
						.toList(),
					feed, calendar.version(), calendar.changedAt(), calendar.feed());
		}

	}

	/**
	 * Days on which a calendar is closed.
	 *
	 * @param first the first day
	 * @param last the last day
	 * @param name why
	 */
	record ClosureResource(@NotNull LocalDate first, @NotNull LocalDate last, @NotBlank String name) {
	}

	/**
	 * A day that isn't worked as others are.
	 *
	 * @param day the day
	 * @param name why
	 * @param partly whether only some of its hours are closed
	 */
	record DayOff(LocalDate day, String name, boolean partly) {
	}

	/**
	 * There is no calendar of that name.
	 */
	static class NoSuchCalendar extends Refusal {

		NoSuchCalendar(String name) {
			super(Kind.NOT_FOUND, "There is no calendar \"" + name + "\".");
		}

	}

}
