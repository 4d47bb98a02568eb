package org.followthrough.studio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.Audit;
import org.followthrough.audit.Timeline;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.AtOnce;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application starts with newer models than before, and some of those that run were
 * edited here. What was shipped before is put back into the database, so that what is
 * shipped is the newer one.
 */
@Tag("thorough")
class UpgradeDoorTests extends StudioTest {

	private static final String FORM = "answer.form";

	/** What is shipped calls it otherwise. */
	private static final String OLD_FAILED = "name=\"It failed\"";

	@Autowired
	@Qualifier("shippedModels")
	private SmartLifecycle shipped;

	@Autowired
	private Timeline timeline;

	@BeforeEach
	@AfterEach
	void nothingIsOffered() {
		this.transaction.executeWithoutResult((transaction) -> {
			this.database
				.update("UPDATE draft SET state = 'DISCARDED' WHERE state IN ('EDITING', 'IN_REVIEW', 'APPROVED')");
			this.database.update("DELETE FROM shipped_model");
			this.database.update("UPDATE shipped_set SET fingerprint = ''");
		});
	}

	private String shipped(String file) {
		return this.api.get("manager1", "/studio/models/" + file).text();
	}

	/** What was shipped before, and what a manager made of it. */
	private void editedBefore(String file, String before, String here) {
		long draft = begin(file);
		assertThat(save("manager1", draft, file, 1, here).status()).isEqualTo(200);
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		publishes();
		assertThat(state(draft)).isEqualTo("published");
		shippedBefore(file, before);
	}

	private void shippedBefore(String file, String content) {
		this.transaction.executeWithoutResult((transaction) -> this.database.update(
				"REPLACE INTO shipped_model (name, content, product, draft_id) VALUES (?, ?, '0.0.9', 0)", file,
				content.getBytes(StandardCharsets.UTF_8)));
	}

	private void starts() {
		this.shipped.stop();
		this.shipped.start();
	}

	private List<Long> upgrades() {
		return this.database.queryForList(
				"SELECT d.id FROM draft d JOIN draft_upgrade u ON u.draft_id = d.id WHERE d.state = 'EDITING' ORDER BY d.id",
				Long.class);
	}

	private long upgrade() {
		List<Long> upgrades = upgrades();
		assertThat(upgrades).hasSize(1);
		return upgrades.get(0);
	}

	private String base(String file) {
		return new String(
				this.database.queryForObject("SELECT content FROM shipped_model WHERE name = ?", byte[].class, file),
				StandardCharsets.UTF_8);
	}

	private JsonNode brought(long draft) {
		return this.api.get("auditor1", "/studio/drafts/" + draft + "/upgrade").json();
	}

	/** The upgrade renames one end; here another is called otherwise. */
	private String editedElsewhere() {
		String now = shipped(VERIFICATION);
		String before = now.replace("name=\"Failed\"", OLD_FAILED);
		editedBefore(VERIFICATION, before, before.replace("name=\"Passed\"", "name=\"It works\""));
		return now;
	}

	/** Both rename the same. */
	private String editedAlike() {
		String now = shipped(VERIFICATION);
		String before = now.replace("name=\"Failed\"", OLD_FAILED);
		editedBefore(VERIFICATION, before, before.replace(OLD_FAILED, "name=\"No luck\""));
		return now;
	}

	private Answer settle(String account, long draft, String choice) {
		long conflict = brought(draft).at("/conflicts/0/id").asLong();
		return this.api.post(account, "/studio/drafts/" + draft + "/upgrade/conflicts/" + conflict,
				Map.of("choice", choice));
	}

	@Test
	void managersAreToldOnceThatItWaitsForThem() {
		editedElsewhere();
		starts();
		long draft = upgrade();
		starts();
		assertThat(this.database.queryForList(
				"SELECT account FROM notice WHERE kind = 'UPGRADE_TO_SETTLE' AND once LIKE ?", String.class,
				"draft-" + draft + "-%"))
			.contains("manager1", "manager2")
			.doesNotContain("agent1")
			.doesNotHaveDuplicates();
		assertThat(new SignedInPerson(this.api, "manager2").page("/studio")).contains("needs you");
	}

	@Test
	void whatBothChangedInDifferentPlacesIsOneDraftOnce() {
		String now = editedElsewhere();
		String form = shipped(FORM);
		String formBefore = form.replace("\"label\": \"Case\"", "\"label\": \"Old case\"");
		editedBefore(FORM, formBefore, formBefore.replaceFirst("\"description\": \"", "\"description\": \"Mind: "));
		int running = running(VERIFICATION);
		starts();
		starts();
		long draft = upgrade();
		JsonNode told = this.api.get("manager1", "/studio/drafts/" + draft).json();
		assertThat(told.path("title").asText())
			.isEqualTo("Upgrade to Followthrough " + brought(draft).path("product").asText())
			.matches(".* \\d+\\.\\d+.*");
		assertThat(told.path("author").asText()).isEqualTo("followthrough");
		assertThat(told.path("editors")).isEmpty();
		assertThat(told.path("files")).hasSize(2);
		assertThat(content(draft, VERIFICATION)).contains("name=\"It works\"", "name=\"Failed\"");
		assertThat(content(draft, FORM)).contains("Mind: ").doesNotContain("Old case");
		assertThat(brought(draft).path("conflicts")).isEmpty();
		assertThat(brought(draft).path("files").findValuesAsText("file")).containsExactly(FORM, VERIFICATION);
		assertThat(brought(draft).path("files").path(1).path("came").path(0).asText())
			.isEqualTo("The end \"It failed\" is called \"Failed\" now.");
		assertThat(running(VERIFICATION)).as("nothing that runs was touched").isEqualTo(running);
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft + "/upgrade/files/" + VERIFICATION).text())
			.isEqualTo(now);

		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		assertThat(approve("manager1", draft).status()).as("who has looked through it had a hand in it").isEqualTo(403);
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		assertThat(base(VERIFICATION)).isNotEqualTo(now);
		publishes();
		assertThat(state(draft)).isEqualTo("published");
		assertThat(base(VERIFICATION)).isEqualTo(now);
		assertThat(shipped(VERIFICATION)).contains("name=\"It works\"", "name=\"Failed\"");
		starts();
		assertThat(upgrades()).isEmpty();
		assertThat(actions(draft)).containsExactly("upgrade.drafted", "draft.joined", "draft.submitted",
				"draft.approved");
	}

	private List<String> actions(long draft) {
		return this.timeline.of(Audit.SYSTEM, 0, 100_000)
			.stream()
			.filter((entry) -> entry.details().get("draft") instanceof Number of && of.longValue() == draft)
			.map((entry) -> entry.action())
			.toList();
	}

	@Test
	void whatBothChangedIsSettledOneByOneBeforeAnybodyIsAsked() {
		editedAlike();
		starts();
		long draft = upgrade();
		assertThat(content(draft, VERIFICATION)).contains("No luck").doesNotContain("name=\"Failed\"");
		JsonNode conflict = brought(draft).at("/conflicts/0");
		assertThat(conflict.path("element").asText()).isEqualTo("failed");
		assertThat(conflict.path("shipped").asText()).isEqualTo("The end \"It failed\" is called \"Failed\" now.");
		assertThat(conflict.path("ours").asText()).isEqualTo("The end \"It failed\" is called \"No luck\" now.");
		JsonNode comments = this.api.get("manager1", "/studio/drafts/" + draft + "/comments").json();
		assertThat(comments.path(0).path("element").asText()).isEqualTo("failed");
		assertThat(comments.path(0).path("words").asText()).contains("The upgrade: ", "Here: ", "each in its own way");
		Answer early = submit("manager1", draft);
		assertThat(early.status()).isEqualTo(409);
		assertThat(early.json().path("detail").asText()).contains("say which it shall be");

		Answer nonsense = settle("manager1", draft, "both");
		assertThat(nonsense.status()).isEqualTo(422);
		assertThat(nonsense.type()).startsWith("application/problem+json");
		assertThat(settle("auditor1", draft, "ours").status()).isEqualTo(403);
		assertThat(
				this.api.post("manager1", "/studio/drafts/" + draft + "/upgrade/conflicts/0", Map.of("choice", "ours"))
					.status())
			.isEqualTo(404);
		assertThat(settle("manager1", draft, "ours").status()).isEqualTo(200);
		assertThat(content(draft, VERIFICATION)).contains("No luck");
		assertThat(settle("manager1", draft, "shipped").json().at("/conflicts/0/settledBy").asText())
			.isEqualTo("manager1");
		assertThat(content(draft, VERIFICATION)).contains("name=\"Failed\"").doesNotContain("No luck");
		assertThat(settle("manager1", draft, "ours").status()).isEqualTo(200);
		assertThat(content(draft, VERIFICATION)).contains("No luck");
		settle("manager1", draft, "shipped");
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft + "/comments")
			.json()
			.path(0)
			.path("resolvedBy")
			.asText()).isEqualTo("manager1");
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		assertThat(settle("manager1", draft, "ours").status()).as("nobody changes what is reviewed").isEqualTo(409);
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		publishes();
		assertThat(shipped(VERIFICATION)).contains("name=\"Failed\"");
		assertThat(actions(draft)).contains("upgrade.conflict-settled");
	}

	@Test
	void theSameOnThePage() {
		editedAlike();
		starts();
		long draft = upgrade();
		SignedInPerson manager = new SignedInPerson(this.api, "manager1");
		String here = "/studio/drafts/" + draft;
		String page = manager.page(here);
		assertThat(page).contains("From the upgrade to Followthrough", "What both have changed: 1 to settle",
				"The end &quot;It failed&quot; is called &quot;No luck&quot; now.", VERIFICATION + "#failed",
				"Keep ours", "Take the shipped one", "nobody: an upgrade began it", "Beside what is shipped");
		assertThat(manager.page(here + "/" + VERIFICATION + "/difference?with=shipped")).contains("As it is shipped",
				"is called &quot;No luck&quot; now");
		String settled = manager.post(here, here + "/settle",
				"conflict=" + brought(draft).at("/conflicts/0/id").asLong() + "&choice=shipped");
		assertThat(settled).contains("The shipped one is in the draft now.", "all settled");
		assertThat(manager.post(here, here + "/settle", "conflict=0&choice=ours"))
			.contains("There is no such conflict");
		assertThat(manager.post(here, here + "/discard", "words=")).contains("Say why: what the upgrade brings");
		assertThat(manager.post(here, here + "/discard",
				"words=" + URLEncoder.encode("Ours is better.", StandardCharsets.UTF_8)))
			.contains("The draft is discarded.");
	}

	@Test
	void whatIsGivenUpNeedsAReasonAndIsNotBroughtAgain() {
		String now = editedAlike();
		starts();
		long draft = upgrade();
		Answer silent = this.api.post("manager1", "/studio/drafts/" + draft + "/discard", Map.of());
		assertThat(silent.status()).isEqualTo(422);
		assertThat(silent.json().path("errors").path(0).path("field").asText()).isEqualTo("words");
		assertThat(base(VERIFICATION)).isNotEqualTo(now);
		assertThat(this.api.post("manager1", "/studio/drafts/" + draft + "/discard", Map.of("words", "Ours is better."))
			.status()).isEqualTo(200);
		assertThat(base(VERIFICATION)).isEqualTo(now);
		starts();
		assertThat(upgrades()).isEmpty();
		assertThat(actions(draft)).endsWith("upgrade.given-up");
	}

	@Test
	void twoNodesThatStartAtOnceBeginOne() {
		editedAlike();
		AtOnce.all(List.<Callable<Integer>>of(this::startsAlone, this::startsAlone, this::startsAlone));
		assertThat(upgrades()).hasSize(1);
	}

	private int startsAlone() {
		this.shipped.start();
		return 0;
	}

	@Test
	void whatRunsAlreadyIsNoDraft() {
		String now = shipped(VERIFICATION);
		editedBefore(VERIFICATION, now.replace("name=\"Failed\"", OLD_FAILED),
				now.replace("name=\"Passed\"", "name=\"It works\""));
		starts();
		assertThat(upgrades()).isEmpty();
		assertThat(base(VERIFICATION)).isEqualTo(now);
	}

	@Test
	void whatNobodyEditedIsPublishedAsEver() {
		String now = shipped(FORM);
		shippedBefore(FORM, now.replace("\"label\": \"Case\"", "\"label\": \"Old case\""));
		int running = running(FORM);
		starts();
		assertThat(upgrades()).isEmpty();
		assertThat(base(FORM)).isEqualTo(now);
		assertThat(running(FORM)).isEqualTo(running);
	}

	@Test
	void aNodeOfAnEarlierProductBringsNothing() {
		editedAlike();
		String brought = base(VERIFICATION);
		this.transaction.executeWithoutResult((transaction) -> this.database
			.update("UPDATE shipped_model SET product = '99.0.0' WHERE name = ?", VERIFICATION));
		starts();
		assertThat(upgrades()).isEmpty();
		assertThat(base(VERIFICATION)).as("what a later product brought stays noted").isEqualTo(brought);
	}

	@Test
	void whereNothingWasNotedTheVersionsTellWhatWasShippedBefore() {
		String now = shipped(VERIFICATION);
		editedBefore(VERIFICATION, now, now.replace("name=\"Passed\"", "name=\"It works\""));
		this.transaction.executeWithoutResult((transaction) -> this.database.update("DELETE FROM shipped_model"));
		starts();
		assertThat(upgrades()).as("nothing else is shipped than before").isEmpty();
		assertThat(base(VERIFICATION)).isEqualTo(now);
		assertThat(shipped(VERIFICATION)).contains("name=\"It works\"");
	}

	@Test
	void aLaterUpgradeTakesThePlaceOfADraftThatNobodyTouched() {
		String now = editedAlike();
		starts();
		long draft = upgrade();
		assumeItBroughtSomethingElse(draft);
		starts();
		assertThat(upgrade()).isEqualTo(draft);
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft + "/upgrade/files/" + VERIFICATION).text())
			.isEqualTo(now);
		assertThat(brought(draft).path("conflicts")).hasSize(1);
		assertThat(this.api.get("manager1", "/studio/drafts/" + draft + "/comments").json()).hasSize(1);
	}

	@Test
	void aLaterUpgradeStandsBesideADraftThatSomebodyWorksOn() {
		String now = editedAlike();
		starts();
		long first = upgrade();
		settle("manager1", first, "ours");
		assumeItBroughtSomethingElse(first);
		starts();
		assertThat(upgrades()).hasSize(2).startsWith(first);
		long second = upgrades().get(1);
		assertThat(brought(second).path("notes").path(0).asText()).contains("still in draft " + first);
		assertThat(this.api.post("manager1", "/studio/drafts/" + second + "/discard", Map.of("words", "No.")).status())
			.isEqualTo(200);
		assertThat(base(VERIFICATION)).isEqualTo(now);
		this.api.post("manager1", "/studio/drafts/" + first + "/discard", Map.of("words", "No."));
		assertThat(base(VERIFICATION)).as("what is older doesn't come after what is newer").isEqualTo(now);
	}

	private void assumeItBroughtSomethingElse(long draft) {
		this.transaction.executeWithoutResult((transaction) -> this.database.update(
				"UPDATE draft_upgrade_file SET shipped = CONCAT(shipped, '<!-- earlier -->') WHERE draft_id = ?",
				draft));
	}

	@Test
	void anUpgradeIsRecordedOnce() {
		editedAlike();
		starts();
		starts();
		assertThat(this.timeline.of(Audit.SYSTEM, 0, 100_000)
			.stream()
			.filter((entry) -> entry.action().equals("upgrade.seen"))
			.filter((entry) -> String.valueOf(entry.details().get("files")).contains(VERIFICATION))
			.count()).isPositive();
		long seen = seen();
		starts();
		assertThat(seen()).isEqualTo(seen);
	}

	private long seen() {
		return this.timeline.of(Audit.SYSTEM, 0, 100_000)
			.stream()
			.filter((entry) -> entry.action().equals("upgrade.seen"))
			.count();
	}

	@Test
	void aDraftThatSomebodyBeganIsNone() {
		long draft = begin(VERIFICATION);
		Answer none = this.api.get("manager1", "/studio/drafts/" + draft + "/upgrade");
		assertThat(none.status()).isEqualTo(404);
		assertThat(none.type()).startsWith("application/problem+json");
		assertThat(this.api.post("manager1", "/studio/drafts/" + draft + "/discard", Map.of()).status()).isEqualTo(200);
	}

}
