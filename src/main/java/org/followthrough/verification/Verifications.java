package org.followthrough.verification;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The checks of fixes.
 */
@Component
public class Verifications {

	private final VerificationMapper verifications;

	private final Audit audit;

	private final Clock clock;

	Verifications(VerificationMapper verifications, Audit audit, Clock clock) {
		this.verifications = verifications;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Refuses somebody as the verifier of a fix if they made it.
	 * @param account who would verify
	 * @param fixedBy who made the fix
	 * @throws VerifierMadeTheFix if that is the same person
	 */
	public void requireOtherThan(String account, String fixedBy) {
		if (account.equals(fixedBy)) {
			throw new VerifierMadeTheFix();
		}
	}

	/**
	 * Keeps the result of a check, as the current actor.
	 * @param of the case
	 * @param fixId the fix
	 * @param fixedBy who made it
	 * @param outcome whether it passed
	 * @param check what was done and seen
	 * @throws VerifierMadeTheFix if the current actor made the fix
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void record(SupportCase of, long fixId, String fixedBy, Verification.Outcome outcome, Check check) {
		String verifier = Actor.current().id();
		requireOtherThan(verifier, fixedBy);
		this.verifications.insert(of.id(), fixId, outcome, check, verifier, this.clock.instant());
		this.audit.record(of.number(), "verification." + outcome.word(),
				Map.of("fix", fixId, "build", check.build(), "fixedBy", fixedBy));
	}

	/**
	 * Refuses a fix that has not passed.
	 * @param fixId the fix
	 * @throws FixNotVerified if it hasn't
	 */
	@Transactional(readOnly = true)
	public void requirePassed(long fixId) {
		if (this.verifications.countPassed(fixId) == 0) {
			throw new FixNotVerified();
		}
	}

	/**
	 * The checks on a case, oldest first.
	 * @param caseId the case
	 * @return the checks
	 */
	@Transactional(readOnly = true)
	public List<Verification> ofCase(long caseId) {
		return this.verifications.ofCase(caseId);
	}

	/**
	 * What a verifier did and saw.
	 *
	 * @param build the build that was checked
	 * @param steps what was done
	 * @param evidence what was seen
	 */
	public record Check(String build, String steps, String evidence) {
	}

}
