package org.followthrough.journey;

import java.util.Set;

import org.camunda.bpm.tasklist.plugin.spi.impl.AbstractTasklistPlugin;

/**
 * Puts the case beside the form in Tasklist, and makes Tasklist's way out ours. The
 * script in {@code plugin-webapp} does it; what it shows, a page of ours renders.
 */
public class CaseTab extends AbstractTasklistPlugin {

	/** The plugin's name in addresses. */
	public static final String ID = "case-tab";

	@Override
	public String getId() {
		return ID;
	}

	@Override
	public Set<Class<?>> getResourceClasses() {
		return Set.of();
	}

}
