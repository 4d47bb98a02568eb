package org.followthrough.teams;

import java.net.URI;
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
