package org.followthrough.journey;

import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.followthrough.web.Refusal;

/**
 * Carries refusals through the engine, which wraps what listeners throw, and tells them
 * to the engine's own REST in exceptions that it answers with a fitting status.
 */
final class EngineRefusals {

	private EngineRefusals() {
	}

	/**
	 * The refusal inside an exception, or the exception itself.
	 */
	static RuntimeException unwrapped(RuntimeException failure) {
		for (Throwable at = failure; at != null; at = at.getCause()) {
			if (at instanceof Refusal refusal) {
				return refusal;
			}
		}
		return failure;
	}

	/**
	 * Runs work for a door of the engine's.
	 */
	static void told(Runnable work) {
		try {
			work.run();
		}
		catch (Refusal ex) {
			throw switch (ex.kind()) {
				case FORBIDDEN -> new AuthorizationException(ex.getMessage());
				case NOT_FOUND -> new NotFoundException(ex.getMessage(), ex);
				default -> new FormFieldValidationException(ex.fields(), ex.getMessage(), ex);
			};
		}
	}

}
