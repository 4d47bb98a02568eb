package org.followthrough.correspondence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.correspondence.IncomingMailMapper.Place;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.database.Files;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mail that waits to be sorted together: what belongs to one conversation keeps its
 * order, and nobody else waits for it.
 */
@FollowthroughTest
class ConversationsTests {

	private final String us = "-" + UUID.randomUUID() + "@example.org";

	private final String ada = "ada" + this.us;

	private final String bob = "bob" + this.us;

	@Autowired
	private Conversations conversations;

	@Autowired
	private IncomingMailMapper mails;

	@Autowired
	private Files files;

	@Autowired
	private Customers customers;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Post post;

	@Autowired
	private Clock clock;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private ApplicationEventPublisher events;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private JdbcTemplate database;

	private Arrivals arrivals = new Arrivals(new JdbcTemplate());

	@BeforeEach
	void arrivals() {
		this.arrivals = new Arrivals(this.database);
	}

	@AfterEach
	void everyPromiseIsKept() {
		this.promises.allKept();
	}

	@Test
	void strangersHaveNothingToDoWithEachOther() {
		assertThat(bags(RawMail.from(this.ada), RawMail.from(this.bob), RawMail.from("carl" + this.us)))
			.containsExactlyInAnyOrder(List.of(0), List.of(1), List.of(2));
	}

	@Test
	void whatOneSenderWroteBelongsTogetherWhateverTheyCallThemselves() {
		assertThat(bags(RawMail.from("Ada <" + this.ada + ">"), RawMail.from(this.bob), RawMail.from(this.ada),
				RawMail.from("form" + this.us).with("Reply-To", this.ada)))
			.containsExactlyInAnyOrder(List.of(0, 2, 3), List.of(1));
	}

	@Test
	void aMailAndWhatFollowsItBelongTogetherWhoeverWroteThem() {
		RawMail first = RawMail.from(this.ada).with("Message-ID", "<first" + this.us + ">");
		RawMail answer = RawMail.from(this.bob)
			.with("Message-ID", "<answer" + this.us + ">")
			.with("References", "<first" + this.us + ">");
		RawMail further = RawMail.from("carl" + this.us).with("In-Reply-To", "<answer" + this.us + ">");
		RawMail other = RawMail.from("dora" + this.us);
		// The one that joins two bags comes last.
		assertThat(bags(further, first, other, answer)).containsExactlyInAnyOrder(List.of(0, 1, 3), List.of(2));
	}

	@Test
	void whatAnswersUsAboutOneCaseBelongsTogether() throws Exception {
		SupportCase opened = this.worker.open();
		String owner = this.customers.get(opened.customerId()).email();
		String receipt = this.post.await(owner, opened.number()).getMessageID();
		assertThat(bags(RawMail.from(this.bob).with("In-Reply-To", receipt),
				RawMail.from("eve" + this.us).subject("Re: " + opened.number()),
				RawMail.from(owner).subject("Re: " + opened.number())))
			.containsExactlyInAnyOrder(List.of(0, 2), List.of(1));
	}

	@Test
	void mailsWithoutASenderBelongTogetherForTheyMayBeCopies() {
		assertThat(bags(RawMail.from(this.ada).without("From"), RawMail.from(this.bob),
				RawMail.from(this.ada).without("From")))
			.containsExactlyInAnyOrder(List.of(0, 2), List.of(1));
	}

	@Test
	void whereAHeaderIsTooLongToTellAllKeepTheirOrder() {
		RawMail endless = RawMail.from(this.bob).with("X-Long", ("x".repeat(70) + "\n ").repeat(700) + "end");
		assertThat(bags(RawMail.from(this.ada), endless, RawMail.from("carl" + this.us)))
			.containsExactly(List.of(0, 1, 2));
	}

	@Test
	void whoMustWaitHoldsUpNobodyElse() {
		Customer ada = this.customers.known(this.ada, "Ada");
		long last = this.arrivals.last();
		this.transaction.executeWithoutResult((status) -> {
			this.customers.lock(ada);
			List<RawMail> mails = new ArrayList<>(List.of(RawMail.from(this.ada)));
			IntStream.range(0, 6).forEach((i) -> mails.add(RawMail.from(i + this.us)));
			separately(() -> comeTogether(mails.toArray(RawMail[]::new)));
			Awaitility.await("what others wrote")
				.atMost(Duration.ofSeconds(20))
				.until(() -> this.arrivals.after(last)
					.stream()
					.filter((mail) -> mail.state().equals("OPENED"))
					.count() == 6);
			assertThat(this.arrivals.after(last).get(0).state()).isEqualTo("STORED");
		});
		assertThat(this.arrivals.sorted(last, 7)).extracting(Arrival::state).containsOnly("OPENED");
	}

	@Test
	void whatOneSenderWroteIsSortedInItsOrder() {
		long last = this.arrivals.last();
		RawMail[] mails = IntStream.range(0, 24)
			.mapToObj((i) -> RawMail.from((i % 2 == 0) ? this.ada : i + this.us).subject("Number " + i))
			.toArray(RawMail[]::new);
		comeTogether(mails);
		List<String> theirs = this.arrivals.sorted(last, 24)
			.stream()
			.filter((mail) -> this.ada.equals(mail.sender()))
			.map((mail) -> String.valueOf(mail.caseNumber()))
			.toList();
		assertThat(theirs).hasSize(12).isSorted();
	}

	/** Which of some mails are in one bag, by their places. */
	private List<List<Integer>> bags(RawMail... mails) {
		return this.transaction.execute((status) -> {
			// Nobody else sorts them.
			status.setRollbackOnly();
			List<Long> ids = stored(mails);
			return this.conversations.of(ids.stream().map((id) -> this.mails.find(id).orElseThrow()).toList())
				.stream()
				.map((bag) -> bag.stream().map((mail) -> ids.indexOf(mail.id())).toList())
				.toList();
		});
	}

	private void comeTogether(RawMail... mails) {
		this.transaction.executeWithoutResult((status) -> stored(mails));
		this.events.publishEvent(new MailIntake.MailStored());
	}

	private List<Long> stored(RawMail... mails) {
		String mailbox = UUID.randomUUID() + "@127.0.0.1/INBOX";
		return IntStream.range(0, mails.length)
			.mapToObj((i) -> stored(mails[i], new Place(mailbox, 1, i + 1)))
			.toList();
	}

	private long stored(RawMail mail, Place place) {
		try {
			Files.Kept kept = this.files.keep(new ByteArrayInputStream(mail.bytes()));
			this.mails.insert(place, kept.id(), kept.size(), kept.sha256(), this.clock.instant());
			return this.mails.idAt(place);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void separately(Runnable work) {
		Thread thread = new Thread(work, "separately");
		thread.start();
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
