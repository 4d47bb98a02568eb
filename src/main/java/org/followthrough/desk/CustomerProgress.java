package org.followthrough.desk;

import java.util.ArrayList;
import java.util.List;

import org.followthrough.cases.SupportCase;

/**
 * A case's way as its customer sees it: five steps, of which one is here.
 *
 * @param label for people
 * @param state {@code past}, {@code here} or {@code ahead}
 */
record CustomerProgress(String label, String state) {

	private static final List<String> LABELS = List.of("Received", "Understood", "In work", "Answered", "Closed");

	static List<CustomerProgress> of(SupportCase theirs) {
		int here = here(theirs);
		List<CustomerProgress> steps = new ArrayList<>();
		for (int i = 0; i < LABELS.size(); i++) {
			steps.add(new CustomerProgress(LABELS.get(i), (i < here) ? "past" : (i == here) ? "here" : "ahead"));
		}
		return steps;
	}

	private static int here(SupportCase theirs) {
		if (!theirs.isOpen()) {
			return LABELS.indexOf("Closed");
		}
		return switch (theirs.stage()) {
			case "case-opened", "acknowledge" -> LABELS.indexOf("Received");
			case "sign-off" -> LABELS.indexOf("Answered");
			default -> LABELS.indexOf("In work");
		};
	}

}
