package org.followthrough.scan;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the virus scanner, a clamd or whatever speaks its protocol. Without a host
 * or a socket there is none.
 *
 * @param host where it listens; empty for none
 * @param port its port
 * @param socket the path of its socket on this machine, instead of a host; empty for none
 * @param within how long it may take for one file
 */
@ConfigurationProperties("followthrough.virus-scan")
record ScanSettings(@DefaultValue("") String host, @DefaultValue("3310") int port, @DefaultValue("") String socket,
		@DefaultValue("PT2M") Duration within) {

	boolean isOn() {
		return !this.host.isBlank() || !this.socket.isBlank();
	}

}
