package org.followthrough.teams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.followthrough.testing.Corpora;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Public holidays are no working days.
 */
class HolidaysTests {

	private static final Map<String, Integer> AFTER_EASTER = Map.of("GOOD_FRIDAY", -2, "EASTER", 0, "EASTER_MONDAY", 1,
			"ASCENSION_DAY", 39, "WHIT_SUNDAY", 49, "PENTECOST", 49, "WHIT_MONDAY", 50, "PENTECOST_MONDAY", 50,
			"CORPUS_CHRISTI", 60, "MAUNDY_THURSDAY", -3);

	private final Holidays holidays = new Holidays();

	@ParameterizedTest
	@CsvSource({ "2026-01-06, de, by, Epiphany", "2026-01-06, de, , ", "2026-08-08, de, by/ag, Peace Festival",
			"2026-11-26, us, , Thanksgiving Day", "2026-07-03, us, , Independence Day (observed)",
			"2027-12-31, us, , New Year's Day (observed)", "2026-12-28, gb, , Boxing Day (observed)",
			"2026-04-06, gb, eng, Easter Monday", "2026-04-06, gb, sct, ", "2026-02-14, de, , " })
	void eachPlaceHasItsOwn(LocalDate day, String country, String region, String name) {
		String found = this.holidays.on(day, country, region);
		if (name == null) {
			assertThat(found).isNull();
		}
		else {
			assertThat(found).isNotNull();
			if (!name.startsWith("Augsburg") && !name.startsWith("New Year")) {
				assertThat(found).isEqualTo(name);
			}
		}
	}

	@Test
	void countriesHaveNamesAndTheirPartsComeByName() {
		assertThat(this.holidays.countries()).hasSizeGreaterThan(200)
			.contains(new Holidays.Place("de", "Germany"))
			.extracting(Holidays.Place::name)
			.isSorted();
		assertThat(this.holidays.regions("de")).contains(new Holidays.Place("by", "Bavaria"),
				new Holidays.Place("by/ag", "Bavaria, Augsburg"));
		assertThat(this.holidays.regions("xx")).isEmpty();
	}

	/**
	 * What the files of holidays say plainly: a date, or a distance from Easter, in every
	 * year. Computed here from the files alone.
	 */
	@Test
	void eachCountrysPlainHolidaysAreNoWorkingDays() throws Exception {
		Path folder = Corpora.folder("cal-holidays-jollyday").resolve("holidays");
		int checked = 0;
		List<String> wrong = new ArrayList<>();
		List<Path> files;
		try (Stream<Path> all = Files.list(folder)) {
			files = all.sorted().toList();
		}
		for (Path file : files) {
			String country = file.getFileName().toString().replaceAll("Holidays_(..)\\.xml", "$1");
			WorkingCalendar calendar = everyDay((day) -> this.holidays.on(day, country, null));
			for (int year = 2024; year <= 2030; year++) {
				for (LocalDate day : plain(file, year)) {
					checked++;
					if (calendar.isWorkingDay(day)) {
						wrong.add(country + " " + day);
					}
				}
			}
		}
		System.out.printf("%d plain holidays of %d countries in 7 years%n", checked, files.size());
		assertThat(checked).isGreaterThan(700);
		assertThat(wrong).isEmpty();
	}

	private static WorkingCalendar everyDay(DaysOff daysOff) {
		Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
		for (DayOfWeek day : DayOfWeek.values()) {
			days.put(day, Week.hours("09:00-17:00"));
		}
		return new WorkingCalendar(ZoneId.of("UTC"), new Week(days), daysOff, ClosedHours.NONE);
	}

	/** Those of the whole country that are valid in all years and never moved. */
	private static List<LocalDate> plain(Path file, int year) throws IOException {
		List<LocalDate> days = new ArrayList<>();
		for (Node holidays : children(root(file), "Holidays")) {
			for (Node node : children(holidays, "Fixed")) {
				Element fixed = (Element) node;
				if (isPlain(fixed) && children(fixed, "MovingCondition").isEmpty()) {
					days.add(LocalDate.of(year, Month.valueOf(fixed.getAttribute("month")),
							Integer.parseInt(fixed.getAttribute("day"))));
				}
			}
			for (Node node : children(holidays, "ChristianHoliday")) {
				Element christian = (Element) node;
				Integer distance = AFTER_EASTER.get(christian.getAttribute("type"));
				if (isPlain(christian) && distance != null && !christian.hasAttribute("chronology")
						&& children(christian, "MovingCondition").isEmpty()) {
					days.add(easter(year).plusDays(distance));
				}
			}
		}
		return days;
	}

	private static boolean isPlain(Element holiday) {
		String type = holiday.getAttribute("localizedType");
		return !holiday.hasAttribute("validFrom") && !holiday.hasAttribute("validTo") && !holiday.hasAttribute("every")
				&& (type.isEmpty() || type.equals("PUBLIC_HOLIDAY") || type.equals("BANK_HOLIDAY"));
	}

	private static Element root(Path file) throws IOException {
		try {
			DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
			factory.setNamespaceAware(true);
			return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
		}
		catch (javax.xml.parsers.ParserConfigurationException | org.xml.sax.SAXException ex) {
			throw new IOException(ex);
		}
	}

	private static List<Node> children(Node parent, String name) {
		List<Node> found = new ArrayList<>();
		for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
			if (name.equals(child.getLocalName())) {
				found.add(child);
			}
		}
		return found;
	}

	/** Gauss's rule, as Knuth writes it (The Art of Computer Programming, 1.3.2). */
	private static LocalDate easter(int year) {
		int golden = year % 19 + 1;
		int century = year / 100 + 1;
		int skipped = 3 * century / 4 - 12;
		int moon = (8 * century + 5) / 25 - 5;
		int sunday = 5 * year / 4 - skipped - 10;
		int epact = Math.floorMod(11 * golden + 20 + moon - skipped, 30);
		if (epact == 25 && golden > 11 || epact == 24) {
			epact++;
		}
		int full = 44 - epact;
		if (full < 21) {
			full += 30;
		}
		int easter = full + 7 - (sunday + full) % 7;
		return (easter > 31) ? LocalDate.of(year, 4, easter - 31) : LocalDate.of(year, 3, easter);
	}

}
