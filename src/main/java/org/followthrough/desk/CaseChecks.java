package org.followthrough.desk;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.EvidenceFile;
import org.followthrough.verification.Releases;
import org.followthrough.verification.UnverifiedDecision;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verifications;

import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * What a case's page shows of the checks of its fixes.
 */
@Component
class CaseChecks {

	private final Verifications verifications;

	private final UnverifiedFixes unverified;

	private final Evidence evidence;

	private final Cases cases;

	private final Releases releases;

	CaseChecks(Verifications verifications, UnverifiedFixes unverified, Evidence evidence, Cases cases,
			Releases releases) {
		this.verifications = verifications;
		this.unverified = unverified;
		this.evidence = evidence;
		this.cases = cases;
		this.releases = releases;
	}

	void show(SupportCase of, Model model) {
		model.addAttribute("early",
				this.releases.earlyOf(of.id()).stream().filter((fix) -> fix.verificationId() == null).toList());
		List<Verification> serving = this.verifications.serving(of.id());
		model.addAttribute("verifications", serving);
		model.addAttribute("checkedOn", this.cases.get(serving.stream().map(Verification::caseId).toList()));
		model.addAttribute("decisions",
				this.unverified.ofCase(of.id())
					.stream()
					.collect(Collectors.groupingBy(UnverifiedDecision::verificationId)));
		model.addAttribute("evidence", this.evidence.of(serving));
	}

	/** All files that were put there to be shown. */
	@SuppressWarnings("unchecked")
	List<EvidenceFile> evidenceOf(Model model) {
		Map<Long, List<EvidenceFile>> shown = (Map<Long, List<EvidenceFile>>) model.getAttribute("evidence");
		return (shown != null) ? shown.values().stream().flatMap(List::stream).toList() : List.of();
	}

}
