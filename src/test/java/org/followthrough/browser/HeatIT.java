package org.followthrough.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager sees on the diagram where cases wait and which ways they take.
 */
@Tag("thorough")
@BrowserTest
class HeatIT {

	@Test
	void aManagerSeesWhereCasesWait(Site site, Visitors visitors) {
		for (int i = 0; i < 3; i++) {
			site.open("heat" + i + "@customer.example", "It is slow", "acknowledge");
		}
		site.open("heat@customer.example", "It is off", "acknowledge", "investigate", "answer");
		Awaitility.await("the counting")
			.atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(300))
			.until(() -> waiting(site, "investigate") >= 3 && waiting(site, "sign-off") >= 1);
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/studio/models/support-case.bpmn");
		isDrawn(manager);
		assertThat(manager.locator("#heat")).containsText("Of the last 90 days");
		Visitors.photograph(manager, "heat-on-versions");
		Visitors.assertAccessible(manager);
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("7 days").setExact(true)).focus();
		manager.keyboard().press("Enter");
		manager.waitForURL("**/heat?days=7");
		isDrawn(manager);
		assertThat(manager.locator("tr[data-place=investigate] td").first())
			.hasText(Integer.toString(waiting(site, "investigate")));
		manager.locator("button[data-show=investigate]").focus();
		manager.keyboard().press("Enter");
		assertThat(manager.locator(".heat-words").getByText("now").first()).isVisible();
		Visitors.photograph(manager, "heat");
		Visitors.assertAccessible(manager);

		long draft = site.api()
			.post("manager1", "/studio/drafts", Map.of("title", "Warm", "files", List.of("support-case.bpmn")))
			.json()
			.path("id")
			.asLong();
		manager.navigate("/studio/drafts/" + draft + "/support-case.bpmn/heat");
		isDrawn(manager);
		assertThat(manager.locator("#heat")).containsText("what it adds has no figures yet");
		site.api().post("manager1", "/studio/drafts/" + draft + "/discard", Map.of());

		Page auditor = visitors.signIn(visitors.phone(), "auditor1");
		auditor.navigate("/studio/models/support-case.bpmn/heat?days=365");
		isDrawn(auditor);
		Visitors.photograph(auditor, "heat-phone");
		Visitors.assertAccessible(auditor);
		assertThat((Integer) auditor.evaluate("document.documentElement.scrollWidth"))
			.as("nothing sticks out to the right")
			.isLessThanOrEqualTo(390);
	}

	private static void isDrawn(Page page) {
		Locator words = page.locator("#heat .heat-words");
		assertThat(words.first()).isVisible();
		assertThat(page.locator("#heat .way-times").first()).isVisible();
	}

	private static int waiting(Site site, String element) {
		for (JsonNode place : site.api()
			.get("manager1", "/studio/models/support-case.bpmn/heat")
			.json()
			.path("places")) {
			if (element.equals(place.path("element").asText())) {
				return place.path("now").asInt();
			}
		}
		return 0;
	}

}
