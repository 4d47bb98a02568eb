package org.followthrough.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * What managers do when a promise falls due.
 */
@Tag("thorough")
@BrowserTest
class ManagerIT {

	@Test
	void anOverduePromiseCallsTheManagerUntilTheCustomerHasWord(Site site, Visitors visitors) {
		String number = site.open("overdue@customer.example", "The invoice is wrong", "acknowledge");
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/demo/clock");
		Visitors.assertAccessible(manager);
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("One day on")).click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The clock was moved on.");
		Visitors.photograph(manager, "time-machine");

		manager.navigate("/cases/" + number);
		assertThat(manager.locator("main")).containsText("overdue");
		Visitors.photograph(manager, "case-overdue");
		Visitors.assertAccessible(manager);

		TasklistPage tasklist = TasklistPage.open(manager).filter("My groups' tasks");
		tasklist.choose("Promise is overdue", number).claim();
		Visitors.photograph(manager, "tasklist-overdue");
		tasklist.decide("Write to the customer now")
			.fill("Your message, or why you give it to somebody else",
					"We are late, and we are sorry. You hear on Monday.");
		tasklist.complete();

		manager.navigate("/cases/" + number);
		assertThat(manager.locator("main")).containsText("We are late, and we are sorry.");
		assertThat(manager.locator(".messages .tag.good", new Page.LocatorOptions().setHasText("delivered")).last())
			.isVisible();
	}

	@Test
	void aTaskCantBeClosedWithoutTheWordThatIsMissing(Site site, Visitors visitors) {
		String number = site.open("blank@customer.example", "The label is blank");
		TasklistPage agent = TasklistPage.open(visitors.signedIn("agent2")).filter("My groups' tasks");
		agent.choose("Acknowledge", number).claim().fill("Your acknowledgement", "   ");
		agent.pressComplete();
		assertThat(agent.page()
			.locator(".notifications .message", new Page.LocatorOptions().setHasText("has to be filled in")))
			.hasText("\"Your acknowledgement\" has to be filled in.");
		Visitors.photograph(agent.page(), "tasklist-refused");
		agent.fill("Your acknowledgement", "The label is blank.").complete();
	}

}
