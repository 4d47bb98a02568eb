package org.followthrough.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the demonstration.
 *
 * @param enabled whether it runs; decided from the database and the address when left out
 * @param cases whether the first start makes a few cases
 * @param mail its mail server
 */
@ConfigurationProperties("followthrough.demo")
record DemoSettings(@DefaultValue("false") boolean enabled, @DefaultValue("true") boolean cases,
		@DefaultValue Mail mail) {

	/**
	 * The mail server on loopback.
	 *
	 * @param smtpPort where mail goes in
	 * @param imapPort where it is read
	 */
	record Mail(@DefaultValue("3025") int smtpPort, @DefaultValue("3143") int imapPort) {
	}

}
