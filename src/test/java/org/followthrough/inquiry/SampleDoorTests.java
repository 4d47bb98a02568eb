package org.followthrough.inquiry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.SignedInPerson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Auditors draw samples, work through them, and draw them again.
 */
@OwnApplication
@FollowthroughTest
@Import(AllRead.class)
class SampleDoorTests {

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Api api;

	@Autowired
	private AllRead allRead;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	@ParameterizedTest
	@ValueSource(strings = { "manager1", "admin1", "agent1", "support1", "engineer1" })
	void samplesAreForAuditors(String account) {
		assertThat(this.api.get(account, "/audit/samples").status()).isEqualTo(403);
		assertThat(this.api.post(account, "/audit/samples", request(Map.of(), 5, 1L)).status()).isEqualTo(403);
		assertThat(new SignedInPerson(this.api, account).get("/audit/samples").statusCode()).isEqualTo(403);
		assertThat(new SignedInPerson(this.api, account).get("/audit/samples/new").statusCode()).isEqualTo(403);
	}

	@Test
	void aSampleIsDrawnRecordedAndDrawnAgainTheSame() {
		String email = casesOfOneCustomer(6);
		JsonNode drawn = draw(request(Map.of("customer", email), 3, 4711L));
		JsonNode sample = drawn.path("sample");
		assertThat(sample.path("population").asInt()).isEqualTo(6);
		assertThat(sample.path("seed").asLong()).isEqualTo(4711);
		assertThat(sample.path("populationHash").asText()).hasSize(64);
		assertThat(drawn.path("cases")).hasSize(3);
		JsonNode twin = draw(request(Map.of("customer", email), 3, 4711L));
		assertThat(numbers(twin)).isEqualTo(numbers(drawn));
		assertThat(twin.at("/sample/populationHash")).isEqualTo(sample.path("populationHash"));
		JsonNode again = this.api.get("auditor1", "/audit/samples/" + id(drawn) + "/again").json();
		assertThat(again.path("samePopulation").asBoolean()).isTrue();
		assertThat(again.path("sameCases").asBoolean()).isTrue();
		String entry = this.database
			.queryForObject("SELECT content FROM audit_entry WHERE stream = 'system' AND action = 'sample.drawn' "
					+ "AND JSON_VALUE(content, '$.details.sample') = ?", String.class, id(drawn));
		assertThat(entry).contains("\"seed\":4711")
			.contains("\"population\":6")
			.contains(sample.path("populationHash").asText())
			.contains(numbers(drawn).get(0));
	}

	@Test
	void aPopulationThatHasChangedIsSaid() {
		String email = casesOfOneCustomer(3);
		JsonNode drawn = draw(request(Map.of("customer", email), 500, 1L));
		String gone = numbers(drawn).get(0);
		JsonNode narrow = draw(request(Map.of("customer", email, "outcome", "open"), 3, 1L));
		this.api.post("agent1", "/cases/" + gone + "/close", Map.of("as", "spam", "reason", "It never was one."));
		this.allRead.await();
		JsonNode again = this.api.get("auditor1", "/audit/samples/" + id(narrow) + "/again").json();
		assertThat(again.path("samePopulation").asBoolean()).isFalse();
		assertThat(again.path("population").asInt()).isEqualTo(2);
		assertThat(again.path("gone")).extracting(JsonNode::asText).containsExactly(gone);
		assertThat(new SignedInPerson(this.api, "auditor1").page("/audit/samples/" + id(narrow) + "/again"))
			.contains("have changed since")
			.contains(gone);
	}

	@Test
	void aSeedIsChosenWhereNoneIsGiven() {
		String email = casesOfOneCustomer(1);
		JsonNode drawn = draw(request(Map.of("customer", email), 3, null));
		assertThat(drawn.at("/sample/seed").asLong()).isBetween(0L, Samples.HIGHEST_SEED);
	}

	@Test
	void anAuditorWorksThroughTheirSampleAndEachFindingIsRecordedWithoutTheRemark() {
		String email = casesOfOneCustomer(3);
		JsonNode drawn = draw(request(Map.of("customer", email), 2, 7L));
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		String path = "/audit/samples/" + id(drawn);
		assertThat(auditor.page(path)).contains("Go on with case 1").contains("0 of 2");
		assertThat(auditor.post(path + "/1", path + "/1", "finding=finding&remark=")).contains("Say what you found.");
		assertThat(auditor.post(path + "/1", path + "/1", "finding=&remark=x")).contains("Say what you make of it");
		String next = auditor.post(path + "/1", path + "/1", "finding=finding&remark=Nobody+asked+the+customer.");
		assertThat(next).contains("Your finding is kept.").contains("Case 2 of 2; 1 looked at.");
		assertThat(this.api
			.send("PUT", "auditor1", "/audit/samples/" + id(drawn) + "/2", Map.of("finding", "ok"), Map.of())
			.status()).isEqualTo(204);
		JsonNode worked = this.api.get("auditor1", "/audit/samples/" + id(drawn)).json();
		assertThat(worked.at("/sample/judged").asInt()).isEqualTo(2);
		assertThat(worked.at("/cases/0/remark").asText()).isEqualTo("Nobody asked the customer.");
		List<String> entries = this.database
			.queryForList("SELECT content FROM audit_entry WHERE stream = 'system' AND action = 'sample.judged' "
					+ "AND JSON_VALUE(content, '$.details.sample') = ? ORDER BY seq", String.class, id(drawn));
		assertThat(entries).hasSize(2)
			.allSatisfy((entry) -> assertThat(entry).contains("remarkSha256").doesNotContain("Nobody asked"));
		assertThat(entries.get(0)).contains(numbers(drawn).get(0)).contains("\"finding\":\"finding\"");
	}

	@Test
	void nobodySeesTheSampleOfAnother() {
		String email = casesOfOneCustomer(1);
		JsonNode drawn = draw(request(Map.of("customer", email), 1, 7L));
		this.transaction.executeWithoutResult((status) -> this.database
			.update("UPDATE inquiry_sample SET owner = 'auditor2' WHERE id = ?", id(drawn)));
		for (String path : List.of("", "/again")) {
			assertThat(this.api.get("auditor1", "/audit/samples/" + id(drawn) + path).status()).isEqualTo(404);
			assertThat(new SignedInPerson(this.api, "auditor1").get("/audit/samples/" + id(drawn) + path).statusCode())
				.isEqualTo(404);
		}
		assertThat(this.api
			.send("PUT", "auditor1", "/audit/samples/" + id(drawn) + "/1", Map.of("finding", "ok"), Map.of())
			.status()).isEqualTo(404);
		assertThat(this.api.get("auditor1", "/audit/samples").json())
			.noneSatisfy((one) -> assertThat(one.path("id").asLong()).isEqualTo(id(drawn)));
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, size", "501, 1, size", "5, -1, seed", "5, 1000000000, seed" })
	void whatIsOutOfRangeIsNamed(int size, long seed, String field) {
		Api.Answer refused = this.api.post("auditor1", "/audit/samples", request(Map.of(), size, seed));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.type()).contains("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		assertThat(new SignedInPerson(this.api, "auditor1").post("/audit/samples/new", "/audit/samples",
				"title=x&size=" + size + "&seed=" + seed))
			.contains("id=\"" + field + "-problem\"");
	}

	@Test
	void nothingIsDrawnOfNothingOrWithoutATitle() {
		assertThat(this.api.post("auditor1", "/audit/samples", request(Map.of("customer", "no@where.example"), 5, 1L))
			.json()
			.at("/errors/0/field")
			.asText()).isEqualTo("size");
		assertThat(this.api.post("auditor1", "/audit/samples", Map.of("size", 5, "criteria", Map.of()))
			.json()
			.at("/errors/0/field")
			.asText()).isEqualTo("title");
		assertThat(this.api.post("auditor1", "/audit/samples", request(Map.of("colour", "red"), 5, 1L))
			.json()
			.at("/errors/0/field")
			.asText()).isEqualTo("colour");
	}

	private String casesOfOneCustomer(int count) {
		SupportCase first = this.worker.open();
		for (int i = 1; i < count; i++) {
			this.worker.openAnother(first);
		}
		this.allRead.await();
		return this.database.queryForObject("SELECT email FROM customer WHERE id = ?", String.class,
				first.customerId());
	}

	private static Map<String, Object> request(Map<String, String> criteria, int size, @Nullable Long seed) {
		Map<String, Object> request = new HashMap<>();
		request.put("title", "Last quarter's");
		request.put("criteria", criteria);
		request.put("size", size);
		request.put("seed", seed);
		return request;
	}

	private JsonNode draw(Map<String, Object> request) {
		Api.Answer drawn = this.api.post("auditor1", "/audit/samples", request);
		assertThat(drawn.status()).as(drawn.text()).isEqualTo(201);
		return drawn.json();
	}

	private static long id(JsonNode drawn) {
		return drawn.at("/sample/id").asLong();
	}

	private static List<String> numbers(JsonNode drawn) {
		List<String> numbers = new ArrayList<>();
		drawn.path("cases").forEach((one) -> numbers.add(one.path("number").asText()));
		return numbers;
	}

}
