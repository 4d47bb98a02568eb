package org.followthrough.web;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Where people reach this installation with a browser: the setting
 * {@code followthrough.url}, or this machine's loopback address.
 */
@Component
public class SiteAddress {

	private final @Nullable String configured;

	private volatile int port;

	SiteAddress(@Value("${followthrough.url:#{null}}") @Nullable String configured,
			@Value("${server.port:8080}") int port) {
		this.configured = (configured != null) ? configured.replaceAll("/+$", "") : null;
		this.port = port;
	}

	@EventListener
	void started(ServletWebServerInitializedEvent event) {
		if (event.getApplicationContext().getServerNamespace() == null) {
			this.port = event.getWebServer().getPort();
		}
	}

	/**
	 * The absolute address of a path.
	 * @param path begins with a slash
	 * @return the address
	 */
	public String of(String path) {
		return ((this.configured != null) ? this.configured : "http://localhost:" + this.port) + path;
	}

}
