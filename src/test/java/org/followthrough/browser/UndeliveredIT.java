package org.followthrough.browser;

import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Mail that came back, as those see it who have to act; and pages that lead nowhere, as
 * customers do.
 */
@Tag("thorough")
@BrowserTest
class UndeliveredIT {

	@Test
	void whatCameBackIsSettledOnTheCase(Site site, Visitors visitors) {
		String wrong = "aad@undelivered.example";
		String number = returned(site, wrong, "The export is short");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/board");
		assertThat(agent.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Undelivered"))).isVisible();
		agent.navigate("/cases/" + number);
		Locator lost = agent.locator(".undelivered").first();
		assertThat(lost).containsText("agent1 was told");
		Visitors.assertAccessible(agent);
		looksIn(agent, "undelivered-case");
		lost.getByText("It is settled").press("Enter");
		lost.getByLabel("How did you reach them").fill("I called her.");
		Visitors.assertAccessible(agent);
		looksIn(agent, "undelivered-settling");
		lost.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Settle it")).press("Enter");
		assertThat(agent.getByRole(AriaRole.STATUS)).containsText("It is settled");
		assertThat(agent.locator(".undelivered").first()).containsText("I called her.");
		Visitors.assertAccessible(agent);
		looksIn(agent, "undelivered-settled");
	}

	@Test
	void aWrongAddressIsCorrectedFromTheList(Site site, Visitors visitors) {
		String wrong = "adda@undelivered.example";
		String right = "ada.right@undelivered.example";
		String number = returned(site, wrong, "The import is short");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/undelivered");
		Locator lost = agent.getByRole(AriaRole.LISTITEM, new Page.GetByRoleOptions().setName(number + " to " + wrong));
		assertThat(lost).containsText("no such mailbox");
		lost.getByText("The address is wrong").click();
		Visitors.assertAccessible(agent);
		looksIn(agent, "undelivered-list");
		Page phone = visitors.signIn(visitors.phone(), "agent1");
		phone.navigate("/undelivered?show=all");
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-undelivered");
		lost.getByLabel("Their address").fill("support@followthrough.example");
		lost.getByLabel("How do you know?").fill("She rang.");
		lost.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Correct it")).click();
		assertThat(agent.getByRole(AriaRole.ALERT)).containsText("an address of ours");
		// What was typed stays.
		assertThat(lost.getByLabel("How do you know?")).hasValue("She rang.");
		lost.getByLabel("Their address").fill(right);
		lost.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Correct it")).press("Enter");
		assertThat(agent.getByRole(AriaRole.STATUS)).containsText("The address is corrected");
		assertThat(lost).hasCount(0);
		CustomerIT.openPage(visitors.stranger(), right);
	}

	@Test
	void administratorsSeeItOnTheirPageOfMail(Site site, Visitors visitors) {
		String wrong = "ida@undelivered.example";
		String number = returned(site, wrong, "The list is short");
		Page admin = visitors.signedIn("admin1");
		admin.navigate("/admin/mail");
		Locator lost = admin.getByRole(AriaRole.LISTITEM, new Page.GetByRoleOptions().setName(number + " to " + wrong));
		assertThat(lost).containsText("agent1");
		Visitors.assertAccessible(admin);
		looksIn(admin, "undelivered-mail");
		lost.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try again")).click();
		assertThat(admin.getByRole(AriaRole.STATUS)).containsText("tried again now");
		assertThat(lost).hasCount(0);
		Page manager = visitors.signedIn("manager2");
		manager.navigate("/undelivered?show=mine");
		assertThat(manager.locator("main")).containsText("Nothing waits for you");
		Visitors.assertAccessible(manager);
		looksIn(manager, "undelivered-empty");
	}

	@Test
	void whatLeadsNowhereSpeaksTheLanguageOfItsReader(Visitors visitors) {
		Page customer = visitors.speaking("de-DE");
		customer.navigate("/contact/nowhere");
		assertThat(customer.locator("h1")).hasText("Diese Seite gibt es nicht");
		Visitors.assertAccessible(customer);
		looksIn(customer, "nowhere-german");
		customer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Schreiben Sie dem Support"))
			.press("Enter");
		assertThat(customer.getByLabel("Ihre Mailadresse")).isVisible();
		assertThat(customer.locator("#files-hint"))
			.containsText("Bis zu 10 Dateien, jede bis 10 MB, zusammen bis 25 MB");
	}

	private static String returned(Site site, String to, String subject) {
		String number = site.open(to, subject, "acknowledge");
		site.api()
			.post("agent1", "/cases/" + number + "/messages", Map.of("text", "We look into it, " + subject + "."));
		site.comesBack(to, "We look into it, " + subject);
		Awaitility.await("it comes back")
			.until(() -> site.api().get("agent1", "/undelivered?told=agent1&limit=200").text().contains(to));
		return number;
	}

	private static void looksIn(Page page, String name) {
		Visitors.photograph(page, name);
		page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		Visitors.photograph(page, name + "-dark");
		page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
	}

}
