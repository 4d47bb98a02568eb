package org.followthrough.insight;

import java.time.Duration;

import org.followthrough.time.PatientWorker;
import org.followthrough.time.Rush;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Counts in the background, a few seconds behind what happens.
 */
@Component
@EnableConfigurationProperties(FactWorker.Settings.class)
class FactWorker extends PatientWorker {

	private final FactKeeper keeper;

	FactWorker(FactKeeper keeper, Settings settings, Rush rush) {
		super("figures", settings.every(), rush);
		this.keeper = keeper;
	}

	@Override
	protected boolean step() {
		return this.keeper.step();
	}

	/**
	 * Settings of the figures.
	 *
	 * @param every how often is looked for something new to count
	 */
	@ConfigurationProperties("followthrough.figures")
	record Settings(@DefaultValue("PT5S") Duration every) {
	}

}
