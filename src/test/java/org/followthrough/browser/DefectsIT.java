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
 * One fault of two customers, as people see it: found alike, handed over as the same,
 * fixed, checked and taken back.
 */
@Tag("thorough")
@BrowserTest
class DefectsIT {

	@Test
	void twoCasesGoWithOneDefectUntilItsFixIsTakenBack(Site site, Visitors visitors) {
		String first = site.open("first@defect.example", "The carousel of invoices stops turning", "acknowledge");
		site.does(first, "investigate", Map.of("outcome", "escalate"));
		site.does(first, "escalate", Map.of());
		String defect = site.api().get("agent1", "/cases/" + first + "/defect").json().path("number").asText();
		String second = site.open("second@defect.example", "Carousel of invoices does not turn", "acknowledge");
		site.does(second, "investigate", Map.of("outcome", "escalate"));
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + second);
		assertThat(agent.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("May be the same fault")))
			.isVisible();
		assertThat(agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(defect))).isVisible();
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-similar");
		TasklistPage tasklist = TasklistPage.open(visitors.signedIn("agent2")).filter("My groups' tasks");
		tasklist.choose("Hand over to engineering", second);
		assertThat(tasklist.page().getByLabel("What may be the same fault"))
			.hasValue(Pattern.compile(defect + "[\\s\\S]*The carousel of invoices stops turning"));
		Visitors.photograph(tasklist.page(), "tasklist-same-defect");
		site.does(second, "escalate", Map.of("sameDefectAs", defect));
		agent.navigate("/defects");
		assertThat(agent.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(defect)))
			.containsText("with engineering");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "defects");
		site.does(first, "reproduce-and-fix", Map.of());
		site.does(first, "verify-fix", Map.of());
		Page engineer = visitors.signedIn("engineer2");
		engineer.navigate("/defects/" + defect);
		assertThat(engineer.locator("table")).containsText(second);
		assertThat(engineer.locator("main")).containsText("fix verified");
		Visitors.assertAccessible(engineer);
		Visitors.photograph(engineer, "defect-verified");
		engineer.getByText("The fix does not hold").click();
		engineer.getByLabel("What did you see?").fill("It stops again after 700 invoices.");
		engineer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take the fix back")).click();
		assertThat(engineer.getByRole(AriaRole.STATUS)).containsText("not verified any more");
		assertThat(engineer.locator(".timeline")).containsText("It stops again after 700 invoices.");
		Visitors.assertAccessible(engineer);
		Visitors.photograph(engineer, "defect-regressed");
		Page phone = visitors.signIn(visitors.phone(), "agent1");
		phone.navigate("/defects/" + defect);
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-defect");
	}

	@Test
	void whereNoDefectFitsThePageSaysHowOneComesAbout(Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/defects?state=wont-fix&severity=critical");
		assertThat(manager.locator(".empty")).containsText("handed over to engineering");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "defects-empty");
	}

}
