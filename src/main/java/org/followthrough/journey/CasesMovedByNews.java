package org.followthrough.journey;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RuntimeService;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.DefectNews;
import org.followthrough.defects.NewsOfCases;
import org.followthrough.defects.NewsOfCases.Hearing;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves cases on that hear of their defect. Each looks how its defect stands now, so that
 * news in any order leads to the same.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CasesMovedByNews {

	/** Support has seen a fix work, or not. */
	private static final Set<DefectNews.Kind> JUDGED = EnumSet.of(DefectNews.Kind.VERIFIED, DefectNews.Kind.FAILED);

	private final NewsOfCases news;

	private final Cases cases;

	private final DefectGuide guide;

	private final ReleasedFixes released;

	private final Regressions regressions;

	private final JourneyMapper journeys;

	private final RuntimeService runtime;

	CasesMovedByNews(NewsOfCases news, Cases cases, DefectGuide guide, ReleasedFixes released, Regressions regressions,
			JourneyMapper journeys, @Lazy RuntimeService runtime) {
		this.news = news;
		this.cases = cases;
		this.guide = guide;
		this.released = released;
		this.regressions = regressions;
		this.journeys = journeys;
		this.runtime = runtime;
	}

	/**
	 * Cases hear news.
	 * @param some for cases that the transaction has locked
	 */
	void by(List<Hearing> some) {
		Map<String, Set<Hearing>> fresh = some.stream()
			.filter(this.news::hears)
			.collect(Collectors.groupingBy(Hearing::caseNumber, Collectors.toSet()));
		Map<String, List<JourneyMapper.Waiting>> waiting = waiting(fresh.keySet());
		fresh.forEach((number, heard) -> hears(this.cases.get(number), heard, waiting.getOrDefault(number, List.of())));
	}

	private Map<String, List<JourneyMapper.Waiting>> waiting(Set<String> numbers) {
		return numbers
			.isEmpty()
					? Map.of()
					: this.journeys
						.waiting(numbers,
								Set.of(ModelWords.DEFECT_ANSWERED, ModelWords.DEFECT_VERIFIED,
										ModelWords.DEFECT_REGRESSED))
						.stream()
						.collect(Collectors.groupingBy(JourneyMapper.Waiting::caseNumber));
	}

	private void hears(SupportCase of, Set<Hearing> heard, List<JourneyMapper.Waiting> waiting) {
		if (heard.stream().map(Hearing::kind).anyMatch(JUDGED::contains)) {
			this.released.judgedElsewhere(of);
		}
		Set<Long> regressed = heard.stream()
			.filter((one) -> one.kind() == DefectNews.Kind.REGRESSED)
			.map(Hearing::newsId)
			.collect(Collectors.toSet());
		if (!regressed.isEmpty() && regressed.contains(this.guide.regressionOf(of))) {
			this.regressions.sendBack(of, at(waiting, ModelWords.DEFECT_REGRESSED));
			return;
		}
		at(waiting, ModelWords.DEFECT_ANSWERED).filter((execution) -> this.guide.leavesEngineering(of))
			.ifPresent((execution) -> goesOn(ModelWords.DEFECT_ANSWERED, execution));
		at(waiting, ModelWords.DEFECT_VERIFIED).filter((execution) -> this.guide.leavesVerification(of))
			.ifPresent((execution) -> goesOn(ModelWords.DEFECT_VERIFIED, execution));
	}

	private static Optional<String> at(List<JourneyMapper.Waiting> waiting, String message) {
		return waiting.stream()
			.filter((one) -> one.message().equals(message))
			.map(JourneyMapper.Waiting::execution)
			.findFirst();
	}

	private void goesOn(String message, String execution) {
		SupportCaseJourney.engine(() -> this.runtime.messageEventReceived(message, execution));
	}

}
