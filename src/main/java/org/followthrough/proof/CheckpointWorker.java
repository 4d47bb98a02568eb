package org.followthrough.proof;

import org.followthrough.time.Worker;

import org.springframework.stereotype.Component;

/**
 * Makes a checkpoint every few minutes while something is recorded, and takes it out of
 * the database's reach.
 */
@Component
class CheckpointWorker extends Worker {

	private final ProofLog log;

	private final Outside outside;

	CheckpointWorker(ProofLog log, Outside outside, ProofSettings settings) {
		super("checkpoints", settings.every());
		this.log = log;
		this.outside = outside;
	}

	@Override
	protected boolean work() {
		make();
		return false;
	}

	/** Makes one now, if anything was recorded since the last. */
	synchronized void make() {
		this.outside.take(this.log.checkpoint());
	}

}
