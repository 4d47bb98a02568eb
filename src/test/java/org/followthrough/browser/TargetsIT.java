package org.followthrough.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The targets as a manager edits and an agent reads them, at a desk and on a phone.
 */
@Tag("thorough")
@BrowserTest
class TargetsIT {

	@Test
	void aManagerEditsATargetAndAnAgentReadsIt(Site site, Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Targets")).click();
		Visitors.assertAccessible(manager);
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit")).click();
		Visitors.assertAccessible(manager);

		Page second = visitors.signedIn("manager2");
		second.navigate("/targets/edit");

		press(manager, "Add a row");
		manager.locator("#r6-description").fill("A question of a gold customer");
		manager.locator("#r6-severity").selectOption("low");
		manager.locator("#r6-plan").fill("gold");
		manager.locator("#r6-answerWithin").fill("soon");
		press(manager, "Move up row 6");
		press(manager, "Move up row 5");
		press(manager, "Publish");
		assertThat(manager.getByRole(AriaRole.ALERT))
			.hasText("Nothing was published. Please look at the marked fields.");
		assertThat(manager.locator("#r4-answerWithin")).hasAttribute("aria-invalid", "true");
		assertThat(manager.locator("#r4-answerWithin-error")).containsText("write a time such as");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "targets-refused");
		manager.locator("#r4-answerWithin").fill("90 min");
		manager.locator("#ask-severity").selectOption("low");
		manager.locator("#ask-plan").fill("gold");
		// The key that sends a form shows the row and publishes nothing.
		manager.locator("#ask-plan").press("Enter");
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("Row 4 answers.");
		Visitors.assertAccessible(manager);
		press(manager, "Publish");
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("Published.");
		assertThat(manager.locator("#row-4")).containsText("1 h 30 min");
		Visitors.photograph(manager, "targets-published");

		press(second, "Remove row 1");
		press(second, "Publish");
		assertThat(second.getByRole(AriaRole.ALERT)).containsText("Somebody else has published another table");
		Visitors.assertAccessible(second);

		Page agent = visitors.signedIn("agent1");
		assertThat(agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Targets"))).hasCount(0);
		agent.navigate("/targets?severity=low&plan=gold&kind=customer");
		assertThat(agent.getByRole(AriaRole.STATUS)).containsText("Row 4 answers: A question of a gold customer");
		assertThat(agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Edit"))).hasCount(0);
		Visitors.assertAccessible(agent);
		agent.navigate("/targets/edit");
		assertThat(agent.locator("main")).containsText("Managers say how soon things are due.");
	}

	@Test
	void aManagerSaysWhatACustomerPaysFor(Site site, Visitors visitors) {
		String number = site.open("gold@customer.example", "The invoice is wrong");
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/cases/" + number);
		manager.locator(".facts").first().getByRole(AriaRole.LINK).first().click();
		manager.getByLabel("Plan").fill("Gold!");
		press(manager, "Keep");
		assertThat(manager.locator("#plan-error")).containsText("lower-case letters");
		Visitors.assertAccessible(manager);
		manager.getByLabel("Plan").fill("gold");
		press(manager, "Keep");
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("those that run stay as they are");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "customer-facts");
		manager.navigate("/cases/" + number);
		assertThat(manager.locator(".facts").first()).containsText("gold");
		Visitors.assertAccessible(manager);
	}

	@Test
	void bothPagesFitAPhone(Visitors visitors) {
		Page phone = visitors.signIn(visitors.phone(), "manager1");
		for (String path : new String[] { "/targets", "/targets/edit" }) {
			phone.navigate(path);
			Visitors.assertAccessible(phone);
			org.assertj.core.api.Assertions
				.assertThat(
						phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
				.as("nothing sticks out of the screen")
				.isEqualTo(true);
			Visitors.photograph(phone, "phone" + path.replace('/', '-'));
		}
	}

	private static void press(Page page, String button) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
	}

}
