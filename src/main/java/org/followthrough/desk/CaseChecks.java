package org.followthrough.desk;

import java.util.Objects;
import java.util.stream.Collectors;

import org.followthrough.cases.SupportCase;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.UnverifiedDecision;
import org.followthrough.verification.UnverifiedFixes;
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

	CaseChecks(Verifications verifications, UnverifiedFixes unverified, Evidence evidence) {
		this.verifications = verifications;
		this.unverified = unverified;
		this.evidence = evidence;
	}

	void show(SupportCase of, Model model) {
		model.addAttribute("verifications", this.verifications.ofCase(of.id()));
		model.addAttribute("decisions",
				this.unverified.ofCase(of.id())
					.stream()
					.collect(Collectors.groupingBy(UnverifiedDecision::verificationId)));
		model.addAttribute("evidence",
				this.evidence.ofCase(of.id())
					.stream()
					.filter((file) -> file.verificationId() != null)
					.collect(Collectors.groupingBy((file) -> Objects.requireNonNull(file.verificationId()))));
	}

}
