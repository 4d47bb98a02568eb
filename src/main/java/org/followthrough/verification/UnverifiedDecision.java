package org.followthrough.verification;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody decided about a fix that could not be verified.
 *
 * @param id row
 * @param caseId the case
 * @param fixId the fix
 * @param verificationId the check that was not possible
 * @param part as what they decided
 * @param decision what
 * @param reason why
 * @param decidedBy who
 * @param decidedAt when
 */
public record UnverifiedDecision(long id, long caseId, long fixId, long verificationId, Part part, Decision decision,
		String reason, String decidedBy, Instant decidedAt) {

	/**
	 * Who has a say. Only together do they let a fix go to the customer.
	 */
	public enum Part {

		/** The manager. */
		MANAGER,
		/** The second support engineer. */
		SECOND;

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

	/**
	 * What is to become of the fix.
	 */
	public enum Decision {

		/** The customer may have it, and is told that it was not verified. */
		OFFER,
		/** Somebody tries again to verify it. */
		TRY_AGAIN,
		/** Engineering gets it back. */
		SEND_BACK;

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
		 * @return the decision, if it is one
		 */
		public static Optional<Decision> of(String word) {
			return Arrays.stream(values()).filter((decision) -> decision.word().equals(word)).findFirst();
		}

	}

}
