package org.followthrough.rota;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Transp;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rota as iCalendar (RFC 5545): an event for each stretch of days that one engineer
 * has, of whole days, marked as free. What changes in the rota changes the text, and
 * nothing else does.
 */
@Component
class RotaCalendar {

	private static final int WEEKS = 52;

	private final Overview overview;

	private final Rota rota;

	RotaCalendar(Overview overview, Rota rota) {
		this.overview = overview;
		this.rota = rota;
	}

	/** The weeks that a feed shows, from the current one on. */
	@Transactional(readOnly = true)
	String of(RotaFeed feed) {
		Calendar calendar = new Calendar();
		calendar.add(new ProdId("-//Followthrough//Rota//EN"));
		calendar.add(ImmutableVersion.VERSION_2_0);
		calendar.add(ImmutableCalScale.GREGORIAN);
		calendar.add(new XProperty("X-WR-CALNAME", "On support: " + feed.of()));
		for (Overview.TeamWeeks team : this.overview.all(WEEKS)) {
			if (feed.team() == null || feed.team().equals(team.team())) {
				stretches(team).stream()
					.filter((stretch) -> feed.engineer() == null || feed.engineer().equals(stretch.engineer()))
					.forEach((stretch) -> calendar.add(event(team.team(), stretch)));
			}
		}
		StringWriter text = new StringWriter();
		try {
			new CalendarOutputter(false).output(calendar, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return text.toString();
	}

	/** Nobody wants an event for each day, nor one across the turn of a week. */
	private static List<Stretch> stretches(Overview.TeamWeeks team) {
		List<Stretch> stretches = new ArrayList<>();
		for (RotaWeek week : team.weeks()) {
			for (RotaWeek.Day day : week.days()) {
				int last = stretches.size() - 1;
				if (day.engineer() == null) {
					continue;
				}
				if (!day.day().equals(week.week()) && last >= 0 && stretches.get(last).isBefore(day)) {
					stretches.set(last, stretches.get(last).until(day.day()));
				}
				else {
					stretches
						.add(new Stretch(day.engineer(), day.day(), day.day(), day.engineer().equals(week.engineer())));
				}
			}
		}
		return stretches;
	}

	private VEvent event(String team, Stretch stretch) {
		VEvent event = new VEvent(false);
		event.add(new Uid(UUID.nameUUIDFromBytes((team + " " + stretch.first()).getBytes(StandardCharsets.UTF_8))
				+ "@followthrough"));
		// Whole milliseconds are more than the format keeps.
		event.add(new DtStamp(Instant.ofEpochSecond(this.rota.changedAt().getEpochSecond())));
		event.add(new DtStart<>(stretch.first()));
		event.add(new DtEnd<>(stretch.last().plusDays(1)));
		event.add(new Summary(
				stretch.engineer() + (stretch.isPlanned() ? " on support, " : " stands in on support, ") + team));
		event.add(new Transp(Transp.VALUE_TRANSPARENT));
		return event;
	}

	private record Stretch(String engineer, LocalDate first, LocalDate last, boolean isPlanned) {

		boolean isBefore(RotaWeek.Day day) {
			return this.engineer.equals(day.engineer()) && this.last.plusDays(1).equals(day.day());
		}

		Stretch until(LocalDate day) {
			return new Stretch(this.engineer, this.first, day, this.isPlanned);
		}

	}

}
