package org.followthrough.web;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What somebody names for us to ask lies on the internet, or is not asked.
 */
class PublicAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255",
			"192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "198.18.0.1", "224.0.0.1",
			"240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
			"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::" })
	void ourOwnNetworkIsNotPublic(String address) throws UnknownHostException {
		assertThat(PublicAddress.is(InetAddress.getByName(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8", "1.1.1.1", "93.184.215.14", "172.32.0.1", "192.1.1.1", "192.0.1.1",
			"198.20.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "2001:4860:4860::8888" })
	void publicServersArePublic(String address) throws UnknownHostException {
		assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
	}

}
