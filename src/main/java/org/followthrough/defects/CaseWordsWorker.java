package org.followthrough.defects;

import java.time.Duration;

import org.followthrough.time.Worker;

import org.springframework.stereotype.Component;

/**
 * Learns the words of new cases a few seconds after they were opened, many in one
 * statement, so that opening them costs nothing more.
 */
@Component
class CaseWordsWorker extends Worker {

	private static final int BATCH = 100;

	/** A case may show later than others that were opened after it. */
	private static final int REACH = 200;

	private final SimilarCases similar;

	CaseWordsWorker(SimilarCases similar) {
		super("case-words", Duration.ofSeconds(5));
		this.similar = similar;
	}

	@Override
	protected boolean work() {
		return this.similar.learnNew(REACH, BATCH) == BATCH;
	}

}
