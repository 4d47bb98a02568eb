package org.followthrough.journey;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;

import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;

/**
 * Finds no script engine, whatever is on the class path.
 */
class NoScripts implements ScriptEngineResolver {

	@Override
	public void addScriptEngineFactory(ScriptEngineFactory factory) {
		// There are none to be had.
	}

	@Override
	public ScriptEngineManager getScriptEngineManager() {
		return new ScriptEngineManager(new ClassLoader(null) {
		});
	}

	@Override
	@SuppressWarnings("NullAway")
	public ScriptEngine getScriptEngine(String language, boolean cache) {
		return null;
	}

}
