package org.followthrough.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Issues in engineering's tracker, as agents make and link them.
 */
@Tag("thorough")
@BrowserTest
class IssuesIT {

	@Test
	void anAgentMakesAnIssueAndSeesBeforehandWhatGoesOut(Site site, Visitors visitors) {
		String number = site.open("issue@customer.example", "The export ends early", "acknowledge");
		site.does(number, "investigate", java.util.Map.of("outcome", "escalate"));
		site.does(number, "escalate", java.util.Map.of());
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		assertThat(agent.locator("#issues")).containsText("Make one, or link the one they work on.");
		Visitors.assertAccessible(agent);
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Write it")).click();
		assertThat(agent.getByLabel("Title")).hasValue(Pattern.compile("D-\\d+: 500 rows"));
		assertThat(agent.getByLabel("Text")).hasValue(Pattern.compile("Export 501 orders"));
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "issue-draft");
		agent.getByLabel("Text").fill("Ask issue@customer.example for the file.");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("See what goes out")).click();
		assertThat(agent.getByRole(AriaRole.ALERT)).containsText("This would go out, too: issue@customer.example");
		Visitors.assertAccessible(agent);
		agent.getByLabel("Text").fill("Export 501 orders; it ends after 500.");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("See what goes out")).click();
		assertThat(agent.locator("pre")).containsText("From Followthrough, defect D-");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "issue-preview");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Make it in"))).click();
		assertThat(agent.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("The issue is on its way"));
		agent.waitForCondition(() -> {
			agent.reload();
			return agent.locator("#issues h3 a").count() == 1 && agent.locator("#issues").innerText().contains("open");
		});
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "issue-on-case");
	}

	@Test
	void whatIsNoIssueIsSaid(Site site, Visitors visitors) {
		String number = site.open("link@customer.example", "The import ends early", "acknowledge");
		site.does(number, "investigate", java.util.Map.of("outcome", "escalate"));
		site.does(number, "escalate", java.util.Map.of());
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByLabel("Or link one: its address, or its key").fill("https://example.org/other/issues/1");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Link it")).click();
		assertThat(agent.getByRole(AriaRole.ALERT)).containsText("is no issue of");
		assertThat(agent.getByLabel("Or link one: its address, or its key"))
			.hasValue("https://example.org/other/issues/1");
		Visitors.assertAccessible(agent);
	}

	@Test
	void administratorsSeeTheTrackers(Visitors visitors) {
		Page admin = visitors.signedIn("admin1");
		admin.navigate("/admin/trackers");
		assertThat(admin.locator("main")).containsText("Webhooks go to");
		Visitors.assertAccessible(admin);
		Visitors.photograph(admin, "trackers");
		Page phone = visitors.signIn(visitors.phone(), "admin1");
		phone.navigate("/admin/trackers");
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-trackers");
	}

}
