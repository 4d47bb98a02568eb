package org.followthrough.journey;

import java.util.Set;

import jakarta.ws.rs.Path;
import org.camunda.bpm.tasklist.plugin.spi.impl.AbstractTasklistPlugin;
import org.camunda.bpm.tasklist.resource.AbstractTasklistPluginRootResource;

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
		return Set.of(Assets.class);
	}

	/**
	 * Serves the plugin's script and style.
	 */
	@Path("plugin/" + ID)
	public static class Assets extends AbstractTasklistPluginRootResource {

		/**
		 * Made by Tasklist.
		 */
		public Assets() {
			super(ID);
		}

	}

}
