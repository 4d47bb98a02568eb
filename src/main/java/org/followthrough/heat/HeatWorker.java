package org.followthrough.heat;

import java.time.Duration;

import org.followthrough.time.PatientWorker;
import org.followthrough.time.Rush;

import org.springframework.stereotype.Component;

/**
 * Counts in the background, a few seconds behind what happens.
 */
@Component
class HeatWorker extends PatientWorker {

	private final HeatKeeper keeper;

	HeatWorker(HeatKeeper keeper, Rush rush) {
		super("heat-map", Duration.ofSeconds(5), rush);
		this.keeper = keeper;
	}

	@Override
	protected boolean step() {
		return this.keeper.step();
	}

}
