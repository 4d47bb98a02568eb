package org.followthrough.verification;

import java.time.Instant;

/**
 * One check of a fix.
 *
 * @param id row
 * @param caseId the case
 * @param fixId the fix
 * @param outcome whether it passed
 * @param build the build that was checked
 * @param steps what was done
 * @param evidence what was seen
 * @param verifiedBy the support engineer
 * @param verifiedAt when
 */
public record Verification(long id, long caseId, long fixId, Outcome outcome, String build, String steps,
		String evidence, String verifiedBy, Instant verifiedAt) {

	/**
	 * How a check ends.
	 */
	public enum Outcome {

		/** The fix works. */
		PASSED,
		/** It doesn't; engineering gets it back. */
		FAILED;

		/**
		 * The word for it in data and forms.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
