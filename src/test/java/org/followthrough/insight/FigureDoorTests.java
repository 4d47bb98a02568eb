package org.followthrough.insight;

import java.io.StringReader;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.web.SafeCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * What the REST interface says to those who ask for figures.
 */
@OwnApplication
@FollowthroughTest
@Import(FigureCheck.class)
class FigureDoorTests {

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private FigureCheck check;

	@ParameterizedTest
	@CsvSource({ "manager1, 200", "auditor1, 200", "admin1, 200", "agent1, 403", "support1, 403", "engineer1, 403" })
	void figuresAreForThoseWhoAnswerForThemOrCheckThem(String account, int status) {
		for (String path : List.of("/figures", "/figures/csv", "/figures/silences", "/figures/hand-overs")) {
			assertThat(this.api.get(account, path).status()).as(path).isEqualTo(status);
		}
	}

	@ParameterizedTest
	@CsvSource({ "manager1, 202", "admin1, 202", "auditor1, 403", "agent1, 403" })
	void onlyWhoMayChangeSomethingHasThemCountedAnew(String account, int status) {
		assertThat(this.api.post(account, "/figures/recount", Map.of()).status()).isEqualTo(status);
	}

	@Test
	void strangersGetNothing() {
		assertThat(this.api.send("GET", null, "/figures", null, Map.of()).status()).isEqualTo(401);
	}

	@ParameterizedTest
	@CsvSource({ "from=soon, from", "to=2026-13, to", "from=2026-02&to=2026-01, to", "from=2020-01&to=2025-01, to",
			"from=0001-01, from", "to=999999999-01, to", "by=weather, by", "customer=nobody@example.org, customer",
			"customer=nonsense, customer" })
	void aWrongConditionIsNamed(String condition, String field) {
		for (String path : List.of("/figures", "/figures/csv", "/figures/silences", "/figures/hand-overs")) {
			Answer answer = this.api.get("manager1", path + "?" + condition);
			assertThat(answer.status()).as(path).isEqualTo(422);
			assertThat(answer.type()).contains("application/problem+json");
			assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
		}
	}

	@Test
	void sixtyMonthsAreNotTooMany() {
		JsonNode figures = this.api.get("manager1", "/figures?from=2020-02&to=2025-01").json();
		assertThat(figures.path("groups")).hasSize(60);
	}

	@Test
	void eachFigureComesWithItsDefinition() {
		JsonNode figures = this.api.get("manager1", "/figures").json();
		assertThat(figures.path("definitions")).hasSize(Measure.values().length + 1)
			.allSatisfy((definition) -> assertThat(definition.path("definition").asText()).endsWith("."));
		assertThat(figures.at("/total/times")).hasSize(Measure.values().length);
		assertThat(figures.at("/total/endings")).hasSize(6);
		assertThat(figures.at("/total/ratings/points")).hasSize(5);
	}

	@Test
	void ratingsAreReadByRestAndAsCommaSeparatedValues() throws Exception {
		SupportCase rated = this.worker.openAt("sign-off");
		this.worker.awaitDelivery(rated);
		this.customer.rates(rated, 4, "It prints.");
		this.check.awaitCounted();
		String month = rated.openedAt().toString().substring(0, 7);
		String conditions = "?from=" + month + "&to=" + month + "&by=team&customer=" + this.customer.address(rated);
		JsonNode figures = this.api.get("auditor1", "/figures" + conditions).json();
		for (String place : List.of("/total", "/groups/0")) {
			assertThat(figures.at(place + "/ratings/count").asInt()).isOne();
			assertThat(figures.at(place + "/ratings/mean").asDouble()).isEqualTo(4);
			assertThat(figures.at(place + "/ratings/points/3/share").asDouble()).isEqualTo(100);
		}
		List<CSVRecord> rows = rows(this.api.get("auditor1", "/figures/csv" + conditions));
		assertThat(rows).filteredOn((row) -> row.get("figure").equals("ratings"))
			.extracting((row) -> row.get("group"), (row) -> row.get("count"), (row) -> row.get("mean_points"))
			.containsExactly(tuple("all", "1", "4.0"), tuple(rated.team(), "1", "4.0"));
		assertThat(rows).filteredOn((row) -> row.get("figure").equals("rated with 4"))
			.hasSize(2)
			.allSatisfy((row) -> assertThat(row.get("share_percent")).isEqualTo("100.0"));
		assertThat(new SignedInPerson(this.api, "manager1").page("/figures" + conditions))
			.contains("What customers say")
			.contains("1 rating</strong>")
			.contains(Definitions.RATINGS);
	}

	private static List<CSVRecord> rows(Answer csv) throws Exception {
		return CSVFormat.RFC4180.builder()
			.setHeader()
			.setSkipHeaderRecord(true)
			.get()
			.parse(new StringReader(csv.text()))
			.getRecords();
	}

	@Test
	void aCaseIsFoundByItsTeamSeverityAndCustomer() {
		SupportCase open = this.worker.open();
		this.check.awaitCounted();
		String address = this.api.get("manager1", "/cases/" + open.number()).json().at("/customer/email").asText();
		String month = open.openedAt().toString().substring(0, 7);
		String conditions = "&team=" + open.team() + "&severity=" + open.severity() + "&customer=" + address;
		String months = "?from=" + month + "&to=" + month;
		assertThat(this.api.get("manager1", "/figures" + months + conditions).json().at("/total/cases").asInt())
			.isOne();
		assertThat(this.api.get("manager1", "/figures" + months + conditions + "x").status()).isEqualTo(422);
		assertThat(
				this.api.get("manager1", "/figures" + months + "&team=no-such-team").json().at("/total/cases").asInt())
			.isZero();
		JsonNode silences = this.api.get("auditor1", "/figures/silences" + months + conditions).json();
		assertThat(silences).hasSize(1);
		assertThat(silences.at("/0/number").asText()).isEqualTo(open.number());
		assertThat(silences.at("/0/open").asBoolean()).isTrue();
	}

	@Test
	void handOversThatCameBackAreCountedByTeamAndProduct() {
		SupportCase incomplete = this.worker.openAt("escalate");
		String product = "Printer " + incomplete.number();
		assertThat(this.api
			.send("PUT", "agent1", "/cases/" + incomplete.number() + "/product", Map.of("product", product), Map.of())
			.status()).isEqualTo(200);
		this.worker.does(incomplete, "escalate");
		this.worker.does(incomplete, "reproduce-and-fix",
				Map.of("outcome", "incomplete", "explanation", "Which tray?", "build", ""));
		this.worker.does(incomplete, "escalate", "reproduce-and-fix");
		this.check.awaitCounted();
		String month = incomplete.openedAt().toString().substring(0, 7);
		JsonNode counted = this.api.get("auditor1", "/figures/hand-overs?from=" + month + "&to=" + month).json();
		assertThat(counted).filteredOn((row) -> row.path("product").asText().equals(product))
			.singleElement()
			.satisfies((row) -> {
				assertThat(row.path("team").asText()).isEqualTo(incomplete.team());
				assertThat(row.path("made").asInt()).isEqualTo(2);
				assertThat(row.path("sentBack").asInt()).isEqualTo(1);
				assertThat(row.path("share").asDouble()).isEqualTo(50.0);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1" })
	void noCellBeginsLikeAFormula(String cell) {
		assertThat(SafeCell.of(cell)).isEqualTo("'" + cell);
	}

	@Test
	void whatACustomerCallsThemselvesIsNoFormula() throws Exception {
		Answer opened = this.api.post("agent1", "/cases",
				Map.of("customer",
						Map.of("email", "formula@example.org", "name", "=HYPERLINK(\"http://evil.example\",\"x\")"),
						"subject", "It does not print", "description", "Nothing comes out."));
		assertThat(opened.status()).isEqualTo(201);
		this.check.awaitCounted();
		Answer csv = this.api.get("manager1",
				"/figures/csv?by=customer&customer=formula@example.org&" + "from=2026-01&to=2030-12");
		assertThat(csv.status()).isEqualTo(200);
		assertThat(csv.type()).isEqualTo("text/csv;charset=UTF-8");
		List<CSVRecord> rows = rows(csv);
		assertThat(rows).anySatisfy((row) -> {
			assertThat(row.get("group")).startsWith("'=HYPERLINK(\"http");
			assertThat(row.get("figure")).isEqualTo("cases");
			assertThat(row.get("count")).isEqualTo("1");
			assertThat(row.get("definition")).isNotBlank();
		});
		assertThat(rows).noneSatisfy((row) -> assertThat(row.get("group")).startsWith("="));
	}

	@Test
	void countingAnewIsRecordedAndChangesNothing() {
		SupportCase open = this.worker.openAt("investigate");
		this.worker.awaitDelivery(open);
		this.check.wouldBeTheSameAnew();
		HttpResponse<String> response = this.api.post("manager1", "/figures/recount", Map.of()).response();
		assertThat(response.statusCode()).isEqualTo(202);
		this.check.isTrue(open);
	}

}
