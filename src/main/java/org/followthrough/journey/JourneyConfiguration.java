package org.followthrough.journey;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Provides what the journey's parts share.
 */
@Configuration(proxyBeanMethods = false)
class JourneyConfiguration {

	@Bean
	JourneyContract journeyContract(ListableBeanFactory beans) {
		return new JourneyContract(JourneyEngine.stepNames(beans));
	}

}
