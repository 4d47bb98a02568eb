package org.followthrough.inquiry;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

import io.swagger.v3.oas.annotations.Parameter;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks, as they wrote it.
 *
 * @param from the first day, in UTC
 * @param to the last day, in UTC
 * @param customer a customer's mail address
 */
record QuestionRequest(@Parameter(
		description = "the first day in UTC, such as 2026-01-31; 90 days before the last when left out") @Nullable String from,
		@Parameter(description = "the last day; today when left out") @Nullable String to,
		@Parameter(description = "the customer's mail address, where it is about one") @Nullable String customer) {

	private static final int USUAL_DAYS = 90;

	private static final int FIRST_YEAR = 1990;

	private static final int LAST_YEAR = 2200;

	QuestionRequest {
		from = clean(from);
		to = clean(to);
		customer = clean(customer);
	}

	private static @Nullable String clean(@Nullable String given) {
		return (given == null || given.isBlank()) ? null : given.strip();
	}

	/**
	 * The request with the days that it leaves open filled in.
	 * @param clock what day it is
	 * @return a request that names both days
	 */
	QuestionRequest filledIn(Clock clock) {
		LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
		String last = (this.to != null) ? this.to : today.toString();
		return new QuestionRequest((this.from != null) ? this.from : usualFirst(last, today), last, this.customer);
	}

	/** Where the last day can't be read, that is what has to be said. */
	private static String usualFirst(String last, LocalDate today) {
		try {
			return LocalDate.parse(last).minusDays(USUAL_DAYS - 1).toString();
		}
		catch (DateTimeException ex) {
			return today.minusDays(USUAL_DAYS - 1).toString();
		}
	}

	/**
	 * Reads a request that names both days.
	 * @param question what is asked
	 * @param customers who is known
	 * @return the same, to be answered
	 * @throws Invalid if something can't be understood
	 */
	Asked read(AuditQuestion question, Customers customers) {
		Map<String, String> problems = new LinkedHashMap<>();
		LocalDate first = day("from", this.from, problems);
		LocalDate last = day("to", this.to, problems);
		if (problems.isEmpty() && last.isBefore(first)) {
			problems.put("to", "The last day is before the first.");
		}
		long customerId = question.isOfCustomer() ? customer(customers, problems) : 0;
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
		return new Asked(question, first.atStartOfDay(ZoneOffset.UTC).toInstant(),
				last.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(), customerId, this);
	}

	private static LocalDate day(String field, @Nullable String given, Map<String, String> problems) {
		try {
			LocalDate day = LocalDate.parse(String.valueOf(given));
			if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
				return day;
			}
		}
		catch (DateTimeException ex) {
			// Said below.
		}
		problems.put(field, "A day looks like 2026-11-22.");
		return LocalDate.EPOCH;
	}

	private long customer(Customers customers, Map<String, String> problems) {
		if (this.customer == null) {
			problems.put("customer", "Name the customer by their mail address.");
			return 0;
		}
		return customers.find(this.customer).map(Customer::id).orElseGet(() -> {
			problems.put("customer", "We know no customer by this address.");
			return 0L;
		});
	}

	/**
	 * A question that can be answered.
	 *
	 * @param question which
	 * @param from from when on
	 * @param before before when
	 * @param customerId whose data; 0 where it is about no single customer
	 * @param request how it was asked
	 */
	record Asked(AuditQuestion question, Instant from, Instant before, long customerId, QuestionRequest request) {
	}

}
