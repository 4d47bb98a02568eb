package org.followthrough.journey;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * That something may be published, and who answers for it. What comes by any other way
 * than the studio has nobody's approval yet.
 *
 * @param author whose work it is
 * @param approver who has looked at it and agreed; null where one manager is enough
 * @param why what for
 * @param draft the draft that it was; 0 for none
 */
public record Approval(String author, @Nullable String approver, String why, long draft) {

	private static final ThreadLocal<Approval> CURRENT = new ThreadLocal<>();

	/**
	 * Publishes something by this approval.
	 * @param <T> what the work yields
	 * @param work the publication, in the current thread
	 * @return what the work yields
	 */
	<T extends @Nullable Object> T given(Supplier<T> work) {
		CURRENT.set(this);
		try {
			return work.get();
		}
		finally {
			CURRENT.remove();
		}
	}

	/**
	 * By which approval the current thread publishes.
	 * @return the approval; null when there is none
	 */
	static @Nullable Approval current() {
		return CURRENT.get();
	}

}
