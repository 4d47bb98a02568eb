package org.followthrough.correspondence;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What our mail server noted of a mail's sender (RFC 8601).
 */
class SenderChecksTests {

	private static final Set<String> OURS = Set.of("mx.ours.example");

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			textBlock = """
					mx.ours.example; spf=pass smtp.mailfrom=ada@example.org | SPF passed (example.org)
					MX.Ours.Example 1; SPF=Pass smtp.mailfrom=example.org; dkim = pass header.d=example.org; dmarc=pass header.from=example.org | SPF passed (example.org), DKIM passed (example.org), DMARC passed (example.org)
					mx.ours.example; dmarc=fail (p=reject; dis=none) header.from=bank.example | DMARC failed (bank.example): the address of the sender may be forged
					mx.ours.example; dkim=fail header.d=a.example; dkim=pass header.d=b.example | DKIM passed (b.example)
					mx.ours.example; spf=softfail; dkim=none; dmarc=temperror | SPF failed softly, DKIM says nothing, DMARC could not be checked
					mx.ours.example; spf=fail reason="he said dkim=pass; dmarc=pass" smtp.mailfrom=x.example | SPF failed (x.example)
					mx.ours.example; spf=fail (not; dkim=pass (nested) ) smtp.mailfrom=x.example | SPF failed (x.example)
					"mx.ours.example"; spf=neutral | SPF says neither yes nor no
					mx.ours.example; arc=pass; iprev=pass policy.iprev=192.0.2.1 | none
					mx.ours.example; none | none
					mx.ours.example | none
					mx.ours.example; spf=wonderful | none
					mx.other.example; spf=pass; dkim=pass; dmarc=pass | none
					mx.ours.example.evil.example; dmarc=pass | none
					evil.example mx.ours.example; dmarc=pass | none
					; dmarc=pass | none
					'' | none
					""")
	void onlyWhatIsNotedUnderANameOfOursCounts(String header, String words) {
		assertThat(SenderChecks.in(List.of(header), OURS).orElse(null)).isEqualTo(words);
	}

	@Test
	void theTopHeaderCountsForEachMethod() {
		assertThat(in("mx.ours.example; spf=fail", "mx.ours.example; dkim=pass",
				"mx.ours.example; spf=pass; dkim=fail; dmarc=pass"))
			.isEqualTo("SPF failed, DKIM passed, DMARC passed");
		assertThat(in("mx.forged.example; dmarc=pass", "mx.ours.example; dmarc=fail"))
			.isEqualTo("DMARC failed: the address of the sender may be forged");
	}

	@Test
	void withoutANameOfOursNothingIsBelieved() {
		assertThat(SenderChecks.in(List.of("mx.ours.example; dmarc=pass"), Set.of())).isEmpty();
	}

	@Test
	void theyAreReadFromAMailsHeaderHoweverItIsFolded() throws Exception {
		MailReader reader = new MailReader(MailReaderTests.settings("support@followthrough.example"));
		ReceivedMail mail = reader.read(RawMail.from("ada@example.org")
			.with("Authentication-Results", "mx.ours.example;\n\tspf=pass\n smtp.mailfrom=ada@example.org;\n dkim=pass")
			.bytes());
		assertThat(mail.senderChecks()).contains("SPF passed (example.org), DKIM passed");
	}

	private static String in(String... headers) {
		return SenderChecks.in(Arrays.asList(headers), OURS).orElseThrow();
	}

}
