package org.followthrough.identity;

import java.nio.charset.StandardCharsets;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.followthrough.testing.FollowthroughTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What signatures are worth.
 */
@Tag("thorough")
@FollowthroughTest
class SecretsTests {

	@Autowired
	private Secrets secrets;

	@Autowired
	private JdbcTemplate database;

	@Test
	void aSignatureIsMadeWithTheWholeKeyThatIsKept() throws Exception {
		byte[] payload = "payload".getBytes(StandardCharsets.UTF_8);
		byte[] signature = this.secrets.hmac("a key of the tests", payload);
		byte[] key = this.database
			.queryForObject("SELECT value FROM application_secret WHERE name = 'a key of the tests'", byte[].class);
		assertThat(key).hasSize(32);
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(key, "HmacSHA256"));
		assertThat(signature).isEqualTo(mac.doFinal(payload));
	}

}
