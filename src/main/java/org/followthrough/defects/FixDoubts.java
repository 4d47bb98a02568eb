package org.followthrough.defects;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.DefectNews.Kind;
import org.followthrough.defects.RoundMapper.Standing;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What speaks against a fix that passed for a defect: that it does not hold, or that it
 * may not cure a case whose circumstances differ.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class FixDoubts {

	private static final Set<Defect.State> REGRESSING = EnumSet.of(Defect.State.VERIFIED, Defect.State.REGRESSED);

	private static final int LONGEST_WORDS = 4000;

	/** Where a case stands whose fix has passed. */
	private static final Set<String> AFTER_THE_CHECK = Set.of("answer", "sign-off");

	private final RoundMapper rounds;

	private final NewsOfCases news;

	private final Audit audit;

	private final Clock clock;

	FixDoubts(RoundMapper rounds, NewsOfCases news, Audit audit, Clock clock) {
		this.rounds = rounds;
		this.news = news;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Somebody, the current actor, says that the verified fix of a defect does not hold:
	 * it isn't verified any more, and all cases of the defect hear it. Said again, it
	 * changes nothing.
	 * @param defect the defect
	 * @param words what was seen
	 * @throws Invalid without words
	 * @throws NothingToRegress if no fix of it is verified
	 */
	public void regressed(Defect defect, String words) {
		if (words.isBlank() || words.length() > LONGEST_WORDS) {
			throw new Invalid("words", "Say what you saw, in up to " + LONGEST_WORDS + " characters.");
		}
		Standing now = this.rounds.lockDefect(defect.id());
		Long fix = now.answerId();
		if (fix == null || !REGRESSING.contains(now.state())) {
			throw new NothingToRegress(now.number());
		}
		this.rounds.setState(now.defectId(), Defect.State.REGRESSED, fix);
		this.news.tellAll(now, Kind.REGRESSED, fix, words.strip(), Map.of("words", words.strip()));
	}

	/**
	 * The news that took a fix back.
	 * @param fix engineering's answer that is the fix
	 * @return the row of the first such news, unless the fix holds as far as is known
	 */
	@Transactional(readOnly = true)
	public Optional<Long> regression(long fix) {
		return this.rounds.regression(fix);
	}

	/**
	 * Asks, as the current actor, that the fix be checked for a case by itself.
	 * @param of the case, which the transaction has locked
	 * @param because what is different about it
	 * @throws Invalid without a reason
	 * @throws NoOwnCheck if it hangs on no defect
	 * @throws CheckIsOver if the fix has passed for it
	 */
	public void askOwnCheck(SupportCase of, String because) {
		if (because.isBlank() || because.length() > LONGEST_WORDS) {
			throw new Invalid("because",
					"Say what is different about this case, in up to " + LONGEST_WORDS + " characters.");
		}
		if (AFTER_THE_CHECK.contains(of.stage())) {
			throw new CheckIsOver();
		}
		Standing now = this.rounds.lock(of.id()).orElseThrow(NoOwnCheck::new);
		if (this.rounds.askOwnCheck(of.id(), Actor.current().id(), this.clock.instant(), because.strip()) == 1) {
			this.audit.record(of.number(), "defect.own-check",
					Map.of("defect", now.number(), "because", because.strip()));
			// What was a check for all is one for this case only.
			if (Objects.equals(now.verifyingCase(), of.id())) {
				this.rounds.setVerifying(now.defectId(), null);
				this.news.tellAll(now, Kind.LEFT, null, null, Map.of("case", of.number()));
			}
			this.news.tellOne(now, Kind.OWN_CHECK, of);
		}
	}

	/**
	 * Whether the fix must be checked for a case by itself.
	 * @param caseId the case
	 * @return true if somebody asked for it
	 */
	@Transactional(readOnly = true)
	public boolean hasOwnCheck(long caseId) {
		return this.rounds.standing(caseId).filter(Standing::ownCheck).isPresent();
	}

	/**
	 * There is no verified fix that could fail to hold.
	 */
	public static class NothingToRegress extends Refusal {

		NothingToRegress(String number) {
			super(Refusal.Kind.CONFLICT, "No fix of " + number + " is verified, so none has to be taken back.");
		}

	}

	/**
	 * The fix has passed for the case already.
	 */
	public static class CheckIsOver extends Refusal {

		CheckIsOver() {
			super(Refusal.Kind.CONFLICT,
					"The fix has passed for this case already. If it doesn't hold, say so on the " + "defect's page.");
		}

	}

	/**
	 * A case without a defect shares no check with others.
	 */
	public static class NoOwnCheck extends Refusal {

		NoOwnCheck() {
			super(Refusal.Kind.CONFLICT, "This case hangs on no defect, so its fix is checked for it alone anyway.");
		}

	}

}
