package org.followthrough.correspondence;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Words that the customer saw on their page, whatever became of the mail.
 */
@FollowthroughTest
class SeenTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private MailServer mailServer;

	@Autowired
	private Post post;

	@Autowired
	private Timers timers;

	@Autowired
	private Messages messages;

	@Autowired
	private Promises promises;

	@Autowired
	private Timeline timeline;

	@Autowired
	private PromiseCheck check;

	@AfterEach
	void allPromisesAreKept() {
		this.mailServer.up();
		this.worker.awaitDelivery();
		this.timers.ring();
		this.check.allKept();
	}

	@Test
	void aWordThatTheCustomerSawKeepsThePromiseThoughItsMailIsStillOnItsWay() {
		SupportCase open = investigated();
		Promise before = running(open);
		this.mailServer.down();
		this.worker.writes(open, "We are on it.");
		assertThat(running(open).id()).isEqualTo(before.id());
		sees(open);
		assertThat(of(open, before).ending()).isEqualTo(Promise.Ending.KEPT);
		assertThat(last(open).delivery()).isEqualTo(Message.Delivery.DELIVERED);
		Promise next = running(open);
		this.mailServer.up();
		this.worker.awaitDelivery();
		assertThat(running(open)).as("nothing twice").isEqualTo(next);
		assertThat(actions(open)).filteredOn("message.delivered"::equals).hasSameSizeAs(sent(open));
	}

	@Test
	void aMailThatComesBackAfterItsWordsWereSeenTakesNothingAway() {
		SupportCase open = investigated();
		Promise before = running(open);
		this.worker.writes(open, "We are on it, see the page.");
		this.worker.awaitDelivery();
		sees(open);
		assertThat(actions(open)).contains("message.seen");
		this.post.report(this.post.idOf(this.customer.address(open), "see the page").orElseThrow(), "failed",
				"550 No such mailbox");
		org.awaitility.Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.messages.ofCase(open.id())
				.stream()
				.anyMatch((message) -> message.kind() == Message.Kind.AUTOMATIC));
		assertThat(of(open, before).ending()).isEqualTo(Promise.Ending.KEPT);
		assertThat(actions(open)).doesNotContain("message.bounced");
	}

	@Test
	void anAutomaticMailThatWasSeenKeepsNothing() {
		SupportCase fresh = this.worker.open();
		this.worker.awaitDelivery();
		Promise before = running(fresh);
		sees(fresh);
		assertThat(running(fresh)).isEqualTo(before);
		assertThat(actions(fresh)).doesNotContain("message.seen");
	}

	private SupportCase investigated() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery();
		return open;
	}

	private void sees(SupportCase of) {
		assertThat(
				this.customer.sends(this.customer.freshLink(of), "seen", Map.of("upTo", Long.toString(last(of).id())))
					.status())
			.isEqualTo(204);
	}

	private Promise running(SupportCase of) {
		return this.promises.running(of.id()).orElseThrow();
	}

	private Promise of(SupportCase of, Promise before) {
		return this.promises.ofCase(of.id())
			.stream()
			.filter((one) -> one.id() == before.id())
			.findFirst()
			.orElseThrow();
	}

	private Message last(SupportCase of) {
		List<Message> all = this.messages.ofCase(of.id());
		return all.get(all.size() - 1);
	}

	private List<Message> sent(SupportCase of) {
		return this.messages.ofCase(of.id())
			.stream()
			.filter((message) -> message.delivery() == Message.Delivery.DELIVERED)
			.toList();
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map(AuditEntry::action).toList();
	}

}
