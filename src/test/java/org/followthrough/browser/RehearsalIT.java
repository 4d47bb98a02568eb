package org.followthrough.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A manager sees what a rehearsal found, and has it played step by step.
 */
@Tag("thorough")
@BrowserTest
class RehearsalIT {

	@Test
	void aBrokenPromiseIsToldAndPlayedOnTheDiagram(Site site, Visitors visitors) throws Exception {
		String edited = Files.readString(Path.of("processes/support-case.bpmn"), StandardCharsets.UTF_8)
			.replace("targetRef=\"verification\"", "targetRef=\"to-answer\"");
		String number = site.open("ada.rehearsal@customer.example", "The export stops after 500 rows", "acknowledge");
		site.api()
			.post("agent1", "/cases/" + number + "/close",
					Map.of("as", "spam", "reason", "It was a test of the form."));
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/rehearsals");
		assertThat(manager.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Rehearsals"))).isVisible();
		Visitors.assertAccessible(manager);
		long id = site.api()
			.post("manager1", "/rehearsals",
					Map.of("title", "Fixes at once", "files", Map.of("support-case.bpmn", edited)))
			.json()
			.path("id")
			.asLong();
		manager.navigate("/rehearsals/" + id);
		Visitors.photograph(manager, "rehearsal-under-way");
		Locator violation = manager.locator(".violation").first();
		assertThat(violation).containsText("A fix reaches the customer unverified",
				new LocatorAssertions.ContainsTextOptions().setTimeout(180_000));
		Visitors.assertAccessible(manager);
		violation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Play it on the diagram")).click();
		Locator next = violation.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Next step"));
		assertThat(next).isFocused();
		assertThat(violation.getByRole(AriaRole.STATUS)).containsText("Step 1 of");
		assertThat(violation.locator(".path-here").first()).isVisible();
		int steps = violation.locator("ol > li").count();
		for (int step = 1; step < steps; step++) {
			manager.keyboard().press("ArrowRight");
		}
		assertThat(violation.getByRole(AriaRole.STATUS)).containsText("Step " + steps + " of " + steps);
		assertThat(violation.locator(".path-wrong").first()).isVisible();
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "rehearsal-story");
		manager.navigate("/rehearsals");
		assertThat(manager.locator("table")).containsText("Fixes at once");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "rehearsals");
		manager.getByLabel("Have the cases of the last quarter go over it, too").check();
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rehearse what runs")).click();
		assertThat(manager.getByText("Every promise is kept, every way."))
			.isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(180_000));
		assertThat(manager.getByRole(AriaRole.HEADING,
				new Page.GetByRoleOptions().setName("How real cases would have gone")))
			.isVisible();
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "rehearsal-replay");
		Page phone = visitors.signIn(visitors.phone(), "manager1");
		phone.navigate("/rehearsals/" + id);
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-rehearsal");
	}

}
