package org.followthrough.demo;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Ends a start without the demonstration that was asked for with its one sentence instead
 * of a stack trace.
 */
class DemoImpossibleAnalyzer extends AbstractFailureAnalyzer<DemoImpossible> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DemoImpossible cause) {
		return new FailureAnalysis(cause.getMessage(), null, cause);
	}

}
