package org.followthrough.proof;

import java.util.List;
import java.util.TreeSet;

import org.followthrough.database.KeptRows;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How the proof stands, for those who rely on it.
 */
@Component
class ProofStatus {

	private static final int SHOWN = 20;

	private final ProofMapper rows;

	private final ProofLog log;

	private final KeptRows kept;

	private final People people;

	ProofStatus(ProofMapper rows, ProofLog log, KeptRows kept, People people) {
		this.rows = rows;
		this.log = log;
		this.kept = kept;
		this.people = people;
	}

	/**
	 * How it stands now.
	 * @throws ProofExport.ForAuditors if the actor is neither auditor nor admin
	 */
	@Transactional(readOnly = true)
	Told now() {
		if (!this.people.actorIsIn(Groups.AUDITORS, Groups.ADMINS)) {
			throw new ProofExport.ForAuditors();
		}
		TreeSet<String> keys = new TreeSet<>(this.rows.signers());
		keys.add(this.log.verifier());
		return new Told(List.copyOf(keys), this.rows.newest(SHOWN), this.rows.deliveries(),
				this.kept.areKept("audit_entry"));
	}

	/**
	 * How it stands.
	 *
	 * @param keys the public keys that sign
	 * @param newest the newest checkpoints, the last first
	 * @param outside where they lie outside the database
	 * @param kept whether the database keeps entries from being changed by the
	 * application
	 */
	record Told(List<String> keys, List<Checkpoint> newest, List<ProofMapper.Delivery> outside, boolean kept) {
	}

}
