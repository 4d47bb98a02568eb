package org.followthrough.browser;

import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two customers meet one fault, and each person does their part: the fix fails, a second
 * one passes, both customers are told, one signs off and the other sends it back.
 */
@Tag("thorough")
@BrowserTest
class TwoCasesOneDefectIT {

	private static final String ADA = "ada.invoices@customer.example";

	private static final String BEN = "ben.invoices@customer.example";

	@Test
	void aSecondFixPassesForBothAndEachCustomerHasTheLastWordOnTheirOwnCase(Site site, Visitors visitors) {
		String adas = site.open(ADA, "Invoices lose their last line", "acknowledge");
		String bens = site.open(BEN, "The last line of invoices is missing", "acknowledge");

		TasklistPage agent = TasklistPage.open(visitors.signedIn("agent1")).filter("My groups' tasks");
		handOver(agent, adas, "");
		String defect = site.api().get("agent1", "/cases/" + adas + "/defect").json().path("number").asText();
		handOver(agent, bens, defect);

		TasklistPage engineer = TasklistPage.open(visitors.signedIn(site.onShift())).filter("For me on shift");
		fix(engineer, adas, "2026.12.1", "The footer covered it. It is smaller now.");

		TasklistPage verifier = TasklistPage.open(visitors.signedIn("support1")).filter("My groups' tasks");
		verify(verifier, adas, "No, it failed", "2026.12.1", "The last line is still covered on A4.");

		await("the case at engineering again").untilAsserted(
				() -> org.assertj.core.api.Assertions.assertThat(site.api().get("agent1", "/cases/" + bens).text())
					.contains("engineering"));
		Page shift = visitors.signedIn(site.onShift());
		shift.navigate("/defects/" + defect);
		assertThat(shift.locator("main")).containsText("The last line is still covered on A4.");
		assertThat(shift.locator("main")).containsText(adas);
		assertThat(shift.locator("main")).containsText(bens);
		Visitors.photograph(shift, "story-1-defect-fix-failed");
		Visitors.assertAccessible(shift);
		String back = atEngineering(site, adas, bens);
		fix(engineer, back, "2026.12.2", "The page break comes before the footer now.");
		String checked = atVerification(site, adas, bens);
		verify(verifier, checked, "Yes, it passed", "2026.12.2", "All lines on A4 and on letter paper.");

		tell(agent, adas, "Ada, please update to 2026.12.2: all lines are printed there.");
		tell(agent, bens, "Ben, please update to 2026.12.2: all lines are printed there.");

		Page ada = customersPage(visitors, ADA, "Ada, please update");
		Visitors.photograph(ada, "story-2-customer-is-asked");
		Visitors.assertAccessible(ada);
		ada.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, it is solved")).click();
		assertThat(ada.getByRole(AriaRole.STATUS)).isVisible();
		Visitors.photograph(ada, "story-3-customer-said-yes");

		Page ben = customersPage(visitors, BEN, "Ben, please update");
		ben.getByLabel("Anything you want to say").fill("Invoices with a discount still lose the line.");
		ben.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not yet")).click();
		assertThat(ben.getByRole(AriaRole.STATUS)).isVisible();
		Visitors.photograph(ben, "story-4-customer-sent-it-back");
		Visitors.assertAccessible(ben);

		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate("/cases/" + adas);
		assertThat(auditor.locator("main")).containsText("confirmed");
		Visitors.photograph(auditor, "story-5-case-closed");
		Visitors.assertAccessible(auditor);
		auditor.navigate("/cases/" + bens);
		assertThat(auditor.locator("main")).containsText("Invoices with a discount still lose the line.");
		assertThat(auditor.locator("main")).containsText("All lines on A4 and on letter paper.");
		Visitors.photograph(auditor, "story-6-case-back");
		Visitors.assertAccessible(auditor);
		auditor.navigate("/defects/" + defect);
		assertThat(auditor.locator("main")).containsText("fix verified");
		Visitors.photograph(auditor, "story-7-defect-in-the-end");
		Visitors.assertAccessible(auditor);
	}

	private static void handOver(TasklistPage agent, String number, String defect) {
		agent.choose("Investigate", number)
			.claim()
			.decide("Hand it over to engineering")
			.fill("What you found", "Same with our test data.")
			.complete();
		agent.choose("Hand over to engineering", number).claim();
		if (!defect.isEmpty()) {
			assertThat(agent.field("What may be the same fault")).hasValue(Pattern.compile(defect));
			Visitors.photograph(agent.page(), "story-0-same-fault");
			agent.fill("Same defect as", defect);
		}
		agent.fill("Steps to reproduce", "Print an invoice of 40 lines.")
			.fill("What should happen", "40 lines")
			.fill("What happens instead", "39 lines; InvoicePrinter: line 40 below footer")
			.fill("Versions and environment", "2026.11.4, in the cloud")
			.decide("Some that we know of")
			.fill("How badly\\?", "They add the line by hand.")
			.fill("Workaround", "A smaller font.")
			.fill("Tried already", "Another printer; no difference.")
			.fill("What the customer sees meanwhile", "Invoices without their last line.")
			.complete();
	}

	private static void fix(TasklistPage engineer, String number, String build, String words) {
		engineer.choose("Reproduce and fix", number)
			.claim()
			.decide("Fixed in a build")
			.fill("Build", build)
			.fill("In words", words)
			.complete();
	}

	private static void verify(TasklistPage verifier, String number, String outcome, String build, String seen) {
		verifier.choose("Verify the fix", number)
			.claim()
			.decide(outcome)
			.fill("Build you checked", build)
			.fill("Where", "Staging, Debian 12")
			.fill("What you did", "Printed an invoice of 40 lines.")
			.fill("What you saw", seen)
			.complete();
	}

	private static void tell(TasklistPage agent, String number, String words) {
		agent.choose("Answer the customer", number).claim().fill("Your answer", words).complete();
	}

	/** Which of the two cases has a task that is done for both. */
	private static String having(Site site, String key, String... numbers) {
		String[] found = new String[1];
		await(key).until(() -> {
			for (String number : numbers) {
				if (site.api().get("manager1", "/tasks?case=" + number).text().contains('"' + key + '"')) {
					found[0] = number;
				}
			}
			return found[0] != null;
		});
		return found[0];
	}

	private static String atEngineering(Site site, String... numbers) {
		return having(site, "reproduce-and-fix", numbers);
	}

	private static String atVerification(Site site, String... numbers) {
		return having(site, "verify-fix", numbers);
	}

	private static Page customersPage(Visitors visitors, String customer, String words) {
		Page page = visitors.stranger();
		Locator mail = page.locator("article", new Page.LocatorOptions().setHasText(words));
		await("the answer in the customer's mailbox").untilAsserted(() -> {
			page.navigate("/demo/mailbox?address=" + customer);
			org.assertj.core.api.Assertions.assertThat(mail.count()).isPositive();
		});
		mail.first()
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open the customer's page"))
			.click();
		assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Is it solved?"))).isVisible();
		return page;
	}

}
