package org.followthrough.journey;

import org.followthrough.cases.SupportCase;
import org.followthrough.verification.Involved;
import org.followthrough.verification.UnverifiedDecision.Part;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.verification.Verifications;

import org.springframework.stereotype.Component;

/**
 * Who may have a task in which a fix is judged: nobody who had a hand in it.
 */
@Component
class JudgesOfFixes {

	private final FixAtHand fixes;

	private final Verifications verifications;

	private final UnverifiedFixes unverified;

	JudgesOfFixes(FixAtHand fixes, Verifications verifications, UnverifiedFixes unverified) {
		this.fixes = fixes;
		this.verifications = verifications;
		this.unverified = unverified;
	}

	/**
	 * Refuses a task to whoever may not judge.
	 * @throws Involved if they had a hand in the fix
	 */
	void requireDisinterested(String account, SupportCase of, String taskKey) {
		switch (taskKey) {
			case ModelWords.VERIFY_FIX ->
				this.fixes.find(of).ifPresent((fix) -> this.verifications.requireDisinterested(account, fix));
			case ModelWords.DECIDE_UNVERIFIED -> require(account, of, Part.MANAGER);
			case ModelWords.SECOND_OPINION -> require(account, of, Part.SECOND);
			default -> {
				// Judges no fix.
			}
		}
	}

	private void require(String account, SupportCase of, Part part) {
		this.unverified.objection(account, of, this.fixes.of(of), part).ifPresent((objection) -> {
			throw objection;
		});
	}

	/**
	 * Whether somebody may decide, as a manager, about a fix that can't be verified.
	 */
	boolean mayDecide(String account, SupportCase of) {
		return this.unverified.objection(account, of, this.fixes.of(of), Part.MANAGER).isEmpty();
	}

}
