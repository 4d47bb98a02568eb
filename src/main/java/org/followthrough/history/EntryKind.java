package org.followthrough.history;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What entries of a case are about, by which an auditor picks them.
 */
public enum EntryKind {

	/** The case itself: opened, triaged, owned, closed. */
	CASE("The case itself", "case.%"),
	/** What was written, and how far it got. */
	MESSAGES("Messages", "message.%", "review.%", "file.%"),
	/** What was promised, and what became of it. */
	PROMISES("Promises", "promise.%", "timer.%"),
	/** Who took and did what. */
	TASKS("Tasks", "task.%", "shift.%"),
	/** What went to engineering and came back. */
	ENGINEERING("Engineering", "escalation.%", "defect.%", "tracker.%"),
	/** Who saw the fix work, or not. */
	VERIFICATION("Verification", "verification.%"),
	/** What the customer was asked and answered. */
	SIGN_OFF("Sign-off", "signoff.%"),
	/** The way through the model. */
	JOURNEY("The way through the diagram", "journey.%"),
	/** Who had the customer's data before them, or took it along. */
	READERS("Who read it", "case.seen", "case.exported"),
	/** What must not go. */
	HOLDS("Legal holds", "hold.%");

	private final String title;

	private final List<String> actions;

	EntryKind(String title, String... actions) {
		this.title = title;
		this.actions = List.of(actions);
	}

	/**
	 * What it is called.
	 * @return a few words for people
	 */
	public String title() {
		return this.title;
	}

	/**
	 * The word for it in data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/** Actions, where {@code %} stands for anything. */
	List<String> actions() {
		return this.actions;
	}

	/** Those that one of another kind's has for itself. */
	List<String> except() {
		return (this == CASE) ? READERS.actions : List.of();
	}

	/**
	 * The kind of an action.
	 * @param action such as {@code case.opened}
	 * @return its kind; none for what belongs to no case
	 */
	static Optional<EntryKind> of(String action) {
		return Arrays.stream(values()).filter((kind) -> kind.has(action)).findFirst();
	}

	private boolean has(String action) {
		return !except().contains(action) && this.actions.stream()
			.anyMatch((one) -> one.endsWith("%") ? action.startsWith(one.substring(0, one.length() - 1))
					: action.equals(one));
	}

	static Optional<EntryKind> ofWord(String word) {
		return Arrays.stream(values()).filter((kind) -> kind.word().equals(word)).findFirst();
	}

}
