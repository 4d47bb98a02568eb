package org.followthrough.proof;

import org.springframework.stereotype.Component;

/**
 * Gives what is taken along a checkpoint to rest on.
 */
@Component
public class Checkpoints {

	private final CheckpointWorker worker;

	private final ProofMapper rows;

	Checkpoints(CheckpointWorker worker, ProofMapper rows) {
		this.worker = worker;
		this.rows = rows;
	}

	/**
	 * A checkpoint that covers all that is recorded by now; a new one is made if there is
	 * need. Not to be called in a transaction.
	 * @return the newest checkpoint
	 */
	public Checkpoint now() {
		this.worker.make();
		return this.rows.latest().orElseThrow();
	}

}
