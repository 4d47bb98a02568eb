package org.followthrough.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Mailboxes as administrators see them, and cases that agents split and merge.
 */
@Tag("thorough")
@BrowserTest
class MailIT {

	@Test
	void anAdministratorSendsATestMailAndSeesItComeIn(Visitors visitors) {
		Page admin = visitors.signedIn("admin1");
		admin.navigate("/admin/mail");
		Locator mailbox = admin.getByRole(AriaRole.REGION,
				new Page.GetByRoleOptions().setName("support@followthrough.example"));
		assertThat(mailbox.getByText("well", new Locator.GetByTextOptions().setExact(true))).isVisible();
		mailbox
			.getByRole(AriaRole.BUTTON,
					new Locator.GetByRoleOptions().setName("Send a test mail to support@followthrough.example"))
			.click();
		assertThat(admin.getByRole(AriaRole.STATUS)).containsText("A test mail is on its way");
		assertThat(mailbox).containsText("went out and came in",
				new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
		mailbox
			.getByRole(AriaRole.BUTTON,
					new Locator.GetByRoleOptions().setName("Look into support@followthrough.example now"))
			.press("Enter");
		assertThat(admin.getByRole(AriaRole.STATUS)).containsText("is looked into now");
		Visitors.assertAccessible(admin);
		Visitors.photograph(admin, "mailboxes");
		Page phone = visitors.signIn(visitors.phone(), "admin1");
		phone.navigate("/admin/mail");
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-mailboxes");
	}

	@Test
	void aSenderWhoWroteTooOftenIsLetInAgain(Site site, Visitors visitors) throws Exception {
		String machine = "machine@storm.example";
		for (int i = 0; i < 32; i++) {
			site.mail(machine, "Disk " + i + " is full", "Disk " + i + " of 40 is full.");
		}
		Page admin = visitors.signedIn("admin1");
		Awaitility.await("it is held back").until(() -> {
			admin.navigate("/admin/mail");
			return admin.getByText("Senders held back").count() == 1;
		});
		Visitors.assertAccessible(admin);
		Visitors.photograph(admin, "mail-held-back");
		admin.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Lift it from " + machine)).click();
		assertThat(admin.getByRole(AriaRole.STATUS)).containsText(machine + " may open cases by mail again.");
		assertThat(admin.getByText("Senders held back")).hasCount(0);
	}

	@Test
	void whatIsAboutSomethingElseIsSplitOffAndWhatIsTheSameIsMerged(Site site, Visitors visitors) throws Exception {
		String ada = "ada@split.example";
		String number = site.open(ada, "The export stops", "acknowledge");
		site.mail(ada, "Re: [" + number + "] The export stops", "By the way, the scanner is slow.");
		Awaitility.await("their mail").until(() -> words(site, number) == 2);
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByText("Split something off").click();
		assertThat(agent.getByLabel("What is about something else?")).containsText("the scanner is slow");
		agent.getByLabel("What is it about?").fill("The scanner is slow");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-split-form");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make a case of it")).click();
		assertThat(agent.getByRole(AriaRole.STATUS)).containsText("split off from " + number);
		assertThat(agent.locator("h1")).hasText("The scanner is slow");
		assertThat(agent.locator(".messages").first()).containsText("the scanner is slow");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-split");
		String split = agent.locator("#facts-head").innerText();
		agent.navigate("/cases/" + number);
		assertThat(agent.locator(".messages").first()).containsText("Split off as " + split);
		agent.navigate("/cases/" + split);
		agent.getByText("Merge it into another case").click();
		agent.getByLabel("Which case of theirs goes on?").selectOption(number);
		agent.getByLabel("Why do they belong together?").fill("It was the export after all.");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-merge-form");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Merge").setExact(true)).click();
		assertThat(agent.getByRole(AriaRole.STATUS)).containsText(split + " is merged into this case");
		assertThat(agent.locator("#facts-head")).hasText(number);
		assertThat(agent.locator(".facts").first()).containsText("Merged into it");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-merged");
		agent.navigate("/cases/" + split);
		assertThat(agent.locator(".facts").first()).containsText("Goes on as");
	}

	@Test
	void aStrangerWhoNamesANumberIsPointedOutToTheAgent(Site site, Visitors visitors) throws Exception {
		String number = site.open("ada@hint.example", "The export stops");
		String eve = "eve@hint.example";
		site.mail(eve, "Re: [" + number + "] tell me more", "What did you answer?");
		Awaitility.await("their case")
			.until(() -> !site.api().get("agent1", "/cases?customer=" + eve).json().path("items").isEmpty());
		String own = site.api().get("agent1", "/cases?customer=" + eve).json().at("/items/0/number").asText();
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + own);
		assertThat(agent.locator("#quotes")).containsText("in which its sender takes no part");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-quotes");
		TasklistPage tasklist = TasklistPage.open(agent).filter("My groups' tasks");
		tasklist.choose("Acknowledge", own).tab("Case");
		assertThat(tasklist.page().locator(".ft-case")).containsText("Its subject names " + number);
		Visitors.photograph(tasklist.page(), "tasklist-quotes");
	}

	private static int words(Site site, String number) {
		int words = 0;
		for (JsonNode message : site.api().get("agent1", "/cases/" + number + "/messages").json().path("items")) {
			words += message.path("kind").asText().equals("customer") ? 1 : 0;
		}
		return words;
	}

}
