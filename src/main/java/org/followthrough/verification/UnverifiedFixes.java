package org.followthrough.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.verification.UnverifiedDecision.Decision;
import org.followthrough.verification.UnverifiedDecision.Part;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fixes that nobody here can verify. A manager and a second support engineer decide
 * together, each with a reason, whether the customer may have one all the same.
 */
@Component
public class UnverifiedFixes {

	private final UnverifiedFixMapper decisions;

	private final VerificationMapper verifications;

	private final Audit audit;

	private final Clock clock;

	UnverifiedFixes(UnverifiedFixMapper decisions, VerificationMapper verifications, Audit audit, Clock clock) {
		this.decisions = decisions;
		this.verifications = verifications;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * What speaks against somebody's decision about a fix: that they had a hand in it, or
	 * in what was said of it so far. Whoever gave the work to the engineer may decide as
	 * the manager, since a second person has to agree who did not.
	 * @param account who would decide
	 * @param of the case
	 * @param fix the fix
	 * @param part as what
	 * @return the objection, if there is one
	 */
	@Transactional(readOnly = true)
	public Optional<Involved> objection(String account, SupportCase of, Fix fix, Part part) {
		Verification tried = lastTry(of);
		String hand = null;
		if (account.equals(fix.madeBy())) {
			hand = "made this fix";
		}
		else if (account.equals(tried.verifiedBy())) {
			hand = "could not verify this fix";
		}
		else if (part == Part.SECOND && fix.assignedBy().contains(account)) {
			hand = "gave this fix to the engineer who made it";
		}
		else if (part == Part.SECOND && this.decisions.ofManager(tried.id())
			.filter((manager) -> account.equals(manager.decidedBy()))
			.isPresent()) {
			hand = "decided about this fix already";
		}
		return Optional.ofNullable(hand).map((had) -> new Involved(had, "decide about it"));
	}

	/**
	 * Keeps a decision, as the current actor.
	 * @param of the case
	 * @param fix the fix
	 * @param part as what they decide
	 * @param decision what
	 * @param reason why
	 * @throws Involved if the current actor may not decide about this one
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void decide(SupportCase of, Fix fix, Part part, Decision decision, String reason) {
		String account = Actor.current().id();
		objection(account, of, fix, part).ifPresent((objection) -> {
			throw objection;
		});
		Verification tried = lastTry(of);
		this.decisions.insert(tried, part, decision, reason, account, this.clock.instant());
		this.audit.record(of.number(), "verification.decided-" + part.word(),
				Map.of("verification", tried.id(), "fix", fix.id(), "decision", decision.word(), "reason", reason));
	}

	private Verification lastTry(SupportCase of) {
		return this.verifications.latest(of.id())
			.filter((check) -> check.outcome() == Verification.Outcome.CANNOT_VERIFY)
			.orElseThrow(() -> new IllegalStateException(of.number() + " has no fix that can't be verified"));
	}

	/**
	 * Whether a manager and a second support engineer let the customer have a fix that
	 * nobody verified.
	 * @param fixId the fix
	 * @return true if both did
	 */
	@Transactional(readOnly = true)
	public boolean isAccepted(long fixId) {
		return this.decisions.isAccepted(fixId);
	}

	/**
	 * What was decided on a case, oldest first.
	 * @param caseId the case
	 * @return the decisions
	 */
	@Transactional(readOnly = true)
	public List<UnverifiedDecision> ofCase(long caseId) {
		return this.decisions.ofCase(caseId);
	}

	/**
	 * All decisions, newest first.
	 * @param before the last one of the page before; null for the first page
	 * @param limit how many at the most
	 * @return the decisions
	 */
	@Transactional(readOnly = true)
	public List<Listed> list(@Nullable Long before, int limit) {
		return this.decisions.page(before, limit);
	}

	/**
	 * A decision with what it was about.
	 *
	 * @param id row
	 * @param caseNumber the case
	 * @param build the build
	 * @param cannotVerify why it could not be verified
	 * @param verifiedBy who could not
	 * @param part as what somebody decided
	 * @param decision what
	 * @param reason why
	 * @param decidedBy who
	 * @param decidedAt when
	 */
	public record Listed(long id, String caseNumber, String build, String cannotVerify, String verifiedBy, Part part,
			Decision decision, String reason, String decidedBy, Instant decidedAt) {
	}

}
