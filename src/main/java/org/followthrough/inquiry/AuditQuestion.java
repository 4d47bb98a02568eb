package org.followthrough.inquiry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What auditors always ask. Each question has its definition beside its answers, so that
 * nobody has to guess what was counted.
 */
enum AuditQuestion {

	/** Endings that no customer confirmed. */
	WITHOUT_YES("Closed without the customer's yes",
			"Each time a case was closed as anything but confirmed, with why: what whoever decided it wrote, or how often the "
					+ "customer was reminded. A case that was reopened since is still here, and comes again if it was closed "
					+ "so again. The period is that of the closing."),
	/** Fixes that were judged by somebody near to them. */
	NEAR_CHECKS("Fixes verified by somebody near",
			"Checks of a fix by a person who was near to it: made it, was given the hand-over or gave it to somebody, handed the "
					+ "case over, answers for the case, takes turns as the team's engineer on support, or judged it within "
					+ "five minutes after it was offered. Near is not wrong: most of these may verify by the rules. Who owns "
					+ "the case and takes turns is as it was when the case last changed. The period is that of the check."),
	/** Promises that were not kept in time. */
	BROKEN_PROMISES("Promises broken, and what was done",
			"Promises whose word, or whose step, came after it was due or not at all, those that are overdue now included. What "
					+ "was done is who was called, and when the word came. A promise that counts as kept because the word "
					+ "had arrived in time after all isn't here. The period is that of the due time."),
	/** Changes of what runs. */
	MODEL_EDITS("Changes of the models",
			"Each publication of diagrams, tables and forms, with author and approver, and what differed. What the product "
					+ "itself brought has neither. The period is that of the publication."),
	/** Accounts and groups. */
	RIGHTS("Rights given and taken",
			"Each account made, changed or deleted, each membership in a group that began or ended, and each group deleted. "
					+ "The period is that of the change."),
	/** Who had a customer's data before them. */
	ACCESS("Access to one customer's data",
			"Who looked at any case of a customer, once an hour for each person and case, and who took a history, or an export "
					+ "that holds it, along. What somebody did on a case stands in its history. Lists that name cases without "
					+ "what was written on them leave no trace. That you ask is itself recorded."),
	/** Entries that are older than what stands before them. */
	DISORDER("Time and order disagree",
			"Entries whose time is more than a second before that of the entry before them in the same history. Work that "
					+ "overlaps explains moments; a clock that was set back, or a change by hand, explains more. Whether the "
					+ "chain is whole says the proof of the history. The period is that of the entry.");

	private static final String SEEN = "case.seen";

	private static final String EXPORTED = "exported";

	private static final Set<String> RIGHTS_ACTIONS = Set.of("account.saved", "account.deleted", "account.joined",
			"account.left", "group.deleted");

	private final String title;

	private final String definition;

	AuditQuestion(String title, String definition) {
		this.title = title;
		this.definition = definition;
	}

	/**
	 * What it is called.
	 * @return a few words for people
	 */
	public String title() {
		return this.title;
	}

	/**
	 * What is counted.
	 * @return sentences for people
	 */
	public String definition() {
		return this.definition;
	}

	/**
	 * The word for it in addresses and data.
	 * @return lower case, with dashes
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Whether it is about one customer.
	 * @return true if the customer has to be named
	 */
	public boolean isOfCustomer() {
		return this == ACCESS;
	}

	static Optional<AuditQuestion> ofWord(String word) {
		return Arrays.stream(values()).filter((one) -> one.word().equals(word)).findFirst();
	}

	/** Whether an action is that somebody saw data or took them along. */
	static boolean isAccess(String action) {
		return action.equals(SEEN) || action.endsWith(EXPORTED);
	}

	/** The question that an entry without a case answers by itself, if there is one. */
	static Optional<AuditQuestion> ofSystem(String action) {
		if (RIGHTS_ACTIONS.contains(action)) {
			return Optional.of(RIGHTS);
		}
		if (isAccess(action)) {
			return Optional.of(ACCESS);
		}
		return action.equals("model.published") ? Optional.of(MODEL_EDITS) : Optional.empty();
	}

}
