package org.followthrough.review;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.followthrough.cases.CaseTime;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.teams.Span;

import org.springframework.stereotype.Component;

/**
 * How long a reply may be held: as long as the team gives a review, and never so long
 * that a promise needs it, be it one that the customer has or the one that the reply
 * makes.
 */
@Component
class ReviewTime {

	private final ReviewJourney journey;

	private final CaseTime time;

	private final ReviewSettings settings;

	private final Clock clock;

	ReviewTime(ReviewJourney journey, CaseTime time, ReviewSettings settings, Clock clock) {
		this.journey = journey;
		this.time = time;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * When a reply goes at the latest.
	 * @param about the cases, with the next word that each of them is promised
	 * @param spans how long a review may take, of those whose rules want one
	 * @return the time; empty if there is none left for a review
	 */
	Optional<Instant> due(Map<SupportCase, NextWord> about, Map<SupportCase, Span> spans) {
		Instant now = this.clock.instant();
		Stream<Instant> taken = spans.entrySet()
			.stream()
			.map((one) -> this.time.of(one.getKey()).after(now, one.getValue()));
		Stream<Instant> promised = about.entrySet()
			.stream()
			.flatMap((one) -> Stream.concat(this.journey.promisedBy(one.getKey()).stream(),
					Stream.of(one.getValue().at())))
			.map(this::before);
		return Stream.concat(taken, promised)
			.min(Instant::compareTo)
			.filter((due) -> due.isAfter(now.plus(this.settings.shortest())));
	}

	/** In good time before a promise is due. */
	Instant before(Instant promised) {
		return promised.minus(this.settings.margin());
	}

}
