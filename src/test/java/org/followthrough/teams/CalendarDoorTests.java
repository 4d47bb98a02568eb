package org.followthrough.teams;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.followthrough.audit.Audit;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.Api;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.OwnApplication;
import org.followthrough.time.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.util.UriUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

/**
 * Calendars by both doors, page and REST, and what their feeds do to them.
 */
@OwnApplication
@FollowthroughTest
@AutoConfigureMockMvc
@TestPropertySource(properties = { "followthrough.feeds.private-addresses=true", "followthrough.feeds.within=PT2S",
		"followthrough.feeds.largest=64KB" })
class CalendarDoorTests {

	private static final Map<String, List<String>> OFFICE = Map.of("monday", List.of("09:00-12:00", "13:00-17:00"),
			"tuesday", List.of("09:00-17:00"));

	@Autowired
	private Api api;

	@Autowired
	private MockMvc pages;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Teams teams;

	@Autowired
	private MovableClock clock;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private TransactionOperations transaction;

	private final AtomicReference<String> feed = new AtomicReference<>("");

	private final AtomicReference<String> fault = new AtomicReference<>("");

	private final AtomicInteger unchanged = new AtomicInteger();

	private HttpServer server;

	@BeforeEach
	void someServerHasAFeed() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	@AfterEach
	void itEnds() {
		this.server.stop(0);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String tag = "\"" + this.feed.get().hashCode() + "\"";
		try (exchange) {
			switch (this.fault.get()) {
				case "status" -> exchange.sendResponseHeaders(503, -1);
				case "slow" -> {
					exchange.sendResponseHeaders(200, 0);
					try (OutputStream body = exchange.getResponseBody()) {
						for (int i = 0; i < 40; i++) {
							body.write(' ');
							body.flush();
							Thread.sleep(100);
						}
					}
					catch (InterruptedException ex) {
						Thread.currentThread().interrupt();
					}
				}
				case "large" -> {
					exchange.sendResponseHeaders(200, 0);
					exchange.getResponseBody().write(new byte[200_000]);
				}
				case "elsewhere" -> {
					exchange.getResponseHeaders().add("Location", "file:///etc/passwd");
					exchange.sendResponseHeaders(302, -1);
				}
				default -> {
					if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
						this.unchanged.incrementAndGet();
						exchange.sendResponseHeaders(304, -1);
					}
					else {
						byte[] body = this.feed.get().getBytes(StandardCharsets.UTF_8);
						exchange.getResponseHeaders().add("ETag", tag);
						exchange.sendResponseHeaders(200, body.length);
						exchange.getResponseBody().write(body);
					}
				}
			}
		}
	}

	@Test
	void aManagerMakesACalendarAndChangesIt() {
		Api.Answer made = put("manager1", "Office", request(Map.of("country", "DE", "region", "by")));
		assertThat(made.status()).as(made.text()).isEqualTo(201);
		assertThat(made.response().headers().firstValue("Location")).contains("/api/v1/calendars/Office");
		assertThat(made.json().at("/hours/monday/1").asText()).isEqualTo("13:00-17:00");
		assertThat(put("manager1", "Office", request(Map.of("country", "de", "region", "by"))).json().path("version"))
			.isEqualTo(made.json().path("version"));
		Api.Answer changed = put("manager1", "Office", request(Map.of("closures",
				List.of(Map.of("first", "2026-12-24", "last", "2026-12-31", "name", "Company holidays")))));
		assertThat(changed.status()).isEqualTo(200);
		assertThat(changed.json().path("version").asInt()).isEqualTo(2);
		assertThat(this.api.get("auditor1", "/calendars/Office/days-off?year=2026").json()).hasSize(8);
		AuditEntry entry = last("calendar.saved");
		assertThat(entry.actor()).isEqualTo("manager1");
		assertThat(entry.details().get("before")).asString().contains("country=de");
		assertThat(entry.details().get("after")).asString().contains("Company holidays").contains("country=,");
	}

	@Test
	void whoSawAnOlderVersionIsToldSo() {
		put("manager1", "Contested", request(Map.of()));
		put("manager1", "Contested", request(Map.of("zone", "UTC")));
		assertThat(put("manager1", "Contested", request(Map.of("version", 1))).status()).isEqualTo(409);
		assertThat(put("manager1", "Contested", request(Map.of("version", 0))).status()).isEqualTo(409);
		assertThat(put("manager1", "Contested", request(Map.of("version", 2))).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "zone|{\"zone\":\"Mars/Base\",\"hours\":{\"monday\":[\"9:00-17:00\"]}}",
			"hours|{\"zone\":\"UTC\",\"hours\":{}}",
			"hours|{\"zone\":\"UTC\",\"hours\":{\"someday\":[\"9:00-17:00\"]}}",
			"hours.monday|{\"zone\":\"UTC\",\"hours\":{\"monday\":[\"17:00-9:00\"]}}",
			"hours.monday|{\"zone\":\"UTC\",\"hours\":{\"monday\":[\"9:00-17:00\",\"16:00-18:00\"]}}",
			"hours.monday|{\"zone\":\"UTC\",\"hours\":{\"monday\":[\"9:75-17:00\"]}}",
			"country|{\"zone\":\"UTC\",\"country\":\"xx\",\"hours\":{\"monday\":[\"9:00-17:00\"]}}",
			"region|{\"zone\":\"UTC\",\"country\":\"de\",\"region\":\"zz\",\"hours\":{\"monday\":[\"9:00-17:00\"]}}",
			"region|{\"zone\":\"UTC\",\"region\":\"by\",\"hours\":{\"monday\":[\"9:00-17:00\"]}}",
			"feed|{\"zone\":\"UTC\",\"feed\":\"file:///x\",\"hours\":{\"monday\":[\"9:00-17:00\"]}}",
			"closures|{\"zone\":\"UTC\",\"hours\":{\"monday\":[\"9:00-17:00\"]},\"closures\":[{\"first\":\"2026-02-02\",\"last\":\"2026-01-01\",\"name\":\"x\"}]}",
			"hours|{\"zone\":\"UTC\",\"hours\":{\"monday\":[\"9:00-17:00\"]},\"closures\":[{\"first\":\"2026-01-01\",\"last\":\"2028-12-31\",\"name\":\"x\"},{\"first\":\"2029-01-01\",\"last\":\"2031-12-31\",\"name\":\"y\"}]}" })
	void whatCantBeIsRefusedAtItsField(String field, String request) {
		Api.Answer refused = this.api.send("PUT", "manager1", "/calendars/Impossible", request, Map.of());
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.type()).isEqualTo("application/problem+json");
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
		assertThat(this.api.get("manager1", "/calendars/Impossible").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "agent1", "engineer1", "support1", "auditor1", "admin1" })
	void nobodyButManagersEditsByAnyDoor(String account) throws Exception {
		assertThat(put(account, "Theirs", request(Map.of())).status()).isEqualTo(403);
		assertThat(this.api.send("PUT", account, "/teams/theirs", Map.of(), Map.of()).status()).isEqualTo(403);
		MockHttpSession session = signIn(account);
		assertThat(post(session, "/calendars/Theirs", form()).getResponse().getStatus()).isEqualTo(403);
		assertThat(post(session, "/calendars/_teams", Map.of("team", "theirs")).getResponse().getStatus())
			.isEqualTo(403);
		assertThat(this.api.get(account, "/calendars").status()).isEqualTo(200);
		assertThat(this.api.get(account, "/calendars/Theirs").status()).isEqualTo(404);
		assertThat(this.database.queryForObject("SELECT COUNT(*) FROM team WHERE name = 'theirs'", Integer.class))
			.isZero();
	}

	@Test
	void thePageKeepsTheSameRules() throws Exception {
		MockHttpSession manager = signIn("manager1");
		Map<String, String> never = new HashMap<>(form());
		never.remove("hours.monday");
		MvcResult refused = post(manager, "/calendars/Paper", never);
		assertThat(refused.getResponse().getStatus()).isEqualTo(422);
		assertThat(refused.getResponse().getContentAsString()).contains("Nobody would work by this calendar");
		Map<String, String> zone = new HashMap<>(form());
		zone.put("zone", "ical4j~x/y");
		assertThat(post(manager, "/calendars/Paper", zone).getResponse().getStatus()).isEqualTo(422);
		Map<String, String> preview = new HashMap<>(form());
		preview.put("action", "preview");
		assertThat(post(manager, "/calendars/Paper", preview).getResponse().getContentAsString())
			.contains("Nothing is saved yet.");
		assertThat(this.api.get("manager1", "/calendars/Paper").status()).isEqualTo(404);
		assertThat(post(manager, "/calendars/Paper", form()).getResponse().getStatus()).isEqualTo(302);
		assertThat(this.api.get("manager1", "/calendars/Paper").json().at("/hours/monday/0").asText())
			.isEqualTo("09:00-17:00");
		assertThat(post(manager, "/calendars/Paper", form()).getResponse().getStatus()).isEqualTo(409);
	}

	@Test
	void aTeamsTimeIsItsCalendarsAtOnce() {
		Instant monday = Instant.parse("2026-11-23T12:00:00Z");
		assertThat(this.teams.workingTime("night")).isSameAs(WorkingTime.ROUND_THE_CLOCK);
		put("manager1", "Night", Map.of("zone", "UTC", "hours", Map.of("tuesday", List.of("00:00-24:00"))));
		Api.Answer saved = this.api.send("PUT", "manager1", "/teams/night",
				Map.of("calendar", "Night", "manager", "manager1", "managerAbove", "manager2"), Map.of());
		assertThat(saved.status()).as(saved.text()).isEqualTo(200);
		assertThat(this.teams.workingTime("night").after(monday, Span.of(Duration.ofHours(1))))
			.isEqualTo("2026-11-24T01:00:00Z");
		assertThat(this.teams.get("night").managerAbove()).isEqualTo("manager2");
		put("manager1", "Night", Map.of("zone", "UTC", "hours", Map.of("wednesday", List.of("00:00-24:00"))));
		assertThat(this.teams.workingTime("night").after(monday, Span.of(Duration.ofHours(1))))
			.isEqualTo("2026-11-25T01:00:00Z");
		assertThat(last("team.saved").details().get("after")).asString().contains("manager2");
	}

	@Test
	void aChangeOnAnotherNodeShowsWithinSeconds() {
		put("manager1", "Remote", Map.of("zone", "UTC", "hours", Map.of("tuesday", List.of("00:00-24:00"))));
		this.api.send("PUT", "manager1", "/teams/remote", Map.of("calendar", "Remote"), Map.of());
		Instant monday = Instant.parse("2026-11-23T12:00:00Z");
		assertThat(this.teams.workingTime("remote").after(monday, Span.of(Duration.ofHours(1))))
			.isEqualTo("2026-11-24T01:00:00Z");
		this.transaction.executeWithoutResult((status) -> {
			this.database.update("UPDATE calendar_hours SET opens = 60 WHERE calendar_id = "
					+ "(SELECT id FROM working_calendar WHERE name = 'Remote')");
			this.database.update("UPDATE calendar_change SET version = version + 1");
		});
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.until(() -> this.teams.workingTime("remote")
				.after(monday, Span.of(Duration.ofHours(1)))
				.equals(Instant.parse("2026-11-24T02:00:00Z")));
	}

	@Test
	void managersOfTeamsAreManagers() {
		for (String nobody : List.of("agent1", "no-one")) {
			Api.Answer refused = this.api.send("PUT", "manager1", "/teams/day", Map.of("manager", nobody), Map.of());
			assertThat(refused.status()).isEqualTo(422);
			assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("manager");
		}
		assertThat(this.api.send("PUT", "manager1", "/teams/day", Map.of("calendar", "Nowhere"), Map.of()).status())
			.isEqualTo(422);
	}

	@Test
	void aFeedClosesDaysAndWhatItSaidLastStaysWhenItFails() {
		this.feed.set(event("20261201", "Stock-taking"));
		put("manager1", "Fed", request(Map.of("feed", address())));
		await(() -> feedState("Fed").path("days").asInt() == 1);
		assertThat(this.api.get("manager1", "/calendars/Fed").json().path("feed").asText()).isEqualTo(address());
		assertThat(this.api.get("agent1", "/calendars/Fed").text()).doesNotContain(address());
		assertThat(last("calendar.saved").details().toString()).doesNotContain(address());
		assertThat(last("calendar.feed-read").details().get("daysAdded")).asString()
			.contains("2026-12-01: Stock-taking");

		hoursPass(7);
		await(() -> this.unchanged.get() > 0);
		for (String fault : List.of("status", "large", "slow", "elsewhere")) {
			this.fault.set(fault);
			String before = feedState("Fed").path("error").asText();
			hoursPass(7);
			await(() -> !feedState("Fed").path("failingSince").isNull()
					&& !feedState("Fed").path("error").asText().equals(before));
			assertThat(feedState("Fed").path("days").asInt()).isEqualTo(1);
		}
		assertThat(all("calendar.feed-failed")).hasSize(1);
		this.fault.set("");
		this.feed.set("<html>Please sign in</html>");
		hoursPass(7);
		await(() -> feedState("Fed").path("error").asText().startsWith("This is no iCalendar feed"));
		this.feed.set(event("20200107", "x").replace("END:VEVENT", "RRULE:FREQ=DAILY\r\nEND:VEVENT"));
		hoursPass(7);
		await(() -> feedState("Fed").path("error").asText().contains("nobody would work"));
		assertThat(feedState("Fed").path("days").asInt()).isEqualTo(1);

		this.feed.set(event("20261202", "Offsite"));
		hoursPass(7);
		await(() -> feedState("Fed").path("failingSince").isNull());
		assertThat(this.api.get("manager1", "/calendars/Fed/days-off?year=2026").text()).contains("Offsite")
			.doesNotContain("Stock-taking");
		put("manager1", "Fed", request(Map.of()));
		assertThat(this.api.get("manager1", "/calendars/Fed/days-off?year=2026").json()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void aFileStandsInWhereThereIsNoFeed(Door door) throws Exception {
		String name = "Filed by " + door.name().toLowerCase(Locale.ROOT);
		put("manager1", name, request(Map.of()));
		String version = teamOf(name).version();
		give(door, "manager1", name, event("20261203", "Møving"), 200);
		assertThat(daysOff(name)).contains("Møving");
		assertThat(last("calendar.file-given").details().get("daysAdded")).asString().contains("2026-12-03: Møving");
		assertThat(teamOf(name).version()).isNotEqualTo(version);
		hoursPass(7);
		await(() -> Instant.parse(feedState(name).path("fetchedAt").asText())
			.isAfter(this.clock.instant().minusSeconds(60)));
		assertThat(daysOff(name)).as("read again, since years pass").contains("Møving");

		give(door, "manager1", name, "<html>Please sign in</html>", 422);
		give(door, "manager1", name, event("20200107", "x").replace("END:VEVENT", "RRULE:FREQ=DAILY\r\nEND:VEVENT"),
				422);
		give(door, "manager1", name, "BEGIN:VCALENDAR" + "x".repeat(64 * 1024), 422);
		give(door, "agent1", name, event("20261204", "Mine"), 403);
		assertThat(daysOff(name)).contains("Møving");

		give(door, "manager1", name, "", 200);
		assertThat(feedState(name).isNull()).isTrue();
		assertThat(teamOf(name).version()).isEqualTo(version);
		assertThat(last("calendar.file-removed").details().get("daysRemoved")).asString().contains("Møving");
	}

	@Test
	void aFileStandsInUntilTheFeedCanBeRead() throws Exception {
		this.fault.set("status");
		put("manager1", "Interim", request(Map.of("feed", address())));
		await(() -> !feedState("Interim").path("failingSince").isNull());
		give(Door.REST, "manager1", "Interim", event("20261205", "By hand"), 200);
		assertThat(feedState("Interim").path("failingSince").isNull()).isTrue();
		hoursPass(7);
		await(() -> !feedState("Interim").path("failingSince").isNull());
		assertThat(daysOff("Interim")).contains("By hand");
		this.feed.set(event("20261207", "By feed"));
		this.fault.set("");
		hoursPass(7);
		await(() -> feedState("Interim").path("failingSince").isNull());
		assertThat(daysOff("Interim")).contains("By feed").doesNotContain("By hand");
	}

	private void give(Door door, String account, String calendar, String file, int status) throws Exception {
		if (door == Door.REST) {
			Api.Answer answer = this.api.send("PUT", account, "/calendars/" + encoded(calendar) + "/file", file,
					Map.of("Content-Type", "text/calendar"));
			assertThat(answer.status()).as(answer.text()).isEqualTo(status);
			return;
		}
		MvcResult done = post(signIn(account), "/calendars/" + calendar + "/file", Map.of("file", file));
		assertThat(done.getResponse().getStatus()).isEqualTo((status == 403) ? 403 : 302);
		assertThat(done.getFlashMap().containsKey("problem")).isEqualTo(status == 422);
	}

	private String daysOff(String calendar) {
		return this.api.get("agent1", "/calendars/" + encoded(calendar) + "/days-off?year=2026").text();
	}

	private WorkingTime teamOf(String calendar) {
		this.api.send("PUT", "manager1", "/teams/filed", Map.of("calendar", calendar), Map.of());
		return this.teams.workingTime("filed");
	}

	@ParameterizedTest
	@EnumSource
	void aCalendarGoesWhenNoTeamWorksByIt(Door door) throws Exception {
		String name = "Passing " + door.name().toLowerCase(Locale.ROOT);
		put("manager1", name, request(Map.of("closures",
				List.of(Map.of("first", "2026-12-24", "last", "2026-12-31", "name", "Company holidays")))));
		give(Door.REST, "manager1", name, event("20261203", "Moving"), 200);
		this.api.send("PUT", "manager1", "/teams/passing", Map.of("calendar", name), Map.of());
		assertThat(remove(door, "manager1", "/calendars/", name)).contains("passing. Give it another calendar first");
		assertThat(remove(door, "agent1", "/calendars/", name)).isEqualTo("403");
		assertThat(this.api.get("manager1", "/calendars/" + encoded(name)).status()).isEqualTo(200);
		this.api.send("PUT", "manager1", "/teams/passing", Map.of(), Map.of());
		assertThat(remove(door, "manager1", "/calendars/", name)).isEmpty();
		assertThat(this.api.get("manager1", "/calendars/" + encoded(name)).status()).isEqualTo(404);
		assertThat(last("calendar.removed").details().get("before")).asString().contains("Company holidays");
		assertThat(put("manager1", name, request(Map.of())).status()).as("the name is free").isEqualTo(201);
	}

	@ParameterizedTest
	@EnumSource
	void aTeamGoesWhenNoCaseGoesToIt(Door door) throws Exception {
		this.api.send("PUT", "manager1", "/teams/support", Map.of("manager", "manager1"), Map.of());
		assertThat(remove(door, "manager1", "/teams/", "support")).containsAnyOf("Cases have gone to the team support",
				"The table of triage sends cases");
		this.api.send("PUT", "manager1", "/teams/gone", Map.of("manager", "manager1"), Map.of());
		assertThat(page("/calendars")).contains("Remove the team gone").doesNotContain("Remove the team support");
		assertThat(remove(door, "agent1", "/teams/", "gone")).isEqualTo("403");
		assertThat(remove(door, "manager1", "/teams/", "gone")).isEmpty();
		assertThat(this.api.get("manager1", "/teams").text()).doesNotContain("\"gone\"");
		assertThat(last("team.removed").details()).containsEntry("team", "gone");
		this.api.send("PUT", "manager1", "/teams/support", Map.of(), Map.of());
	}

	/** What was said against it; nothing when it is gone. */
	private String remove(Door door, String account, String of, String name) throws Exception {
		if (door == Door.REST) {
			Api.Answer answer = this.api.send("DELETE", account, of + encoded(name), null, Map.of());
			return (answer.status() == 403) ? "403" : answer.json().path("detail").asText();
		}
		MvcResult done = of.equals("/teams/") ? post(signIn(account), "/calendars/_teams/remove", Map.of("team", name))
				: post(signIn(account), "/calendars/" + name + "/remove", Map.of());
		return (done.getResponse().getStatus() == 403) ? "403"
				: Objects.toString(done.getFlashMap().get("problem"), "");
	}

	private String page(String path) throws Exception {
		return this.pages.perform(MockMvcRequestBuilders.get(path).session(signIn("manager1")))
			.andReturn()
			.getResponse()
			.getContentAsString();
	}

	private static String encoded(String name) {
		return UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
	}

	enum Door {

		REST, PAGE

	}

	private static String event(String day, String name) {
		return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
				+ "DTSTART;VALUE=DATE:" + day + "\r\nSUMMARY:" + name + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
	}

	private String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/days.ics";
	}

	private void hoursPass(int hours) {
		this.clock.advance(Duration.ofHours(hours));
	}

	private static void await(java.util.concurrent.Callable<Boolean> until) {
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(until);
	}

	private JsonNode feedState(String calendar) {
		return this.api.get("manager1", "/calendars/" + encoded(calendar)).json().path("feedState");
	}

	private Api.Answer put(String account, String name, Map<String, ?> request) {
		return this.api.send("PUT", account, "/calendars/" + encoded(name), request, Map.of());
	}

	private static Map<String, Object> request(Map<String, ?> more) {
		Map<String, Object> request = new HashMap<>(Map.of("zone", "Europe/Berlin", "hours", OFFICE));
		request.putAll(more);
		return request;
	}

	private static Map<String, String> form() {
		return Map.of("action", "save", "version", "0", "zone", "Europe/Berlin", "hours.monday", "09:00-17:00");
	}

	private MockHttpSession signIn(String account) throws Exception {
		MvcResult signedIn = this.pages.perform(
				MockMvcRequestBuilders.post("/login").param("username", account).param("password", "demo").with(csrf()))
			.andReturn();
		return (MockHttpSession) java.util.Objects.requireNonNull(signedIn.getRequest().getSession());
	}

	private MvcResult post(MockHttpSession session, String path, Map<String, String> fields) throws Exception {
		var request = MockMvcRequestBuilders.post(path).session(session).with(csrf());
		fields.forEach(request::param);
		return this.pages.perform(request).andReturn();
	}

	private AuditEntry last(String action) {
		List<AuditEntry> all = all(action);
		return all.get(all.size() - 1);
	}

	private List<AuditEntry> all(String action) {
		return this.timeline.of(Audit.SYSTEM, 0, 10_000)
			.stream()
			.filter((entry) -> entry.action().equals(action))
			.toList();
	}

}
