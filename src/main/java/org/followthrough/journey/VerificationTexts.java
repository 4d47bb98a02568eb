package org.followthrough.journey;

import java.util.List;
import java.util.stream.Collectors;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.EvidenceFile;
import org.followthrough.verification.UnverifiedDecision;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.verification.Verification;
import org.followthrough.verification.Verification.Outcome;
import org.followthrough.verification.Verifications;
import org.followthrough.web.SiteAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What forms say about the checks of a fix.
 */
@Component
class VerificationTexts {

	private final FixAtHand fixes;

	private final Verifications verifications;

	private final UnverifiedFixes unverified;

	private final Evidence evidence;

	private final Cases cases;

	private final Messages messages;

	private final SiteAddress site;

	VerificationTexts(FixAtHand fixes, Verifications verifications, UnverifiedFixes unverified, Evidence evidence,
			Cases cases, Messages messages, SiteAddress site) {
		this.fixes = fixes;
		this.verifications = verifications;
		this.unverified = unverified;
		this.evidence = evidence;
		this.cases = cases;
		this.messages = messages;
		this.site = site;
	}

	/**
	 * Why engineering has a case again.
	 */
	String verificationSaid(SupportCase of) {
		return this.verifications.lastServing(of.id())
			.filter((last) -> last.outcome() != Outcome.PASSED)
			.map((last) -> about(last) + files(last) + agreed(last) + decided(of, last))
			.orElse("Nothing yet.");
	}

	/**
	 * Why a fix can't be verified, and what a manager decided about that.
	 */
	String unverified(SupportCase of) {
		return this.verifications.latest(of.id())
			.map((last) -> about(last) + files(last) + decided(of, last))
			.orElse("");
	}

	/**
	 * The checks that failed one after the other, oldest first.
	 */
	String failures(SupportCase of) {
		List<Verification> failed = this.verifications.ofCase(of.id())
			.stream()
			.filter((check) -> check.outcome() == Outcome.FAILED)
			.toList();
		int inARow = Math.min(this.verifications.failuresInARow(of), failed.size());
		return failed.subList(failed.size() - inARow, failed.size())
			.stream()
			.map(VerificationTexts::about)
			.collect(Collectors.joining("\n\n—\n\n"));
	}

	/**
	 * Whether the customer may be told that the fix was checked.
	 */
	String checked(SupportCase of) {
		return this.fixes.find(of).map((fix) -> {
			if (this.verifications.hasPassed(fix.id(), fix.checkedAs())) {
				return "Yes: Support has seen the fix in build " + fix.build() + " work.";
			}
			return this.unverified.isAccepted(fix.id()) ? "No: nobody could check build " + fix.build()
					+ ". Tell the customer so, and don't say that it was checked." : "Not yet.";
		}).orElse("There is no fix: nothing was to be checked.");
	}

	/**
	 * The files that have been uploaded for the check that is being made, and where to
	 * upload more: Tasklist's form can't take any.
	 */
	String evidenceFiles(SupportCase of) {
		String names = names(
				this.evidence.ofCase(of.id()).stream().filter((file) -> file.verificationId() == null).toList());
		return (names.isEmpty() ? "None yet." : names + ".") + " Upload at "
				+ this.site.of("/cases/" + of.number() + "/verification");
	}

	private String files(Verification check) {
		String names = names(this.evidence.of(List.of(check)).getOrDefault(check.id(), List.of()));
		StringBuilder text = new StringBuilder();
		add(text, "Files", names.isEmpty() ? null
				: names + ", at " + this.site.of("/cases/" + this.cases.get(check.caseId()).number()));
		return text.toString();
	}

	private static String names(List<EvidenceFile> files) {
		return files.stream().map(EvidenceFile::name).collect(Collectors.joining(", "));
	}

	private static String about(Verification check) {
		StringBuilder text = new StringBuilder();
		text.append(switch (check.outcome()) {
			case PASSED -> "Passed";
			case FAILED -> "Failed";
			case CANNOT_VERIFY -> "Can't be verified";
		}).append(" on build ").append(check.build()).append(", by ").append(check.verifiedBy()).append('.');
		add(text, "Why another build", check.otherBuild());
		add(text, "Why it can't be verified", check.cannotVerify());
		add(text, "Environment", check.environment());
		add(text, "Done", check.steps());
		add(text, "Seen", check.evidence());
		return text.toString();
	}

	private String agreed(Verification failed) {
		StringBuilder text = new StringBuilder();
		this.verifications.talkAfter(failed)
			.flatMap((talk) -> this.messages.find(talk.messageId()).map(Message::body))
			.ifPresent((agreed) -> add(text, "What will be different, as you agreed", agreed));
		return text.toString();
	}

	private String decided(SupportCase of, Verification tried) {
		StringBuilder text = new StringBuilder();
		if (tried.outcome() == Outcome.CANNOT_VERIFY) {
			for (UnverifiedDecision decision : this.unverified.ofCase(of.id())) {
				if (decision.verificationId() == tried.id()) {
					add(text, decision.decidedBy() + " decided (" + decision.decision().word() + ")",
							decision.reason());
				}
			}
		}
		return text.toString();
	}

	private static void add(StringBuilder text, String heading, @Nullable String words) {
		if (words != null) {
			text.append("\n\n").append(heading).append(":\n").append(words);
		}
	}

}
