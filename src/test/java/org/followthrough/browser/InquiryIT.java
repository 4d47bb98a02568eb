package org.followthrough.browser;

import java.time.Duration;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.followthrough.testing.Api;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * An auditor searches, draws a sample, works through it, and asks what auditors always
 * ask.
 */
@Tag("thorough")
@BrowserTest
class InquiryIT {

	private static final String CUSTOMER = "ada.inquiry@customer.example";

	@Test
	void anAuditorSearchesSavesDrawsWorksThroughAndAsks(Site site, Visitors visitors) {
		String number = site.open(CUSTOMER, "The export stops after 500 rows", "acknowledge");
		site.does(number, "investigate", Map.of("outcome", "escalate"));
		site.does(number, "escalate", Map.of());
		site.does(number, "reproduce-and-fix", Map.of());
		site.does(number, "verify-fix", Map.of());
		site.open(CUSTOMER, "The import stops, too", "acknowledge");
		String ended = site.open(CUSTOMER, "Never mind", "acknowledge");
		site.api().post("agent1", "/cases/" + ended + "/close", Map.of("as", "withdrawn", "reason", "They found it."));
		site.api().get("agent2", "/cases/" + number);
		awaitFound(site.api(), ended);

		Page auditor = visitors.signedIn("auditor1");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Search").setExact(true)).click();
		assertThat(auditor.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Search all cases")))
			.isVisible();
		auditor.getByLabel("Customer’s address").fill(CUSTOMER);
		auditor.getByLabel("Acted on by").fill("agent1");
		auditor.getByLabel("Acted on by").press("Enter");
		assertThat(auditor.locator("#found-head")).hasText("3 cases");
		assertThat(auditor.locator("tbody")).containsText(number);
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-search");

		auditor.getByLabel("Came to the step").selectOption("escalate");
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search").setExact(true)).press("Enter");
		assertThat(auditor.locator("#found-head")).hasText("One case");
		auditor.getByLabel("Opened until").fill("2020-01-01");
		auditor.getByLabel("Opened from").fill("2021-01-01");
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Search").setExact(true)).press("Enter");
		assertThat(auditor.locator("#openedTo-problem")).hasText("The last day is before the first.");
		Visitors.assertAccessible(auditor);

		auditor.navigate("/audit/search?customer=" + CUSTOMER);
		auditor.getByLabel("Name").fill("Ada's cases");
		auditor.getByLabel("Name").press("Enter");
		assertThat(auditor.getByRole(AriaRole.STATUS)).containsText("saved as \"Ada's cases\"");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ada's cases")).click();
		assertThat(auditor.locator("#found-head")).hasText("3 cases");

		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Draw a sample of these")).click();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-draw");
		auditor.getByLabel("What it is for").fill("Ada's, this quarter");
		auditor.getByLabel("How many cases").fill("2");
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Draw").setExact(true)).press("Enter");
		assertThat(auditor.getByRole(AriaRole.STATUS)).hasText("The sample is drawn.");
		worksThrough(auditor);

		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Draw it again to check")).click();
		assertThat(auditor.getByRole(AriaRole.STATUS)).containsText("the same cases of the same population");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-sample");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Samples").setExact(true)).first().click();
		assertThat(auditor.locator("tbody")).containsText("2 of 2");
		Visitors.assertAccessible(auditor);

		asks(auditor, number, ended);
		Page phone = visitors.signIn(visitors.phone(), "manager1");
		phone.navigate("/audit/search?customer=" + CUSTOMER);
		assertThat(phone.locator("#found-head")).hasText("3 cases");
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-inquiry-search");
	}

	private static void worksThrough(Page auditor) {
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Go on with case 1")).click();
		auditor.getByLabel("A finding").check();
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep it and go on")).press("Enter");
		assertThat(auditor.locator("#remark-problem")).hasText("Say what you found.");
		Visitors.assertAccessible(auditor);
		auditor.getByLabel("Remark").fill("Nobody asked the customer.");
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep it and go on")).press("Enter");
		assertThat(auditor.locator("main")).containsText("Case 2 of 2; 1 looked at.");
		Visitors.photograph(auditor, "inquiry-sample-case");
		auditor.getByLabel("In order").check();
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep it and go on")).press("Enter");
		assertThat(auditor.locator("main")).containsText("2 of 2");
	}

	private static void asks(Page auditor, String number, String ended) {
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Questions").setExact(true))
			.first()
			.click();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-questions");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Closed without the customer's yes"))
			.click();
		Locator answers = auditor.locator(".entries");
		assertThat(answers).containsText(ended);
		assertThat(answers).containsText("agent1 found: They found it.");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-without-yes");
		auditor.navigate("/audit/questions/near-checks");
		assertThat(answers).containsText(number);
		assertThat(answers).containsText("judged it within five minutes");
		for (String question : new String[] { "broken-promises", "rights", "disorder" }) {
			auditor.navigate("/audit/questions/" + question);
			Visitors.assertAccessible(auditor);
		}
		auditor.navigate("/audit/questions/model-edits");
		assertThat(answers).containsText("published");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-model-edits");
		auditor.navigate("/audit/questions/access");
		auditor.getByLabel("Customer’s address").fill(CUSTOMER);
		auditor.getByLabel("Customer’s address").press("Enter");
		assertThat(answers).containsText("had the case before them");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "inquiry-access");
		answers.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Entry")).first().click();
		assertThat(auditor).hasURL(java.util.regex.Pattern.compile("/audit/cases/.*#e\\d+$"));
	}

	private static void awaitFound(Api api, String number) {
		Awaitility.await("what happened can be found")
			.atMost(Duration.ofSeconds(60))
			.until(() -> api.get("auditor1", "/audit/search?outcome=withdrawn&number=" + number)
				.json()
				.path("items")
				.size() == 1);
	}

}
