package org.followthrough.demo;

import org.springframework.context.SmartLifecycle;

/**
 * The demonstration's mail server by itself, which goes on while applications end and
 * begin.
 */
public final class LastingMailServer {

	private LastingMailServer() {
	}

	/**
	 * A mail server.
	 * @param smtpPort where it takes mail
	 * @param imapPort where it shows it
	 * @return the server, not started yet
	 */
	public static SmartLifecycle on(int smtpPort, int imapPort) {
		return new DemoMail(new DemoSettings(true, false, new DemoSettings.Mail(smtpPort, imapPort)));
	}

}
