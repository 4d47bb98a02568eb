package org.followthrough.erasure;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.testing.Api;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A person's data goes on request, and what was recorded can be checked all the same.
 */
@Tag("thorough")
@FollowthroughTest
class ErasureTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage page;

	@Autowired
	private Post post;

	@Autowired
	private Api api;

	@Autowired
	private Cases cases;

	@Autowired
	private Customers customers;

	@Autowired
	private Timeline timeline;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private PromiseCheck promises;

	@TempDir
	private Path folder;

	private Correspondent person;

	private EveryColumn columns;

	@BeforeEach
	void somebodyWrites() {
		this.person = new Correspondent(this.worker, this.page, this.post, this.cases, this.database);
		this.columns = new EveryColumn(this.database);
	}

	@AfterEach
	void allPromisesAreKept() {
		this.worker.awaitDelivery();
		this.promises.allKept();
	}

	@Test
	void afterAnErasureNothingOfThePersonIsAnywhereAndEverythingStillVerifies() throws Exception {
		SupportCase long1 = this.person.closedAfterAll();
		SupportCase short1 = this.person.closed();
		awaitSearchable(long1);
		Path before = export("before");
		JsonNode path = this.api.get("auditor1", "/audit/cases/" + long1.number() + "/path").json();
		String ways = this.api.get("auditor1", "/audit/exports/cases.xes?number=" + long1.number()).text();
		assertThat(this.columns.with(this.person.all())).as("where it was")
			.contains("message.body", "message.author", "file_piece.bytes", "customer.email", "support_case.subject",
					"outgoing_mail.recipient", "incoming_mail.sender", "inquiry_text.words", "inquiry_word.word",
					"escalation.customer_sees", "verification.evidence", "rating.words", "attachment.name")
			.doesNotContain("audit_entry.content", "audit_entry.actor");
		assertThat(journeys(long1)).isGreaterThan(1);

		long id = erase(Door.API);

		assertThat(this.columns.with(this.person.all())).isEmpty();
		assertThat(this.timeline.firstBreak(long1.number())).isZero();
		assertThat(verify(before)).contains("Everything fits.");
		assertThat(verify(export("after"))).contains("Everything fits.");
		assertThat(verify(export("case", "?case=" + long1.number()))).contains("Everything fits.");
		assertThat(journeys(long1)).as("what the engine remembers").isZero();
		JsonNode pathAfter = this.api.get("auditor1", "/audit/cases/" + long1.number() + "/path").json();
		assertThat(pathAfter).as("the way through the diagram").isEqualTo(path);
		assertThat(this.api.get("auditor1", "/audit/exports/cases.xes?number=" + long1.number()).text())
			.contains(ways.substring(ways.indexOf("<trace>"), ways.indexOf("</event>")));
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/cases/" + long1.number()))
			.contains("(erased on ", "What was written on the case went for good (on request)", "agent1");
		JsonNode opened = this.api.get("auditor1", "/cases/" + long1.number() + "/timeline").json().get(0);
		assertThat(opened.path("actor").asText()).isEqualTo("customer-" + long1.customerId());
		assertThat(opened.at("/details/subject").asText()).startsWith("(erased on ");
		JsonNode report = this.api.get("auditor1", "/audit/erasures/" + id).json();
		assertThat(report.path("cases").asInt()).isEqualTo(2);
		assertThat(report.path("messages").asInt()).isEqualTo(
				number("SELECT COUNT(*) FROM message WHERE case_id IN (" + long1.id() + ", " + short1.id() + ")"));
		assertThat(report.path("files").asInt()).isEqualTo(4);
		assertThat(report.path("askedBy").asText()).isEqualTo("admin1");
		assertThat(report.path("decidedBy").asText()).isEqualTo("manager1");
		assertThat(report.path("stays").toString()).contains("The histories of their cases", "defects D-");
		assertThat(new String(new SignedInPerson(this.api, "auditor1").get("/audit/erasures.csv").body(),
				StandardCharsets.UTF_8))
			.contains(long1.number() + ",on request",
					id + ",customer-" + long1.customerId() + ",done,The letter of May");
		assertThat(this.database.queryForList("""
				SELECT action FROM audit_entry WHERE stream = 'system' AND JSON_VALUE(content, '$.details.erasure') = ?
				ORDER BY seq""", String.class, id)).containsExactly("erasure.asked", "erasure.confirmed",
				"erasure.ended");
	}

	@ParameterizedTest
	@EnumSource
	void nobodyErasesAloneOrWithoutNamingThePerson(Door door) {
		this.person.closed();
		String asked = ask(door, "admin1", this.person.address, "The letter of May");
		long id = lastErasure();
		assertThat(confirm(door, "admin1", id, this.person.address)).contains("somebody else has to confirm it");
		assertThat(confirm(door, "manager1", id, "somebody.else@customer.example"))
			.contains("Write the address of whom you mean to erase");
		assertThat(ask(door, "manager1", this.person.address, "Again")).contains("asked for already");
		assertThat(asked).doesNotContain("(erased");
		assertThat(this.customers.find(this.person.address)).isPresent();
		assertThat(withdraw(door, "manager1", id)).contains((door == Door.API) ? "withdrawn" : "It is taken back");
		assertThat(confirm(door, "manager1", id, this.person.address)).contains("decided already");
		assertThat(this.columns.with(this.person.word)).contains("message.body");
	}

	@ParameterizedTest
	@EnumSource
	void whatIsOpenOrHeldIsInTheWay(Door door) {
		SupportCase open = this.person.writes("Help");
		assertThat(ask(door, "admin1", this.person.address, "A letter")).contains("Close their open cases first",
				open.number());
		this.api.post("agent1", "/cases/" + open.number() + "/close",
				Map.of("as", "withdrawn", "reason", "They wrote so."));
		this.worker.awaitDelivery();
		ask(door, "admin1", this.person.address, "A letter");
		long id = lastErasure();
		assertThat(hold(door, "manager1", open.number(), "The court wants it.")).contains(open.number());
		assertThat(confirm(door, "manager2", id, this.person.address)).contains("is under a legal hold");
		assertThat(hold(door, "manager1", open.number(), "Twice")).contains("held already");
		assertThat(hold(door, "manager1", "FT-1999-000001", "Why not")).contains("no case with this number");
		assertThat(hold(door, "manager1", this.person.address, "")).contains("Say why");
		lift(door, "manager1", "The court is done.");
		assertThat(hold(door, "manager1", this.person.address, "Another court.")).contains(this.person.address);
		assertThat(confirm(door, "manager2", id, this.person.address)).contains("under a legal hold");
		lift(door, "admin1", "It is done, too.");
		confirm(door, "manager2", id, this.person.address);
		awaitDone(id);
		assertThat(hold(door, "manager1", open.number(), "Too late")).contains("was erased");
		assertThat(this.columns.with(this.person.all())).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "agent1,403,403,403,403", "support1,403,403,403,403", "engineer1,403,403,403,403",
			"auditor1,200,403,403,403", "admin1,200,201,201,403", "manager1,200,201,201,200" })
	void whoMayDoWhat(String account, int read, int ask, int hold, int rules) {
		this.person.closed();
		SignedInPerson visitor = new SignedInPerson(this.api, account);
		for (String path : List.of("/audit/erasures", "/audit/erasures.csv", "/audit/holds", "/audit/retention")) {
			assertThat(visitor.get(path).statusCode()).as(path).isEqualTo(read);
			assertThat(this.api.get(account, path).status()).as(path).isEqualTo(read);
		}
		assertThat(this.api.get(account, "/audit/erasures/preview?customer=" + this.person.address).status())
			.isEqualTo((ask == 201) ? 200 : 403);
		assertThat(visitor.get("/audit/erasures/person?customer=" + this.person.address).statusCode())
			.isEqualTo((ask == 201) ? 200 : 403);
		assertThat(this.api.post(account, "/audit/erasures", Map.of("customer", this.person.address, "reason", "x"))
			.status()).isEqualTo(ask);
		assertThat(this.api.post(account, "/audit/holds", Map.of("what", this.person.address, "reason", "x")).status())
			.isEqualTo(hold);
		if (hold == 201) {
			lift(Door.API, account, "done");
		}
		int version = this.api.get("manager1", "/audit/retention").json().path("version").asInt();
		assertThat(this.api
			.send("PUT", account, "/audit/retention", Map.of("version", version, "rules", List.of()), Map.of())
			.status()).isEqualTo(rules);
	}

	@Test
	void whatIsNoSenseIsToldSo() {
		assertThat(
				this.api.post("admin1", "/audit/erasures", Map.of("customer", "nobody@nowhere.example", "reason", "x")))
			.satisfies((answer) -> {
				assertThat(answer.status()).isEqualTo(422);
				assertThat(answer.type()).startsWith("application/problem+json");
				assertThat(answer.text()).contains("We know no customer by this address");
			});
		this.person.closed();
		assertThat(this.api.post("admin1", "/audit/erasures", Map.of("customer", this.person.address)).text())
			.contains("Say in up to 2000 characters why");
		assertThat(this.api.get("auditor1", "/audit/erasures/999999999").status()).isEqualTo(404);
		assertThat(this.api.get("auditor1", "/audit/erasures?cursor=!!").status()).isEqualTo(422);
		assertThat(this.api.post("admin1", "/audit/holds/999999999/lift", Map.of("reason", "x")).status())
			.isEqualTo(404);
		assertThat(new SignedInPerson(this.api, "admin1").page("/audit/erasures/person?customer=nonsense"))
			.contains("We know no customer by this address");
		assertThat(new SignedInPerson(this.api, "auditor1").get("/audit/erasures/999999999").statusCode())
			.isEqualTo(404);
	}

	@Test
	void whoIsErasedAndWritesAgainIsSomebodyNew() {
		SupportCase gone = this.person.closed();
		String link = this.page.linkFromMail(gone);
		String ours = this.post.idOf(this.person.address, "is off. Switch it on.").orElseThrow();
		erase(Door.PAGE);
		assertThat(this.page.opens(link).status()).isEqualTo(410);
		this.person.send("Re: The printer", "In-Reply-To: " + ours + "\nReferences: " + ours + "\n");
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.person.count() == 1);
		assertThat(this.customers.find(this.person.address).orElseThrow().id()).isNotEqualTo(gone.customerId());
		assertThat(this.worker.now(gone).isOpen()).isFalse();
		assertThat(number("SELECT COUNT(*) FROM message WHERE case_id = " + gone.id() + " AND body <> '(erased)'"))
			.isZero();
		assertThat(this.api
			.post("agent1", "/cases/" + gone.number() + "/messages", Map.of("text", "Note", "visibility", "internal"))
			.status()).isEqualTo(410);
	}

	@Test
	void aMailThatArrivesMeanwhileIsErasedOrIsANewMatter() {
		for (int i = 0; i < 5; i++) {
			somebodyWrites();
			SupportCase gone = this.person.closed();
			ask(Door.API, "admin1", this.person.address, "The letter of May");
			long id = lastErasure();
			AtOnce.all(List.<Callable<Object>>of(() -> {
				this.person.send("The " + this.person.word + " again " + gone.number(), "");
				return "";
			}, () -> this.api
				.post("manager1", "/audit/erasures/" + id + "/confirm", Map.of("customer", this.person.address))
				.text()));
			Awaitility.await("the mail is sorted")
				.atMost(Duration.ofSeconds(30))
				.until(() -> number("SELECT COUNT(*) FROM incoming_mail WHERE state = 'STORED'") == 0);
			String state = this.api.get("auditor1", "/audit/erasures/" + id).json().path("state").asText();
			if (state.equals("asked")) {
				// The mail came first and reopened the case, which is in the way then.
				assertThat(this.worker.now(gone).isOpen()).isTrue();
				continue;
			}
			awaitDone(id);
			assertThat(number("SELECT COUNT(*) FROM message m JOIN support_case c ON c.id = m.case_id "
					+ "WHERE c.customer_id = " + gone.customerId() + " AND m.body <> '(erased)'"))
				.isZero();
			assertThat(number("SELECT COUNT(*) FROM support_case WHERE customer_id = " + gone.customerId()
					+ " AND erased_at IS NULL"))
				.isZero();
		}
	}

	@Test
	void whatAuditorsSavedOfThePersonNamesThemNoMore() {
		SupportCase closed = this.person.closed();
		awaitSearchable(closed);
		String criteria = "customer=" + URLEncoder.encode(this.person.address, StandardCharsets.UTF_8);
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		auditor.post("/audit/search?" + criteria, "/audit/samples", criteria + "&title=One+of+them&size=1&seed=1");
		this.api.get("auditor1", "/audit/questions/access?" + criteria);
		assertThat(this.columns.with(this.person.all())).anyMatch((where) -> where.startsWith("inquiry_sample"));
		erase(Door.API);
		assertThat(this.columns.with(this.person.all())).isEmpty();
	}

	@Test
	void everyColumnThatCanHoldWordsIsJudged() {
		this.columns.all().forEach((table, all) -> {
			if (table.startsWith("ACT_") || table.equals("flyway_schema_history")) {
				return;
			}
			Set<String> judged = new TreeSet<>(Words.STAY.getOrDefault(table, Set.of()));
			Words.OF_CASES.stream()
				.filter((place) -> place.table().equals(table))
				.forEach((place) -> judged.addAll(place.overwritten().isEmpty() ? all : place.overwritten().keySet()));
			judged.addAll(Words.BY_ADDRESS.getOrDefault(table, Set.of()));
			if (Words.STAY.containsKey(table) && Words.STAY.get(table).isEmpty()) {
				judged.addAll(all);
			}
			assertThat(judged).as(table).containsAll(all);
		});
	}

	private long erase(Door door) {
		ask(door, "admin1", this.person.address, "The letter of May");
		long id = lastErasure();
		confirm(door, "manager1", id, this.person.address);
		awaitDone(id);
		return id;
	}

	private void awaitDone(long id) {
		Awaitility.await("the erasure " + id)
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.api.get("auditor1", "/audit/erasures/" + id)
				.json()
				.path("state")
				.asText()
				.equals("done"));
	}

	private String ask(Door door, String account, String address, String reason) {
		return (door == Door.API)
				? this.api.post(account, "/audit/erasures", Map.of("customer", address, "reason", reason)).text()
				: new SignedInPerson(this.api, account).post("/audit/erasures", "/audit/erasures",
						form("customer", address, "reason", reason));
	}

	private String confirm(Door door, String account, long id, String address) {
		return (door == Door.API)
				? this.api.post(account, "/audit/erasures/" + id + "/confirm", Map.of("customer", address)).text()
				: new SignedInPerson(this.api, account).post("/audit/erasures", "/audit/erasures/" + id + "/confirm",
						form("customer", address));
	}

	private String withdraw(Door door, String account, long id) {
		return (door == Door.API) ? this.api.post(account, "/audit/erasures/" + id + "/withdraw", Map.of()).text()
				: new SignedInPerson(this.api, account).post("/audit/erasures", "/audit/erasures/" + id + "/withdraw",
						"");
	}

	private String hold(Door door, String account, String what, String reason) {
		return (door == Door.API)
				? this.api.post(account, "/audit/holds", Map.of("what", what, "reason", reason)).text()
				: new SignedInPerson(this.api, account).post("/audit/holds", "/audit/holds",
						form("what", what, "reason", reason));
	}

	private void lift(Door door, String account, String reason) {
		long id = number("SELECT MAX(id) FROM legal_hold WHERE lifted_at IS NULL");
		String lifted = (door == Door.API)
				? this.api.post(account, "/audit/holds/" + id + "/lift", Map.of("reason", reason)).text()
				: new SignedInPerson(this.api, account).post("/audit/holds", "/audit/holds/" + id + "/lift",
						form("reason", reason));
		assertThat(lifted).contains((door == Door.API) ? "\"liftedBy\":\"" + account : "is lifted");
	}

	private static String form(String... fields) {
		StringBuilder form = new StringBuilder();
		for (int i = 0; i < fields.length; i += 2) {
			form.append(form.isEmpty() ? "" : "&")
				.append(fields[i])
				.append('=')
				.append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
		}
		return form.toString();
	}

	private long lastErasure() {
		return number("SELECT MAX(id) FROM erasure WHERE customer_id IS NOT NULL");
	}

	private long number(String sql) {
		Long number = this.database.queryForObject(sql, Long.class);
		return (number != null) ? number : 0;
	}

	private long journeys(SupportCase of) {
		return number("SELECT COUNT(*) FROM ACT_HI_PROCINST WHERE BUSINESS_KEY_ = '" + of.number() + "'");
	}

	private void awaitSearchable(SupportCase of) {
		Awaitility.await("search knows " + of.number())
			.atMost(Duration.ofSeconds(60))
			.until(() -> number(
					"SELECT COUNT(*) FROM audit_stream WHERE uninquired AND stream = '" + of.number() + "'") == 0);
	}

	private Path export(String name) throws IOException {
		return export(name, "");
	}

	private Path export(String name, String query) throws IOException {
		return Files.write(this.folder.resolve(name + ".tsv.gz"),
				new SignedInPerson(this.api, "auditor1").get("/audit/export" + query).body());
	}

	/** What the program says that knows nothing of the application. */
	private String verify(Path export) throws IOException, InterruptedException {
		Path program = this.folder.resolve("AuditVerifier.java");
		if (!Files.exists(program)) {
			Files.write(program, new SignedInPerson(this.api, "auditor1").get("/audit/verifier").body());
		}
		Process run = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				program.toString(), export.toString())
			.redirectErrorStream(true)
			.start();
		String told = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(run.waitFor()).as(told).isZero();
		return told;
	}

	/**
	 * By which door somebody comes.
	 */
	enum Door {

		API, PAGE

	}

}
