package org.followthrough.desk;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.cases.SupportCase;
import org.followthrough.journey.TaskView;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Multipart;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.verification.Evidence;
import org.followthrough.verification.EvidenceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * How a verifier shows what they saw, by REST and on the page, and what is refused.
 */
@Tag("thorough")
@FollowthroughTest
class VerificationDoorTests {

	private static final byte[] PICTURE = "not really a picture".getBytes(StandardCharsets.UTF_8);

	private final HttpClient client = HttpClient.newHttpClient();

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Evidence evidence;

	@Autowired
	private PromiseCheck promises;

	@AfterEach
	void allPromisesAreKept() {
		this.promises.allKept();
	}

	@Test
	void filesAreUploadedBeforeTheCheckIsCompletedAndBelongToItFromThenOn() throws Exception {
		SupportCase fixed = verifying("support1");
		HttpResponse<String> kept = uploads("support1", fixed,
				new Multipart().file("files", "Übersicht 1.png", "image/png", PICTURE)
					.file("files", "log.txt", "text/plain", "it works".getBytes(StandardCharsets.UTF_8)));
		assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
		assertThat(this.api.get("auditor1", "/cases/" + fixed.number() + "/verifications").json()).isEmpty();
		this.worker.does(fixed, "verify-fix", Map.of("outcome", "failed"));
		JsonNode check = this.api.get("auditor1", "/cases/" + fixed.number() + "/verifications").json().path(0);
		assertThat(check.path("outcome").asText()).isEqualTo("failed");
		assertThat(check.path("environment").asText()).isEqualTo("Debian 12, tray 2");
		assertThat(check.path("files")).extracting((file) -> file.path("name").asText())
			.containsExactly("Übersicht 1.png", "log.txt");
		assertThat(check.path("files").path(1).path("sha256").asText()).hasSize(64);
		String engineer = new SignedInPerson(this.api, "engineer1").page("/cases/" + fixed.number());
		assertThat(engineer).contains("Übersicht 1.png", "/evidence/" + check.path("files").path(0).path("id"));
		assertThat(uploads("support1", fixed, new Multipart().file("files", "late.png", "image/png", PICTURE)).body())
			.contains("You don't have the task");
	}

	static Stream<Arguments> hostileNames() {
		return Stream.of(arguments("../../etc/passwd", "passwd"), arguments("C:\\Windows\\evil.exe", "evil.exe"),
				arguments("page.html", "page.html"), arguments("invoice\u202Efdp.exe", "invoice_fdp.exe"),
				arguments("<script>alert(1)</script>.svg", "script_.svg"), arguments("..", "_"),
				arguments("a\u0001b.png", "a_b.png"), arguments("x".repeat(300) + ".png", "x".repeat(196) + ".png"));
	}

	@ParameterizedTest
	@MethodSource("hostileNames")
	void whateverAFileSaysItIsItIsSavedAndNeverShown(String name, String safe) throws Exception {
		SupportCase fixed = verifying("support1");
		byte[] content = "<script>alert(document.domain)</script>".getBytes(StandardCharsets.UTF_8);
		HttpResponse<String> kept = uploads("support1", fixed,
				new Multipart().file("files", name, "text/html", content));
		assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);
		EvidenceFile file = this.evidence.ofCase(fixed.id()).get(0);
		assertThat(file.name()).isEqualTo(safe);
		for (String path : List.of("/cases/", "/api/v1/cases/")) {
			HttpResponse<byte[]> saved = downloads("auditor1", path + fixed.number() + "/evidence/" + file.id());
			assertThat(saved.statusCode()).isEqualTo(200);
			assertThat(saved.body()).isEqualTo(content);
			assertThat(saved.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
			assertThat(saved.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment;");
			assertThat(saved.headers().firstValue("Content-Security-Policy")).hasValue("sandbox; default-src 'none'");
			assertThat(saved.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
		}
		String page = new SignedInPerson(this.api, "support1").page("/cases/" + fixed.number() + "/verification");
		assertThat(page).doesNotContain("<script>alert");
	}

	@Test
	void whatIsTooLargeIsRefusedWithASentenceAndNothingOfItIsKept() throws Exception {
		SupportCase fixed = verifying("support1");
		Multipart large = new Multipart().file("files", "small.png", "image/png", PICTURE)
			.file("files", "large.bin", "image/png", new byte[11 << 20]);
		HttpResponse<String> refused = uploads("support1", fixed, large);
		assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
		assertProblem(refused, "A file may be 10 MB large at the most");
		SignedInPerson verifier = new SignedInPerson(this.api, "support1");
		String page = verifier.uploads("/cases/" + fixed.number() + "/verification",
				"/cases/" + fixed.number() + "/verification/evidence", large);
		assertThat(page).contains("id=\"files-error\"", "A file may be 10 MB large at the most");
		assertThat(this.evidence.ofCase(fixed.id())).isEmpty();
	}

	@Test
	void aCheckHasTwentyFilesAtTheMost() throws Exception {
		SupportCase fixed = verifying("support1");
		Multipart twenty = new Multipart();
		for (int i = 0; i < 20; i++) {
			twenty.file("files", i + ".png", "image/png", PICTURE);
		}
		assertThat(uploads("support1", fixed, twenty).statusCode()).isEqualTo(201);
		assertProblem(uploads("support1", fixed, new Multipart().file("files", "x.png", "image/png", PICTURE)),
				"20 files at the most");
		assertThat(this.evidence.ofCase(fixed.id())).hasSize(20);
	}

	@Test
	void whatIsEmptyBrokenOrNoFileIsRefused() throws Exception {
		SupportCase fixed = verifying("support1");
		assertProblem(uploads("support1", fixed, new Multipart().file("files", "a.png", "image/png", new byte[0])),
				"\"a.png\" is empty");
		assertProblem(uploads("support1", fixed, new Multipart()), "Choose a file first");
		Multipart broken = new Multipart().file("files", "a.png", "image/png", PICTURE);
		assertProblem(sends("support1", fixed, broken.type(), broken.broken()), "can't be read");
		assertThat(sends("support1", fixed, "multipart/form-data", PICTURE).statusCode()).isEqualTo(422);
		assertThat(sends("support1", fixed, "text/plain", PICTURE).statusCode()).isEqualTo(415);
		assertThat(this.evidence.ofCase(fixed.id())).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "support2", "engineer1", "manager1", "admin1", "auditor1" })
	void onlyWhoeverHasTheTaskShowsSomethingWithIt(String account) throws Exception {
		SupportCase fixed = verifying("support1");
		Multipart picture = new Multipart().file("files", "a.png", "image/png", PICTURE);
		HttpResponse<String> refused = uploads(account, fixed, picture);
		assertThat(refused.statusCode()).isEqualTo(account.equals("auditor1") ? 403 : 409);
		assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		assertThat(uploads("nobody", fixed, picture).statusCode()).isEqualTo(401);
		assertThat(this.evidence.ofCase(fixed.id())).isEmpty();
	}

	@Test
	void aFileCanBeTakenBackUntilTheCheckIsCompleted() throws Exception {
		SupportCase fixed = verifying("support1");
		uploads("support1", fixed, new Multipart().file("files", "a.png", "image/png", PICTURE));
		long id = this.evidence.ofCase(fixed.id()).get(0).id();
		String path = "/cases/" + fixed.number() + "/verification/evidence/" + id;
		assertThat(this.api.send("DELETE", "support2", path, null, Map.of()).status()).isEqualTo(409);
		assertThat(this.api.send("DELETE", "support1", path, null, Map.of()).status()).isEqualTo(204);
		assertThat(this.api.send("DELETE", "support1", path, null, Map.of()).status()).isEqualTo(404);
		assertThat(this.evidence.ofCase(fixed.id())).isEmpty();
	}

	@Test
	void onThePageOneTakesShowsAndCompletesTheSameTask() {
		SupportCase fixed = this.worker.openAt("verification");
		String path = "/cases/" + fixed.number() + "/verification";
		SignedInPerson verifier = new SignedInPerson(this.api, "support1");
		assertThat(verifier.page(path)).contains("Take it first").doesNotContain("What you found");
		assertThat(verifier.post(path, path + "/claim", "")).contains("What you found", "value=\"1.0.1\"");
		assertThat(new SignedInPerson(this.api, "support2").page(path)).contains("support1 is at it");
		assertThat(verifier.uploads(path, path + "/evidence",
				new Multipart().file("files", "seen.png", "image/png", PICTURE)))
			.contains("It is kept", "seen.png");
		assertThat(verifier.post(path, path, "outcome=passed&build=1.0.2&steps=Printed.&evidence=Paper+came."))
			.contains("Not sent yet", "id=\"field-environment-error\"", "Printed.");
		assertThat(verifier.post(path, path,
				"outcome=passed&build=1.0.2&environment=Staging&steps=Printed.&evidence=Paper+came."))
			.contains("id=\"field-otherBuild-error\"", "The fix is in build 1.0.1");
		assertThat(verifier.post(path, path,
				"outcome=passed&build=1.0.1&environment=Staging&steps=Printed.&evidence=Paper+came."))
			.contains("What you found is on record", "seen.png");
		assertThat(this.worker.now(fixed).stage()).isEqualTo("answer");
		assertThat(verifier.page(path)).contains("No fix for this case waits to be verified");
	}

	@Test
	void whoMadeTheFixIsToldOnThePageThatTheyCantVerifyIt() {
		SupportCase fixed = this.worker.openAt("verification");
		String path = "/cases/" + fixed.number() + "/verification";
		assertThat(new SignedInPerson(this.api, "engineer1").post(path, path + "/claim", ""))
			.contains("This task is for support-engineers");
	}

	@Test
	void filesSentToAnyOtherFormAreLeftAlone() throws Exception {
		Multipart files = new Multipart().file("text", "a.png", "image/png", PICTURE);
		HttpResponse<String> answer = this.client.send(HttpRequest.newBuilder(URI.create(this.api.address("/contact")))
			.header("Content-Type", files.type())
			.POST(HttpRequest.BodyPublishers.ofByteArray(files.bytes()))
			.build(), HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isBetween(200, 422);
		assertThat(answer.body()).doesNotContain("Exception");
	}

	@Test
	void whatNobodyCouldCheckIsToldToTheCustomerAndToAuditors() {
		SupportCase unsure = this.worker.openAt("verification");
		this.worker.does(unsure, "verify-fix", Map.of("outcome", "cannot-verify"));
		this.worker.does(unsure, "decide-unverified", "second-opinion", "answer");
		assertThat(this.customer.opens(this.customer.freshLink(unsure)).page().text())
			.contains("We could not try this fix out ourselves");
		JsonNode decisions = this.api.get("auditor1", "/unverified-fixes?limit=2").json().path("items");
		assertThat(decisions).extracting((decision) -> decision.path("part").asText())
			.containsExactly("SECOND", "MANAGER");
		assertThat(decisions.path(1).path("reason").asText()).isEqualTo("It can only get better.");
		assertThat(decisions.path(1).path("cannotVerify").asText()).isEqualTo("There is no such printer here.");
		SupportCase checked = this.worker.openAt("verification");
		this.worker.does(checked, "verify-fix", "answer");
		assertThat(this.customer.opens(this.customer.freshLink(checked)).page().text())
			.doesNotContain("We could not try this fix out ourselves");
	}

	private SupportCase verifying(String account) {
		SupportCase fixed = this.worker.openAt("verification");
		TaskView task = this.worker.claims(account, fixed, "verify-fix");
		assertThat(task).isNotNull();
		return fixed;
	}

	private HttpResponse<String> uploads(String account, SupportCase of, Multipart files) throws Exception {
		return sends(account, of, files.type(), files.bytes());
	}

	private HttpResponse<String> sends(String account, SupportCase of, String type, byte[] body) throws Exception {
		return this.client.send(HttpRequest
			.newBuilder(URI.create(this.api.address("/api/v1/cases/" + of.number() + "/verification/evidence")))
			.header("Authorization", Api.basic(account))
			.header("Content-Type", type)
			.POST(HttpRequest.BodyPublishers.ofByteArray(body))
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	private HttpResponse<byte[]> downloads(String account, String path) throws Exception {
		return path.startsWith("/api/")
				? this.client.send(HttpRequest.newBuilder(URI.create(this.api.address(path)))
					.header("Authorization", Api.basic(account))
					.build(), HttpResponse.BodyHandlers.ofByteArray())
				: new SignedInPerson(this.api, account).get(path);
	}

	private static void assertProblem(HttpResponse<String> refused, String words) throws Exception {
		assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		JsonNode problem = new ObjectMapper().readTree(refused.body());
		assertThat(problem.path("detail").asText()).contains(words).doesNotContain("Exception");
		assertThat(problem.at("/errors/0/field").asText()).isEqualTo("files");
	}

}
