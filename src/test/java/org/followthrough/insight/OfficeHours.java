package org.followthrough.insight;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;

/**
 * Monday to Friday, between two hours of a zone: counted day by day, as one would by
 * hand.
 *
 * @param zone where
 * @param opens when work begins
 * @param closes when it ends
 */
public record OfficeHours(ZoneId zone, LocalTime opens, LocalTime closes) implements WorkingTime {

	/**
	 * Nine to five.
	 * @param zone where
	 * @return the hours
	 */
	public static OfficeHours nineToFive(String zone) {
		return new OfficeHours(ZoneId.of(zone), LocalTime.of(9, 0), LocalTime.of(17, 0));
	}

	@Override
	public Instant after(Instant from, Span span) {
		throw new UnsupportedOperationException("Figures only look back");
	}

	@Override
	public Duration between(Instant from, Instant to) {
		Duration sum = Duration.ZERO;
		LocalDate last = to.atZone(this.zone).toLocalDate();
		for (LocalDate day = from.atZone(this.zone).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
			if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
				Instant begin = later(from, day.atTime(this.opens).atZone(this.zone).toInstant());
				Instant end = earlier(to, day.atTime(this.closes).atZone(this.zone).toInstant());
				if (end.isAfter(begin)) {
					sum = sum.plus(Duration.between(begin, end));
				}
			}
		}
		return sum;
	}

	private static Instant later(Instant one, Instant other) {
		return one.isAfter(other) ? one : other;
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

	@Override
	public String version() {
		return toString();
	}

}
