package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What reports on deliveries say, well made and badly made.
 */
class DeliveryReportTests {

	private static final String MAIL = "Reporting-MTA: dns; mx.example.org\n\n";

	private static final String REFUSED = "Final-Recipient: rfc822; a@example.org\nAction: failed\nStatus: 5.1.1\n"
			+ "Diagnostic-Code: smtp; 550 5.1.1 <a@example.org>:\n    no such mailbox\n";

	@Test
	void whatFailedSaysWhyInTheServersWords() {
		assertThat(failure(MAIL + REFUSED)).isEqualTo("550 5.1.1 <a@example.org>: no such mailbox");
	}

	@Test
	void withoutTheServersWordsTheStatusHasToDo() {
		assertThat(failure(MAIL + "Action: failed\nStatus: 5.0.0\n")).isEqualTo("5.0.0");
		assertThat(failure(MAIL + "Action: failed\n")).isEqualTo("It could not be delivered");
	}

	@ParameterizedTest
	@ValueSource(strings = { "delayed", "delivered", "relayed", "expanded", "", "fail", "unknown" })
	void whatMayStillArriveOrDidHasNotFailed(String action) {
		assertThat(failure(MAIL + "Action: " + action + "\nStatus: 4.4.1\n")).isNull();
	}

	@Test
	void whatReachedOneOfItsRecipientsHasNotFailed() {
		assertThat(failure(MAIL + REFUSED + "\nFinal-Recipient: rfc822; b@example.org\nAction: relayed\n")).isNull();
		assertThat(failure(MAIL + REFUSED + "\n" + REFUSED.replace("a@", "b@"))).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ACTION:Failed (no such user)\nSTATUS: 5.1.1", "\n\n\nAction: failed\n\n",
			"Reporting-MTA: x\nAction: failed\n", "Action:failed", "Action:\n failed\n",
			"\r\n\r\nAction: failed\r\nStatus: 5.0.0\r\n" })
	void whatIsBadlyMadeIsUnderstood(String report) {
		assertThat(failure(report)).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "\n", ":", "Action", "\u0000\u0000" })
	void whatSaysNothingIsNoFailure(String report) {
		assertThat(failure(report)).isNull();
	}

	@Test
	void aReportOfAnyLengthIsRead() {
		assertThat(failure("X: y\n\n".repeat(100_000) + REFUSED)).isNull();
		assertThat(failure(MAIL + REFUSED.replace("no such", "no ".repeat(100_000)))).hasSizeLessThanOrEqualTo(300);
	}

	private static String failure(String report) {
		return DeliveryReport.failure(report.getBytes(StandardCharsets.UTF_8)).orElse(null);
	}

}
