package org.followthrough.journey;

import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * Puts a part of ours in the place of one that the engine opens for each command.
 *
 * @param getSessionType what the engine asks for
 * @param open makes ours
 */
record EngineSession(Class<?> getSessionType, Supplier<Session> open) implements SessionFactory {

	@Override
	public Session openSession() {
		return this.open.get();
	}

}
