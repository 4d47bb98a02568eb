package org.followthrough.demo;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides whether the demonstration runs: on the embedded database, unless the
 * application listens to more than loopback. With it go the settings that make mail work
 * at once.
 */
class DemoEnvironment implements EnvironmentPostProcessor {

	static final String ENABLED = "followthrough.demo.enabled";

	private static final String LOOPBACK = "127.0.0.1";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		String database = environment.getProperty("spring.datasource.url", "embedded");
		boolean embedded = "embedded".equals(database);
		String address = environment.getProperty("server.address", embedded ? LOOPBACK : "");
		boolean possible = embedded && isLoopback(address);
		boolean asked = environment.getProperty(ENABLED, Boolean.class, possible);
		if (asked && !possible) {
			throw new DemoImpossible(
					"The demonstration has well-known passwords, so it runs on the embedded database and on loopback "
							+ "only: leave out " + ENABLED
							+ ", or leave out SPRING_DATASOURCE_URL and server.address.");
		}
		Map<String, Object> defaults = new HashMap<>();
		defaults.put(ENABLED, asked);
		if (embedded) {
			defaults.put("server.address", LOOPBACK);
		}
		if (asked) {
			defaults.put("followthrough.demo.cases", true);
			defaults.put("followthrough.mail.smtp.host", LOOPBACK);
			defaults.put("followthrough.mail.smtp.port", "${followthrough.demo.mail.smtp-port:3025}");
			// The demo's server refuses the empty envelope sender.
			defaults.put("followthrough.mail.automatic-sender", DemoMail.SUPPORT);
			defaults.put("followthrough.mail.plus-addresses", true);
			defaults.put("followthrough.mail.imap.host", LOOPBACK);
			defaults.put("followthrough.mail.imap.port", "${followthrough.demo.mail.imap-port:3143}");
			defaults.put("followthrough.mail.imap.username", DemoMail.SUPPORT);
			defaults.put("followthrough.mail.imap.password", DemoMail.PASSWORD);
			defaults.put("followthrough.mail.imap.every", "PT1S");
		}
		environment.getPropertySources().addLast(new MapPropertySource("demo", defaults));
	}

	private static boolean isLoopback(String address) {
		try {
			return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
