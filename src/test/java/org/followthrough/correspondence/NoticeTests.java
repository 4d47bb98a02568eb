package org.followthrough.correspondence;

import java.lang.management.ManagementFactory;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.audit.Audit;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Notice.Kind;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Plans;
import org.followthrough.testing.Post;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Those who work here are told by few mails, of everything, and of nothing twice. The
 * application's own writer rests meanwhile; the tests write when they say so.
 */
@FollowthroughTest
class NoticeTests {

	private static final AtomicInteger READERS = new AtomicInteger();

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private final String reader = newReader();

	@Autowired
	private Notices notices;

	@Autowired
	private NoticeWriter writer;

	@Autowired
	private NoticeMapper mapper;

	@Autowired
	private NoticeLetters letters;

	@Autowired
	private NoticeSettings settings;

	@Autowired
	private Outbox outbox;

	@Autowired
	private People people;

	@Autowired
	private Audit audit;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Transactions transactions;

	@Autowired
	private TransactionOperations transaction;

	@Autowired
	private MovableClock clock;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Plans plans;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Post post;

	@BeforeEach
	void onlyTheTestWrites() {
		this.writer.stop();
		works(this.reader);
	}

	@AfterEach
	void theApplicationWritesAgain() {
		this.writer.start();
	}

	@Test
	void fiftyThatFallDueTogetherAreOneMailOfFiftyLines() throws MessagingException {
		SupportCase open = this.worker.open();
		for (int i = 1; i <= 50; i++) {
			tell(open, Kind.WORD_OVERDUE, inMinutes(-i), "fifty-" + i);
		}
		minutePasses();
		MimeMessage mail = onlyMail();
		assertThat(mail.getSubject()).isEqualTo("Cases that need you: 50 overdue");
		assertThat(lines(mail)).hasSize(50);
		assertThat(Post.text(mail)).startsWith("Dear Rita Reader,").doesNotContain(" more:");
		assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
	}

	@Test
	void oneIsAPlainLetter() throws MessagingException {
		SupportCase open = this.worker.open();
		tell(open, Kind.WORD_DUE_SOON, Instant.parse("2126-01-05T08:30:00Z"), "one");
		minutePasses();
		MimeMessage mail = onlyMail();
		assertThat(mail.getSubject()).isEqualTo("[" + open.number() + "] It does not print");
		assertThat(Post.text(mail))
			.contains("Case " + open.number()
					+ " is waiting for your word: its customer was promised one by Saturday, 5 January 2126, 08:30 ")
			.contains(" (due in 3")
			.contains("/cases/" + open.number())
			.doesNotContain("*");
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, mode = EnumSource.Mode.MATCH_NONE,
			names = { "SWAP_.*", "DRAFT_.*", "UPGRADE_.*", "WEBHOOK_.*" })
	void eachKindHasWordsForALetterAndAList(Kind kind) {
		Person rita = person(this.reader);
		Notice notice = new Notice(kind, "FT-2026-000001", "It does not print", inMinutes(-30), "550 No such user");
		assertThat(this.letters.letter(rita, notice).body()).contains("ase FT-2026-000001 ").doesNotContain("null");
		Outbox.Letter list = this.letters.digest(rita, List.of(notice, notice), Map.of(kind, 2));
		assertThat(list.subject()).startsWith("Cases that need you: 2 ");
		assertThat(list.body()).contains("* FT-2026-000001: It does not print\n").doesNotContain("null");
	}

	@Test
	void aListIsGroupedByWhatIsWrongAndSortedByWhenItWasDue() {
		SupportCase open = this.worker.open();
		SupportCase other = this.worker.open();
		tell(open, Kind.WORD_DUE_SOON, inMinutes(30), "a");
		tell(open, Kind.WORD_OVERDUE, inMinutes(-90), "b");
		tell(other, Kind.WORD_OVERDUE, inMinutes(-150), "c");
		this.transaction.executeWithoutResult(
				(status) -> this.notices.tellUndelivered(this.reader, other, "550 No\r\nsuch user", "d"));
		tell(other, Kind.WORD_STILL_MISSING, inMinutes(-20), "e");
		minutePasses();
		String text = Post.text(onlyMail());
		assertThat(text).contains("these need you: 1 still without word, 2 overdue, 1 undelivered, 1 due soon.")
			.containsSubsequence("Still without word.", "* " + other.number(), "overdue by 21 min: ", "Overdue.",
					"* " + other.number(), "overdue by 2 h 31 min: ", "/cases/" + other.number(), "* " + open.number(),
					"overdue by 1 h 31 min: ", "Undelivered.", "* " + other.number(),
					"The mail system says: 550 No such user", "Due soon.", "* " + open.number(), "due in 2");
	}

	@Test
	void whatIsAboutTheirWeeksIsToldWithTheRestAndLeadsToTheRota() {
		tellOfRota(Kind.SWAP_ASKED, "engineer1 asks you to take their week of 30 Nov.", "a");
		minutePasses();
		MimeMessage alone = onlyMail();
		assertThat(subject(alone)).isEqualTo("Your weeks on support");
		assertThat(Post.text(alone)).contains("30 Nov.\n\nPlease accept it on the rota, or decline.\n\nhttp")
			.contains("/rota");
		tellOfRota(Kind.SWAP_ASKED, "engineer1 asks you to take their week of 7 Dec.", "b");
		tellOfRota(Kind.SWAP_DECIDED, "engineer1 keeps the week of 30 Nov.", "c");
		minutePasses();
		MimeMessage both = lastMail();
		assertThat(subject(both)).isEqualTo("Your weeks on support: 1 asked of you on the rota, 1 decided on the rota");
		assertThat(Post.text(both))
			.containsSubsequence("* engineer1 asks you to take their week of 7 Dec.", "/rota", "* engineer1 keeps",
					"The rota:", "/rota")
			.doesNotContain("null");
		tellOfRota(Kind.SWAP_DECIDED, "engineer1 keeps the week of 7 Dec.", "d");
		tell("e");
		minutePasses();
		assertThat(subject(lastMail())).isEqualTo("Cases that need you: 1 overdue, 1 decided on the rota");
	}

	@Test
	void whatIsAboutDraftsLeadsToTheStudio() {
		tellInWords(Kind.DRAFT_TO_APPROVE, "manager1 asks you to approve the change \"Ask Sales\": http://x/12", "a");
		minutePasses();
		MimeMessage alone = onlyMail();
		assertThat(subject(alone)).isEqualTo("Changes of the journey");
		assertThat(Post.text(alone))
			.contains("manager1 asks you to approve the change \"Ask Sales\": http://x/12\n\nhttp")
			.contains("/studio");
		tellInWords(Kind.DRAFT_TO_APPROVE, "manager1 asks you to approve the change \"B\": http://x/13", "b");
		tellInWords(Kind.DRAFT_DECIDED, "manager1 approved your change \"C\": http://x/14", "c");
		minutePasses();
		MimeMessage both = lastMail();
		assertThat(subject(both))
			.isEqualTo("Changes of the journey: 1 to be approved in the studio, 1 decided in the studio");
		assertThat(Post.text(both))
			.containsSubsequence("To be approved in the studio", "http://x/13", "Decided in the studio", "http://x/14",
					"The studio:", "/studio")
			.doesNotContain("null");
		tellInWords(Kind.DRAFT_DECIDED, "manager1 approved your change \"D\": http://x/15", "d");
		tellOfRota(Kind.SWAP_DECIDED, "engineer1 keeps the week of 7 Dec.", "e");
		minutePasses();
		assertThat(subject(lastMail())).startsWith("What needs you: ");
	}

	private void tellInWords(Kind kind, String words, String once) {
		this.transaction.executeWithoutResult((status) -> this.notices.tellInWords(this.reader, kind, words, once));
	}

	private void tellOfRota(Kind kind, String words, String once) {
		this.transaction
			.executeWithoutResult((status) -> this.notices.tellOfRota(this.reader, kind, words, inMinutes(60), once));
	}

	private MimeMessage lastMail() {
		this.worker.awaitDelivery();
		List<MimeMessage> mails = this.post.mailbox(address(this.reader));
		return mails.get(mails.size() - 1);
	}

	private static String subject(MimeMessage mail) {
		try {
			return mail.getSubject();
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void nothingIsWrittenBeforeTheTimeIsOver() {
		tell("early");
		this.clock.advance(Duration.ofSeconds(50));
		this.writer.work();
		assertThat(mails()).isZero();
		this.clock.advance(Duration.ofSeconds(10));
		this.writer.work();
		assertThat(mails()).isEqualTo(1);
	}

	@Test
	void aSecondMailWaitsAsLongAsTheFirstDid() {
		tell("first");
		minutePasses();
		tell("second");
		this.clock.advance(Duration.ofSeconds(30));
		// One that was given before the first mail, and was committed after it.
		this.transaction.executeWithoutResult((status) -> this.database.update(
				"UPDATE notice SET given_at = given_at - INTERVAL 1 HOUR WHERE account = ? AND told_at IS NULL",
				this.reader));
		this.writer.work();
		assertThat(mails()).isEqualTo(1);
		this.clock.advance(Duration.ofSeconds(30));
		this.writer.work();
		assertThat(mails()).isEqualTo(2);
	}

	@Test
	void nobodyIsToldTheSameTwice() {
		SupportCase open = this.worker.open();
		tell(open, Kind.WORD_OVERDUE, inMinutes(0), "same");
		tell(open, Kind.WORD_OVERDUE, inMinutes(5), "same");
		minutePasses();
		tell(open, Kind.WORD_OVERDUE, inMinutes(0), "same");
		minutePasses();
		assertThat(Post.text(onlyMail())).contains("Case " + open.number() + " is overdue");
		String colleague = works(newReader());
		this.transaction.executeWithoutResult(
				(status) -> this.notices.tell(colleague, open, Kind.WORD_OVERDUE, inMinutes(0), "same"));
		minutePasses();
		assertThat(mails(colleague)).isEqualTo(1);
	}

	@Test
	void nobodyIsToldWhatDidNotHappen() {
		SupportCase open = this.worker.open();
		this.transaction.executeWithoutResult((status) -> {
			this.notices.tell(this.reader, open, Kind.WORD_OVERDUE, inMinutes(0), "undone");
			status.setRollbackOnly();
		});
		minutePasses();
		assertThat(mails()).isZero();
		assertThatExceptionOfType(IllegalTransactionStateException.class)
			.isThrownBy(() -> this.notices.tell(this.reader, open, Kind.WORD_OVERDUE, inMinutes(0), "outside"));
	}

	@Test
	void aCrashBeforeTheMailIsKeptLosesNothing() {
		tell("crash-1");
		tell("crash-2");
		this.clock.advance(MINUTE);
		writer(NoticeTests::dies).work();
		assertThat(mails()).isZero();
		this.writer.work();
		this.writer.work();
		assertThat(lines(onlyMail())).hasSize(2);
	}

	@Test
	void aCrashAfterTheMailIsKeptRepeatsNothing() {
		tell("crash-1");
		tell("crash-2");
		this.clock.advance(MINUTE);
		this.transaction.executeWithoutResult((status) -> {
			this.writer.work();
			assertThat(mails()).isEqualTo(1);
			status.setRollbackOnly();
		});
		assertThat(mails()).isZero();
		this.writer.work();
		assertThat(lines(onlyMail())).hasSize(2);
	}

	@Test
	void onePersonsTroubleKeepsNobodyElseFromBeingTold() {
		String unlucky = works("a-" + newReader());
		String lucky = works("b-" + newReader());
		SupportCase open = this.worker.open();
		for (String account : List.of(unlucky, lucky)) {
			this.transaction.executeWithoutResult(
					(status) -> this.notices.tell(account, open, Kind.WORD_OVERDUE, inMinutes(0), "trouble"));
		}
		this.clock.advance(MINUTE);
		writer((account) -> {
			if (account.equals(unlucky)) {
				dies(account);
			}
		}).work();
		assertThat(mails(unlucky)).isZero();
		assertThat(mails(lucky)).isEqualTo(1);
	}

	@Test
	void severalNodesWriteOneMailToEach() {
		SupportCase open = this.worker.open();
		List<String> readers = IntStream.range(0, 12).mapToObj((i) -> works(newReader())).toList();
		NoticeWriter here = writer((account) -> {
		});
		NoticeWriter there = writer((account) -> {
		});
		for (int round = 1; round <= 4; round++) {
			for (String account : readers) {
				for (int i = 0; i < 20; i++) {
					String once = "round-" + round + "-" + i;
					// Both nodes notice it.
					AtOnce.all(List.of(tells(account, open, once), tells(account, open, once)));
				}
			}
			this.clock.advance(MINUTE);
			AtOnce.all(List.of((Callable<Boolean>) here::work, (Callable<Boolean>) there::work));
			here.work();
			for (String account : readers) {
				assertThat(mails(account)).as("mails to %s after round %d", account, round).isEqualTo(round);
			}
		}
		this.worker.awaitDelivery();
		assertThat(readers).allSatisfy((account) -> assertThat(this.post.mailbox(address(account))).hasSize(4)
			.allSatisfy((mail) -> assertThat(lines(mail)).hasSize(20)));
	}

	@Test
	void whoeverIsBeingWrittenToIsLeftToTheNodeThatWrites() {
		SupportCase open = this.worker.open();
		tell(open, Kind.WORD_OVERDUE, inMinutes(0), "known by now");
		minutePasses();
		tell(open, Kind.WORD_OVERDUE, inMinutes(0), "in the mail");
		// Given long ago, and committed only while the mail is written.
		Callable<Boolean> late = () -> {
			tell(open, Kind.WORD_OVERDUE, inMinutes(0), "late");
			this.transaction.executeWithoutResult((status) -> this.database.update(
					"UPDATE notice SET given_at = given_at - INTERVAL 1 HOUR WHERE account = ? AND once = 'late'",
					this.reader));
			return this.writer.work();
		};
		this.clock.advance(MINUTE);
		writer((account) -> AtOnce.all(List.of(late))).work();
		this.writer.work();
		assertThat(mails()).isEqualTo(2);
		assertThat(untold(this.reader)).isEqualTo(1);
		minutePasses();
		assertThat(mails()).isEqualTo(3);
		assertThat(untold(this.reader)).isZero();
	}

	@Test
	void whatIsToldWhileAMailIsWrittenIsInThatOneOrTheNext() throws Exception {
		SupportCase open = this.worker.open();
		tell(open, Kind.WORD_OVERDUE, inMinutes(0), "before");
		this.clock.advance(MINUTE);
		List<Callable<Boolean>> all = new ArrayList<>();
		all.add(this.writer::work);
		for (int i = 0; i < 30; i++) {
			all.add(tells(this.reader, open, "meanwhile-" + i));
		}
		AtOnce.all(all);
		minutePasses();
		this.worker.awaitDelivery();
		List<MimeMessage> mails = this.post.mailbox(address(this.reader));
		assertThat(mails).hasSizeBetween(1, 2);
		int told = 0;
		for (MimeMessage mail : mails) {
			told += mail.getSubject().startsWith("[") ? 1 : lines(mail).size();
		}
		assertThat(told).isEqualTo(31);
	}

	@Test
	void whatHasNoPointAnyMoreIsLeftOut() {
		SupportCase open = this.worker.open();
		SupportCase ended = this.worker.open();
		tell(open, Kind.WORD_DUE_SOON, inMinutes(10), "soon");
		tell(open, Kind.VERIFICATION_DUE_SOON, inMinutes(10), "verify");
		tell(ended, Kind.WORD_DUE_SOON, inMinutes(10), "ended");
		this.transaction.executeWithoutResult(
				(status) -> this.notices.withdraw(open.id(), Set.of(Kind.WORD_DUE_SOON, Kind.WORD_OVERDUE)));
		this.customer.withdraws(ended);
		minutePasses();
		assertThat(Post.text(onlyMail())).contains("The fix for case " + open.number() + " is to be verified");
	}

	@Test
	void nobodyIsWrittenToWhenNothingIsLeftToSay() {
		SupportCase ended = this.worker.open();
		tell(ended, Kind.WORD_DUE_SOON, inMinutes(10), "ended");
		this.customer.withdraws(ended);
		minutePasses();
		assertThat(mails()).isZero();
		assertThat(untold(this.reader)).isZero();
	}

	@Test
	void whoeverCannotBeReachedIsRecordedAndNotTriedAgain() {
		SupportCase open = this.worker.open();
		String gone = newReader();
		String silent = newReader();
		this.people.add(new Person(silent, "Sil Ent", "", Set.of(Groups.AGENTS)), "secret-of-Sil");
		for (String account : List.of(gone, silent)) {
			this.transaction.executeWithoutResult((status) -> {
				this.notices.tell(account, open, Kind.WORD_OVERDUE, inMinutes(0), "1");
				this.notices.tell(account, open, Kind.WORD_OVERDUE, inMinutes(0), "2");
			});
		}
		minutePasses();
		minutePasses();
		assertThat(untold(gone) + untold(silent)).isZero();
		assertThat(unsent(gone)).singleElement()
			.satisfies((entry) -> assertThat(entry.details()).containsEntry("notices", 2)
				.containsEntry("reason", "Nobody has this account any more."));
		assertThat(unsent(silent)).singleElement()
			.satisfies(
					(entry) -> assertThat(entry.details()).containsEntry("reason", "The person has no mail address."));
	}

	@Test
	void whatWasToldLongAgoIsForgottenBitByBit() {
		SupportCase open = this.worker.open();
		this.writer.work();
		give(open, this.reader, 2500);
		minutePasses();
		tell(open, Kind.WORD_OVERDUE, inMinutes(0), "untold");
		this.transaction.executeWithoutResult((status) -> this.database.update(
				"UPDATE notice SET told_at = ? WHERE account = ? AND told_at IS NOT NULL AND once <> 'storm-1'",
				Timestamp.from(this.clock.instant().minus(Duration.ofDays(90)).minusSeconds(1)), this.reader));
		assertThat(this.writer.work()).isTrue();
		assertThat(kept()).isEqualTo(1501);
		assertThat(this.writer.work()).isTrue();
		assertThat(this.writer.work()).isFalse();
		assertThat(kept()).as("what was told lately and what wasn't told").isEqualTo(2);
	}

	@Test
	void fiftyThousandToOnePersonAreOneMailInFewStatements() throws MessagingException {
		SupportCase open = this.worker.open();
		give(open, this.reader, 50_000);
		this.clock.advance(MINUTE);
		ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		this.transaction.executeWithoutResult((status) -> {
			int statements = statements();
			long allocated = memory.getCurrentThreadAllocatedBytes();
			long began = System.nanoTime();
			this.writer.work();
			Duration took = Duration.ofNanos(System.nanoTime() - began);
			allocated = memory.getCurrentThreadAllocatedBytes() - allocated;
			statements = statements() - statements - 1;
			System.out.printf("50,000 notices to one person: %d ms, %d statements, %d KB allocated%n", took.toMillis(),
					statements, allocated / 1024);
			assertThat(statements).isLessThan(20);
			assertThat(allocated).as("bytes").isLessThan(5_000_000);
			assertThat(took).isLessThan(Duration.ofSeconds(30));
		});
		MimeMessage mail = onlyMail();
		assertThat(mail.getSubject()).isEqualTo("Cases that need you: 50,000 overdue");
		assertThat(lines(mail)).hasSize(50);
		assertThat(Post.text(mail)).contains("And 49,950 more: the 50 most urgent are listed. All open cases:\nhttp");
		assertThat(untold(this.reader)).isZero();
	}

	@Test
	void everyLookIsByAnIndex() {
		SupportCase open = this.worker.open();
		give(open, this.reader, 20_000);
		minutePasses();
		give(open, works(newReader()), 2_000);
		this.transaction.executeWithoutResult((status) -> this.database.queryForList("ANALYZE TABLE notice"));
		Instant now = this.clock.instant();
		Map<String, Object> values = Map.of("after", "", "givenBy", now, "limit", 100, "account", this.reader, "at",
				now, "before", now.minus(Duration.ofDays(90)), "caseId", this.worker.open().id(), "kinds",
				Set.of(Kind.WORD_OVERDUE, Kind.WORD_DUE_SOON));
		assertThat(plan("readers", values)).containsEntry("notice", "notice_told");
		assertThat(plan("tell", values)).containsEntry("notice", "notice_told");
		assertThat(plan("told", values)).containsEntry("n", "notice_told").containsEntry("c", "PRIMARY");
		assertThat(plan("sums", values)).containsEntry("n", "notice_told").containsEntry("c", "PRIMARY");
		assertThat(plan("old", values)).containsEntry("notice", "notice_told");
		assertThat(plan("withdraw", values)).containsEntry("n", "notice_case");
	}

	/** The index by which each table is read. */
	private Map<String, String> plan(String statement, Map<String, Object> values) {
		return this.plans.of(NoticeMapper.class.getName() + "." + statement, values)
			.stream()
			.collect(Collectors.toMap((row) -> String.valueOf(row.get("table")),
					(row) -> String.valueOf(row.get("key"))));
	}

	private static String newReader() {
		return "reader" + READERS.incrementAndGet();
	}

	private String works(String account) {
		this.people.add(new Person(account, "Rita Reader", address(account), Set.of(Groups.AGENTS)), "secret-of-Rita");
		return account;
	}

	private Person person(String account) {
		return this.people.find(account).orElseThrow();
	}

	private static String address(String account) {
		return account + "@followthrough.example";
	}

	/** Another node, to which something happens while it writes. */
	private NoticeWriter writer(Consumer<String> meanwhile) {
		return new NoticeWriter(this.mapper, this.letters, this.outbox, new Meanwhile(this.people, meanwhile),
				this.audit, this.settings, this.transactions, this.clock);
	}

	private static void dies(String account) {
		throw new IllegalStateException("This node died while it wrote to " + account);
	}

	private void tell(String once) {
		tell(this.worker.open(), Kind.WORD_OVERDUE, inMinutes(0), once);
	}

	private void tell(SupportCase about, Kind kind, Instant due, String once) {
		this.transaction.executeWithoutResult((status) -> this.notices.tell(this.reader, about, kind, due, once));
	}

	private Callable<Boolean> tells(String account, SupportCase about, String once) {
		return () -> {
			this.transactions.retrying(() -> {
				this.notices.tell(account, about, Kind.WORD_OVERDUE, inMinutes(0), once);
				return null;
			});
			return true;
		};
	}

	private void give(SupportCase about, String account, int notices) {
		this.transaction.executeWithoutResult((status) -> this.database.update("""
				INSERT INTO notice (account, once, kind, case_id, due_at, given_at)
				SELECT ?, CONCAT('storm-', seq), 'WORD_OVERDUE', ?, ? - INTERVAL seq SECOND, ? FROM seq_1_to_%d
				""".formatted(notices), account, about.id(), Timestamp.from(this.clock.instant()),
				Timestamp.from(this.clock.instant())));
	}

	private Instant inMinutes(int minutes) {
		return this.clock.instant().plus(Duration.ofMinutes(minutes));
	}

	private void minutePasses() {
		this.clock.advance(MINUTE);
		this.writer.work();
	}

	private MimeMessage onlyMail() {
		this.worker.awaitDelivery();
		List<MimeMessage> mails = this.post.mailbox(address(this.reader));
		assertThat(mails).hasSize(1);
		return mails.get(0);
	}

	private static List<String> lines(MimeMessage mail) {
		return Post.text(mail).lines().filter((line) -> line.startsWith("* FT-")).toList();
	}

	private int mails() {
		return mails(this.reader);
	}

	private int mails(String account) {
		return count("outgoing_mail WHERE recipient = ?", address(account));
	}

	private int untold(String account) {
		return count("notice WHERE told_at IS NULL AND account = ?", account);
	}

	private int kept() {
		return count("notice WHERE account = ?", this.reader);
	}

	private int count(String rows, Object... arguments) {
		Integer count = this.database.queryForObject("SELECT COUNT(*) FROM " + rows, Integer.class, arguments);
		return (count != null) ? count : 0;
	}

	private int statements() {
		return Integer
			.parseInt(String.valueOf(this.database.queryForMap("SHOW SESSION STATUS LIKE 'Questions'").get("Value")));
	}

	private List<AuditEntry> unsent(String account) {
		return this.timeline.of(Audit.SYSTEM, 0, 100_000)
			.stream()
			.filter((entry) -> entry.action().equals("notices.unsent")
					&& account.equals(entry.details().get("account")))
			.toList();
	}

	/**
	 * People whom one looks up in the middle of writing to them, which is when things
	 * happen.
	 */
	private static final class Meanwhile implements People {

		private final People people;

		private final Consumer<String> happens;

		Meanwhile(People people, Consumer<String> happens) {
			this.people = people;
			this.happens = happens;
		}

		@Override
		public Optional<Person> find(String account) {
			this.happens.accept(account);
			return this.people.find(account);
		}

		@Override
		public List<String> in(String group) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean passwordMatches(String account, String password) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void add(Person person, String password) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean areNone() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void ensureGroups() {
			throw new UnsupportedOperationException();
		}

	}

}
