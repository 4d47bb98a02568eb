package org.followthrough.time;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides the clock.
 */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

	@Bean
	MovableClock clock() {
		return new MovableClock();
	}

}
