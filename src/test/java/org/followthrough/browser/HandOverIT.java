package org.followthrough.browser;

import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A manager says what engineering has to know, an agent hands a case over, an engineer
 * sends it back, and the agent adds what was missing.
 */
@Tag("thorough")
@BrowserTest
class HandOverIT {

	@Test
	void anIncompleteHandOverGoesBackAndRoundAgain(Site site, Visitors visitors) {
		managerMakesAProduct(visitors.signedIn("manager1"));
		String number = site.open("hand.over@customer.example", "The label is cut off", "acknowledge");
		site.does(number, "investigate", Map.of("outcome", "escalate"));

		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hand over to engineering")).click();
		agent.getByLabel("Product and component").selectOption("Label printer, Cutter");
		press(agent, "Show its checklist");
		agent.getByLabel("Steps to reproduce").fill("Print a label of 60 mm.");
		Visitors.photograph(agent, "hand-over-empty");
		Visitors.assertAccessible(agent);
		press(agent, "Hand over to engineering");
		assertThat(agent.getByRole(AriaRole.ALERT)).containsText("not handed over yet");
		assertThat(agent.getByText("Engineering needs to know this.")).hasCount(1);
		assertThat(agent.getByLabel("Steps to reproduce")).hasValue("Print a label of 60 mm.");
		Visitors.photograph(agent, "hand-over-missing");
		Visitors.assertAccessible(agent);
		fillIn(agent);
		press(agent, "Hand over to engineering");
		assertThat(agent.getByRole(AriaRole.STATUS)).hasText("Engineering has it now.");
		Visitors.assertAccessible(agent);

		TasklistPage engineer = TasklistPage.open(visitors.signedIn(site.onShift())).filter("For me on shift");
		engineer.choose("Reproduce and fix", number).claim();
		assertThat(engineer.field("Hand-over by Support")).hasValue(Pattern.compile("Serial number:\\nLP-7"));
		engineer.decide("Nothing yet: the hand-over is incomplete").fill("In words", "Which firmware is on it?");
		Visitors.photograph(engineer.page(), "tasklist-sends-back");
		engineer.complete();

		agent.navigate("/cases/" + number);
		assertThat(agent.locator("main")).containsText("Engineering sent the hand-over back once");
		Visitors.photograph(agent, "hand-over-sent-back");
		agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Hand over to engineering")).click();
		assertThat(agent.locator("main")).containsText("Which firmware is on it?");
		assertThat(agent.getByLabel("Serial number")).hasValue("LP-7");
		agent.getByLabel("Versions and environment").fill("Firmware 3.2");
		Visitors.photograph(agent, "hand-over-again");
		Visitors.assertAccessible(agent);
		press(agent, "Hand over to engineering");
		assertThat(agent.getByRole(AriaRole.STATUS)).hasText("Engineering has it now.");
		site.does(number, "reproduce-and-fix", Map.of());
		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate("/cases/" + number);
		assertThat(auditor.locator("main")).containsText("Firmware 3.2");
		assertThat(auditor.locator("main")).containsText("sent the hand-over back to Support");
		Visitors.assertAccessible(auditor);
	}

	private static void managerMakesAProduct(Page manager) {
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Products")).click();
		Visitors.assertAccessible(manager);
		manager.getByLabel("Name of a new kind").fill("printer");
		press(manager, "New kind");
		Locator question = manager.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Question 1"));
		question.getByLabel("Question").fill("Serial number");
		question.getByLabel("Its answer").selectOption("is needed");
		Visitors.photograph(manager, "product-kind");
		Visitors.assertAccessible(manager);
		press(manager, "Save");
		assertThat(manager.getByRole(AriaRole.STATUS)).hasText("printer is saved.");
		manager.getByLabel("Name of a new product").fill("Label printer");
		press(manager, "New product");
		manager.locator("#kind").selectOption("printer");
		Locator component = manager.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName("Component 1"));
		component.getByLabel("Name").fill("Cutter");
		component.getByLabel("Kind").selectOption("printer");
		Visitors.photograph(manager, "product");
		Visitors.assertAccessible(manager);
		press(manager, "Save");
		assertThat(manager.getByRole(AriaRole.STATUS)).hasText("Label printer is saved.");
		assertThat(manager.locator("main")).containsText("Cutter (printer)");
		Visitors.photograph(manager, "products");
	}

	private static void fillIn(Page agent) {
		agent.getByLabel("What should happen").fill("The label is cut below its edge.");
		agent.getByLabel("What happens instead").fill("It is cut through the last line.");
		agent.getByLabel("Versions and environment").fill("Driver 1.0");
		agent.getByLabel("Serial number").fill("LP-7");
		agent.getByLabel("Some that we know of").check();
		agent.getByLabel("How badly?").fill("They print each label twice.");
		agent.getByLabel("Workaround").fill("none known");
		agent.getByLabel("Tried already").fill("Another roll of labels.");
		agent.getByLabel("What the customer sees meanwhile").fill("Labels without their last line.");
	}

	private static void press(Page page, String button) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button)).click();
	}

}
