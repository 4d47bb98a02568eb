package org.followthrough.rota;

import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.component.VEvent;
import org.followthrough.audit.Audit;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.time.MovableClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Planning the rota, being away, swapping weeks and reading them in a calendar, by every
 * door.
 */
@FollowthroughTest
class RotaDoorTests {

	private static final String TEAM = "/rota/teams/day%20watch";

	@Autowired
	private Api api;

	@Autowired
	private Timeline timeline;

	@Autowired
	private MovableClock clock;

	@Autowired
	private Post post;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	private LocalDate monday = LocalDate.EPOCH;

	@BeforeEach
	void aTeamThatNoCaseGoesTo() {
		Instant now = this.clock.instant();
		this.monday = LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
		assertThat(this.api.send("PUT", "manager1", "/teams/day%20watch", Map.of(), Map.of()).status()).isEqualTo(200);
	}

	@AfterEach
	void forget() {
		this.transaction.executeWithoutResult((status) -> {
			List.of("shift", "absence", "shift_swap", "rota_feed")
				.forEach((table) -> this.database.update("DELETE FROM " + table));
			this.database.update("UPDATE rota_change SET version = version + 1");
		});
	}

	@Test
	void managersPlanByTurnsAndChangeSingleWeeks() {
		Api.Answer planned = plan("manager1", 3, "engineer1", "engineer2");
		assertThat(planned.status()).as(planned.text()).isEqualTo(200);
		assertThat(weeks()).containsExactly("engineer1", "engineer2", "engineer1");
		assertThat(last("shift.planned").details().get("after")).asString().contains(this.monday + "=engineer1");
		assertThat(set("manager1", 1, "engineer1").status()).isEqualTo(200);
		assertThat(weeks()).containsExactly("engineer1", "engineer1", "engineer1");
		assertThat(last("shift.planned").details().get("before")).asString()
			.isEqualTo("{" + this.monday.plusWeeks(1) + "=engineer2}");
		assertThat(this.api.send("DELETE", "manager1", TEAM + "/weeks/" + this.monday.plusWeeks(2), null, Map.of())
			.status()).isEqualTo(200);
		assertThat(weeks()).containsExactly("engineer1", "engineer1");
		assertThat(team().path("warning").asText()).contains("The rota ends with the week of");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "support1", "engineer1", "auditor1", "admin1" })
	void nobodyElsePlans(String account) {
		assertThat(plan(account, 3, "engineer1").status()).isEqualTo(403);
		assertThat(set(account, 0, "engineer1").status()).isEqualTo(403);
		assertThat(this.api.get(account, "/rota").status()).isEqualTo(200);
		assertThat(weeks()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "first|{\"first\":\"2026-11-24\",\"weeks\":2,\"engineers\":[\"engineer1\"]}",
			"first|{\"first\":\"2020-01-06\",\"weeks\":2,\"engineers\":[\"engineer1\"]}",
			"weeks|{\"weeks\":0,\"engineers\":[\"engineer1\"]}", "weeks|{\"weeks\":105,\"engineers\":[\"engineer1\"]}",
			"engineers|{\"weeks\":2,\"engineers\":[]}", "engineers|{\"weeks\":2,\"engineers\":[\"agent1\"]}",
			"engineers|{\"weeks\":2,\"engineers\":[\"nobody\"]}" })
	void whatCantBeIsRefusedAtItsField(String field, String request) {
		refused(this.api.post("manager1", TEAM + "/weeks", request), field);
	}

	@Test
	void aTeamThatNobodyKnowsHasNoRota() {
		refused(this.api.post("manager1", "/rota/teams/nowhere/weeks",
				Map.of("weeks", 1, "engineers", List.of("engineer1"))), "team");
	}

	@Test
	void engineersSayThemselvesWhenTheyAreAwayAndManagersOfEverybody() {
		plan("manager1", 2, "engineer1", "engineer2");
		Map<String, Object> days = Map.of("first", this.monday.toString(), "last", this.monday.plusDays(2).toString(),
				"reason", "A course");
		assertThat(away("engineer2", with(days, "engineer", "engineer1")).status()).isEqualTo(403);
		assertThat(away("agent1", days).status()).isEqualTo(403);
		Api.Answer said = away("engineer1", days);
		assertThat(said.status()).as(said.text()).isEqualTo(201);
		assertThat(firstWeek().path("days").path(1).path("engineer").asText()).isEqualTo("engineer2");
		assertThat(firstWeek().path("days").path(3).path("engineer").asText()).isEqualTo("engineer1");
		assertThat(firstWeek().path("words").path(0).asText()).startsWith("engineer1 is away from")
			.endsWith("engineer2 stands in.");
		refused(away("engineer1", days), "first");
		assertThat(away("manager1", with(days, "engineer", "engineer2")).status()).isEqualTo(201);
		assertThat(firstWeek().path("words").path(0).asText()).startsWith("Nobody on the rota is there from");
		String row = "/rota/absences/" + said.json().path("id").asLong();
		assertThat(this.api.send("DELETE", "engineer2", row, null, Map.of()).status()).isEqualTo(403);
		assertThat(this.api.send("DELETE", "engineer1", row, null, Map.of()).status()).isEqualTo(204);
		assertThat(this.api.send("DELETE", "engineer1", row, null, Map.of()).status()).isEqualTo(404);
		assertThat(last("absence.removed").details()).containsEntry("engineer", "engineer1");
	}

	@ParameterizedTest
	@CsvSource({ "last, 5, 3, ''", "last, 5, 400, ''", "last, -20, -10, ''", "deputy, 1, 2, engineer1",
			"deputy, 1, 2, agent1" })
	void daysThatCantBeAreRefused(String field, int first, int last, String deputy) {
		refused(away("engineer1", Map.of("first", this.monday.plusDays(first).toString(), "last",
				this.monday.plusDays(last).toString(), "deputy", deputy)), field);
	}

	@Test
	void oneEngineerProposesASwapAndTheOtherAccepts() {
		plan("manager1", 4, "engineer1", "engineer2");
		assertThat(propose("engineer2", 0, "engineer1", 1).status()).isEqualTo(403);
		Api.Answer proposed = propose("engineer1", 0, "engineer2", 1);
		assertThat(proposed.status()).as(proposed.text()).isEqualTo(201);
		assertThat(weeks()).containsExactly("engineer1", "engineer2", "engineer1", "engineer2");
		assertThat(answers("engineer1", proposed, "accept")).isEqualTo(403);
		assertThat(answers("engineer2", proposed, "withdraw")).isEqualTo(403);
		assertThat(answers("engineer2", proposed, "accept")).isEqualTo(200);
		assertThat(weeks()).containsExactly("engineer2", "engineer1", "engineer1", "engineer2");
		assertThat(last("shift.swap-proposed").actor()).isEqualTo("engineer1");
		assertThat(last("shift.swapped").actor()).isEqualTo("engineer2");
		assertThat(answers("engineer2", proposed, "accept")).isEqualTo(409);
		assertThat(answers("engineer1", proposed, "withdraw")).isEqualTo(409);
	}

	@Test
	void aSwapHoldsOnlyForWeeksThatAreStillTheirs() {
		plan("manager1", 4, "engineer1", "engineer2");
		Api.Answer proposed = propose("engineer1", 0, "engineer2", 1);
		set("manager1", 0, "engineer2");
		assertThat(answers("engineer2", proposed, "accept")).isEqualTo(409);
		assertThat(weeks()).containsExactly("engineer2", "engineer2", "engineer1", "engineer2");
		assertThat(answers("engineer2", proposed, "decline")).isEqualTo(200);
		assertThat(this.api.get("engineer1", "/rota/swaps").json()).isEmpty();
		refused(propose("engineer2", 0, "engineer1", 1), "otherWeek");
		refused(propose("engineer2", 0, "agent1", null), "other");
	}

	@Test
	void aWeekIsGivenAwayAndAManagersSwapHoldsAtOnce() {
		plan("manager1", 4, "engineer1", "engineer2");
		assertThat(propose("manager1", 0, "engineer2", null).json().path("state").asText()).isEqualTo("ACCEPTED");
		assertThat(weeks()).containsExactly("engineer2", "engineer2", "engineer1", "engineer2");
		Api.Answer given = propose("engineer2", 0, "engineer1", null);
		assertThat(answers("engineer1", given, "accept")).isEqualTo(200);
		assertThat(weeks()).containsExactly("engineer1", "engineer2", "engineer1", "engineer2");
	}

	@Test
	void aSwapAndWhatBecomesOfItAreToldByMail() {
		plan("manager1", 4, "engineer1", "engineer2");
		String team = " on support for the team day watch";
		String week = "the week of " + RotaWeek.words(this.monday) + team;
		Api.Answer proposed = propose("engineer1", 0, "engineer2", 1);
		assertThat(told(proposed)).containsExactly(
				"SWAP_ASKED engineer2 engineer1 asks you to take their week of " + RotaWeek.words(this.monday) + team
						+ ", and takes yours of " + RotaWeek.words(this.monday.plusWeeks(1)) + " for it.");
		this.clock.advance(Duration.ofMinutes(2));
		assertThat(this.post.await("engineer2@followthrough.example", "engineer1 asks you to take their week"))
			.isNotNull();
		answers("engineer2", proposed, "decline");
		assertThat(told(proposed)).hasSize(2)
			.contains("SWAP_DECIDED engineer1 engineer1 keeps " + week + ", since engineer2 declined the swap.");
		Api.Answer again = propose("engineer1", 0, "engineer2", 1);
		answers("manager1", again, "accept");
		answers("engineer2", again, "accept");
		String swapped = " engineer2 has " + week + " now, and engineer1 that of "
				+ RotaWeek.words(this.monday.plusWeeks(1)) + ", as manager1 said.";
		assertThat(told(again)).hasSize(3)
			.contains("SWAP_DECIDED engineer1" + swapped, "SWAP_DECIDED engineer2" + swapped);
		Api.Answer withdrawn = propose("engineer2", 0, "engineer1", null);
		answers("engineer2", withdrawn, "withdraw");
		assertThat(told(withdrawn)).hasSize(2)
			.contains("SWAP_DECIDED engineer1 engineer2 keeps " + week + ", since engineer2 took the question back.");
		assertThat(told(propose("manager1", 0, "engineer1", null)))
			.extracting((one) -> one.split(" ")[0] + " " + one.split(" ")[1])
			.containsExactlyInAnyOrder("SWAP_DECIDED engineer1", "SWAP_DECIDED engineer2");
	}

	private List<String> told(Api.Answer swap) {
		assertThat(swap.status()).as(swap.text()).isEqualTo(201);
		return this.database.queryForList(
				"SELECT CONCAT(kind, ' ', account, ' ', reason) FROM notice WHERE once LIKE CONCAT('swap-', ?, '-%')",
				String.class, swap.json().path("id").asLong());
	}

	@Test
	void thePageKeepsTheSameRules() {
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		SignedInPerson engineer = new SignedInPerson(this.api, "engineer1");
		String plan = "team=day+watch&first=" + this.monday + "&weeks=4&engineers=";
		assertThat(manager.page("/rota")).contains("Nobody takes turns here");
		HttpResponse<byte[]> wrong = manager.sends("/rota", "/rota/_plan", plan + "engineer1,+agent1");
		assertThat(wrong.statusCode()).isEqualTo(422);
		assertThat(text(wrong)).contains("&quot;agent1&quot; is no engineer&#39;s account.")
			.contains("engineer1, agent1");
		assertThat(engineer.sends("/rota", "/rota/_plan", plan + "engineer1").statusCode()).isEqualTo(403);
		assertThat(weeks()).isEmpty();
		assertThat(manager.post("/rota", "/rota/_plan", plan + "engineer1,+engineer2"))
			.contains("The weeks of day watch are planned.");
		assertThat(weeks()).containsExactly("engineer1", "engineer2", "engineer1", "engineer2");
		assertThat(engineer.sends("/rota", "/rota/_week", "team=day+watch&week=" + this.monday + "&engineer=")
			.statusCode()).isEqualTo(403);
		assertThat(engineer.post("/rota", "/rota/_absences", "first=" + this.monday.plusDays(1) + "&reason=A+course"))
			.contains("A course")
			.contains("engineer2 stands in.");
		assertThat(
				engineer.sends("/rota", "/rota/_absences", "first=" + this.monday + "&engineer=engineer2").statusCode())
			.isEqualTo(403);
		assertThat(engineer.sends("/rota", "/rota/_absences", "first=tomorrow").statusCode()).isEqualTo(422);
		assertThat(engineer.post("/rota", "/rota/_swaps",
				"team=day+watch&week=" + this.monday + "&other=engineer2&otherWeek=" + this.monday.plusWeeks(1)))
			.contains("engineer2 is asked");
		long swap = this.api.get("engineer2", "/rota/swaps").json().path(0).path("id").asLong();
		assertThat(engineer.sends("/rota", "/rota/_swaps/" + swap + "/accept", "").statusCode()).isEqualTo(403);
		assertThat(new SignedInPerson(this.api, "engineer2").post("/rota", "/rota/_swaps/" + swap + "/accept", ""))
			.contains("The weeks have changed hands.");
		assertThat(weeks()).containsExactly("engineer2", "engineer1", "engineer1", "engineer2");
		assertThat(manager.post("/rota", "/rota/_week", "team=day+watch&week=" + this.monday + "&engineer="))
			.contains("is changed.");
		assertThat(weeks()).hasSize(3);
		assertThat(new SignedInPerson(this.api, "auditor1").page("/rota")).contains("day watch")
			.doesNotContain("Plan weeks by turns");
	}

	@Test
	void aCalendarProgramReadsTheWeeksAtASecretAddress() throws Exception {
		plan("manager1", 2, "engineer1", "engineer2");
		away("engineer1", Map.of("first", this.monday.plusDays(1).toString()));
		Api.Answer made = this.api.post("agent1", "/rota/feeds", Map.of("team", "day watch"));
		assertThat(made.status()).as(made.text()).isEqualTo(201);
		URI address = URI.create(made.json().path("address").asText());
		HttpResponse<String> read = read(address, "none");
		assertThat(read.statusCode()).isEqualTo(200);
		assertThat(read.headers().firstValue("Content-Type"))
			.hasValueSatisfying((type) -> assertThat(type).startsWith("text/calendar").containsIgnoringCase("utf-8"));
		List<VEvent> events = new CalendarBuilder().build(new StringReader(read.body())).getComponents("VEVENT");
		assertThat(events).filteredOn((event) -> !day(event).isBefore(this.monday))
			.extracting((event) -> event.getSummary().getValue() + " " + day(event))
			.startsWith("engineer1 on support, day watch " + this.monday,
					"engineer2 stands in on support, day watch " + this.monday.plusDays(1),
					"engineer1 on support, day watch " + this.monday.plusDays(2),
					"engineer2 on support, day watch " + this.monday.plusWeeks(1));
		String tag = read.headers().firstValue("ETag").orElseThrow();
		assertThat(read(address, tag).statusCode()).isEqualTo(304);
		set("manager1", 0, "engineer2");
		assertThat(read(address, tag).statusCode()).isEqualTo(200);
		assertThat(this.database.queryForList("SELECT HEX(hash) FROM rota_feed", String.class)).isNotEmpty()
			.noneMatch((hash) -> address.toString().contains(hash));
		String row = "/rota/feeds/" + made.json().at("/feed/id").asLong();
		assertThat(this.api.send("DELETE", "engineer1", row, null, Map.of()).status()).isEqualTo(404);
		assertThat(this.api.send("DELETE", "agent1", row, null, Map.of()).status()).isEqualTo(204);
		assertThat(read(address, "none").statusCode()).isEqualTo(404);
		assertThat(last("rota.feed-made").details().toString()).doesNotContain("/rota/feed/");
	}

	@Test
	void anEngineersAddressShowsTheirWeeksAndIsForThem() throws Exception {
		plan("manager1", 2, "engineer1", "engineer2");
		assertThat(this.api.post("engineer1", "/rota/feeds", Map.of("engineer", "engineer2")).status()).isEqualTo(403);
		assertThat(this.api.post("agent1", "/rota/feeds", Map.of("engineer", "agent1")).status()).isEqualTo(403);
		refused(this.api.post("agent1", "/rota/feeds", Map.of()), "team");
		refused(this.api.post("agent1", "/rota/feeds", Map.of("team", "nowhere")), "team");
		Api.Answer made = this.api.post("engineer2", "/rota/feeds", Map.of("engineer", "engineer2"));
		String read = read(URI.create(made.json().path("address").asText()), "none").body();
		assertThat(read).contains("engineer2 on support").doesNotContain("engineer1 on support");
	}

	private static LocalDate day(VEvent event) {
		return LocalDate.from(event.getDateTimeStart().getDate());
	}

	private static HttpResponse<String> read(URI address, String tag) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(address).header("If-None-Match", tag).build(),
					HttpResponse.BodyHandlers.ofString());
	}

	private static String text(HttpResponse<byte[]> page) {
		return new String(page.body(), StandardCharsets.UTF_8);
	}

	private Api.Answer plan(String account, int weeks, String... engineers) {
		return this.api.post(account, TEAM + "/weeks",
				Map.of("first", this.monday.toString(), "weeks", weeks, "engineers", List.of(engineers)));
	}

	private Api.Answer set(String account, int week, String engineer) {
		return this.api.send("PUT", account, TEAM + "/weeks/" + this.monday.plusWeeks(week),
				Map.of("engineer", engineer), Map.of());
	}

	private Api.Answer away(String account, Map<String, ?> days) {
		return this.api.post(account, "/rota/absences", days);
	}

	private static Map<String, Object> with(Map<String, Object> days, String field, String value) {
		Map<String, Object> more = new HashMap<>(days);
		more.put(field, value);
		return more;
	}

	private Api.Answer propose(String account, int week, String other, @Nullable Integer otherWeek) {
		Map<String, Object> swap = new HashMap<>(
				Map.of("team", "day watch", "week", this.monday.plusWeeks(week).toString(), "other", other));
		if (otherWeek != null) {
			swap.put("otherWeek", this.monday.plusWeeks(otherWeek).toString());
		}
		return this.api.post(account, "/rota/swaps", swap);
	}

	private int answers(String account, Api.Answer proposed, String how) {
		return this.api.post(account, "/rota/swaps/" + proposed.json().path("id").asLong() + "/" + how, Map.of())
			.status();
	}

	private static void refused(Api.Answer answer, String field) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(422);
		assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(field);
	}

	private JsonNode team() {
		for (JsonNode team : this.api.get("auditor1", "/rota?weeks=20").json()) {
			if (team.path("team").asText().equals("day watch")) {
				return team;
			}
		}
		throw new AssertionError("The team is not there");
	}

	private JsonNode firstWeek() {
		for (JsonNode week : team().path("weeks")) {
			if (week.path("week").asText().equals(this.monday.toString())) {
				return week;
			}
		}
		throw new AssertionError("The week is not there");
	}

	/** Who is put in, week by week. */
	private List<String> weeks() {
		return this.database.queryForList("SELECT engineer FROM shift WHERE team = 'day watch' ORDER BY week",
				String.class);
	}

	private AuditEntry last(String action) {
		return this.timeline.of(Audit.SYSTEM, 0, 10_000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

}
