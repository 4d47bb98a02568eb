package org.followthrough.defects;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.DefectNews.Kind;
import org.followthrough.defects.RoundMapper.Standing;
import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The news of defects, and which cases have yet to hear it. News is kept once, with a row
 * for each case, in the transaction in which it happens; a row is done in the one that
 * moves its case.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class NewsOfCases {

	private static final int MOST_DOUBLINGS = 8;

	private final NewsOfCasesMapper rows;

	private final RoundMapper rounds;

	private final Audit audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	NewsOfCases(NewsOfCasesMapper rows, RoundMapper rounds, Audit audit, ApplicationEventPublisher events,
			Clock clock) {
		this.rows = rows;
		this.rounds = rounds;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Keeps, as the current actor, what happened to a defect that the transaction has
	 * locked, and has all its cases hear it. Told again, it is the same and changes
	 * nothing.
	 */
	void tellAll(Standing of, Kind kind, @Nullable Long answerId, @Nullable String words, Map<String, ?> more) {
		this.rounds.insertNews(of.defectId(), kind, answerId, Actor.current().id(), this.clock.instant(), words)
			.ifPresent((news) -> {
				hear(news, this.rounds.caseIds(of.defectId()));
				Map<String, Object> details = new HashMap<>(more);
				if (answerId != null) {
					details.put("answer", answerId);
				}
				this.audit.record(of.number(), "defect." + kind.word(), details);
			});
	}

	/** Has one case hear what concerns only itself, and is recorded there. */
	void tellOne(Standing of, Kind kind, SupportCase only) {
		this.rounds.insertNews(of.defectId(), kind, null, Actor.current().id(), this.clock.instant(), null)
			.ifPresent((news) -> hear(news, List.of(only.id())));
	}

	private void hear(DefectNews news, Collection<Long> cases) {
		if (!cases.isEmpty()) {
			this.rows.insert(news.id(), cases, this.clock.instant());
			this.events.publishEvent(new NewsAdded());
		}
	}

	/**
	 * What cases have to hear by now, the oldest first.
	 * @param limit how much at the most
	 * @return the rows
	 */
	@Transactional(readOnly = true)
	public List<Hearing> due(int limit) {
		return this.rows.due(this.clock.instant(), limit);
	}

	/**
	 * Notes that a case, which the transaction has locked, hears news now.
	 * @param row which
	 * @return false if it has heard it before
	 */
	public boolean hears(Hearing row) {
		return this.rows.heard(row.newsId(), row.caseId(), this.clock.instant()) == 1;
	}

	/**
	 * Puts off what failed: a second, then twice as long each time, up to minutes.
	 * @param row which
	 */
	public void putOff(Hearing row) {
		Duration pause = Duration.ofSeconds(1L << Math.min(row.attempts(), MOST_DOUBLINGS));
		this.rows.putOff(row.newsId(), row.caseId(), this.clock.instant().plus(pause));
	}

	/**
	 * Some news was kept that cases have to hear.
	 */
	public record NewsAdded() {
	}

	/**
	 * News that a case has to hear.
	 *
	 * @param newsId the news
	 * @param kind what happened
	 * @param caseId the case
	 * @param caseNumber its number
	 * @param attempts how often it failed
	 */
	public record Hearing(long newsId, DefectNews.Kind kind, long caseId, String caseNumber, int attempts) {
	}

}
