package org.followthrough.desk;

import java.util.ArrayList;
import java.util.List;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Turn;
import org.followthrough.web.Language;
import org.jspecify.annotations.Nullable;

/**
 * A case's way as its customer sees it: five steps, of which one is here.
 *
 * @param label for people
 * @param state {@code past}, {@code here} or {@code ahead}
 */
record CustomerProgress(String label, String state) {

	private static final List<String> STEPS = List.of("received", "understood", "in-work", "answered", "closed");

	static List<CustomerProgress> of(SupportCase theirs, String stage, Language in) {
		int here = here(theirs, stage);
		List<CustomerProgress> steps = new ArrayList<>();
		for (int i = 0; i < STEPS.size(); i++) {
			steps.add(new CustomerProgress(in.say("customer.step." + STEPS.get(i)),
					(i < here) ? "past" : (i == here) ? "here" : "ahead"));
		}
		return steps;
	}

	/**
	 * Where a case stands, as far as its customer can know: what we have not told them
	 * yet doesn't count as said.
	 */
	static String stage(SupportCase theirs, @Nullable Turn turn, boolean asked) {
		return switch (theirs.stage()) {
			case "sign-off" -> asked ? "sign-off" : "answer";
			case "wait-for-answer" ->
				(theirs.heldReplies() > 0 && turn == Turn.OURS) ? "ask-customer" : "wait-for-answer";
			default -> theirs.stage();
		};
	}

	private static int here(SupportCase theirs, String stage) {
		if (!theirs.isOpen()) {
			return STEPS.indexOf("closed");
		}
		return switch (stage) {
			case "case-opened", "acknowledge" -> STEPS.indexOf("received");
			case "sign-off" -> STEPS.indexOf("answered");
			default -> STEPS.indexOf("in-work");
		};
	}

}
