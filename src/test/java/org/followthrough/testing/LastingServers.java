package org.followthrough.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.followthrough.database.TestDatabase;
import org.followthrough.demo.LastingMailServer;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The database and the mail server of nodes that come and go. Settings of these lead
 * there.
 *
 * @see Node
 */
public class LastingServers implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final int SMTP_PORT = TestSettings.freePort();

	private static final int IMAP_PORT = TestSettings.freePort();

	private static final SmartLifecycle MAIL = LastingMailServer.on(SMTP_PORT, IMAP_PORT);

	private static TestDatabase database;

	/** Starts both, empty. */
	static void start() {
		database = TestDatabase.start("nodes-" + TestSettings.PROCESS);
		MAIL.start();
	}

	static void stop() {
		MAIL.stop();
		database.close();
	}

	static SmartLifecycle mail() {
		return MAIL;
	}

	/** Makes both forget everything. */
	static void forgetAll() {
		MAIL.stop();
		MAIL.start();
		run("DROP DATABASE followthrough", "CREATE DATABASE followthrough CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
	}

	/** Has nodes that start go on by the clock that the last one had. */
	static void keepClock(Duration offset) {
		run("UPDATE demo_clock SET offset_millis = " + offset.toMillis());
	}

	private static void run(String... statements) {
		try (Connection connection = database.connect(); Statement statement = connection.createStatement()) {
			for (String one : statements) {
				statement.execute(one);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		TestPropertyValues
			.of("spring.datasource.url=" + database.url(), "spring.datasource.username=" + database.username(),
					"spring.datasource.password=" + database.password(),
					"spring.datasource.driver-class-name=" + MortalDriver.class.getName(),
					"followthrough.mail.smtp.port=" + SMTP_PORT, "followthrough.mail.imap.port=" + IMAP_PORT)
			.applyTo(context);
	}

}
