package org.followthrough.guide;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide and its lists, over REST and on the page.
 */
@FollowthroughTest
class GuideDoorTests {

	@Autowired
	private Api api;

	@Autowired
	private Timeline timeline;

	@Test
	void aTextIsAdvisedOnByTheWordsOfItsTeam() {
		save("printing", 0, Map.of("word", "spool", "instead", "waiting list"));
		Answer advice = this.api.post("agent1", "/guide/advice",
				Map.of("text", "The spool is full, a hotfix comes soon.", "team", "printing"));
		assertThat(advice.status()).isEqualTo(200);
		assertThat(advice.json().findValuesAsText("words")).containsExactly("spool", "hotfix", "soon");
		assertThat(advice.json().findValuesAsText("about")).containsExactly("jargon", "jargon", "no-date");
		Answer others = this.api.post("agent1", "/guide/advice", Map.of("text", "The spool is full."));
		assertThat(others.json()).isEmpty();
	}

	@Test
	void whoeverSavesSecondIsToldAndOverwritesNothing() {
		int version = this.api.get("manager1", "/guide/jargon/mobile").json().path("version").asInt();
		assertThat(save("mobile", version, Map.of("word", "APK")).status()).isEqualTo(200);
		Answer second = save("mobile", version, Map.of("word", "IPA"));
		assertThat(second.status()).isEqualTo(409);
		String page = new SignedInPerson(this.api, "manager2").post("/guide?team=mobile", "/guide",
				"team=mobile&version=" + version + "&words=IPA");
		assertThat(page).contains("Somebody else has changed this list meanwhile").contains("IPA");
		assertThat(this.api.get("agent1", "/guide/jargon/mobile").json().findValuesAsText("word"))
			.containsExactly("APK");
	}

	@ParameterizedTest
	@ValueSource(strings = { "agent1", "engineer1", "support1", "admin1" })
	void onlyManagersKeepTheLists(String account) {
		Answer refused = this.api.send("PUT", account, "/guide/jargon/web", Map.of("version", 0, "words", List.of()),
				Map.of());
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.text()).contains("Managers keep these lists.");
		SignedInPerson person = new SignedInPerson(this.api, account);
		assertThat(person.page("/guide?team=web")).contains("There is none yet.").doesNotContain("<textarea");
		assertThat(new String(person.sends("/account", "/guide", "team=web&version=0&words=x").body(),
				StandardCharsets.UTF_8))
			.contains("Managers keep these lists.");
	}

	@Test
	void whatIsNoWordIsNamed() {
		for (Map<String, String> word : List.of(Map.of("word", " "), Map.of("word", "!?"),
				Map.of("word", "x".repeat(101)), Map.of("instead", "y"))) {
			Answer refused = save("broken", 0, word);
			assertThat(refused.status()).as(refused.text()).isEqualTo(422);
			assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("words");
		}
		Answer none = this.api.post("agent1", "/guide/advice", Map.of());
		assertThat(none.status()).isEqualTo(422);
	}

	@Test
	void theEditorAsksWhileSomebodyWrites() {
		SignedInPerson agent = new SignedInPerson(this.api, "agent1");
		String words = "text=" + URLEncoder.encode("<b>Soon</b>", StandardCharsets.UTF_8);
		assertThat(agent.post("/account", "/guide/_advice", words)).contains("<q>Soon</q>").doesNotContain("<b>");
		assertThat(agent.post("/account", "/guide/_advice", words + "&visibility=internal")).isBlank();
		assertThat(agent.post("/account", "/guide/_advice", "text=")).isBlank();
	}

	@Test
	void aChangedListIsInTheHistory() {
		save("ledger", 0, Map.of("word", "dunning", "instead", "a reminder"));
		assertThat(this.timeline.of(Audit.SYSTEM, 0, 100_000)).anySatisfy((entry) -> {
			assertThat(entry.action()).isEqualTo("jargon.saved");
			assertThat(entry.details().toString()).contains("ledger", "dunning", "a reminder");
		});
	}

	private Answer save(String team, int version, Map<String, String> word) {
		return this.api.send("PUT", "manager1", "/guide/jargon/" + team,
				Map.of("version", version, "words", List.of(word)), Map.of());
	}

}
