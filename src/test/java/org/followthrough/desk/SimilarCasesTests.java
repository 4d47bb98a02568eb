package org.followthrough.desk;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What may be the same fault, by REST, on the page and in the form of the hand-over.
 */
@FollowthroughTest
class SimilarCasesTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private Cases cases;

	@Autowired
	private JdbcTemplate database;

	@Test
	void theDefectAndTheCasesThatShareSubjectAndErrorLinesAreSuggested() {
		SupportCase known = open("Quarterly ledger export stops",
				"It ends with LedgerExportException: cursor 7 of 3\nWhat now?");
		this.worker.does(known, "acknowledge");
		this.worker.does(known, "investigate", Map.of("outcome", "escalate"));
		this.worker.does(known, "escalate");
		SupportCase other = open("Our LEDGER does not come out", "lEDGERexportexception: cursor 9 of 3");
		open("The umlauts are wrong in the greeting", "Please mend the greeting card.");
		SupportCase asking = open("ledger export", "LedgerExportException: cursor 1 of 3");
		awaitWords();
		JsonNode like = this.api.get("agent2", "/cases/" + asking.number() + "/similar").json();
		String defect = this.api.get("agent2", "/cases/" + known.number() + "/defect").json().path("number").asText();
		assertThat(like.at("/defects/0/number").asText()).isEqualTo(defect);
		assertThat(like.at("/defects/0/likeCase").asText()).isEqualTo(known.number());
		assertThat(like.at("/cases").findValuesAsText("number")).contains(other.number())
			.doesNotContain(asking.number(), known.number());
		assertThat(like.toString()).doesNotContain("umlauts");
		String page = new SignedInPerson(this.api, "agent1").page("/cases/" + asking.number());
		assertThat(page).contains("May be the same fault", "/defects/" + defect, "/cases/" + other.number());
	}

	@Test
	void wordsThatMeanSomethingToTheDatabaseAreJustWords() {
		SupportCase odd = open("+\"';-- %_*() <> @distance ~foo", "error: \"'); DROP TABLE case_words; --");
		awaitWords();
		assertThat(this.api.get("agent1", "/cases/" + odd.number() + "/similar").status()).isEqualTo(200);
	}

	@Test
	void theyAreFoundByTheIndexOfTheWords() {
		List<Map<String, Object>> steps = this.database.queryForList("""
				EXPLAIN SELECT w.case_id, MATCH (w.words) AGAINST ('ledger export') AS score FROM case_words w
				WHERE MATCH (w.words) AGAINST ('ledger export') AND w.case_id <> 1 ORDER BY score DESC LIMIT 50""");
		assertThat(steps).singleElement()
			.satisfies((step) -> assertThat(step).containsEntry("type", "fulltext")
				.containsEntry("key", "case_words_words"));
	}

	private SupportCase open(String subject, String description) {
		String number = this.api
			.post("agent1", "/cases", Map.of("customer", Map.of("email", "finder@example.org", "name", "Fin Der"),
					"subject", subject, "description", description))
			.json()
			.path("number")
			.asText();
		return this.cases.get(number);
	}

	private void awaitWords() {
		Awaitility.await("words of all cases")
			.atMost(Duration.ofSeconds(30))
			.until(() -> this.database.queryForList(
					"""
							SELECT c.id FROM support_case c LEFT JOIN case_words w ON w.case_id = c.id WHERE w.case_id IS NULL""")
				.isEmpty());
	}

}
