package org.followthrough.webhooks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What endpoints can hear of. Each stands for one action of the history; what is told of
 * it are only those of its particulars that say nothing of a customer. Whoever needs more
 * asks for the case over REST, with rights of their own.
 */
enum EventType {

	CASE_OPENED("case.opened", "case.opened", "A case was opened", "impact"),
	CASE_TRIAGED("case.triaged", "case.triaged", "A case got its severity and team", "severity", "priority", "team"),
	CASE_ASSIGNED("case.assigned", "case.owner", "A case has another owner", "before", "after"),
	CASE_ACKNOWLEDGED("case.acknowledged", "case.acknowledged", "A person acknowledged a case"),
	CASE_CLOSED("case.closed", "case.closed", "A case was closed", "as"),
	CASE_REOPENED("case.reopened", "case.reopened", "A case was opened again", "closedAs"),
	CASE_RATED("case.rated", "case.rated", "A customer rated our work", "points"),
	MESSAGE_RECEIVED("message.received", "message.received", "A customer wrote", "message", "kind"),
	MESSAGE_SENT("message.sent", "message.sent", "A person wrote to the customer", "message", "kind", "promisedNextAt"),
	MESSAGE_DELIVERED("message.delivered", "message.delivered", "A message reached the customer", "message"),
	MESSAGE_BOUNCED("message.bounced", "message.bounced", "A message came back", "message"),
	MESSAGE_UNDELIVERABLE("message.undeliverable", "message.undeliverable", "A message could not be sent", "message"),
	PROMISE_MADE("promise.made", "promise.made", "A promise was made", "kind", "due"),
	PROMISE_KEPT("promise.kept", "promise.kept", "A promise was kept", "kind", "due"),
	PROMISE_OVERDUE("promise.overdue", "promise.overdue", "A promise ran out without word", "kind", "due"),
	PROMISE_BROKEN("promise.broken", "promise.broken", "Word came after it was promised", "kind", "due"),
	ESCALATION_HANDED_OVER("escalation.handed_over", "escalation.handed-over", "Engineering got a case", "escalation"),
	ESCALATION_SENT_BACK("escalation.sent_back", "escalation.sent-back", "Engineering sent a hand-over back",
			"escalation", "outcome"),
	ESCALATION_ANSWERED(
			"escalation.answered", "escalation.answered", "Engineering answered", "escalation", "outcome", "build"),
	DEFECT_LINKED("defect.linked", "defect.linked", "A case hangs on a defect", "defect"),
	VERIFICATION_PASSED("verification.passed", "verification.passed", "A fix passed its verification", "verification",
			"build"),
	VERIFICATION_FAILED("verification.failed", "verification.failed", "A fix failed its verification", "verification",
			"build"),
	SIGNOFF_ASKED("signoff.asked", "signoff.asked", "A customer was asked whether all is well", "resolution"),
	SIGNOFF_ANSWERED("signoff.answered", "signoff.answered", "A customer answered whether all is well", "answer");

	/** The type of what is sent to try an endpoint; nobody asks for it. */
	static final String TEST = "webhook.test";

	private static final Map<String, EventType> BY_ACTION = Arrays.stream(values())
		.collect(Collectors.toMap((type) -> type.action, Function.identity()));

	private static final Map<String, EventType> BY_WORD = Arrays.stream(values())
		.collect(Collectors.toMap((type) -> type.word, Function.identity()));

	private final String word;

	private final String action;

	private final String title;

	private final List<String> told;

	EventType(String word, String action, String title, String... told) {
		this.word = word;
		this.action = action;
		this.title = title;
		this.told = List.of(told);
	}

	static Optional<EventType> ofAction(String action) {
		return Optional.ofNullable(BY_ACTION.get(action));
	}

	static boolean isKnown(String word) {
		return BY_WORD.containsKey(word);
	}

	/** As programs know it. */
	public String word() {
		return this.word;
	}

	/** As people read it. */
	public String title() {
		return this.title;
	}

	/** Which particulars are told. */
	List<String> told() {
		return this.told;
	}

}
