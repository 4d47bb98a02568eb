package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.cases.Impact;
import org.jspecify.annotations.Nullable;

/**
 * What the decision about a new case must answer. A gap here would keep customers from
 * opening a case.
 */
final class TriageRules {

	/** To no team's mailbox, and to that of any: mailboxes come and go by settings. */
	private static final List<String> ADDRESSED = List.of("", "some other team");

	private TriageRules() {
	}

	/**
	 * What is wrong with the decision.
	 * @param content the DMN file, which passed the scan
	 * @return a sentence, or nothing when it answers everything
	 */
	static Optional<String> objection(byte[] content) {
		DecisionCheck check = new DecisionCheck(content, ModelWords.TRIAGE);
		for (Impact impact : Impact.values()) {
			for (String kind : List.of("customer", "colleague")) {
				Optional<String> problem = objection(check, impact, kind);
				if (problem.isPresent()) {
					return problem;
				}
			}
		}
		return Optional.empty();
	}

	private static Optional<String> objection(DecisionCheck check, Impact impact, String kind) {
		for (String addressed : ADDRESSED) {
			Optional<String> problem = check.objection(
					Map.of("impact", impact.word(), "customerKind", kind, ModelWords.ADDRESSED_TEAM, addressed),
					TriageRules::objection);
			if (problem.isPresent()) {
				String to = addressed.isEmpty() ? "" : " and a team's own mailbox";
				return problem
					.map((what) -> "For impact " + impact.word() + " and customer kind " + kind + to + ": " + what);
			}
		}
		return Optional.empty();
	}

	private static @Nullable String objection(Map<String, Object> row) {
		if (!DecisionCheck.isText(row.get("severity"), 20) || !DecisionCheck.isText(row.get("team"), 60)) {
			return "severity (up to 20 characters) and team (up to 60) must be text.";
		}
		if (!(row.get("priority") instanceof Number priority) || priority.intValue() < 0 || priority.intValue() > 100) {
			return "priority must be a number from 0 to 100.";
		}
		return null;
	}

}
