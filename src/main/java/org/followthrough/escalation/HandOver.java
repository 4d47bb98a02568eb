package org.followthrough.escalation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What engineering needs to start without asking back. What isn't filled in is blank; it
 * is complete or it isn't sent.
 *
 * @param steps how to make it happen
 * @param expected what should happen
 * @param seen what happens
 * @param environment versions and surroundings
 * @param affected how many customers it hits
 * @param howBadly how badly it hits them
 * @param workaround how they get by, or that no way is known
 * @param tried what was already tried
 * @param customerSees what the customer sees meanwhile
 * @param checklist the answers to the checklist of what the case concerns, in one text
 * @param files logs and screenshots that go along, by the rows of the attachments
 */
public record HandOver(String steps, String expected, String seen, String environment, @Nullable Affected affected,
		String howBadly, String workaround, String tried, String customerSees, String checklist, List<Long> files) {

	/** What is missing, by field. */
	Map<String, String> missing() {
		Map<String, String> missing = new LinkedHashMap<>();
		need(missing, "steps", this.steps, "Say step by step how to make it happen.");
		need(missing, "expected", this.expected, "Say what should happen.");
		need(missing, "seen", this.seen, "Say what happens instead.");
		need(missing, "environment", this.environment, "Name versions and environment.");
		need(missing, "affected", (this.affected != null) ? this.affected.word() : "",
				"Say how many customers it hits.");
		need(missing, "howBadly", this.howBadly, "Say how badly it hits them.");
		need(missing, "workaround", this.workaround, "Say how customers can get by meanwhile, or \"none known\".");
		need(missing, "tried", this.tried, "Say what was already tried, so that nobody tries it again.");
		need(missing, "customerSees", this.customerSees, "Say what the customer sees until it is fixed.");
		return missing;
	}

	private static void need(Map<String, String> missing, String field, String text, String what) {
		if (text.isBlank()) {
			missing.put(field, what);
		}
	}

}
