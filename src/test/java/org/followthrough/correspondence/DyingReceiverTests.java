package org.followthrough.correspondence;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.LastingServers;
import org.followthrough.testing.Node;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node dies between any two steps of taking a mail in: before and after it is stored,
 * taken up for sorting, sorted, and its receipt sent. Another goes on: the mail is kept
 * once, opens one case with its words once, and its sender gets one receipt.
 */
@Tag("own-application")
class DyingReceiverTests {

	private static final int COMMITS = 5;

	private final World world = new World();

	private final Node node = new Node(this.world);

	@BeforeEach
	void aNodeRuns() {
		this.node.start();
	}

	@AfterEach
	void itEnds() {
		this.node.end();
	}

	@Test
	void whereverItDiesTheMailIsTakenInOnce() throws MessagingException {
		for (int commits = 0; commits < COMMITS; commits++) {
			for (boolean afterwards : new boolean[] { false, true }) {
				takesInOnce(commits, afterwards);
			}
		}
		this.world.promises.allKept();
	}

	private void takesInOnce(int commits, boolean afterwards) throws MessagingException {
		String ada = "ada-" + UUID.randomUUID() + "@example.org";
		String when = (afterwards ? "after" : "at") + " commit " + (commits + 1);
		RawMail mail = RawMail.from(ada).subject("Dies " + when).with("Message-ID", "<" + ada + ">");
		this.node.dies(commits, afterwards, () -> {
			this.world.post.send("envelope@example.org", mail.bytes());
			this.world.mailboxes.wake();
			awaitReceipt(ada);
		});
		this.world.mailboxes.wake();
		awaitReceipt(ada);
		List<Arrival> arrivals = new Arrivals(this.world.database).after(0)
			.stream()
			.filter((arrival) -> ada.equals(arrival.sender()))
			.toList();
		assertThat(arrivals).as(when).singleElement().extracting(Arrival::state).isEqualTo("OPENED");
		assertThat(count("support_case c JOIN customer k ON k.id = c.customer_id WHERE k.email = '" + ada + "'"))
			.as("cases; died " + when)
			.isEqualTo(1);
		String of = "message m JOIN support_case c ON c.id = m.case_id JOIN customer k ON k.id = c.customer_id "
				+ "WHERE k.email = '" + ada + "' AND m.kind = ";
		assertThat(count(of + "'CUSTOMER'")).as("their words; died " + when).isEqualTo(1);
		assertThat(count(of + "'RECEIPT'")).as("receipts; died " + when).isEqualTo(1);
		assertThat(count("outgoing_mail WHERE recipient = '" + ada + "'")).isEqualTo(1);
		Set<String> ids = new HashSet<>();
		for (MimeMessage receipt : this.world.post.mailbox(ada)) {
			ids.add(receipt.getMessageID());
		}
		assertThat(ids).as("ids of the receipts that came; died " + when).hasSize(1);
	}

	private void awaitReceipt(String ada) {
		Awaitility.await("the receipt of " + ada)
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> count("outgoing_mail WHERE recipient = '" + ada + "' AND sent_at IS NOT NULL "
					+ "AND next_attempt_at IS NULL") == 1);
	}

	private int count(String rows) {
		Integer count = this.world.database.queryForObject("SELECT COUNT(*) FROM " + rows, Integer.class);
		return (count != null) ? count : 0;
	}

	/**
	 * What a node gives to the test; filled anew by each.
	 */
	@FollowthroughTest
	@ContextConfiguration(initializers = { TestSettings.class, LastingServers.class })
	@TestPropertySource(properties = "spring.application.name=dying-receiver")
	static class World {

		@Autowired
		private Post post;

		@Autowired
		private Mailboxes mailboxes;

		@Autowired
		private PromiseCheck promises;

		@Autowired
		private JdbcTemplate database;

	}

}
