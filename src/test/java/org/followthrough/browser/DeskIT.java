package org.followthrough.browser;

import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * The pages beside Tasklist, as those use them who work here.
 */
@Tag("thorough")
@BrowserTest
class DeskIT {

	@Test
	void anAgentWritesANoteAndAMessageOnTheCasePage(Site site, Visitors visitors) {
		String number = site.open("writes@customer.example", "The list is slow", "acknowledge");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByLabel("only ourselves (a note)").check();
		agent.getByLabel("Your words").fill("Their index is missing.");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();
		assertThat(agent.getByRole(AriaRole.STATUS)).hasText("The note is kept.");
		agent.getByLabel("Your words").fill("We found the reason and rebuild the index tonight.");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();
		assertThat(agent.getByRole(AriaRole.STATUS)).hasText("Your message is on its way.");
		assertThat(agent.locator(".messages .internal")).containsText("Their index is missing.");
		assertThat(agent.locator(".messages .person").last()).containsText("rebuild the index tonight");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-open");
	}

	@Test
	void aGuideBesideTheEditorAdvisesWhileOneWrites(Site site, Visitors visitors) {
		String number = site.open("guide@customer.example", "The guide", "acknowledge");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByLabel("Your words").pressSequentially("We will get back to you soon.");
		assertThat(agent.locator(".advice q")).hasText("get back to you");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-guide");
		agent.getByLabel("Your words").fill("You hear from us by 14:00 tomorrow.");
		assertThat(agent.locator(".advice")).hasCount(0);
	}

	@Test
	void theCaseTabShowsTheCaseBesideTheForm(Site site, Visitors visitors) {
		String number = site.open("tab@customer.example", "The tab is empty", "acknowledge");
		TasklistPage agent = TasklistPage.open(visitors.signedIn("agent1")).filter("My groups' tasks");
		agent.choose("Investigate", number).tab("Case");
		assertThat(agent.page().locator(".ft-case")).containsText(number);
		assertThat(agent.page().locator(".ft-case")).containsText("the export ends after 500");
		assertThat(agent.page().locator(".ft-case .timeline li").first()).isVisible();
		Visitors.photograph(agent.page(), "tasklist-case-tab");
	}

	@ParameterizedTest
	@CsvSource({ "agent1,'My tasks|My groups'' tasks'", "support1,'My tasks|My groups'' tasks'",
			"manager1,'My tasks|My groups'' tasks|Overdue|All tasks'" })
	void eachFindsTheirFiltersInTasklist(String account, String filters, Visitors visitors) {
		TasklistPage tasklist = TasklistPage.open(visitors.signedIn(account));
		List.of(filters.split("\\|"))
			.forEach((name) -> assertThat(tasklist.filters().getByText(name).first()).isVisible());
	}

	@ParameterizedTest
	@CsvSource({ "agent1,/cases", "agent1,/account", "agent1,/demo", "agent1,/demo/mailbox", "admin1,/admin/mail",
			"manager1,/guide", "agent1,/guide", "agent1,/cases?show=mine&number=FT-1900-000001" })
	void pagesAreReadableByEverybodyAlsoOnAPhone(String account, String path, Visitors visitors) {
		Page desk = visitors.signedIn(account);
		desk.navigate(path);
		Visitors.assertAccessible(desk);
		Visitors.photograph(desk, "page" + path.replaceAll("[^a-z]+", "-"));
		Page phone = visitors.signIn(visitors.phone(), account);
		phone.navigate(path);
		Visitors.assertAccessible(phone);
		org.assertj.core.api.Assertions
			.assertThat(phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
			.as("nothing sticks out of the screen")
			.isEqualTo(true);
		Visitors.photograph(phone, "phone" + path.replaceAll("[^a-z]+", "-"));
	}

	@Test
	void aTokenSignsAProgramInUntilItIsWithdrawn(Site site, Visitors visitors) {
		Page agent = visitors.signedIn("agent2");
		agent.navigate("/account");
		agent.getByLabel("What is it for?").fill("Import from the shop");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a token")).click();
		String token = agent.getByRole(AriaRole.STATUS).locator("code").innerText();
		Map<String, String> signIn = Map.of("Authorization", "Bearer " + token);
		org.assertj.core.api.Assertions
			.assertThat(site.api().send("GET", null, "/cases?limit=1", null, signIn).json().path("items"))
			.hasSize(1);
		agent.navigate("/account");
		assertThat(agent.locator("main")).not().containsText(token);
		Visitors.assertAccessible(agent);
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Withdraw")).click();
		assertThat(agent.getByText("Import from the shop")).hasCount(0);
		org.assertj.core.api.Assertions
			.assertThat(site.api().send("GET", null, "/cases?limit=1", null, signIn).status())
			.isEqualTo(401);
	}

}
