package org.followthrough.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An admin asks for a person's data to be erased, a manager confirms it, and an auditor
 * reads what went.
 */
@Tag("thorough")
@BrowserTest
class ErasureIT {

	@Test
	void oneAsksAnotherConfirmsAndAnAuditorReadsWhatWent(Site site, Visitors visitors) {
		String number = site.open("Grete@erased.example", "The lamp flickers", "acknowledge");
		Page admin = visitors.signedIn("admin1");
		admin.navigate("/audit/erasures");
		Visitors.assertAccessible(admin);
		admin.getByLabel("Their mail address").fill("grete@erased.example");
		admin.getByLabel("Their mail address").press("Enter");
		assertThat(admin.getByText("Close their open cases first: " + number)).isVisible();
		Visitors.assertAccessible(admin);
		Visitors.photograph(admin, "erasure-open-case");

		admin.navigate("/audit/holds");
		admin.getByLabel("A customer's mail address, or the number of a case").fill("FT-1999-000001");
		admin.getByLabel("Why?").fill("A court asks for it.");
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hold it")).press("Enter");
		assertThat(admin.getByRole(AriaRole.ALERT)).containsText("There is no case with this number");
		admin.getByLabel("A customer's mail address, or the number of a case").fill(number);
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Hold it")).press("Enter");
		assertThat(admin.getByRole(AriaRole.STATUS)).containsText("Nothing of " + number + " goes");
		Visitors.assertAccessible(admin);
		Visitors.photograph(admin, "erasure-holds");
		admin.getByText("Lift the hold on " + number).click();
		admin.getByLabel("Why is it lifted?").fill("The court is done.");
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Lift it")).press("Enter");
		assertThat(admin.getByRole(AriaRole.STATUS)).containsText("is lifted");

		site.api()
			.post("agent1", "/cases/" + number + "/close", java.util.Map.of("as", "withdrawn", "reason", "Said so."));
		org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(20)).until(() -> {
			admin.navigate("/audit/erasures/person?customer=grete@erased.example");
			return admin.getByLabel("Why?").isVisible();
		});
		assertThat(admin.getByText("What stays")).isVisible();
		admin.getByLabel("Why?").fill("Letter 12 of 30 November");
		Visitors.assertAccessible(admin);
		Visitors.photograph(admin, "erasure-preview");
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ask somebody to confirm it"))
			.press("Enter");
		assertThat(admin.getByText("You asked for this. Another manager or admin has to confirm it.")).isVisible();
		Visitors.assertAccessible(admin);

		Page manager = visitors.signedIn("manager1");
		manager.navigate("/audit/erasures");
		manager.getByText("waits for somebody to confirm it").first().isVisible();
		manager.navigate(admin.url());
		manager.getByLabel("To erase it for good, write their mail address").fill("somebody@else.example");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Erase for good")).press("Enter");
		assertThat(manager.getByRole(AriaRole.ALERT)).containsText("This is not the one that was asked for");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "erasure-confirm");
		manager.getByLabel("To erase it for good, write their mail address").fill("grete@erased.example");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Erase for good")).press("Enter");
		org.awaitility.Awaitility.await().atMost(java.time.Duration.ofSeconds(20)).until(() -> {
			manager.reload();
			return manager.getByText("It is done").isVisible();
		});

		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate(admin.url());
		assertThat(auditor.getByText("Letter 12 of 30 November")).isVisible();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "erasure-done");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(number)).click();
		assertThat(auditor.getByText("What was written on the case went for good").first()).isVisible();
		assertThat(auditor.locator("body")).not().containsText("lamp flickers");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "erasure-history");
		auditor.navigate("/audit/erasures");
		assertThat(auditor.getByText("Erase a person's data")).not().isVisible();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "erasure-report");
	}

	@Test
	void aManagerSaysHowLongCasesAreKeptOnAPhone(Visitors visitors) {
		Page manager = visitors.signIn(visitors.phone(), "manager1");
		manager.navigate("/audit/retention");
		manager.getByLabel("Of customers on the plan").fill("browser");
		manager.getByLabel("Are kept for so many months").fill("0");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).press("Enter");
		assertThat(manager.getByRole(AriaRole.ALERT)).containsText("from 1 to 2400");
		manager.getByLabel("Are kept for so many months").fill("24");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).press("Enter");
		assertThat(manager.getByText("Nothing goes by rule before")).isVisible();
		assertThat((Boolean) manager.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isTrue();
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "erasure-retention-phone");
		manager
			.getByRole(AriaRole.BUTTON,
					new Page.GetByRoleOptions().setName("Remove the rule: any outcome, plan browser: 24 months"))
			.press("Enter");
		assertThat(manager.getByText("There are no rules, so everything is kept for ever.")).isVisible();
	}

}
