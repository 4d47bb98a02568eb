package org.followthrough.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * An administrator has a program of theirs told what happens, and looks after it.
 */
@Tag("thorough")
@BrowserTest
class WebhooksIT {

	@Test
	void anAdministratorAddsAWebhookLooksAtItsTriesAndTurnsItOff(Visitors visitors) {
		Page admin = visitors.signedIn("admin1");
		admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Webhooks").setExact(true)).click();
		assertThat(admin.getByText("No program hears anything yet.")).isVisible();
		Visitors.assertAccessible(admin);
		admin.getByLabel("Address").fill("https://127.0.0.1/hooks");
		admin.getByLabel("Whose it is").fill("Data warehouse, ask Noor");
		admin.getByText("Only some events").click();
		admin.getByLabel("A case was closed").check();
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Add")).click();
		assertThat(admin.getByText("This address lies within our own network.")).isVisible();
		assertThat(admin.getByLabel("A case was closed")).isChecked();
		Visitors.assertAccessible(admin);

		// An address of the internet that nobody answers at (RFC 5737).
		admin.getByLabel("Address").fill("https://203.0.113.7/hooks");
		admin.getByLabel("Address").press("Enter");
		assertThat(admin.getByText("It is shown this once.")).isVisible();
		Visitors.photograph(admin, "webhook-secret");
		Visitors.assertAccessible(admin);
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send a test")).click();
		assertThat(admin.getByText("webhook.test").first()).isVisible();
		admin.getByRole(AriaRole.ROW).nth(1).getByRole(AriaRole.LINK).click();
		assertThat(admin.getByText("This is a test. Nothing happened.")).isVisible();
		Visitors.assertAccessible(admin);
		admin.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Data warehouse, ask Noor")).click();
		assertThat(admin.getByText("whsec_")).hasCount(0);
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Turn off")).click();
		assertThat(admin.getByText("An administrator turned it off.")).isVisible();
		Visitors.photograph(admin, "webhook");
		admin.getByText("Remove it").click();
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove this webhook")).click();
		assertThat(admin.getByText("The webhook is removed.")).isVisible();
		Visitors.photograph(admin, "webhooks");
	}

}
