package org.followthrough.studio;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who is told of drafts, by mail and on the pages.
 */
class DraftNoticeTests extends StudioTest {

	private List<String> told(String account, long draft) {
		return this.database.queryForList(
				"SELECT CONCAT(kind, ' ', reason) FROM notice WHERE account = ? AND once LIKE ? ORDER BY id",
				String.class, account, "draft-" + draft + "-%");
	}

	private void sendBack(long draft) {
		assertThat(this.api
			.post("manager2", "/studio/drafts/" + draft + "/send-back",
					Map.of("version", version(draft), "words", "Say passed."))
			.status()).isEqualTo(200);
	}

	@Test
	void theOtherManagersAreToldOnceThatItWaitsAndWhoMadeItWhatBecameOfIt() {
		long draft = submitted();
		assertThat(told("manager2", draft)).singleElement(InstanceOfAssertFactories.STRING)
			.startsWith("DRAFT_TO_APPROVE manager1 asks you to approve the change \"Clearer words\": http")
			.endsWith("/studio/drafts/" + draft);
		assertThat(told("manager1", draft)).isEmpty();
		assertThat(told("admin1", draft)).isEmpty();
		sendBack(draft);
		assertThat(told("manager2", draft)).as("it waits no more").isEmpty();
		assertThat(told("manager1", draft)).singleElement(InstanceOfAssertFactories.STRING)
			.startsWith("DRAFT_DECIDED manager2 sent your change \"Clearer words\" back: Say passed.: http");
		assertThat(submit("manager1", draft).status()).isEqualTo(200);
		assertThat(told("manager2", draft)).hasSize(1);
		assertThat(approve("manager2", draft).status()).isEqualTo(200);
		publishes();
		assertThat(told("manager2", draft)).isEmpty();
		assertThat(told("manager1", draft)).hasSize(3)
			.last(InstanceOfAssertFactories.STRING)
			.contains("is published, and new cases go by it");
	}

	@Test
	void whoMadeItIsToldThatItCouldNotBePublished() {
		long first = submitted();
		long second = edited(VERIFICATION, "name=\"Failed\"", "name=\"It fails\"");
		submit("manager1", second);
		approve("manager2", first);
		approve("manager2", second);
		publishes();
		assertThat(told("manager1", second)).last(InstanceOfAssertFactories.STRING)
			.contains("could not be published and came back to you", "was published since");
	}

	@Test
	void whoTakesItBackOrDiscardsItTellsNobodyAnyMore() {
		long draft = submitted();
		this.api.post("manager1", "/studio/drafts/" + draft + "/take-back", Map.of());
		assertThat(told("manager2", draft)).isEmpty();
		submit("manager1", draft);
		this.api.post("manager1", "/studio/drafts/" + draft + "/discard", Map.of());
		assertThat(told("manager2", draft)).isEmpty();
	}

	@Test
	void everyPageTellsManagersHowManyDraftsNeedThem() {
		SignedInPerson author = new SignedInPerson(this.api, "manager1");
		SignedInPerson second = new SignedInPerson(this.api, "manager2");
		int before = needed(second);
		int own = needed(author);
		long draft = submitted();
		assertThat(needed(second)).isEqualTo(before + 1);
		assertThat(needed(author)).isEqualTo(own);
		assertThat(second.page("/studio")).contains("needs you");
		sendBack(draft);
		assertThat(needed(second)).isEqualTo(before);
		assertThat(needed(author)).isEqualTo(own + 1);
		assertThat(new SignedInPerson(this.api, "auditor1").page("/board")).contains(">Studio</a>")
			.doesNotContain("needs you");
		this.api.post("manager1", "/studio/drafts/" + draft + "/discard", Map.of());
		assertThat(needed(author)).isEqualTo(own);
	}

	private static int needed(SignedInPerson who) {
		Matcher count = Pattern.compile("class=\"count\">(\\d+)<").matcher(who.page("/board"));
		return count.find() ? Integer.parseInt(count.group(1)) : 0;
	}

}
