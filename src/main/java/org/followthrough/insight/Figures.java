package org.followthrough.insight;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.followthrough.insight.Report.Group;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The figures. They are of cases that were opened in some months, with everything that
 * happened to them since.
 */
@Component
class Figures {

	/** The most groups in a report. */
	static final int MOST_GROUPS = 50;

	private static final int MOST_SILENCES = 25;

	private final FigureReader reader;

	private final RatingReader ratings;

	private final FactKeeper facts;

	private final Clock clock;

	Figures(FigureReader reader, RatingReader ratings, FactKeeper facts, Clock clock) {
		this.reader = reader;
		this.ratings = ratings;
		this.facts = facts;
		this.clock = clock;
	}

	/**
	 * Makes a report.
	 * @param query of what
	 * @return the report
	 */
	@Transactional(readOnly = true)
	public Report report(FigureQuery query) {
		Tally total = new Tally();
		Instant now = this.clock.instant();
		return switch (query.by()) {
			case MONTH -> {
				Map<String, Tally> months = months(query);
				add(query, now, (month, team, severity, customer) -> both(total, months, monthName(month)));
				yield report(query, total, months, new ArrayList<>(months.keySet()));
			}
			case TEAM -> {
				Map<String, Tally> teams = new TreeMap<>();
				add(query, now, (month, team, severity, customer) -> both(total, teams, team));
				yield report(query, total, teams, bySize(teams));
			}
			case SEVERITY -> {
				Map<String, Tally> severities = new TreeMap<>();
				add(query, now, (month, team, severity, customer) -> both(total, severities, severity));
				yield report(query, total, severities, bySize(severities));
			}
			case CUSTOMER -> byCustomer(query, total, now);
		};
	}

	private void add(FigureQuery query, Instant now, FigureReader.Tallies into) {
		this.reader.add(query, now, into);
		this.ratings.add(query, into);
	}

	/** Months without a case are shown, too. */
	private static Map<String, Tally> months(FigureQuery query) {
		Map<String, Tally> months = new LinkedHashMap<>();
		for (YearMonth month = query.from(); !month.isAfter(query.to()); month = month.plusMonths(1)) {
			months.put(month.toString(), new Tally());
		}
		return months;
	}

	private static String monthName(int yearAndMonth) {
		return YearMonth.of(yearAndMonth / 100, yearAndMonth % 100).toString();
	}

	private static List<Tally> both(Tally total, Map<String, Tally> groups, String group) {
		return List.of(total, groups.computeIfAbsent(group, (unknown) -> new Tally()));
	}

	private static List<String> bySize(Map<String, Tally> groups) {
		return groups.entrySet()
			.stream()
			.sorted((one, other) -> Integer.compare(other.getValue().cases(), one.getValue().cases()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private Report byCustomer(FigureQuery query, Tally total, Instant now) {
		List<Long> largest = this.reader.largestCustomers(query, MOST_GROUPS + 1);
		Map<Long, Tally> customers = new LinkedHashMap<>();
		largest.stream().limit(MOST_GROUPS).forEach((customer) -> customers.put(customer, new Tally()));
		add(query, now, (month, team, severity, customer) -> {
			Tally theirs = customers.get(customer);
			return (theirs != null) ? List.of(total, theirs) : List.of(total);
		});
		Map<Long, String> names = this.reader.customers(new ArrayList<>(customers.keySet()));
		List<Group> groups = new ArrayList<>();
		customers.forEach((id, tally) -> groups.add(tally.group(names.getOrDefault(id, "?"))));
		return new Report(query, total.group("all"), groups, largest.size() > MOST_GROUPS,
				this.facts.countedAt().orElse(null));
	}

	private Report report(FigureQuery query, Tally total, Map<String, Tally> tallies, List<String> order) {
		List<Group> groups = order.stream()
			.limit(Math.max(MOST_GROUPS, FigureRequest.MOST_MONTHS))
			.map((name) -> tallies.get(name).group(name.isEmpty() ? "not triaged yet" : name))
			.toList();
		return new Report(query, total.group("all"), groups, groups.size() < order.size(),
				this.facts.countedAt().orElse(null));
	}

	/**
	 * The longest silences.
	 * @param query of which cases
	 * @return open cases by how long they are silent by now, then closed ones by their
	 * longest silence
	 */
	@Transactional(readOnly = true)
	public List<Silence> silences(FigureQuery query) {
		return this.reader.silences(query, this.clock.instant(), MOST_SILENCES);
	}

	/**
	 * What can be chosen.
	 * @return the teams and severities of all cases
	 */
	@Transactional(readOnly = true)
	public Choices choices() {
		Map<String, List<String>> places = this.reader.places();
		return new Choices(places.keySet().stream().filter((team) -> !team.isEmpty()).toList(),
				places.values()
					.stream()
					.flatMap(List::stream)
					.filter((severity) -> !severity.isEmpty())
					.distinct()
					.sorted()
					.toList());
	}

	/**
	 * What can be chosen.
	 *
	 * @param teams the teams
	 * @param severities the severities
	 */
	record Choices(List<String> teams, List<String> severities) {
	}

}
