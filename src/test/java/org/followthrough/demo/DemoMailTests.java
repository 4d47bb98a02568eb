package org.followthrough.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DemoMailTests {

	@Test
	void aTakenPortIsNamedWithItsSetting() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			DemoSettings.Mail ports = new DemoSettings.Mail(TestSettings.freePort(), taken.getLocalPort());
			assertThatExceptionOfType(DemoImpossible.class)
				.isThrownBy(() -> new DemoMail(new DemoSettings(true, false, ports)).start())
				.withMessageContaining("port " + taken.getLocalPort())
				.withMessageContaining("--followthrough.demo.mail.imap-port");
		}
	}

}
