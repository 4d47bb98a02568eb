package org.followthrough.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A mail server on loopback that takes every address: what is sent to customers waits in
 * their mailboxes, and what they send to us in ours.
 */
@Component
@ConditionalOnProperty(DemoEnvironment.ENABLED)
class DemoMail implements SmartLifecycle {

	static final String SUPPORT = "support@followthrough.example";

	static final String PASSWORD = "demo";

	private static final String LOOPBACK = "127.0.0.1";

	/** Its own two seconds are too short for a machine that has much to do. */
	private static final Duration START = Duration.ofSeconds(60);

	private static final Logger log = LoggerFactory.getLogger(DemoMail.class);

	private final DemoSettings.Mail settings;

	private final GreenMail server;

	private volatile boolean running;

	DemoMail(DemoSettings settings) {
		this.settings = settings.mail();
		ServerSetup smtp = setup(settings.mail().smtpPort(), ServerSetup.PROTOCOL_SMTP);
		ServerSetup imap = setup(settings.mail().imapPort(), ServerSetup.PROTOCOL_IMAP);
		this.server = new GreenMail(new ServerSetup[] { smtp, imap }) {

			@Override
			protected Map<String, AbstractServer> createServices(ServerSetup[] setups, Managers managers) {
				Map<String, AbstractServer> services = super.createServices(setups, managers);
				services.put(ServerSetup.PROTOCOL_IMAP, new PromptImapServer(imap, managers));
				return services;
			}

		};
	}

	private static ServerSetup setup(int port, String protocol) {
		ServerSetup setup = new ServerSetup(port, LOOPBACK, protocol);
		setup.setServerStartupTimeout(START.toMillis());
		return setup;
	}

	/**
	 * What lies in everybody's mailbox but ours.
	 * @return the mails
	 */
	List<MimeMessage> toCustomers() {
		return this.server.findReceivedMessages((user) -> !user.getEmail().equals(SUPPORT), (message) -> true).toList();
	}

	@Override
	public void start() {
		// The server would tell of it with stack traces, and keep the process alive.
		demandFree("smtp-port", this.settings.smtpPort());
		demandFree("imap-port", this.settings.imapPort());
		this.server.start();
		// What stands after a plus sign makes no other mailbox.
		this.server.getUserManager().setSieveIgnoreDetail(true);
		this.server.setUser(SUPPORT, SUPPORT, PASSWORD);
		this.running = true;
		log.info("The demo's mail server takes mail for {} on port {}; it shows it on port {}", SUPPORT,
				this.settings.smtpPort(), this.settings.imapPort());
	}

	private static void demandFree(String setting, int port) {
		try {
			new ServerSocket(port, 1, InetAddress.getByName(LOOPBACK)).close();
		}
		catch (IOException ex) {
			throw new DemoImpossible("The demonstration's mail server can't have port " + port + " (" + ex.getMessage()
					+ "): free it, or name another with --followthrough.demo.mail." + setting + ".", ex);
		}
	}

	@Override
	public void stop() {
		this.server.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Before anything sends or fetches. */
	@Override
	public int getPhase() {
		return -1;
	}

}
