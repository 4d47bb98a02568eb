package org.followthrough.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Ends a start that found no usable database with its one sentence instead of a stack
 * trace.
 */
class DatabaseUnfitAnalyzer extends AbstractFailureAnalyzer<DatabaseUnfit> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnfit cause) {
		return new FailureAnalysis(cause.getMessage(), null, cause);
	}

}
