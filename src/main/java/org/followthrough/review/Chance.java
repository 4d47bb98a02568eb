package org.followthrough.review;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where chance comes from. Nobody can tell which reply it picks next.
 */
@Configuration(proxyBeanMethods = false)
class Chance {

	@Bean
	RandomGenerator chanceOfReview() {
		return new SecureRandom();
	}

}
