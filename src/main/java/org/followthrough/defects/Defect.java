package org.followthrough.defects;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One fault of what we make, on which many cases may hang.
 *
 * @param id row
 * @param number what people call it, {@code D-000123}
 * @param title what is wrong
 * @param product what it concerns, as customers name it
 * @param state how far it is
 * @param severity critical, high, normal or low, by the customers on it
 * @param customers how many customers are on it
 * @param openedBy who handed its first case over
 * @param openedAt when
 */
public record Defect(long id, String number, String title, @Nullable String product, State state, String severity,
		int customers, String openedBy, Instant openedAt) {

	/**
	 * How far a defect is: a copy of what its last news says.
	 */
	public enum State {

		/** Engineering has it. */
		OPEN,
		/** A build claims to cure it; Support has not seen it work yet. */
		FIXED,
		/** Support has seen a build that cures it. */
		VERIFIED,
		/** Support has seen that the build doesn't cure it; engineering has it again. */
		FAILED,
		/** The cure does not hold; engineering has it again. */
		REGRESSED,
		/** It works as it should. */
		NOT_A_DEFECT,
		/** It stays as it is. */
		WONT_FIX;

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * Reads the word.
		 * @param word lower case, with dashes
		 * @return the state, if it is one
		 */
		public static Optional<State> of(String word) {
			return Arrays.stream(values()).filter((state) -> state.word().equals(word)).findFirst();
		}

	}

}
