package org.followthrough.journey;

import java.util.List;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.EvidenceFile;
import org.followthrough.web.Refusal;
import org.followthrough.web.UploadedFile;

import org.springframework.stereotype.Component;

/**
 * Lets whoever has the task of verifying a fix, and nobody else, show files with it.
 */
@Component
public class VerifiersEvidence {

	private final Cases cases;

	private final TaskMapper tasks;

	private final Evidence evidence;

	private final Transactions transactions;

	VerifiersEvidence(Cases cases, TaskMapper tasks, Evidence evidence, Transactions transactions) {
		this.cases = cases;
		this.tasks = tasks;
		this.evidence = evidence;
		this.transactions = transactions;
	}

	/**
	 * Keeps files for the check that is being made, all of them or none.
	 * @param caseNumber the case
	 * @param uploads the files
	 * @return what was kept
	 * @throws NotVerifying if the current actor doesn't have the task
	 */
	public List<EvidenceFile> add(String caseNumber, List<UploadedFile> uploads) {
		return this.transactions.retrying(() -> {
			SupportCase of = verifying(caseNumber);
			return uploads.stream().map((upload) -> this.evidence.keep(of, upload)).toList();
		});
	}

	/**
	 * Takes back a file of the check that is being made.
	 * @param caseNumber the case
	 * @param id the file
	 * @return whether it was there and could be taken back
	 * @throws NotVerifying if the current actor doesn't have the task
	 */
	public boolean takeBack(String caseNumber, long id) {
		return this.transactions.retrying(() -> this.evidence.takeBack(verifying(caseNumber), id));
	}

	private SupportCase verifying(String caseNumber) {
		SupportCase of = this.cases.lock(caseNumber);
		if (this.tasks.assignee(caseNumber, ModelWords.VERIFY_FIX).filter(Actor.current().id()::equals).isEmpty()) {
			throw new NotVerifying(caseNumber);
		}
		return of;
	}

	/**
	 * Somebody shows evidence for a check that is not theirs to make.
	 */
	static class NotVerifying extends Refusal {

		NotVerifying(String caseNumber) {
			super(Kind.CONFLICT, "You don't have the task of verifying a fix for " + caseNumber + ". Take it first.");
		}

	}

}
