package org.followthrough.trackers;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who makes and links issues, by REST and by the pages, and what may go out.
 */
class IssueDoorTests extends TrackerTest {

	private static final Pattern MARKER = Pattern.compile("name=\"marker\" value=\"(ft-[0-9a-f]{16})\"");

	@ParameterizedTest
	@CsvSource({ "agent1, 202", "support1, 202", "engineer1, 202", "manager1, 202", "admin1, 403", "auditor1, 403" })
	void byRest(String account, int status) {
		Defect defect = defect(inEngineering());
		Answer made = this.api.post(account, "/defects/" + defect.number() + "/issues",
				Map.of("tracker", "github", "title", "Wrong tray", "text", "Print."));
		assertThat(made.status()).isEqualTo(status);
		settle();
		assertThat(StandIn.GITHUB.issues).hasSize((status == 202) ? 1 : 0);
		assertThat(this.api.get(account, "/defects/" + defect.number() + "/issues").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "agent1, true", "engineer2, true", "admin1, false" })
	void byThePagesWithAPreview(String account, boolean may) {
		SupportCase of = inEngineering();
		Defect defect = defect(of);
		SignedInPerson person = new SignedInPerson(this.api, account);
		String form = "/defects/" + defect.number() + "/issues/new?tracker=gitlab&case=" + of.number();
		String draft = person.page(form);
		assertThat(draft).contains("### Steps", "```text\nPrint.", defect.number() + ": No paper.")
			.as("the draft holds nothing of the customer's")
			.doesNotContain("It does not print", "Cleo Customer", "example.org");
		String fields = "tracker=gitlab&case=" + of.number() + "&marker=" + marker(draft) + "&title=Wrong+tray&text="
				+ encoded("Print.\n/close");
		String preview = person.post(form, "/defects/" + defect.number() + "/issues", fields + "&step=preview");
		settle();
		assertThat(StandIn.GITLAB.issues).as("made before somebody said so").isEmpty();
		if (!may) {
			assertThat(preview).contains("Those who carry cases and engineers make and link issues.");
			return;
		}
		assertThat(preview).contains("This goes out to GitLab printing/tools/printer", "Reference ft-",
				"From Followthrough, defect " + defect.number());
		String after = person.post(form, "/defects/" + defect.number() + "/issues", fields + "&step=send");
		assertThat(after).contains("The issue is on its way.");
		settle();
		assertThat(StandIn.GITLAB.issues).hasSize(1);
		assertThat(person.page("/cases/" + of.number())).contains("printing/tools/printer#1");
	}

	private static String marker(String page) {
		Matcher marker = MARKER.matcher(page);
		assertThat(marker.find()).as("a marker").isTrue();
		return marker.group(1);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "The customer Cleo Customer says so.|Cleo Customer",
			"Write to somebody@example.org.|somebody@example.org", "It does not print, they say.|It does not print" })
	void whatTellsWhoTheCustomerIsGoesOutOnlyIfSomebodySaysSo(String text, String told) {
		SupportCase of = inEngineering();
		Defect defect = defect(of);
		String path = "/defects/" + defect.number() + "/issues";
		Answer refused = this.api.post("agent1", path, Map.of("tracker", "jira", "title", "Tray", "text", text));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("text");
		assertThat(refused.json().at("/errors/0/message").asText()).contains(told);
		SignedInPerson person = new SignedInPerson(this.api, "agent1");
		String form = "/defects/" + defect.number() + "/issues/new?tracker=jira";
		String fields = "tracker=jira&marker=" + marker(person.page(form)) + "&title=Tray&text=" + encoded(text);
		for (String step : List.of("preview", "send")) {
			assertThat(person.post(form, path, fields + "&step=" + step)).contains("This would go out, too");
		}
		StandInIssue there = linked(StandIn.GITHUB, defect);
		assertThat(this.api.post("agent1", "/issues/" + view(defect).issue().id() + "/comments", Map.of("text", text))
			.status()).isEqualTo(422);
		settle();
		assertThat(StandIn.JIRA.issues).isEmpty();
		assertThat(there.comments).isEmpty();
		assertThat(this.api
			.post("agent1", path, Map.of("tracker", "jira", "title", "Tray", "text", text, "mayNameCustomers", true))
			.status()).isEqualTo(202);
		settle();
		assertThat(StandIn.JIRA.issues).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "'', Print., title", "Tray, '', text", "Tray, ' ', text" })
	void whatIsMissingIsSaidAtTheField(String title, String text, String field) {
		Answer refused = this.api.post("agent1", "/defects/" + defect(inEngineering()).number() + "/issues",
				Map.of("tracker", "github", "title", title, "text", text));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo(field);
	}

	@Test
	void theSameKeyMakesTheSameIssue() {
		Defect defect = defect(inEngineering());
		for (int times = 0; times < 3; times++) {
			assertThat(this.api
				.send("POST", "agent1", "/defects/" + defect.number() + "/issues",
						Map.of("tracker", "github", "title", "Wrong tray", "text", "Print."),
						Map.of("Idempotency-Key", "tray-1"))
				.status()).isEqualTo(202);
		}
		settle();
		assertThat(StandIn.GITHUB.issues).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void anIssueIsLinkedByItsAddress(String kind) {
		StandInTracker tracker = StandIn.of(kind);
		Defect defect = defect(inEngineering());
		StandInIssue there = tracker.opens("Feeds the wrong tray", "");
		StandInIssue other = tracker.opens("Another", "");
		String address = address(tracker, there);
		assertThat(link("agent1", defect, address + "?focus=1#note").status()).isEqualTo(201);
		settle();
		assertThat(view(defect).issue().title()).isEqualTo("Feeds the wrong tray");
		assertThat(view(defect).address()).isEqualTo(address);
		// It is of one defect at the most.
		Answer taken = link("agent1", defect(inEngineering()), address);
		assertThat(taken.status()).isEqualTo(422);
		assertThat(taken.text()).contains(defect.number());
		assertThat(link("auditor1", defect, address(tracker, other)).status()).isEqualTo(403);
		assertThat(link("admin1", defect, address(tracker, other)).status()).isEqualTo(403);
	}

	private static String address(StandInTracker tracker, StandInIssue issue) {
		String project = tracker.settings().get("project");
		return StandIn.address(tracker) + switch (tracker.name()) {
			case "github" -> "/" + project + "/issues/" + issue.number;
			case "gitlab" -> "/" + project + "/-/issues/" + issue.number;
			default -> "/browse/" + tracker.key(issue);
		};
	}

	private Answer link(String account, Defect to, String issue) {
		return this.api.post(account, "/defects/" + to.number() + "/issues/links", Map.of("issue", issue));
	}

	@ParameterizedTest
	@CsvSource({ "http://169.254.169.254/latest/meta-data/issues/1", "https://github.com/other/project/issues/1",
			"file:///etc/passwd", "javascript:alert(1)", "PRN-", "1 OR 1=1", "printer" })
	void whatIsOfNoConfiguredTrackerIsRefusedUnasked(String issue) {
		Defect defect = defect(inEngineering());
		Answer refused = this.api.post("agent1", "/defects/" + defect.number() + "/issues/links",
				Map.of("issue", issue, "tracker", "github"));
		assertThat(refused.status()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("issue");
		SignedInPerson person = new SignedInPerson(this.api, "agent1");
		String page = "/defects/" + defect.number() + "/issues/new";
		assertThat(person
			.sends(page, "/defects/" + defect.number() + "/issues/link", "tracker=github&issue=" + encoded(issue))
			.statusCode()).isLessThan(500);
		settle();
		assertThat(this.issues.of(defect.number())).isEmpty();
		assertThat(StandIn.GITHUB.requests).isEmpty();
	}

	@Test
	void anIssueIsTakenOffAndStaysThere() {
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(StandIn.GITHUB, defect);
		StandIn.GITHUB.comments(there, "somebody", "It is the tray.");
		delivers(StandIn.GITHUB);
		settle();
		long id = view(defect).issue().id();
		assertThat(this.api.send("DELETE", "auditor1", "/issues/" + id, null, Map.of()).status()).isEqualTo(403);
		assertThat(this.api.send("DELETE", "agent1", "/issues/" + id, null, Map.of()).status()).isEqualTo(204);
		assertThat(this.issues.of(defect.number())).isEmpty();
		assertThat(this.api.post("agent1", "/issues/" + id + "/again", Map.of()).status()).isEqualTo(404);
		StandIn.GITHUB.closes(there);
		delivers(StandIn.GITHUB);
		settle();
		assertThat(StandIn.GITHUB.issues).hasSize(1);
	}

	@Test
	void theTrackersForTheProductComeFirst() {
		assertThat(this.issues.choices("printer")).first().extracting(TrackerChoice::name).isEqualTo("github");
		assertThat(this.api.get("auditor1", "/trackers").json()).hasSize(4);
	}

	@ParameterizedTest
	@CsvSource({ "admin1, 200", "manager1, 403", "agent1, 403", "auditor1, 403" })
	void administratorsSeeHowContactGoes(String account, int status) {
		Defect defect = defect(inEngineering());
		StandIn.JIRA.fails(StandInTracker.Fault.status(400), StandInTracker.Fault.status(500));
		asked(StandIn.JIRA, defect, "Wrong tray", "Print.");
		settle();
		var answer = new SignedInPerson(this.api, account).get("/admin/trackers");
		assertThat(answer.statusCode()).isEqualTo(status);
		String page = new String(answer.body(), StandardCharsets.UTF_8);
		assertThat(page).doesNotContain(StandInTracker.TOKEN, StandInTracker.SECRET, "whsec_");
		if (status == 200) {
			assertThat(page).contains("GitHub octo-org/printer", "/hooks/trackers/github", "Given up", "Wrong tray");
			new SignedInPerson(this.api, account).post("/admin/trackers", "/admin/trackers/jira/again", "");
			settle();
		}
	}

	@Test
	void whatHappenedStandsInTheHistoryOfTheDefect() {
		Defect defect = defect(inEngineering());
		StandInIssue there = linked(StandIn.GITHUB, defect);
		StandIn.GITHUB.closes(there);
		delivers(StandIn.GITHUB);
		settle();
		List<String> entries = this.database.queryForList(
				"SELECT JSON_VALUE(content, '$.action') FROM audit_entry WHERE stream = ? ORDER BY seq", String.class,
				defect.number());
		assertThat(entries).containsSubsequence("tracker.issue-linked", "tracker.issue-changed",
				"tracker.issue-changed");
	}

}
