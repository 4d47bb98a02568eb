package org.followthrough.database;

import java.nio.file.InvalidPathException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a path in the settings that Java can't express in the machine's locale.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnwritablePathAnalyzer extends AbstractFailureAnalyzer<InvalidPathException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidPathException cause) {
		return new FailureAnalysis("The path " + cause.getInput() + " in the settings can't be used ("
				+ cause.getReason() + "): choose one of plain letters, or set a locale with UTF-8 before the start, "
				+ "such as LC_ALL=C.UTF-8.", null, cause);
	}

}
