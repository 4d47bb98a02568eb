package org.followthrough.teams;

import java.time.LocalDate;
import java.time.Year;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The public holidays of countries and their regions.
 */
@Component
class Holidays {

	private static final int MOST_YEARS = 2000;

	/** Days that are merely observed are working days. */
	private static final Set<HolidayType> OFF = EnumSet.of(HolidayType.PUBLIC_HOLIDAY, HolidayType.BANK_HOLIDAY);

	private final LoadingCache<InYear, Map<LocalDate, String>> years = Caffeine.newBuilder()
		.maximumSize(MOST_YEARS)
		.build(Holidays::read);

	private final List<Place> countries = HolidayManager.getSupportedCalendarCodes()
		.stream()
		// Stock exchanges have calendars, too; theirs begin with more than two letters.
		.filter((code) -> code.length() == 2)
		.map((code) -> new Place(code.toLowerCase(Locale.ROOT), new Locale("", code).getDisplayCountry(Locale.ENGLISH)))
		.sorted(Comparator.comparing(Place::name))
		.toList();

	private final LoadingCache<String, List<Place>> regions = Caffeine.newBuilder().build(Holidays::readRegions);

	/** The countries whose holidays are known, by name. */
	List<Place> countries() {
		return this.countries;
	}

	/** The regions of a country, by name; those within another come after it. */
	List<Place> regions(@Nullable String country) {
		return isCountry(country) ? this.regions.get(String.valueOf(country)) : List.of();
	}

	boolean isCountry(@Nullable String code) {
		return this.countries.stream().anyMatch((country) -> country.code().equals(code));
	}

	/** The holiday on a day, in English; null on days without. */
	@Nullable String on(LocalDate day, String country, @Nullable String region) {
		return this.years.get(new InYear(country, (region != null) ? region : "", day.getYear())).get(day);
	}

	private static Map<LocalDate, String> read(InYear wanted) {
		HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(wanted.country()));
		String[] region = wanted.region().isEmpty() ? new String[0] : wanted.region().split("/");
		Map<LocalDate, String> names = new HashMap<>();
		// A holiday may be kept on another day than its own, even in another year.
		Stream.of(wanted.year() - 1, wanted.year(), wanted.year() + 1)
			.flatMap((year) -> manager.getHolidays(Year.of(year), region).stream())
			.filter((holiday) -> OFF.contains(holiday.getType()))
			.sorted()
			.forEach((holiday) -> {
				put(names, holiday.getActualDate(), holiday, "");
				holiday.getObservedDate().ifPresent((day) -> put(names, day, holiday, " (observed)"));
			});
		names.keySet().removeIf((day) -> day.getYear() != wanted.year());
		return Map.copyOf(names);
	}

	private static void put(Map<LocalDate, String> names, LocalDate day, Holiday holiday, String more) {
		names.putIfAbsent(day, holiday.getDescription(Locale.ENGLISH) + more);
	}

	private static List<Place> readRegions(String country) {
		CalendarHierarchy whole = HolidayManager.getInstance(ManagerParameters.create(country)).getCalendarHierarchy();
		return within(whole, "", "").toList();
	}

	private static Stream<Place> within(CalendarHierarchy whole, String code, String name) {
		return whole.getChildren()
			.values()
			.stream()
			.sorted(Comparator.comparing((part) -> part.getDescription(Locale.ENGLISH)))
			.flatMap((part) -> {
				Place place = new Place(code + part.getId(), name + part.getDescription(Locale.ENGLISH));
				return Stream.concat(Stream.of(place), within(part, place.code() + "/", place.name() + ", "));
			});
	}

	/**
	 * A country or a part of one.
	 *
	 * @param code how it is written in data
	 * @param name what it is called
	 */
	record Place(String code, String name) {
	}

	private record InYear(String country, String region, int year) {
	}

}
