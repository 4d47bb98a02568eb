package org.followthrough.insight;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

import io.swagger.v3.oas.annotations.Parameter;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for, as they wrote it.
 *
 * @param from the first month
 * @param to the last month
 * @param team a team's name
 * @param severity a severity
 * @param customer a customer's mail address
 * @param by by what to tell figures apart
 */
record FigureRequest(@Parameter(
		description = "the first month, such as 2026-01; eleven months before the last when left out") @Nullable String from,
		@Parameter(
				description = "the last month; the current one when left out, 60 months after the first at the most") @Nullable String to,
		@Parameter(description = "who carries the cases") @Nullable String team,
		@Parameter(description = "how severe they are") @Nullable String severity,
		@Parameter(description = "the customer's mail address") @Nullable String customer,
		@Parameter(description = "month, team, severity or customer; month when left out") @Nullable String by) {

	/** The most months at once. */
	static final int MOST_MONTHS = 60;

	private static final int USUAL_MONTHS = 12;

	private static final YearMonth FIRST = YearMonth.of(1990, 1);

	private static final YearMonth LAST = YearMonth.of(2200, 12);

	/**
	 * The request with what it leaves open filled in.
	 * @param now the current month in UTC
	 * @return a request that names both months and by what
	 */
	FigureRequest filledIn(YearMonth now) {
		String last = isGiven(this.to) ? this.to : now.toString();
		return new FigureRequest(isGiven(this.from) ? this.from : usualFirst(last, now), last, this.team, this.severity,
				this.customer, isGiven(this.by) ? this.by : By.MONTH.word());
	}

	private static String usualFirst(String last, YearMonth now) {
		try {
			return YearMonth.parse(last.strip()).minusMonths(USUAL_MONTHS - 1).toString();
		}
		catch (DateTimeException ex) {
			return now.minusMonths(USUAL_MONTHS - 1).toString();
		}
	}

	/**
	 * Reads a request in which nothing is left open.
	 * @param customers knows the customers
	 * @return what is asked for
	 * @throws Invalid if something can't be read, by field
	 */
	FigureQuery read(Customers customers) {
		Map<String, String> problems = new LinkedHashMap<>();
		YearMonth first = month("from", this.from, problems);
		YearMonth last = month("to", this.to, problems);
		if (problems.isEmpty() && first.isAfter(last)) {
			problems.put("to", "The last month lies before the first.");
		}
		if (problems.isEmpty() && ChronoUnit.MONTHS.between(first, last) >= MOST_MONTHS) {
			problems.put("to", "Choose " + MOST_MONTHS + " months at the most.");
		}
		By wanted = By.of((this.by != null) ? this.by.strip() : "").orElse(null);
		if (wanted == null) {
			problems.put("by", "Figures can be told apart by month, team, severity or customer.");
		}
		Long customerId = null;
		if (isGiven(this.customer)) {
			customerId = customers.find(this.customer.strip()).map(Customer::id).orElse(null);
			if (customerId == null) {
				problems.put("customer", "No customer has this mail address.");
			}
		}
		if (!problems.isEmpty() || wanted == null) {
			throw new Invalid(problems);
		}
		return new FigureQuery(first, last, given(this.team), given(this.severity), customerId, wanted);
	}

	private static YearMonth month(String field, @Nullable String text, Map<String, String> problems) {
		try {
			YearMonth month = YearMonth.parse((text != null) ? text.strip() : "");
			if (!month.isBefore(FIRST) && !month.isAfter(LAST)) {
				return month;
			}
		}
		catch (DateTimeException ex) {
			// Told below.
		}
		problems.put(field, "Write a month as 2026-01.");
		return FIRST;
	}

	private static boolean isGiven(@Nullable String text) {
		return text != null && !text.isBlank();
	}

	private static @Nullable String given(@Nullable String text) {
		return (text != null && !text.isBlank()) ? text.strip() : null;
	}

	/**
	 * The current month.
	 * @param clock tells the time
	 * @return the month in UTC
	 */
	static YearMonth thisMonth(Clock clock) {
		return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
	}

}
