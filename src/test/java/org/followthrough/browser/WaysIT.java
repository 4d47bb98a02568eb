package org.followthrough.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An auditor looks at the ways that cases went.
 */
@Tag("thorough")
@BrowserTest
class WaysIT {

	@Test
	void anAuditorSeesWhichWaysWereGoneAndFollowsOne(Site site, Visitors visitors) {
		site.open("ways@customer.example", "The lamp flickers", "acknowledge", "investigate", "answer");
		isSolved(visitors.stranger(), "ways@customer.example");
		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate("/audit/variants?from=1990-01-01&to=1990-01-02");
		assertThat(auditor.getByText("No case was closed in these days")).isVisible();
		Visitors.assertAccessible(auditor);
		auditor.navigate("/audit");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("ways that cases went")).click();
		assertThat(auditor.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Ways that cases went")))
			.isVisible();
		assertThat(auditor.getByRole(AriaRole.TABLE).first()).containsText("Acknowledge → Investigate → ");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "ways");
		auditor.navigate("/audit/variants?from=soon");
		assertThat(auditor.locator("#from-problem")).containsText("Write a day as");
		Visitors.assertAccessible(auditor);
		Page manager = visitors.signIn(visitors.phone(), "manager1");
		manager.navigate("/audit/variants");
		assertThat((Boolean) manager.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isTrue();
		Visitors.photograph(manager, "ways-phone");
	}

	private static void isSolved(Page customers, String customer) {
		Locator link = customers.getByRole(AriaRole.LINK,
				new Page.GetByRoleOptions().setName("Open the customer's page"));
		Awaitility.await("the answer in the customer's mailbox").untilAsserted(() -> {
			customers.navigate("/demo/mailbox?address=" + customer);
			assertThat(link.count()).isGreaterThanOrEqualTo(3);
		});
		link.first().click();
		customers.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, it is solved")).click();
		assertThat(customers.getByRole(AriaRole.STATUS)).isVisible();
	}

}
