package org.followthrough.journey;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.followthrough.time.MovableClock;

import org.springframework.stereotype.Component;

/**
 * Makes the engine's clock follow the application's.
 */
@Component
class EngineClock {

	EngineClock(MovableClock clock) {
		clock.follow((offset) -> ClockUtil.offset(offset.toMillis()));
	}

}
