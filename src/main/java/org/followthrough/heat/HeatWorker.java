package org.followthrough.heat;

import java.time.Duration;

import org.followthrough.time.Worker;

import org.springframework.stereotype.Component;

/**
 * Counts in the background, a few seconds behind what happens.
 */
@Component
class HeatWorker extends Worker {

	private final HeatKeeper keeper;

	HeatWorker(HeatKeeper keeper) {
		super("heat-map", Duration.ofSeconds(5));
		this.keeper = keeper;
	}

	@Override
	protected boolean work() {
		return this.keeper.step();
	}

}
