package org.followthrough.desk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.Defects;
import org.followthrough.escalation.Escalation;
import org.followthrough.escalation.Escalations;
import org.followthrough.trackers.IssueText;
import org.followthrough.trackers.Issues;
import org.followthrough.trackers.NewIssue;
import org.followthrough.trackers.TrackerChoice;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Puts the issues of a defect beside its cases, and drafts new ones of what was handed
 * over.
 */
@Component
class IssueDesk {

	private static final int LONGEST_HEADLINE = 100;

	private final Issues issues;

	private final Defects defects;

	private final Cases cases;

	private final Escalations escalations;

	IssueDesk(Issues issues, Defects defects, Cases cases, Escalations escalations) {
		this.issues = issues;
		this.defects = defects;
		this.cases = cases;
		this.escalations = escalations;
	}

	/**
	 * Shows the issues of the defect that a case hangs on.
	 */
	void show(SupportCase of, Model model) {
		this.defects.ofCase(of.id()).ifPresent((defect) -> show(defect, model));
	}

	/**
	 * Shows the issues of a defect.
	 */
	void show(Defect of, Model model) {
		model.addAttribute("defect", of);
		model.addAttribute("trackers", this.issues.choices(of.product()));
		model.addAttribute("issues", this.issues.of(of.number()));
		model.addAttribute("marker", NewIssue.freshMarker());
	}

	/**
	 * Drafts an issue: what engineering was told of a case, and nothing that its customer
	 * wrote, not even the subject.
	 * @param number of the case; of the first one on the defect where it isn't on it
	 */
	NewIssue draft(Defect of, TrackerChoice tracker, @Nullable String number) {
		Optional<Escalation> handOver = caseOf(of, number).flatMap((one) -> this.escalations.latest(one.id()));
		Map<String, String> parts = new LinkedHashMap<>();
		handOver.ifPresent((told) -> {
			parts.put("Steps", told.steps());
			parts.put("Expected", told.expected());
			parts.put("Seen", told.seen());
			parts.put("Environment", Objects.requireNonNullElse(told.environment(), ""));
		});
		parts.values().removeIf(String::isBlank);
		String headline = handOver.map(Escalation::seen)
			.map((seen) -> seen.strip().lines().findFirst().orElse(""))
			.orElse("");
		return new NewIssue(tracker.name(),
				of.number() + ": "
						+ headline.substring(0,
								headline.offsetByCodePoints(0,
										Math.min(LONGEST_HEADLINE, headline.codePointCount(0, headline.length())))),
				IssueText.of(tracker.kind(), parts), NewIssue.freshMarker(), false);
	}

	private Optional<SupportCase> caseOf(Defect defect, @Nullable String number) {
		Optional<SupportCase> named = (number == null) ? Optional.empty() : this.cases.find(number)
			.filter((one) -> this.defects.ofCase(one.id()).filter((same) -> same.id() == defect.id()).isPresent());
		return named.or(() -> this.defects.cases(defect.id(), 0, 1)
			.stream()
			.map(DefectCase::caseId)
			.map(this.cases::get)
			.findFirst());
	}

}
