package org.followthrough.scan;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Multipart;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Files are looked through for viruses whatever door they come in by, and nobody gets one
 * before.
 */
@OwnApplication
@FollowthroughTest
@TestPropertySource(properties = { "spring.application.name=virus-scan", "followthrough.contact.at-least=PT0S" })
class VirusScanTests {

	private static final ClamdStandIn clamd = new ClamdStandIn();

	private final HttpClient client = HttpClient.newHttpClient();

	private final String email = "scan-" + UUID.randomUUID() + "@example.org";

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Autowired
	private Cases cases;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Timers timers;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private JdbcTemplate database;

	@DynamicPropertySource
	static void itListensThere(DynamicPropertyRegistry settings) {
		settings.add("followthrough.virus-scan.host", () -> "127.0.0.1");
		settings.add("followthrough.virus-scan.port", clamd::port);
	}

	@AfterAll
	static void close() {
		clamd.close();
	}

	@AfterEach
	void allIsInOrder() {
		clamd.isDown(false);
		clamd.findsAllTooLarge(false);
		assertThat(clamd.strange()).isEmpty();
		this.timers.ring();
		this.promises.allKept();
	}

	@Test
	void nobodyGetsAFileInWhichAVirusWasFoundByWhateverDoorItCame() throws Exception {
		this.post.send(this.email, mail("invoice.pdf", ClamdStandIn.VIRUS));
		String number = awaitCase();
		SupportCase about = this.cases.get(number);
		String link = this.customer.linkFromMail(about);
		sends(link + "/reply", null, new Multipart().field("text", "By the page")
			.file("files", "page.txt", "text/plain", bytes(ClamdStandIn.VIRUS)));
		assertThat(sends("/api/v1/cases/" + number + "/files", "agent1",
				new Multipart().field("text", "By REST")
					.field("from", "customer")
					.file("files", "rest.txt", "text/plain", bytes(ClamdStandIn.VIRUS)))
			.statusCode()).isEqualTo(201);
		List<JsonNode> files = awaitAll(number, "Stand-In.Virus-1", 3);
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		String page = agent.page("/cases/" + number);
		for (JsonNode file : files) {
			String path = "/files/" + file.path("id").asLong();
			assertThat(agent.get("/cases/" + number + path).statusCode()).isEqualTo(409);
			assertThat(agent.get("/cases/" + number + path + "/preview").statusCode()).isIn(404, 409);
			assertThat(this.api.get("agent1", "/cases/" + number + path).status()).isEqualTo(409);
			assertThat(this.customer.opens(link + path).status()).isEqualTo(409);
			assertThat(page).contains("Held, since a virus was found in it: Stand-In.Virus-1.")
				.doesNotContain("href=\"/cases/" + number + path + "\"");
		}
		assertThat(this.customer.opens(link).page().text()).contains("Held, since a virus was found in it");
		assertThat(this.api.get("auditor1", "/cases/" + number + "/timeline").text())
			.contains("A virus was found in a file: Stand-In.Virus-1. Nobody gets it");
		SignedInPerson admin = new SignedInPerson(this.api, "admin1");
		Long raw = this.database.queryForObject("SELECT MAX(id) FROM incoming_mail WHERE case_number = ?", Long.class,
				number);
		Awaitility.await("the mail itself is held, too")
			.until(() -> admin.get("/admin/mail/in/" + raw + ".eml").statusCode() == 409);
		assertThat(admin.page("/admin/mail")).contains("Virus scanner");
	}

	@Test
	void noMailBringsAFileBeforeItWasLookedThrough() throws Exception {
		SupportCase about = this.worker.openAt("investigate");
		String to = this.customer.address(about);
		clamd.isDown(true);
		assertThat(toCustomer(about, "This waits.", "log.txt", "tray 2 is empty").statusCode()).isEqualTo(201);
		Awaitility.await("the mail waits")
			.atMost(Duration.ofSeconds(20))
			.until(() -> new SignedInPerson(this.api, "agent1").page("/cases/" + about.number())
				.contains("The file &quot;log.txt&quot; is not sent."));
		assertThat(this.post.idOf(to, "This waits.")).isEmpty();
		clamd.isDown(false);
		this.timers.passes(Duration.ofMinutes(10));
		this.post.await(to, "This waits.");
	}

	@Test
	void mailWithAVirusIsGivenUpAndSomebodyHasToAct() throws Exception {
		SupportCase about = this.worker.openAt("investigate");
		assertThat(toCustomer(about, "See the file.", "tool.exe", ClamdStandIn.VIRUS).statusCode()).isEqualTo(201);
		awaitAll(about.number(), "Stand-In.Virus-1", 1);
		this.timers.passes(Duration.ofMinutes(10));
		Awaitility.await("it is given up")
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.api.get("agent1", "/cases/" + about.number() + "/undelivered")
				.text()
				.contains("a virus was found in it"));
		assertThat(this.post.idOf(this.customer.address(about), "See the file.")).isEmpty();
	}

	private HttpResponse<String> toCustomer(SupportCase about, String words, String name, String content)
			throws Exception {
		return sends("/api/v1/cases/" + about.number() + "/files", "agent1",
				new Multipart().field("text", words)
					.field("to", "customer")
					.file("files", name, "text/plain", bytes(content)));
	}

	@Test
	void aVisitorsFilesAreLookedThroughAndThenTheyAreThere() throws Exception {
		HttpResponse<String> sent = sends("/contact", null,
				new Multipart().field("shown", this.customer.opens("/contact").page().select("input[name=shown]").val())
					.field("email", this.email)
					.field("name", "Ada")
					.field("subject", "It does not print")
					.field("description", "See the picture.")
					.file("files", "C:\\Users\\ada\\log file.txt", "text/plain", bytes("tray 2 is empty")));
		assertThat(sent.body()).contains("FT-");
		String number = awaitCase();
		JsonNode file = awaitFree(number);
		assertThat(file.path("name").asText()).isEqualTo("log file.txt");
		HttpResponse<byte[]> saved = new SignedInPerson(this.api, "agent1")
			.get("/cases/" + number + "/files/" + file.path("id").asLong());
		assertThat(saved.body()).isEqualTo(bytes("tray 2 is empty"));
		assertThat(saved.headers().firstValue("Content-Type")).contains("application/octet-stream");
		assertThat(this.api.get("agent1", "/cases/" + number + "/files/" + file.path("id").asLong()).text())
			.isEqualTo("tray 2 is empty");
	}

	@Test
	void whileTheScannerIsGoneFilesAreHeldAndNoneIsLost() throws Exception {
		clamd.isDown(true);
		this.post.send(this.email, mail("log.txt", "tray 2 is empty"));
		String number = awaitCase();
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		Awaitility.await("it says so")
			.atMost(Duration.ofSeconds(30))
			.until(() -> agent.page("/cases/" + number)
				.contains("Held until it was looked through for viruses, which isn"));
		JsonNode file = this.api.get("agent1", "/cases/" + number + "/files").json().path(0);
		String path = "/cases/" + number + "/files/" + file.path("id").asLong();
		assertThat(agent.get(path).statusCode()).isEqualTo(409);
		assertThat(new SignedInPerson(this.api, "admin1").page("/admin/mail")).contains("in trouble");
		clamd.isDown(false);
		clamd.findsAllTooLarge(true);
		Awaitility.await("it was asked again")
			.atMost(Duration.ofSeconds(60))
			.until(() -> new SignedInPerson(this.api, "admin1").page("/admin/mail").contains("size limit exceeded"));
		assertThat(agent.get(path).statusCode()).isEqualTo(409);
		clamd.findsAllTooLarge(false);
		awaitFree(number);
		assertThat(agent.get(path).body()).isEqualTo(bytes("tray 2 is empty\n"));
	}

	@Test
	void whatVerifiersShowIsLookedThroughToo() throws Exception {
		SupportCase fixed = this.worker.openAt("verification");
		this.worker.claims("support1", fixed, "verify-fix");
		HttpResponse<String> kept = sends("/api/v1/cases/" + fixed.number() + "/verification/evidence", "support1",
				new Multipart().file("files", "seen.txt", "text/plain", bytes(ClamdStandIn.VIRUS)));
		assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
		long id = new ObjectMapper().readTree(kept.body()).path(0).path("id").asLong();
		SignedInPerson verifier = new SignedInPerson(this.api, "support1");
		Awaitility.await("it is found")
			.atMost(Duration.ofSeconds(30))
			.until(() -> verifier.page("/cases/" + fixed.number() + "/verification").contains("Stand-In.Virus-1"));
		assertThat(verifier.get("/cases/" + fixed.number() + "/evidence/" + id).statusCode()).isEqualTo(409);
		assertThat(this.api.get("support1", "/cases/" + fixed.number() + "/evidence/" + id).status()).isEqualTo(409);
		assertThat(this.api.get("auditor1", "/cases/" + fixed.number() + "/timeline").text())
			.contains("Stand-In.Virus-1");
	}

	private String mail(String name, String content) {
		return """
				From: %s
				To: support@followthrough.example
				Subject: It does not print
				MIME-Version: 1.0
				Content-Type: multipart/mixed; boundary="limit"

				--limit

				See the file.
				--limit
				Content-Type: application/octet-stream
				Content-Disposition: attachment; filename="%s"
				Content-Transfer-Encoding: base64

				%s
				--limit--
				""".formatted(this.email, name,
				Base64.getEncoder().encodeToString((content + "\n").getBytes(StandardCharsets.UTF_8)));
	}

	private String awaitCase() {
		return Awaitility.await("the case of " + this.email)
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.api.get("agent1", "/cases?customer=" + this.email)
				.json()
				.path("items")
				.path(0)
				.path("number")
				.asText(), (number) -> !number.isEmpty());
	}

	private List<JsonNode> awaitAll(String number, String virus, int count) {
		return Awaitility.await("what was found")
			.atMost(Duration.ofSeconds(60))
			.until(() -> StreamSupport
				.stream(this.api.get("agent1", "/cases/" + number + "/files").json().spliterator(), false)
				.filter((file) -> virus.equals(file.path("virus").asText()))
				.toList(), (found) -> found.size() == count);
	}

	private JsonNode awaitFree(String number) {
		return Awaitility.await("a file that was found clean")
			.atMost(Duration.ofSeconds(60))
			.until(() -> this.api.get("agent1", "/cases/" + number + "/files").json().path(0),
					(file) -> file.has("held") && file.path("held").isNull());
	}

	private HttpResponse<String> sends(String path, @Nullable String account, Multipart form) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.api.address(path)))
			.header("Content-Type", form.type())
			.POST(HttpRequest.BodyPublishers.ofByteArray(form.bytes()));
		if (account != null) {
			request.header("Authorization", Api.basic(account));
		}
		return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
