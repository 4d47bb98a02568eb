package org.followthrough.webhooks;

import java.net.UnknownHostException;
import java.util.List;

import org.followthrough.web.Invalid;
import org.junit.jupiter.api.Test;
import org.followthrough.web.PublicAddresses;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Webhooks don't reach what only this machine can.
 */
class PublicAddressesTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255",
			"192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1", "224.0.0.1",
			"240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1",
			"::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::" })
	void addressesWithinAreRefused(String address) {
		assertThatThrownBy(() -> new PublicAddresses().resolve(address)).isInstanceOf(PublicAddresses.WithinHost.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "93.184.215.14", "172.32.0.1", "100.128.0.1", "192.0.1.1", "198.20.0.1",
			"2606:2800:21f:cb07::1", "2001:4860:4860::8888" })
	void addressesOfTheInternetAreNot(String address) throws UnknownHostException {
		assertThat(new PublicAddresses().resolve(address)).hasSize(1);
	}

	@Test
	void anEndpointWithinIsRefusedWhenItIsAskedFor() {
		for (String url : List.of("https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://2130706433/",
				"http://93.184.215.14/")) {
			EndpointRequest asked = new EndpointRequest(url, "x", List.of());
			assertThatThrownBy(() -> asked.check(false)).isInstanceOf(Invalid.class);
		}
		new EndpointRequest("https://93.184.215.14/hooks", "x", List.of()).check(false);
		new EndpointRequest("http://localhost/", "x", List.of()).check(true);
	}

}
