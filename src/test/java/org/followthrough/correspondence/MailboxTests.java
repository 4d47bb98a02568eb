package org.followthrough.correspondence;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import org.awaitility.Awaitility;
import org.followthrough.correspondence.MailSettings.Security;
import org.followthrough.database.Transactions;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TestSettings;
import org.followthrough.testing.Timers;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One mailbox on a mail server of its own, in all the ways in which it may be reached,
 * and in which that may fail.
 */
@Tag("thorough")
@FollowthroughTest
class MailboxTests {

	private static final String PASSWORD = "a password";

	private final String user = "inbox-" + UUID.randomUUID() + "@ours.example";

	private final GreenMail server = new GreenMail(
			new ServerSetup(TestSettings.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

	private final List<AutoCloseable> ends = new ArrayList<>();

	@Autowired
	private MailIntake intake;

	@Autowired
	private MailboxMapper rows;

	@Autowired
	private Transactions transactions;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Timers timers;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private JdbcTemplate database;

	private Arrivals arrivals = new Arrivals(new JdbcTemplate());

	private RawMailbox inbox = new RawMailbox(0, "", "");

	private long before;

	@BeforeEach
	void aMailServerIsThere() {
		this.server.start();
		this.server.getUserManager().setAuthRequired(true);
		this.server.setUser(this.user, this.user, PASSWORD);
		this.inbox = new RawMailbox(port(), this.user, "\"" + PASSWORD + "\"");
		this.arrivals = new Arrivals(this.database);
		this.before = this.arrivals.last();
	}

	@AfterEach
	void allEnds() throws Exception {
		for (AutoCloseable end : this.ends) {
			end.close();
		}
		this.server.stop();
		this.promises.allKept();
	}

	@Test
	void theServerTellsOfNewMailThoughNobodyLooks() {
		Mailbox mailbox = starts(at(port()).everyHour());
		Awaitility.await("listening").until(mailbox::isTold);
		puts("told");
		assertThat(this.arrivals.sorted(this.before)).extracting(Arrivals.Arrival::subject).isEqualTo("told");
		// It is noted at the end of a look, by when the mail may be sorted.
		Awaitility.await("what is noted of it").until(() -> health().listening());
		assertThat(health().failingSince()).isNull();
		puts("told again");
		assertThat(this.arrivals.sorted(this.before, 2)).hasSize(2);
	}

	@Test
	void whereTheServerCannotTellItIsLookedForInstead() {
		ImapFront front = front(ImapFront.plain(port()).withoutIdle());
		Mailbox mailbox = starts(at(front.port()).looking(Duration.ofMillis(200), Duration.ofHours(1)));
		Awaitility.await("a look").until(() -> front.count("SELECT") > 1);
		puts("looked for");
		assertThat(this.arrivals.sorted(this.before).subject()).isEqualTo("looked for");
		assertThat(mailbox.isTold()).isFalse();
		assertThat(health().listening()).isFalse();
	}

	@Test
	void whatTheServerKeepsToItselfIsFoundAllTheSameAndItIsNotTrustedFromThenOn() {
		ImapFront front = front(ImapFront.plain(port()).deaf());
		Mailbox mailbox = starts(at(front.port()).looking(Duration.ofMillis(200), Duration.ofMillis(400)));
		Awaitility.await("listening").until(mailbox::isTold);
		for (int i = 1; mailbox.isTold() && i < 20; i++) {
			puts("kept to itself " + i);
			this.arrivals.sorted(this.before, i);
		}
		assertThat(mailbox.isTold()).isFalse();
		puts("the last one");
		Awaitility.await("the last one")
			.until(() -> this.arrivals.after(this.before)
				.stream()
				.anyMatch((mail) -> "the last one".equals(mail.subject())));
	}

	@ParameterizedTest
	@EnumSource(value = Security.class, names = { "TLS", "STARTTLS" })
	void aCertificateOfTheirOwnIsTrustedWhereTheSettingsSayAndNowhereElse(Security security) {
		Certificate own = Certificate.of("127.0.0.1");
		ImapFront front = front(encrypted(security, own));
		puts("encrypted");
		assertThat(reads(at(front.port()).secured(security, "mail"), own.trusted("mail"))).isNull();
		assertThat(this.arrivals.sorted(this.before).subject()).isEqualTo("encrypted");
		String untrusted = reads(at(front.port()).secured(security, ""), new DefaultSslBundleRegistry());
		assertThat(untrusted).contains("certificate is not trusted");
		assertThat(reads(at(front.port()).secured(security, "mail"), Certificate.of("127.0.0.1").trusted("mail")))
			.contains("certificate is not trusted");
		assertThat(front.count("LOGIN") + front.count("AUTHENTICATE")).as("nothing was said to who isn't trusted")
			.isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource(value = Security.class, names = { "TLS", "STARTTLS" })
	void aTrustedCertificateForAnotherServerIsRefused(Security security) {
		Certificate other = Certificate.of("mail.elsewhere.example");
		ImapFront front = front(encrypted(security, other));
		assertThat(reads(at(front.port()).secured(security, "mail"), other.trusted("mail"))).contains("is not for");
		assertThat(front.count("LOGIN")).isZero();
	}

	@Test
	void aServerThatCannotEncryptIsToldNoPassword() {
		ImapFront front = front(ImapFront.plain(port()));
		assertThat(reads(at(front.port()).secured(Security.STARTTLS, ""), new DefaultSslBundleRegistry())).isNotNull();
		assertThat(front.count("LOGIN") + front.count("AUTHENTICATE")).isZero();
	}

	@Test
	void aTokenIsUsedUntilItExpiresOrIsRefused() {
		TokenServerStandIn tokens = tokens();
		Setup setup = at(port()).withToken(tokens, TokenServerStandIn.SECRET, "");
		Mailbox mailbox = mailbox(setup, new DefaultSslBundleRegistry());
		puts("by token");
		mailbox.work();
		mailbox.work();
		assertThat(this.arrivals.sorted(this.before).subject()).isEqualTo("by token");
		assertThat(tokens.requests()).singleElement()
			.asString()
			.contains("grant_type=client_credentials")
			.contains("scope=mail.read");
		this.timers.passes(Duration.ofHours(1));
		mailbox.work();
		assertThat(tokens.requests()).hasSize(2);
		// The mail server withdraws it before its time.
		user().setPassword("another token");
		mailbox.work();
		assertThat(tokens.requests()).hasSize(3);
		assertThat(health().failingSince()).isNull();
		this.timers.passes(Duration.ofHours(-1));
	}

	@Test
	void aPersonsConsentGetsTokensToo() {
		TokenServerStandIn tokens = tokens();
		puts("by consent");
		assertThat(reads(at(port()).withToken(tokens, TokenServerStandIn.SECRET, TokenServerStandIn.CONSENT),
				new DefaultSslBundleRegistry()))
			.isNull();
		assertThat(this.arrivals.sorted(this.before).subject()).isEqualTo("by consent");
		assertThat(tokens.requests()).singleElement().asString().contains("grant_type=refresh_token");
	}

	@Test
	void whatIsWrongIsSaidInPlainWordsAndNoSecretIsTold() {
		TokenServerStandIn tokens = tokens();
		String refused = reads(at(port()).withToken(tokens, "wrong secret", ""), new DefaultSslBundleRegistry());
		assertThat(refused).contains("The token server gave no token: invalid_client").doesNotContain("wrong secret");
		tokens.refuses(true);
		assertThat(reads(at(port()).withToken(tokens, TokenServerStandIn.SECRET, ""), new DefaultSslBundleRegistry()))
			.contains("invalid_grant");
		user().setPassword("changed meanwhile");
		assertThat(reads(at(port()), new DefaultSslBundleRegistry())).contains("does not accept the user name")
			.doesNotContain(PASSWORD);
		user().setPassword(PASSWORD);
		assertThat(reads(at(port()).folder("Nowhere"), new DefaultSslBundleRegistry()))
			.isEqualTo("There is no folder Nowhere in this mailbox.");
		assertThat(reads(at(TestSettings.freePort()), new DefaultSslBundleRegistry())).contains("can't be reached");
		assertThat(reads(at(port()), new DefaultSslBundleRegistry())).isNull();
		assertThat(health().failedAt()).isNotNull();
	}

	@Test
	void oneNodeAtATimeReadsAMailboxAndAnotherDoesWhenThatDied() {
		ImapFront first = front(ImapFront.plain(port()));
		ImapFront second = front(ImapFront.plain(port()));
		Mailbox one = mailbox(at(first.port()), new DefaultSslBundleRegistry());
		Mailbox other = mailbox(at(second.port()), new DefaultSslBundleRegistry());
		one.work();
		puts("while both live");
		other.work();
		assertThat(second.count("LOGIN")).isZero();
		one.work();
		assertThat(this.arrivals.sorted(this.before, 1)).hasSize(1);
		// The first one is never heard of again.
		puts("after its death");
		this.timers.passes(MailboxHold.LEASE.minusSeconds(30));
		other.work();
		assertThat(second.count("LOGIN")).isZero();
		this.timers.passes(Duration.ofSeconds(31));
		other.work();
		assertThat(this.arrivals.sorted(this.before, 2)).hasSize(2);
		long logins = first.count("LOGIN");
		one.work();
		assertThat(first.count("LOGIN")).as("who was only slow leaves it alone").isEqualTo(logins);
	}

	@Test
	void whoStopsInOrderLetsTheOtherHaveItAtOnce() {
		Mailbox one = starts(at(port()).looking(Duration.ofMillis(100), Duration.ofMillis(100)));
		Awaitility.await("a look")
			.until(() -> this.rows.all().stream().anyMatch((row) -> row.place().contains(this.user)));
		one.stop();
		puts("taken over");
		mailbox(at(port()), new DefaultSslBundleRegistry()).work();
		assertThat(this.arrivals.sorted(this.before).subject()).isEqualTo("taken over");
	}

	@Test
	void aConnectionThatEndsInTheMidstOfAMailLosesAndRepeatsNothing() {
		ImapFront front = front(ImapFront.plain(port()));
		puts("cut off");
		front.cutBefore("BODY.PEEK[");
		Mailbox mailbox = mailbox(at(front.port()), new DefaultSslBundleRegistry());
		mailbox.work();
		assertThat(this.arrivals.after(this.before)).isEmpty();
		this.timers.passes(Duration.ofSeconds(11));
		mailbox.work();
		mailbox.work();
		assertThat(this.arrivals.sorted(this.before, 1)).hasSize(1)
			.extracting(Arrivals.Arrival::subject)
			.containsExactly("cut off");
	}

	@Test
	void aMailThatIsStoredAndNotMarkedIsNotStoredAgain() {
		ImapFront front = front(ImapFront.plain(port()));
		puts("not marked");
		front.cutBefore(" STORE ");
		mailbox(at(front.port()), new DefaultSslBundleRegistry()).work();
		assertThat(this.arrivals.after(this.before)).hasSize(1);
		assertThat(front.count(" STORE ")).isEqualTo(1);
		this.timers.passes(MailboxHold.LEASE.plusSeconds(1));
		puts("another");
		mailbox(at(front.port()), new DefaultSslBundleRegistry()).work();
		assertThat(this.arrivals.sorted(this.before, 2)).extracting(Arrivals.Arrival::subject)
			.containsExactly("not marked", "another");
	}

	@Test
	void manyMailsTakeFewCommandsAndEachIsKeptByteForByteAndMarked() {
		ImapFront front = front(ImapFront.plain(port()));
		this.inbox.put(IntStream.range(0, 40).mapToObj((i) -> raw("many " + i, (i == 17) ? 700_000 : 1000 * i)));
		mailbox(at(front.port()), new DefaultSslBundleRegistry()).work();
		List<Arrivals.Arrival> arrived = this.arrivals.sorted(this.before, 40);
		assertThat(arrived).extracting(Arrivals.Arrival::subject)
			.containsExactlyElementsOf(IntStream.range(0, 40).mapToObj((i) -> "many " + i).toList());
		List<RawMailbox.Delivered> delivered = this.inbox.read();
		for (int i = 0; i < 40; i++) {
			assertThat(this.arrivals.bytes(arrived.get(i).fileId())).isEqualTo(delivered.get(i).content());
		}
		assertThat(front.count("BODY.PEEK[")).isLessThanOrEqualTo(4);
		assertThat(front.count(" STORE ")).isLessThanOrEqualTo(3);
		assertThat(this.server.getReceivedMessages()).allMatch(MailboxTests::isSeen);
	}

	@Test
	void aMailThatTheServerChokesOnHoldsUpNoOther() {
		ImapFront front = front(ImapFront.plain(port()));
		List.of("before it", "the one", "behind it").forEach(this::puts);
		front.chokesOn("FETCH (1:3|2) \\(.*BODY\\.PEEK");
		Mailbox mailbox = mailbox(at(front.port()), new DefaultSslBundleRegistry());
		for (int i = 0; i < 3; i++) {
			mailbox.work();
		}
		assertThat(this.arrivals.sorted(this.before, 2)).extracting(Arrivals.Arrival::subject)
			.containsExactly("before it", "behind it");
		front.chokesOn("(?!)");
		this.timers.passes(Duration.ofSeconds(11));
		mailbox.work();
		assertThat(this.arrivals.sorted(this.before, 3)).extracting(Arrivals.Arrival::subject).endsWith("the one");
	}

	@Test
	void whatComesWhileItLooksIsFetchedByTheSameConnection() {
		ImapFront front = front(ImapFront.plain(port())).before(" STORE ", () -> puts("meanwhile"));
		puts("first");
		mailbox(at(front.port()), new DefaultSslBundleRegistry()).work();
		assertThat(this.arrivals.sorted(this.before, 2)).extracting(Arrivals.Arrival::subject)
			.containsExactly("first", "meanwhile");
		assertThat(front.count("LOGIN") + front.count("AUTHENTICATE")).isEqualTo(1);
	}

	private static byte[] raw(String subject, int size) {
		return RawMail.from("ada-" + UUID.randomUUID() + "@example.org")
			.subject(subject)
			.text("0123456789".repeat(7).concat("\n").repeat(size / 72 + 1))
			.toString()
			.replace("\n", "\r\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	private static boolean isSeen(MimeMessage mail) {
		try {
			return mail.isSet(Flags.Flag.SEEN);
		}
		catch (MessagingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private int port() {
		return this.server.getImap().getServerSetup().getPort();
	}

	private GreenMailUser user() {
		return this.server.getUserManager().getUserByEmail(this.user);
	}

	private void puts(String subject) {
		// Password and token are one to this server.
		String password = (String) ReflectionTestUtils.getField(user(), "password");
		new RawMailbox(port(), this.user, "\"" + password + "\"")
			.put(RawMail.from("ada-" + UUID.randomUUID() + "@example.org")
				.subject(subject)
				.toString()
				.replace("\n", "\r\n")
				.getBytes(StandardCharsets.UTF_8));
	}

	private TokenServerStandIn tokens() {
		TokenServerStandIn tokens = new TokenServerStandIn((token) -> user().setPassword(token));
		this.ends.add(tokens);
		return tokens;
	}

	private ImapFront front(ImapFront front) {
		this.ends.add(front);
		return front;
	}

	private ImapFront encrypted(Security security, Certificate by) {
		return (security == Security.TLS) ? ImapFront.tls(port(), by.context())
				: ImapFront.startTls(port(), by.context());
	}

	private Mailbox starts(Setup setup) {
		Mailbox mailbox = mailbox(setup, new DefaultSslBundleRegistry());
		this.ends.add(mailbox::stop);
		mailbox.start();
		return mailbox;
	}

	/** One look, by a node that has the mailbox to itself; yields what is wrong. */
	private @org.jspecify.annotations.Nullable String reads(Setup setup, SslBundles bundles) {
		Mailbox mailbox = mailbox(setup, bundles);
		mailbox.work();
		MailboxMapper.Health health = this.rows.all()
			.stream()
			.filter((row) -> row.place().equals(setup.settings().place()))
			.findFirst()
			.orElseThrow();
		mailbox.stop();
		return (health.failingSince() != null) ? health.lastError() : null;
	}

	private MailboxMapper.Health health() {
		return this.rows.all()
			.stream()
			.filter((row) -> row.place().equals(at(port()).settings().place()))
			.findFirst()
			.orElseThrow();
	}

	private Mailbox mailbox(Setup setup, SslBundles bundles) {
		MailSettings.Mailbox settings = setup.settings();
		return new Mailbox(settings, new MailboxConnection(settings, bundles, this.clock),
				new MailboxHold(settings.place(), this.rows, this.transactions, this.clock), this.intake, this.clock);
	}

	private Setup at(int port) {
		return new Setup(this.user, port, Security.NONE, "INBOX", Duration.ofHours(1), false, Duration.ofHours(1), "",
				new MailSettings.TokenServer("", "", "", "", List.of()));
	}

	/**
	 * Settings, from valid defaults.
	 */
	private record Setup(String user, int port, Security security, String folder, Duration every, boolean idle,
			Duration atLeastEvery, String bundle, MailSettings.TokenServer tokens) {

		MailSettings.Mailbox settings() {
			return new MailSettings.Mailbox("127.0.0.1", this.port, this.user, PASSWORD, this.security, this.folder,
					this.every, this.idle, this.atLeastEvery, this.user, "", this.bundle, this.tokens);
		}

		Setup everyHour() {
			return looking(Duration.ofHours(1), Duration.ofHours(1));
		}

		Setup looking(Duration interval, Duration atLeast) {
			return new Setup(this.user, this.port, this.security, this.folder, interval, true, atLeast, this.bundle,
					this.tokens);
		}

		Setup secured(Security how, String trusting) {
			return new Setup(this.user, this.port, how, this.folder, this.every, this.idle, this.atLeastEvery, trusting,
					this.tokens);
		}

		Setup folder(String name) {
			return new Setup(this.user, this.port, this.security, name, this.every, this.idle, this.atLeastEvery,
					this.bundle, this.tokens);
		}

		Setup withToken(TokenServerStandIn server, String secret, String consent) {
			return new Setup(this.user, this.port, this.security, this.folder, this.every, this.idle, this.atLeastEvery,
					this.bundle, new MailSettings.TokenServer(server.uri(), TokenServerStandIn.CLIENT, secret, consent,
							List.of("mail.read")));
		}

	}

}
