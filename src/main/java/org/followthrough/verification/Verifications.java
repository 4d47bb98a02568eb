package org.followthrough.verification;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The checks of fixes.
 */
@Component
public class Verifications {

	private final VerificationMapper verifications;

	private final UnverifiedFixes unverified;

	private final Evidence evidence;

	private final Releases releases;

	private final Audit audit;

	private final Clock clock;

	Verifications(VerificationMapper verifications, UnverifiedFixes unverified, Evidence evidence, Releases releases,
			Audit audit, Clock clock) {
		this.verifications = verifications;
		this.unverified = unverified;
		this.evidence = evidence;
		this.releases = releases;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Refuses somebody as the verifier of a fix if they made it or gave it to whoever
	 * did.
	 * @param account who would verify
	 * @param fix the fix
	 * @throws Involved if they had a hand in it
	 */
	public void requireDisinterested(String account, Fix fix) {
		if (account.equals(fix.madeBy())) {
			throw new Involved("made this fix", "verify it");
		}
		if (fix.assignedBy().contains(account)) {
			throw new Involved("gave this fix to the engineer who made it", "verify it");
		}
	}

	/**
	 * Keeps the result of a check, as the current actor.
	 * @param of the case
	 * @param fix the fix
	 * @param outcome what came of it
	 * @param check what was done and seen
	 * @return the check
	 * @throws Involved if the current actor had a hand in the fix
	 * @throws Invalid if it doesn't say why on another build, or why it can't be verified
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Verification record(SupportCase of, Fix fix, Verification.Outcome outcome, Check check) {
		String verifier = Actor.current().id();
		requireDisinterested(verifier, fix);
		boolean otherBuild = !check.build().strip().equals(fix.build().strip());
		boolean cannotVerify = outcome == Verification.Outcome.CANNOT_VERIFY;
		if (otherBuild && check.otherBuild() == null) {
			throw new Invalid("otherBuild",
					"The fix is in build " + fix.build() + ". Say why you checked another one.");
		}
		if (cannotVerify && check.cannotVerify() == null) {
			throw new Invalid("cannotVerify", "Say why it can't be verified: others decide by that.");
		}
		// That nobody can tell, and what is decided about that, concerns this case alone.
		long checked = cannotVerify ? fix.id() : fix.checkedAs();
		Verification kept = this.verifications.insert(of.id(), checked, outcome, check.only(otherBuild, cannotVerify),
				verifier, this.clock.instant());
		int files = this.evidence.attach(of, kept.id());
		Map<String, Object> details = new HashMap<>(Map.of("verification", kept.id(), "fix", checked, "build",
				check.build(), "fixBuild", fix.build(), "fixedBy", fix.madeBy(), "files", files));
		if (kept.cannotVerify() != null) {
			details.put("reason", kept.cannotVerify());
		}
		else if (this.releases.settle(fix.id(), kept.id())) {
			details.put("afterRelease", true);
		}
		this.audit.record(of.number(), "verification." + outcome.word(), details);
		return kept;
	}

	/**
	 * How many fixes of a case have failed one after the other, since one passed and
	 * since those concerned last talked it over.
	 * @param of the case
	 * @return the number of failed checks
	 */
	@Transactional(readOnly = true)
	public int failuresInARow(SupportCase of) {
		return this.verifications.failuresInARow(of.id());
	}

	/**
	 * Keeps that those concerned have talked over why fixes keep failing, as the current
	 * actor.
	 * @param of the case
	 * @param noteId the note that says what will be different
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void talkedOver(SupportCase of, long noteId) {
		int failures = failuresInARow(of);
		Verification last = latest(of.id())
			.orElseThrow(() -> new IllegalStateException(of.number() + " was never verified"));
		this.verifications.insertTalk(of.id(), last.id(), noteId, Actor.current().id(), this.clock.instant());
		this.audit.record(of.number(), "verification.talked-over", Map.of("verification", last.id(), "failures",
				failures, "note", noteId, "verifiedBy", last.verifiedBy()));
	}

	/**
	 * The talk that followed a failed check.
	 * @param check the check
	 * @return the talk, if there was one
	 */
	@Transactional(readOnly = true)
	public Optional<Talk> talkAfter(Verification check) {
		return this.verifications.talkAfter(check.caseId(), check.id());
	}

	/**
	 * Refuses a fix that has neither passed nor been accepted without for this case.
	 * @param fixId the fix
	 * @param checkedAs the row under which its checks are kept, see {@link Fix}
	 * @throws FixNotVerified if so
	 */
	@Transactional(readOnly = true)
	public void requirePassed(long fixId, long checkedAs) {
		if (!hasPassed(fixId, checkedAs) && !this.unverified.isAccepted(fixId)) {
			throw new FixNotVerified();
		}
	}

	/**
	 * Whether a fix has passed.
	 * @param fixId the fix
	 * @param checkedAs the row under which its checks are kept, see {@link Fix}
	 * @return false for one that was only accepted without verification
	 */
	@Transactional(readOnly = true)
	public boolean hasPassed(long fixId, long checkedAs) {
		return this.verifications.hasPassed(fixId, checkedAs);
	}

	/**
	 * The checks of a defect's fixes, oldest first.
	 * @param defectId the defect
	 * @return the checks, without those for single cases
	 */
	@Transactional(readOnly = true)
	public List<Verification> ofDefect(long defectId) {
		return this.verifications.ofDefect(defectId);
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
	 * The checks that serve a case, oldest first: its own, and those that were made once
	 * for all cases of its defect.
	 * @param caseId the case
	 * @return up to five hundred
	 */
	@Transactional(readOnly = true)
	public List<Verification> serving(long caseId) {
		return this.verifications.serving(caseId);
	}

	/**
	 * The last check that serves a case, be it made on it or for all of its defect.
	 * @param caseId the case
	 * @return the check, if there was one
	 */
	@Transactional(readOnly = true)
	public Optional<Verification> lastServing(long caseId) {
		return serving(caseId).stream().reduce((earlier, last) -> last);
	}

	/**
	 * The last check on a case.
	 * @param caseId the case
	 * @return the check, if there was one
	 */
	@Transactional(readOnly = true)
	public Optional<Verification> latest(long caseId) {
		return this.verifications.latest(caseId);
	}

	/**
	 * What a verifier did and saw.
	 *
	 * @param build the build that was checked
	 * @param environment where
	 * @param otherBuild why on another build than the fix's; needed if it is another
	 * @param steps what was done
	 * @param evidence what was seen
	 * @param cannotVerify why it can't be verified; needed if so
	 */
	public record Check(String build, String environment, @Nullable String otherBuild, String steps, String evidence,
			@Nullable String cannotVerify) {

		/** Without the reasons for what isn't so. */
		Check only(boolean onOtherBuild, boolean unverifiable) {
			return new Check(this.build, this.environment, onOtherBuild ? this.otherBuild : null, this.steps,
					this.evidence, unverifiable ? this.cannotVerify : null);
		}

	}

	/**
	 * A talk about fixes that kept failing.
	 *
	 * @param messageId the note that says what will be different
	 * @param heldBy the manager
	 * @param heldAt when
	 */
	public record Talk(long messageId, String heldBy, Instant heldAt) {
	}

}
