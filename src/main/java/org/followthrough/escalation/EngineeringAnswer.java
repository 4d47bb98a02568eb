package org.followthrough.escalation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What engineering found.
 *
 * @param id row
 * @param escalationId the hand-over it answers
 * @param caseId the case
 * @param outcome what they found
 * @param build the build that has the fix, or the one they looked at; may be empty for
 * what was sent back
 * @param explanation in words; what is missing, for what was sent back
 * @param answeredBy the engineer
 * @param answeredAt when it came to the case
 * @param sameAs the answer that was given on another case of the same defect, if this one
 * came from there
 */
public record EngineeringAnswer(long id, long escalationId, long caseId, Outcome outcome, String build,
		String explanation, String answeredBy, Instant answeredAt, @Nullable Long sameAs) {

	/**
	 * Whether it is a fix: a build that claims to cure the defect.
	 * @return true for one
	 */
	public boolean isFix() {
		return this.outcome == Outcome.FIXED;
	}

	/**
	 * Whether the hand-over was sent back, because it lacks something.
	 * @return true if it was
	 */
	public boolean isSentBack() {
		return this.outcome == Outcome.INCOMPLETE;
	}

	/**
	 * The answer as engineering gave it, be it on this case or on another one of its
	 * defect.
	 * @return the row of that answer
	 */
	public long origin() {
		return (this.sameAs != null) ? this.sameAs : this.id;
	}

	/**
	 * What engineering can find.
	 */
	public enum Outcome {

		/** A build claims to cure it. */
		FIXED,
		/** It works as it should. */
		NOT_A_DEFECT,
		/** It is a defect and stays one. */
		WONT_FIX,
		/** They can't tell: the hand-over lacks what they need. */
		INCOMPLETE;

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
