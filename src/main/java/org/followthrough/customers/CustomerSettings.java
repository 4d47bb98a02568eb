package org.followthrough.customers;

import java.time.Duration;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings about customers.
 *
 * @param colleagueDomains mail domains, in lower case, whose people are colleagues
 * @param linkLifetime how long a link to a case works after the mail that carried it
 */
@ConfigurationProperties("followthrough.customers")
record CustomerSettings(@DefaultValue Set<String> colleagueDomains, @DefaultValue("P90D") Duration linkLifetime) {
}
