package org.followthrough.teams;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;

import org.followthrough.web.Invalid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Where feeds may lie.
 */
class FeedAddressesTests {

	private final FeedAddresses addresses = new FeedAddresses(
			new FeedSettings(Duration.ofHours(1), Duration.ofSeconds(1), DataSize.ofKilobytes(1), false));

	@ParameterizedTest
	@ValueSource(strings = { "127.0.0.1", "127.1.2.3", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255",
			"192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "198.18.0.1", "224.0.0.1", "240.0.0.1",
			"255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1",
			"::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::" })
	void ourOwnNetworkIsNotPublic(String address) throws UnknownHostException {
		assertThat(FeedAddresses.isPublic(InetAddress.getByName(address))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "8.8.8.8", "1.1.1.1", "172.32.0.1", "192.1.1.1", "198.20.0.1", "100.128.0.1",
			"2606:4700::1111", "2a00:1450::1" })
	void publicServersArePublic(String address) throws UnknownHostException {
		assertThat(FeedAddresses.isPublic(InetAddress.getByName(address))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost/x.ics", "http://127.0.0.1:8080/", "http://[::1]/x.ics",
			"http://2130706433/x.ics", "http://no-such-host.invalid/x.ics" })
	void whereAnAddressLeadsIsLookedUp(String address) {
		assertThatExceptionOfType(FeedUnreadable.class)
			.isThrownBy(() -> this.addresses.checkTarget(URI.create(address)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:///etc/passwd", "ftp://example.org/x.ics", "x.ics", "https:///x.ics",
			"https://user:secret@example.org/x.ics", "http://exa mple.org/", "webcal://example.org/x.ics",
			"javascript:alert(1)", "jar:http://example.org/x.jar!/x" })
	void whatIsNoAddressOfAFeedIsRefused(String address) {
		assertThatExceptionOfType(Invalid.class).isThrownBy(() -> this.addresses.check(address))
			.satisfies((refusal) -> assertThat(refusal.fields()).containsKey("feed"));
	}

}
