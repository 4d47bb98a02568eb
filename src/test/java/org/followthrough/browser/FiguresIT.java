package org.followthrough.browser;

import java.nio.file.Files;
import java.time.Duration;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What managers and auditors learn afterwards.
 */
@Tag("thorough")
@BrowserTest
class FiguresIT {

	private static final String CUSTOMER = "figures@customer.example";

	@Test
	void aManagerReadsTheFiguresOfACustomerAndGoesToTheLongestSilence(Site site, Visitors visitors) throws Exception {
		String open = site.open(CUSTOMER, "The scale shows grams", "acknowledge");
		site.open(CUSTOMER, "The scale is off", "acknowledge", "investigate", "answer");
		Page customer = visitors.stranger();
		CustomerIT.openPage(customer, CUSTOMER, "The scale is off");
		customer.getByLabel("4").check();
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rate")).click();
		assertThat(customer.locator("main")).containsText("4 of 5 points");
		awaitCounted(site, 2);
		Page manager = visitors.signedIn("manager1");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Figures")).click();
		manager.getByLabel("Customer's address").fill(CUSTOMER);
		manager.keyboard().press("Enter");
		assertThat(manager.locator("main")).containsText("2 cases");
		Locator acknowledgement = manager.getByRole(AriaRole.ROW,
				new Page.GetByRoleOptions().setName("Acknowledgement From the opening of a case"));
		assertThat(acknowledgement.getByRole(AriaRole.CELL).first()).hasText("2");
		assertThat(manager.getByText("4.0 points on average, of 1 rating.")).isVisible();
		assertThat(manager.getByRole(AriaRole.IMG)).not().hasCount(0);
		for (Locator numbers : manager.getByText("Numbers", new Page.GetByTextOptions().setExact(true)).all()) {
			numbers.focus();
			manager.keyboard().press("Enter");
		}
		Visitors.photograph(manager, "figures");
		Visitors.assertAccessible(manager);

		Download csv = manager.waitForDownload(() -> manager.getByText("Save as CSV").click());
		assertThat(csv.suggestedFilename()).startsWith("figures-").endsWith("-by-month.csv");
		assertThat(Files.readString(csv.path())).startsWith("group,figure,count,").contains("all,cases,2,");

		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(open)).click();
		assertThat(manager.locator("h1")).containsText("The scale shows grams");
	}

	@Test
	void eachWayToTellApartIsAccessibleAlsoOnAPhone(Site site, Visitors visitors) {
		awaitCounted(site, 0);
		Page auditor = visitors.signIn(visitors.phone(), "auditor1");
		for (String by : new String[] { "Month", "Team", "Severity", "Customer" }) {
			auditor.navigate("/figures");
			auditor.getByLabel("Told apart by").selectOption(by);
			auditor.getByLabel("Charts show").selectOption("Time on the clock");
			auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).click();
			assertThat(auditor.getByRole(AriaRole.HEADING,
					new Page.GetByRoleOptions().setName("By " + by.toLowerCase(java.util.Locale.ROOT))))
				.isVisible();
			Visitors.photograph(auditor, "figures-phone-" + by);
			Visitors.assertAccessible(auditor);
			assertThat((Integer) auditor.evaluate("document.documentElement.scrollWidth"))
				.as("nothing sticks out to the right")
				.isLessThanOrEqualTo(390);
		}
		assertThat(auditor.getByText("Count everything anew")).hasCount(0);
	}

	@Test
	void whatCantBeReadIsSaidAtItsField(Site site, Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/figures?from=2026-05&to=2026-01&customer=nobody@nowhere.example");
		assertThat(manager.locator("#to-problem")).hasText("The last month lies before the first.");
		assertThat(manager.locator("#customer-problem")).hasText("No customer has this mail address.");
		Visitors.assertAccessible(manager);
	}

	@Test
	void monthsWithoutCasesSayWhatToDoNext(Site site, Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/figures?from=2001-01&to=2001-03");
		assertThat(manager.locator(".empty")).containsText("Choose other months");
		Visitors.assertAccessible(manager);
	}

	@Test
	void agentsDontSeeThem(Site site, Visitors visitors) {
		Page agent = visitors.signedIn("agent1");
		assertThat(agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Figures"))).hasCount(0);
		assertThat(agent.navigate("/figures").status()).isEqualTo(403);
		assertThat(agent.navigate("/figures.csv").status()).isEqualTo(403);
	}

	private static void awaitCounted(Site site, int cases) {
		Awaitility.await("the cases are counted")
			.atMost(Duration.ofSeconds(30))
			.until(() -> site.api()
				.get("manager1", (cases > 0) ? "/figures?customer=" + CUSTOMER : "/figures")
				.json()
				.at("/total/times/0/count")
				.asInt() >= Math.max(1, cases));
	}

}
