package org.followthrough.correspondence;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The customer answers by mail whether it is solved.
 */
@Tag("thorough")
@FollowthroughTest
class AnsweringByMailTests {

	private final Arrivals arrivals;

	private final Post post;

	private final Mailboxes mailbox;

	private final CaseWorker worker;

	private final CustomerPage customer;

	private final SignOffs signOffs;

	private final Timers timers;

	private final PromiseCheck promises;

	@Autowired
	AnsweringByMailTests(JdbcTemplate database, Post post, Mailboxes mailbox, CaseWorker worker, CustomerPage customer,
			SignOffs signOffs, Timers timers, PromiseCheck promises) {
		this.arrivals = new Arrivals(database);
		this.post = post;
		this.mailbox = mailbox;
		this.worker = worker;
		this.customer = customer;
		this.signOffs = signOffs;
		this.timers = timers;
		this.promises = promises;
	}

	@AfterEach
	void everyPromiseIsKept() {
		this.promises.allKept();
	}

	@Test
	void anUnmistakableYesClosesTheCase() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		MimeMessage asked = asked(answered);
		answers(answered, asked, "Yes, it works now. Thank you!\n\nOn Fri, 27 Nov 2026 at 10:12, Support wrote:\n"
				+ Post.text(asked).lines().map((line) -> "> " + line + "\n").reduce("", String::concat));
		assertThat(this.worker.now(answered).closedAs()).isEqualTo(Closing.CONFIRMED);
		assertThat(latest(answered)).extracting(SignOff::answeredBy, SignOff::decidedBy, SignOff::words)
			.containsExactly(this.customer.address(answered), null, "Yes, it works now. Thank you!");
	}

	@Test
	void anUnmistakableNoLeadsBackToTheInvestigation() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		answers(answered, asked(answered), "Danke, klappt leider nicht.");
		assertThat(this.worker.open(answered)).containsExactly("investigate");
		assertThat(latest(answered).answer()).isEqualTo(SignOff.Answer.SENT_BACK);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Thanks!", "Yes, but now it smokes.", "I will try it tomorrow.",
			"Great, it crashes even faster now." })
	void wordsThatAreNoAnswerAreReadByAPerson(String words) throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		answers(answered, asked(answered), words);
		assertToAPerson(answered);
	}

	@Test
	void theAnswerToAReminderCountsAsOne() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(answered);
		this.timers.advance(Duration.ofDays(2));
		answers(answered, this.post.await(this.customer.address(answered), "tell us yes or no"), "Ja, läuft. Danke!");
		assertThat(this.worker.now(answered).closedAs()).isEqualTo(Closing.CONFIRMED);
	}

	@Test
	void aYesToAnotherMailIsReadByAPerson() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		answers(answered, this.post.await(this.customer.address(answered), "Did we understand that right?"), "Yes.");
		assertToAPerson(answered);
	}

	@Test
	void aColleaguesYesIsReadByAPerson() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		sends(RawMail.from("bob-" + UUID.randomUUID() + "@example.org"), asked(answered), "Yes, it works.");
		assertToAPerson(answered);
	}

	@Test
	void aYesWithAFileIsReadByAPerson() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		MimeMessage asked = asked(answered);
		RawMail mail = RawMail.from(this.customer.address(answered))
			.subject("Re: " + asked.getSubject())
			.with("In-Reply-To", asked.getMessageID())
			.parts("multipart/mixed", RawMail.part("text/plain", "Yes, it works."),
					RawMail.file("smoke.png", "image/png", new byte[] { 1 }));
		arrives(mail);
		assertToAPerson(answered);
	}

	@Test
	void aYesUnderAnotherSubjectIsReadByAPerson() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		MimeMessage asked = asked(answered);
		arrives(RawMail.from(this.customer.address(answered))
			.subject("NOT SOLVED " + asked.getSubject())
			.with("In-Reply-To", asked.getMessageID())
			.text("Yes.\n"));
		assertToAPerson(answered);
	}

	@Test
	void aYesIsReadByAPersonWhileEarlierWordsAreUnread() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		MimeMessage asked = asked(answered);
		answers(answered, asked, "It smokes a little.");
		answers(answered, asked, "Yes, it works.");
		assertToAPerson(answered);
	}

	@Test
	void whyItCantBeSolvedIsTalkedAboutWithAPerson() throws Exception {
		SupportCase hopeless = this.worker.openAt("explain-unsolved");
		this.worker.does(hopeless, "explain-unsolved");
		answers(hopeless, this.post.await(this.customer.address(hopeless), "Can you live with that?"), "Yes.");
		assertToAPerson(hopeless);
	}

	@Test
	void outOfOfficeIsNoWordAtAll() throws Exception {
		SupportCase answered = this.worker.openAt("sign-off");
		MimeMessage asked = asked(answered);
		sends(RawMail.from(this.customer.address(answered)).with("Auto-Submitted", "auto-replied"), asked,
				"Yes, I am away.");
		assertThat(this.worker.open(answered)).isEmpty();
		assertThat(latest(answered).isOpen()).isTrue();
	}

	@Test
	void aLinkThatIsFollowedAnswersNothing() {
		SupportCase answered = this.worker.openAt("sign-off");
		String link = this.customer.linkFromMail(answered);
		this.customer.opens(link);
		assertThat(this.customer.opens(link + "/sign-off?answer=yes").status()).isEqualTo(405);
		assertThat(latest(answered).isOpen()).isTrue();
	}

	private void assertToAPerson(SupportCase answered) {
		assertThat(this.worker.now(answered).isOpen()).isTrue();
		assertThat(latest(answered).isOpen()).isTrue();
		assertThat(this.worker.open(answered)).contains("read-answer");
	}

	private MimeMessage asked(SupportCase answered) {
		return this.post.await(this.customer.address(answered), "Does that solve it?");
	}

	private void answers(SupportCase about, MimeMessage asked, String words) throws MessagingException {
		sends(RawMail.from(this.customer.address(about)), asked, words);
	}

	private void sends(RawMail mail, MimeMessage asked, String words) throws MessagingException {
		arrives(mail.subject("Re: " + asked.getSubject())
			.with("In-Reply-To", asked.getMessageID())
			.with("Content-Type", "text/plain; charset=utf-8")
			.text(words + "\n"));
	}

	private void arrives(RawMail mail) {
		long last = this.arrivals.last();
		this.post.send("envelope@example.org", mail.bytes());
		this.mailbox.wake();
		assertThat(List.of("JOINED", "AUTOMATIC")).contains(this.arrivals.sorted(last).state());
	}

	private SignOff latest(SupportCase of) {
		return this.signOffs.latest(of.id()).orElseThrow();
	}

}
