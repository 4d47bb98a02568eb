package org.followthrough.studio;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.camunda.bpm.engine.RepositoryService;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.time.Worker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test of the studio by REST. What it publishes is taken away again, since other tests
 * go by what is shipped; the application's own publisher rests meanwhile, and so do
 * rehearsals, which take ten seconds each: the test says how they end. Running cases stay
 * where they are. Real ones: {@link DraftRehearsalTests}.
 */
@FollowthroughTest
abstract class StudioTest {

	static final String VERIFICATION = "verification.bpmn";

	static final String WHY = "Nobody understood the old words.";

	@Autowired
	Api api;

	@Autowired
	Publisher publisher;

	@Autowired
	@Qualifier("rehearsalWorker")
	Worker rehearser;

	@Autowired
	@Qualifier("moveWorker")
	Worker mover;

	@Autowired
	RepositoryService repository;

	@Autowired
	JdbcTemplate database;

	@Autowired
	TransactionOperations transaction;

	@BeforeEach
	void publishesAndRehearsesWhenTheTestSaysSo() {
		this.publisher.stop();
		this.rehearser.stop();
		this.mover.stop();
	}

	@AfterEach
	void forgetsWhatWasPublished() {
		this.repository.createDeploymentQuery()
			.deploymentSource("studio")
			.list()
			.forEach((deployment) -> this.repository.deleteDeployment(deployment.getId()));
		rehearsals("CANCELLED", false);
		this.transaction.executeWithoutResult((transaction) -> {
			this.database.update("UPDATE draft SET state = 'DISCARDED' WHERE state = 'APPROVED'");
			this.database.update("DELETE FROM case_move");
			this.database.update("UPDATE rehearsal SET fingerprint = SHA2(CONCAT(fingerprint, id), 256)");
		});
		this.mover.start();
		this.rehearser.start();
		this.publisher.start();
	}

	/** Ends all that wait. */
	int rehearsals(String status, boolean passed) {
		return Objects.requireNonNull(this.transaction.execute((transaction) -> this.database.update(
				"UPDATE rehearsal SET status = ?, passed = ?, ended_at = asked_at WHERE status IN ('WAITING', 'RUNNING')",
				status, passed)));
	}

	int rehearsalsPass() {
		return rehearsals("DONE", true);
	}

	/** A draft of manager1 with one file that isn't edited yet. */
	long begin(String file) {
		Answer begun = this.api.post("manager1", "/studio/drafts",
				Map.of("title", "Clearer words", "files", List.of(file)));
		assertThat(begun.status()).as(begun.text()).isEqualTo(201);
		return begun.json().path("id").asLong();
	}

	/** The same, edited. */
	long edited(String file, String part, String by) {
		long draft = begin(file);
		String content = content(draft, file);
		assertThat(content).contains(part);
		assertThat(save("manager1", draft, file, 1, content.replace(part, by)).status()).isEqualTo(200);
		return draft;
	}

	long edited() {
		return edited(VERIFICATION, "name=\"Passed\"", "name=\"It works\"");
	}

	/** The same, and somebody is asked to approve it. */
	long submitted() {
		long draft = edited();
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		return draft;
	}

	String content(long draft, String file) {
		return this.api.get("manager1", "/studio/drafts/" + draft + "/files/" + file).text();
	}

	Answer save(String account, long draft, String file, int revision, String content) {
		return this.api.send("PUT", account, "/studio/drafts/" + draft + "/files/" + file, content,
				Map.of("Content-Type", "application/octet-stream", "If-Match", "\"" + revision + "\""));
	}

	Answer bring(String account, long draft, String file, byte[] content) {
		return this.api.send("PUT", account, "/studio/drafts/" + draft + "/files/" + file,
				new String(content, StandardCharsets.UTF_8),
				Map.of("Content-Type", "application/octet-stream", "If-None-Match", "*"));
	}

	int version(long draft) {
		return this.api.get("manager1", "/studio/drafts/" + draft).json().path("version").asInt();
	}

	String state(long draft) {
		return this.api.get("auditor1", "/studio/drafts/" + draft).json().path("state").asText();
	}

	Answer submit(String account, long draft) {
		return this.api.post(account, "/studio/drafts/" + draft + "/submit",
				Map.of("version", version(draft), "why", WHY));
	}

	/** Once its rehearsal has passed. */
	Answer approve(String account, long draft) {
		rehearsalsPass();
		return approveAtOnce(account, draft);
	}

	Answer approveAtOnce(String account, long draft) {
		return this.api.post(account, "/studio/drafts/" + draft + "/approve", Map.of("version", version(draft)));
	}

	/** Publishes all whose time has come, and passes what is rehearsed anew for it. */
	void publishes() {
		do {
			while (this.publisher.work()) {
				// One after the other.
			}
		}
		while (rehearsalsPass() > 0);
	}

	/** The version of a file that runs. */
	int running(String file) {
		return this.api.get("auditor1", "/studio/models/" + file + "/versions").json().path(0).path("version").asInt();
	}

}
