package org.followthrough.verification;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One check of a fix, or that it could not be checked.
 *
 * @param id row
 * @param caseId the case
 * @param fixId the fix
 * @param outcome what came of it
 * @param build the build that was checked
 * @param environment where: machine, system, configuration; null for checks of old
 * @param otherBuild why on another build than the fix's; null when it was the fix's
 * @param steps what was done
 * @param evidence what was seen
 * @param cannotVerify why it could not be checked; null when it was
 * @param verifiedBy the support engineer
 * @param verifiedAt when
 */
public record Verification(long id, long caseId, long fixId, Outcome outcome, String build,
		@Nullable String environment, @Nullable String otherBuild, String steps, String evidence,
		@Nullable String cannotVerify, String verifiedBy, Instant verifiedAt) {

	/**
	 * How a check ends.
	 */
	public enum Outcome {

		/** The fix works. */
		PASSED,
		/** It doesn't; engineering gets it back. */
		FAILED,
		/** Nobody here can tell; others decide what becomes of it. */
		CANNOT_VERIFY;

		/**
		 * The word for it in data and forms.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * Reads the word.
		 * @param word lower case, with dashes
		 * @return the outcome, if it is one
		 */
		public static Optional<Outcome> of(String word) {
			return Arrays.stream(values()).filter((outcome) -> outcome.word().equals(word)).findFirst();
		}

	}

}
