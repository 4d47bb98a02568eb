package org.followthrough.history;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Multipart;
import org.followthrough.testing.Post;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever changes words or files behind the application's back is found out.
 */
@FollowthroughTest
class ContentCheckTests {

	private static final String FILE = """
			UPDATE file_piece SET bytes = %s WHERE file_id = (SELECT file_id FROM attachment WHERE id = ?)
			""";

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private Post post;

	@Autowired
	private Cases cases;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@Test
	void wordsOfAnyKindAreAsTheyWereRecorded() {
		SupportCase travelled = this.worker.openAt("engineering");
		this.worker.writes(travelled, "Grüße \uD83D\uDE00\r\nthe next line\u2028and \u0000 the next\u00a0");
		this.worker.does(travelled, "reproduce-and-fix");
		String page = "/cases/" + travelled.number() + "/verification";
		SignedInPerson verifier = new SignedInPerson(this.api, "support1");
		this.worker.claims("support1", travelled, "verify-fix");
		verifier.uploads(page, page + "/evidence",
				new Multipart().file("files", "seen.png", "image/png", new byte[] { 1, 2, 3 }));
		this.worker.does(travelled, "verify-fix", "answer");
		this.worker.awaitDelivery(travelled);
		JsonNode found = contents(travelled);
		assertThat(found.path("differences")).as(found.toString()).isEmpty();
		assertThat(found.path("messages").asInt())
			.isEqualTo(count("SELECT COUNT(*) FROM message WHERE case_id = " + travelled.id()))
			.isGreaterThan(4);
		assertThat(found.path("files").asInt()).isEqualTo(1);
		assertThat(found.path("uncovered").asInt()).isZero();
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/cases/" + travelled.number()))
			.contains("/audit/cases/" + travelled.number() + "/contents");
		assertThat(page(travelled)).contains("As recorded", "messages and 1 file are, byte for byte");
	}

	/** Whatever other tests did on this application, by whatever door. */
	@Test
	void nothingThatTheApplicationDoesIsTakenForTampering() {
		this.worker.openAt("sign-off");
		List<String> numbers = this.database.queryForList("SELECT number FROM support_case ORDER BY id DESC LIMIT 300",
				String.class);
		assertThat(numbers).isNotEmpty().allSatisfy((number) -> {
			Api.Answer answer = this.api.get("auditor1", "/audit/cases/" + number + "/contents");
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.json().path("differences")).as(answer.text()).isEmpty();
		});
	}

	@Test
	void changedWordsAreFoundWithTheEntryThatTellsOfThem() {
		SupportCase of = this.worker.openAt("investigate");
		long message = count("SELECT MIN(id) FROM message WHERE case_id = " + of.id());
		changes("UPDATE message SET body = REPLACE(body, 'nothing', 'paper') WHERE id = ?", message);
		finds(of, "message", message, "CHANGED");
		assertThat(page(of)).contains("Not as recorded", "The message holds something else than was recorded.");
		changes("UPDATE message SET body = REPLACE(body, 'paper', 'nothing') WHERE id = ?", message);
		assertThat(contents(of).path("differences")).isEmpty();
	}

	@Test
	void aMessageThatWasPutThereOrTakenAwayIsFound() {
		SupportCase of = this.worker.openAt("investigate");
		SupportCase other = this.worker.open();
		long message = count("SELECT MIN(id) FROM message WHERE case_id = " + of.id());
		changes("UPDATE message SET case_id = " + other.id() + " WHERE id = ?", message);
		finds(of, "message", message, "GONE");
		assertThat(contents(other).path("differences")).singleElement()
			.satisfies((found) -> assertThat(found.path("how").asText()).isEqualTo("UNRECORDED"));
		changes("UPDATE message SET case_id = " + of.id() + " WHERE id = ?", message);
		assertThat(contents(of).path("differences")).isEmpty();
	}

	@Test
	void aChangedFileIsFound() {
		SupportCase of = withFile();
		assertThat(contents(of).path("files").asInt()).isEqualTo(1);
		long file = count(
				"SELECT a.id FROM attachment a JOIN message m ON m.id = a.message_id WHERE m.case_id = " + of.id());
		changes(FILE.formatted("CONCAT(bytes, '!')"), file);
		finds(of, "attachment", file, "CHANGED");
		changes(FILE.formatted("LEFT(bytes, LENGTH(bytes) - 1)"), file);
		assertThat(contents(of).path("differences")).isEmpty();
	}

	private SupportCase withFile() {
		String subject = "With a file " + UUID.randomUUID();
		this.post.send("ada@files.example", """
				From: Ada <ada-%s@files.example>
				To: support@followthrough.example
				Subject: %s
				MIME-Version: 1.0
				Content-Type: multipart/mixed; boundary=b

				--b
				Content-Type: text/plain

				See the log.
				--b
				Content-Type: text/plain; name=log.txt
				Content-Disposition: attachment; filename=log.txt

				It jams.
				--b--
				""".formatted(UUID.randomUUID(), subject));
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.until(() -> count("SELECT COUNT(*) FROM support_case WHERE subject = '" + subject + "'") == 1);
		return this.cases.get(count("SELECT id FROM support_case WHERE subject = '" + subject + "'"));
	}

	@ParameterizedTest
	@CsvSource({ "auditor1, 200", "manager1, 200", "admin1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void itIsForThoseWhoAnswerForTheHistoryOrCheckIt(String account, int status) {
		SupportCase shown = this.worker.open();
		String path = "/audit/cases/" + shown.number() + "/contents";
		assertThat(this.api.get(account, path).status()).isEqualTo(status);
		assertThat(new SignedInPerson(this.api, account).get(path).statusCode()).isEqualTo(status);
	}

	@Test
	void anUnknownCaseIsNotFound() {
		assertThat(this.api.get("auditor1", "/audit/cases/FT-1999-000001/contents").status()).isEqualTo(404);
	}

	private void finds(SupportCase of, String what, long id, String how) {
		JsonNode found = contents(of).path("differences");
		assertThat(found).as(found.toString()).singleElement().satisfies((difference) -> {
			assertThat(difference.path("what").asText()).isEqualTo(what);
			assertThat(difference.path("id").asLong()).isEqualTo(id);
			assertThat(difference.path("how").asText()).isEqualTo(how);
			assertThat(this.database.queryForList("SELECT action FROM audit_entry WHERE stream = ? AND seq = ?",
					String.class, of.number(), difference.path("seq").asInt()))
				.singleElement()
				.asString()
				.startsWith("message.");
		});
	}

	private void changes(String sql, long id) {
		Integer changed = this.transaction.execute((status) -> this.database.update(sql, id));
		assertThat(changed).isEqualTo(1);
	}

	private JsonNode contents(SupportCase of) {
		Api.Answer answer = this.api.get("auditor1", "/audit/cases/" + of.number() + "/contents");
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private String page(SupportCase of) {
		return new SignedInPerson(this.api, "auditor1").page("/audit/cases/" + of.number() + "/contents");
	}

	private long count(String sql) {
		Long count = this.database.queryForObject(sql, Long.class);
		return (count != null) ? count : 0;
	}

}
