package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Arrivals.Arrival;
import org.followthrough.customers.Customers;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.testing.Api;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which case a mail joins, and who brings apart or together what came in wrongly.
 */
@Tag("thorough")
@FollowthroughTest
class JoiningTests {

	private final String ada = "ada-" + UUID.randomUUID() + "@example.org";

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Post post;

	@Autowired
	private Mailboxes mailbox;

	@Autowired
	private Cases cases;

	@Autowired
	private Messages messages;

	@Autowired
	private Customers customers;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Promises running;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Api api;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void everyPromiseIsKept() {
		this.promises.allKept();
	}

	@Test
	void anAnswerToTheSignedAddressJoinsThoughItNamesNoMail() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String answers = replyTo(opened);
		assertThat(answers).startsWith("support+ft.").endsWith("@followthrough.example");
		Arrival upper = sends(RawMail.from("bob-" + this.ada)
			.subject("no number here")
			.with("To", "\"SUPPORT\" <" + answers.toUpperCase(java.util.Locale.ROOT) + ">"));
		assertThat(upper).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", opened.number());
		Arrival delivered = sends(
				RawMail.from("carl-" + this.ada).text("Bcc\n").subject("nor here").with("Delivered-To", answers));
		assertThat(delivered.caseNumber()).isEqualTo(opened.number());
	}

	@Test
	void aForgedAddressJoinsNothing() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String answers = replyTo(opened);
		char last = answers.charAt(answers.indexOf('@') - 1);
		String forged = answers.replace(last + "@", ((last == 'a') ? 'b' : 'a') + "@");
		assertThat(sends(RawMail.from("eve-" + this.ada).with("To", forged))).extracting(Arrival::state)
			.isEqualTo("OPENED");
		String anothers = answers.replaceFirst("ft\\.\\d+", "ft.1");
		assertThat(sends(RawMail.from("eve-" + this.ada).text("again\n").with("To", anothers)).state())
			.isEqualTo("OPENED");
	}

	@Test
	void whoTakesPartMayNameTheNumberAndAStrangerGetsACaseOfTheirOwnWithAHint() throws Exception {
		SupportCase opened = opened(RawMail.from(this.ada));
		String bob = "bob-" + this.ada;
		RawMail named = RawMail.from(bob).subject("Re: [" + opened.number() + "] more");
		Arrival stranger = sends(named);
		assertThat(stranger.state()).isEqualTo("OPENED");
		SupportCase own = this.cases.get(String.valueOf(stranger.caseNumber()));
		assertThat(own.quotes()).isEqualTo(opened.number());
		assertThat(actions(own)).contains("case.quotes");
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		assertThat(agent.page("/cases/" + own.number())).contains("Its subject names", "/cases/" + opened.number());
		assertThat(agent.page("/tasks/" + this.worker.task(own, "acknowledge").id() + "/case"))
			.contains("Its subject names", opened.number());
		assertThat(agent.page("/cases/" + opened.number())).contains("/cases/" + own.number(),
				"whose sender takes no part in this case");
		assertThat(this.api.get("agent1", "/cases/" + own.number()).json().path("quotes").asText())
			.isEqualTo(opened.number());
		// Somebody forwards our mail to Bob, who answers it and takes part from then on.
		String receipt = this.post.await(this.ada, opened.number()).getMessageID();
		assertThat(sends(RawMail.from(bob).text("It is mine, too.\n").with("In-Reply-To", receipt)).caseNumber())
			.isEqualTo(opened.number());
		Arrival later = sends(named.text("And now I take part.\n"));
		assertThat(later).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", opened.number());
		assertThat(sends(named.with("From", "eve-" + this.ada)).state()).isEqualTo("OPENED");
		assertThat(sends(named.subject("Re: [FT-1999-000001]").text("No such case\n")).caseNumber())
			.satisfies((number) -> assertThat(this.cases.get(String.valueOf(number)).quotes()).isNull());
	}

	@ParameterizedTest
	@EnumSource
	void aNewMatterInAnOldThreadIsSplitOff(Door door) throws Exception {
		SupportCase old = opened(RawMail.from(this.ada));
		Message other = newMatter(old);
		String fresh = door.splits(this.api, "agent1", old, other.id(), "The scanner is slow");
		SupportCase split = this.cases.get(fresh);
		assertThat(split.subject()).isEqualTo("The scanner is slow");
		assertThat(split.customerId()).isEqualTo(old.customerId());
		assertThat(split).extracting(SupportCase::splitFrom, SupportCase::splitMessage, SupportCase::door)
			.containsExactly(old.number(), other.id(), "mail");
		assertThat(customersWords(split)).containsExactly("The scanner is slow, too.");
		assertThat(customersWords(old)).hasSize(2);
		assertThat(this.messages.attachmentsOf(split.id())).extracting(Attachment::name).containsExactly("log.txt");
		assertThat(this.running.running(split.id())).get()
			.extracting(Promise::kind)
			.isEqualTo(Promise.Kind.ACKNOWLEDGEMENT);
		assertThat(actions(split)).contains("case.opened", "case.split-from");
		assertThat(actions(old)).contains("case.split-off");
		MimeMessage receipt = this.post.await(this.ada, split.number());
		assertThat(Post.text(receipt)).contains("You wrote it on your case " + old.number());
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		assertThat(agent.page("/cases/" + split.number())).contains("/cases/" + old.number());
		assertThat(agent.page("/cases/" + old.number())).contains("Split off as", "/cases/" + split.number());
		// Each goes on by itself.
		assertThat(sends(RawMail.from(this.ada).text("On the scanner\n").with("In-Reply-To", receipt.getMessageID()))
			.caseNumber()).isEqualTo(split.number());
	}

	@ParameterizedTest
	@EnumSource
	void nobodySplitsWhatCantBeSplit(Door door) {
		SupportCase old = opened(RawMail.from(this.ada));
		Message first = this.messages.ofCase(old.id()).get(0);
		assertThat(door.splits(this.api, "agent1", old, first.id(), "All of it"))
			.contains("what the case itself is about");
		Message other = newMatter(old);
		assertThat(door.splits(this.api, "agent1", old, other.id(), " ")).doesNotStartWith("FT-");
		long note = this.messages.ofCase(old.id())
			.stream()
			.filter((one) -> !one.isPublic() || one.isByPerson())
			.findFirst()
			.map(Message::id)
			.orElse(other.id() + 1_000_000);
		assertThat(door.splits(this.api, "agent1", old, note, "A note")).contains("something that the customer wrote");
		SupportCase elsewhere = opened(RawMail.from("eve-" + this.ada));
		assertThat(door.splits(this.api, "agent1", elsewhere, other.id(), "Another's"))
			.contains("something that the customer wrote");
		for (String account : List.of("engineer1", "auditor1", "admin1")) {
			assertThat(door.splits(this.api, account, old, other.id(), "Not theirs")).doesNotStartWith("FT-");
		}
		String fresh = door.splits(this.api, "manager1", old, other.id(), "Once");
		assertThat(fresh).startsWith("FT-");
		assertThat(door.splits(this.api, "agent1", old, other.id(), "Twice"))
			.contains("split this message off already");
		assertThat(this.cases.pointingAt(old.number())).hasSize(1);
	}

	@Test
	void twoWhoSplitTheSameAtOnceMakeOneCase() {
		SupportCase old = opened(RawMail.from(this.ada));
		Message other = newMatter(old);
		List<String> both = AtOnce.all(List.of(() -> Door.REST.splits(this.api, "agent1", old, other.id(), "One"),
				() -> Door.REST.splits(this.api, "agent2", old, other.id(), "Other")));
		assertThat(both).filteredOn((answer) -> answer.startsWith("FT-")).hasSize(1);
		assertThat(this.cases.pointingAt(old.number())).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void aMergedCaseEndsAsADuplicateAndItsLaterMailGoesToTheOther(Door door) throws Exception {
		SupportCase remaining = opened(RawMail.from(this.ada));
		SupportCase merged = opened(RawMail.from(this.ada).subject("Still does not print").text("Once more.\n"));
		Promise before = this.running.running(remaining.id()).orElseThrow();
		String receipt = this.post.await(this.ada, merged.number()).getMessageID();
		assertThat(door.merges(this.api, "agent1", merged, remaining.number(), "The same printer.")).isEmpty();
		assertThat(this.worker.now(merged).closedAs()).isEqualTo(Closing.DUPLICATE);
		assertThat(this.worker.now(merged).duplicateOf()).isEqualTo(remaining.number());
		assertThat(this.running.running(merged.id())).isEmpty();
		assertThat(this.running.running(remaining.id())).contains(before);
		assertThat(actions(merged)).contains("case.merged-into", "case.closed");
		assertThat(actions(remaining)).contains("case.merged").doesNotContain("case.closed");
		this.post.await(this.ada, "we work on the same matter in case " + remaining.number());
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		assertThat(agent.page("/cases/" + remaining.number())).contains("Merged into it", "/cases/" + merged.number());
		assertThat(agent.page("/cases/" + merged.number())).contains("Goes on as", "/cases/" + remaining.number());
		Arrival later = sends(RawMail.from(this.ada).text("Any news?\n").with("In-Reply-To", receipt));
		assertThat(later).extracting(Arrival::state, Arrival::caseNumber).containsExactly("JOINED", remaining.number());
		Arrival byNumber = sends(RawMail.from(this.ada).text("Any?\n").subject("Re: [" + merged.number() + "]"));
		assertThat(byNumber.caseNumber()).isEqualTo(remaining.number());
		assertThat(this.worker.now(merged).isOpen()).isFalse();
		assertThat(customersWords(remaining)).endsWith("Any news?", "Any?");
	}

	@ParameterizedTest
	@EnumSource
	void nobodyMergesWhatDoesNotBelongTogether(Door door) {
		SupportCase one = opened(RawMail.from(this.ada));
		SupportCase strangers = opened(RawMail.from("eve-" + this.ada));
		assertThat(door.merges(this.api, "agent1", one, strangers.number(), "The same.")).contains("another customer");
		assertThat(door.merges(this.api, "agent1", one, one.number(), "The same.")).contains("duplicate of itself");
		assertThat(door.merges(this.api, "agent1", one, "FT-1999-000001", "The same.")).contains("Name the case");
		SupportCase closed = opened(RawMail.from(this.ada).text("Two\n"));
		assertThat(door.merges(this.api, "agent1", closed, one.number(), "")).isNotEmpty();
		this.api.post("agent1", "/cases/" + closed.number() + "/close", Map.of("as", "withdrawn", "reason", "So."));
		assertThat(door.merges(this.api, "agent1", one, closed.number(), "The same.")).contains("is closed");
		assertThat(door.merges(this.api, "agent1", closed, one.number(), "The same.")).contains("is closed");
		SupportCase another = opened(RawMail.from(this.ada).text("Three\n"));
		for (String account : List.of("engineer1", "support1", "auditor1", "admin1")) {
			assertThat(door.merges(this.api, account, another, one.number(), "Not theirs.")).isNotEmpty();
		}
		assertThat(this.worker.now(one).isOpen()).isTrue();
		assertThat(this.worker.now(another).isOpen()).isTrue();
		assertThat(this.worker.now(one).duplicateOf()).isNull();
	}

	@Test
	void twoCasesThatAreMergedIntoEachOtherAtOnceLeaveOne() {
		SupportCase one = opened(RawMail.from(this.ada));
		SupportCase other = opened(RawMail.from(this.ada).text("Two\n"));
		AtOnce.all(List.of(() -> Door.REST.merges(this.api, "agent1", one, other.number(), "The same."),
				() -> Door.REST.merges(this.api, "agent2", other, one.number(), "The same.")));
		assertThat(List.of(this.worker.now(one), this.worker.now(other))).filteredOn(SupportCase::isOpen).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "duplicate", "merge" })
	void nothingIsADuplicateOfWhatIsClosed(String way) {
		SupportCase one = opened(RawMail.from(this.ada));
		SupportCase closed = opened(RawMail.from(this.ada).text("Two\n"));
		this.api.post("agent1", "/cases/" + closed.number() + "/close", Map.of("as", "spam", "reason", "So."));
		Api.Answer answer = way.equals("merge")
				? this.api.post("agent1", "/cases/" + one.number() + "/merge",
						Map.of("into", closed.number(), "reason", "Same."))
				: this.api.post("agent1", "/cases/" + one.number() + "/close",
						Map.of("as", "duplicate", "of", closed.number(), "reason", "Same."));
		assertThat(answer.status()).isEqualTo(422);
		assertThat(answer.type()).contains("problem+json");
		assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(way.equals("merge") ? "into" : "of");
		assertThat(this.worker.now(one).isOpen()).isTrue();
	}

	private String replyTo(SupportCase opened) throws Exception {
		return ((InternetAddress) this.post.await(this.ada, opened.number()).getReplyTo()[0]).getAddress();
	}

	/** They answer our mail with something else. */
	private Message newMatter(SupportCase on) {
		Arrival arrival = sends(RawMail.from(this.ada)
			.subject("Re: [" + on.number() + "]")
			.parts("multipart/mixed", RawMail.part("text/plain", "The scanner is slow, too."),
					RawMail.file("log.txt", "text/plain", "slow".getBytes(StandardCharsets.UTF_8))));
		assertThat(arrival.caseNumber()).isEqualTo(on.number());
		List<Message> all = this.messages.ofCase(on.id());
		return all.stream()
			.filter((one) -> one.kind() == Message.Kind.CUSTOMER)
			.reduce((earlier, later) -> later)
			.orElseThrow();
	}

	private List<String> customersWords(SupportCase of) {
		return this.messages.ofCase(of.id())
			.stream()
			.filter((one) -> one.kind() == Message.Kind.CUSTOMER)
			.map(Message::body)
			.toList();
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.without(of.number(), "none", 0, 500).stream().map(AuditEntry::action).toList();
	}

	private SupportCase opened(RawMail mail) {
		Arrival arrival = sends(mail);
		assertThat(arrival.state()).as(String.valueOf(arrival.reason())).isEqualTo("OPENED");
		return this.cases.get(String.valueOf(arrival.caseNumber()));
	}

	private Arrival sends(RawMail mail) {
		Arrivals arrivals = new Arrivals(this.database);
		long last = arrivals.last();
		this.post.send("envelope@example.org", mail.bytes());
		this.mailbox.wake();
		return arrivals.sorted(last);
	}

	/** By which door somebody comes. */
	enum Door {

		REST {

			@Override
			String splits(Api api, String account, SupportCase of, long message, String subject) {
				Api.Answer answer = api.post(account, "/cases/" + of.number() + "/split",
						Map.of("message", message, "subject", subject));
				return (answer.status() == 201) ? answer.json().path("number").asText() : answer.text();
			}

			@Override
			String merges(Api api, String account, SupportCase of, String into, String reason) {
				Api.Answer answer = api.post(account, "/cases/" + of.number() + "/merge",
						Map.of("into", into, "reason", reason));
				return (answer.status() == 200) ? "" : answer.text();
			}

		},
		PAGE {

			@Override
			String splits(Api api, String account, SupportCase of, long message, String subject) {
				String page = new SignedInPerson(api, account).post("/account", "/cases/" + of.number() + "/split",
						"message=" + message + "&subject=" + subject.replace(" ", "+"));
				String done = " was split off from " + of.number();
				return page.contains(done) ? page.replaceFirst("(?s).*id=\"facts-head\">(FT-[0-9-]+)<.*", "$1") : page;
			}

			@Override
			String merges(Api api, String account, SupportCase of, String into, String reason) {
				String page = new SignedInPerson(api, account).post("/account", "/cases/" + of.number() + "/merge",
						"into=" + into + "&reason=" + reason.replace(" ", "+"));
				return page.contains(of.number() + " is merged into this case") ? "" : page;
			}

		};

		abstract String splits(Api api, String account, SupportCase of, long message, String subject);

		abstract String merges(Api api, String account, SupportCase of, String into, String reason);

	}

}
