package org.followthrough.defects;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a defect and that its cases have to hear.
 *
 * @param id row
 * @param defectId the defect
 * @param kind what happened
 * @param answerId engineering's answer that it is about; null for what is about none
 * @param toldBy who said so
 * @param toldAt when
 * @param words why, where somebody has to say it
 */
public record DefectNews(long id, long defectId, Kind kind, @Nullable Long answerId, String toldBy, Instant toldAt,
		@Nullable String words) {

	/**
	 * What can happen to a defect.
	 */
	public enum Kind {

		/** Engineering: a build claims to cure it. */
		FIXED,
		/** Engineering: it works as it should. */
		NOT_A_DEFECT,
		/** Engineering: it stays. */
		WONT_FIX,
		/** Support has seen the build work. */
		VERIFIED,
		/** Support has seen that it doesn't. */
		FAILED,
		/** The cure does not hold. */
		REGRESSED,
		/** The case that the others waited for has ended or left. */
		LEFT,
		/** A case has come over from another defect; only that case hears it. */
		JOINED,
		/** A case gets a check by itself; only that case hears it. */
		OWN_CHECK;

		/** What engineering can answer. */
		static final Set<Kind> ANSWERS = EnumSet.of(FIXED, NOT_A_DEFECT, WONT_FIX);

		/**
		 * The word for it in data.
		 * @return lower case, with dashes
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		Defect.State state() {
			return Defect.State.valueOf(name());
		}

	}

}
