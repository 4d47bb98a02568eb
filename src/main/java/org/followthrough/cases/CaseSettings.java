package org.followthrough.cases;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings about cases.
 *
 * @param reopenWithin how long after its end the customer's words reopen a case
 */
@ConfigurationProperties("followthrough.cases")
record CaseSettings(@DefaultValue("P90D") Duration reopenWithin) {
}
