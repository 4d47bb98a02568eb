package org.followthrough.desk;

import java.util.Objects;
import java.util.stream.Collectors;

import org.followthrough.cases.SupportCase;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.Releases;
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

	private final Releases releases;

	CaseChecks(Verifications verifications, UnverifiedFixes unverified, Evidence evidence, Releases releases) {
		this.verifications = verifications;
		this.unverified = unverified;
		this.evidence = evidence;
		this.releases = releases;
	}

	void show(SupportCase of, Model model) {
		model.addAttribute("early",
				this.releases.earlyOf(of.id()).stream().filter((fix) -> fix.verificationId() == null).toList());
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
