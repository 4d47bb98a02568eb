package org.followthrough.browser;

import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Customers in their language, what they write while they write it, and mails before they
 * go out.
 */
@Tag("thorough")
@BrowserTest
class LettersIT {

	@Test
	void aCustomerWritesInGermanAndLosesNothingByAReload(Visitors visitors) {
		Page customer = visitors.speaking("de-DE");
		customer.navigate("/contact");
		assertThat(customer.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
			.hasText("Schreiben Sie dem Support");
		Visitors.assertAccessible(customer);
		customer.getByLabel("Ihr Name").fill("Karla Kunde");
		customer.getByLabel("Ihre Mailadresse").fill("karla.kunde@kunde.example");
		customer.getByLabel("Worum geht es?").fill("Der Drucker druckt nicht");
		customer.getByLabel("Wie trifft es Sie?").selectOption("blocked");
		customer.getByLabel("Was passiert").fill("Ich drücke auf Drucken, und nichts passiert.");
		Visitors.photograph(customer, "contact-german");
		customer.reload();
		assertThat(customer.getByLabel("Was passiert")).hasValue("Ich drücke auf Drucken, und nichts passiert.");
		assertThat(customer.getByLabel("Wie trifft es Sie?")).hasValue("blocked");
		// The choice is remembered, and what was written stays.
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English")).press("Enter");
		assertThat(customer.getByLabel("Your name")).hasValue("Karla Kunde");
		customer.reload();
		assertThat(customer.locator("html")).hasAttribute("lang", "en");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Deutsch")).click();
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Absenden")).click();
		assertThat(customer.locator("main")).containsText(Pattern.compile("Ihr Fall hat die Nummer FT-\\d{4}-\\d{6}"));
		Visitors.assertAccessible(customer);
		customer.navigate("/contact");
		assertThat(customer.getByLabel("Was passiert")).hasValue("");

		CustomerIT.openPage(customer, "karla.kunde@kunde.example");
		assertThat(customer.locator("html")).hasAttribute("lang", "de");
		assertThat(customer.locator("main")).containsText("Sie hören von uns bis");
		assertThat(customer.locator("main")).not().containsText("You hear");
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "customer-german");
		customer.getByLabel("Ihre Nachricht").fill("Es ist der im Flur.");
		customer.reload();
		assertThat(customer.getByLabel("Ihre Nachricht")).hasValue("Es ist der im Flur.");
		customer.locator("form", new Page.LocatorOptions().setHas(customer.getByLabel("Ihre Nachricht")))
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Absenden"))
			.click();
		assertThat(customer.getByRole(AriaRole.STATUS)).hasText("Vielen Dank. Ihre Nachricht ist bei uns.");
		assertThat(customer.getByLabel("Ihre Nachricht")).hasValue("");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("English")).click();
		assertThat(customer.locator("main")).containsText("You hear from us by");
	}

	@Test
	void aManagerLooksAtALetterInGerman(Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/letters");
		manager.getByLabel("Letter").selectOption("answer");
		manager.getByLabel("Language").selectOption("de");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show")).press("Enter");
		FrameLocator mail = manager.frameLocator("iframe");
		assertThat(mail.locator("body")).containsText("Guten Tag Ada Lovelace,");
		assertThat(mail.locator("body")).containsText("Ist es damit gelöst?");
		assertThat(manager.locator("pre")).containsText("Ist es damit gelöst?");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "letters-german");
		// The mail itself, as a mail program shows it; dark, too.
		String html = manager.locator("iframe").getAttribute("srcdoc");
		Page program = visitors.stranger();
		program.setContent(html);
		Visitors.assertAccessible(program);
		program.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
		// What axe takes for a white page is the dark one of the browser.
		org.assertj.core.api.Assertions.assertThat(program.evaluate("getComputedStyle(document.body).color"))
			.isEqualTo("rgb(255, 255, 255)");
		Visitors.photograph(program, "letter-dark");
	}

	@Test
	void whatIsWrittenInTasklistStandsAsMailBelowTheForm(Site site, Visitors visitors) {
		String number = site.open("tasklist@customer.example", "The export is short");
		TasklistPage tasklist = TasklistPage.open(visitors.signedIn("agent1")).filter("My groups' tasks");
		tasklist.choose("Acknowledge", number).claim();
		tasklist.form().locator("textarea[id$=field-message]").fill("Your export ends too early.");
		FrameLocator mail = tasklist.page().frameLocator(".ft-preview iframe");
		assertThat(mail.locator("body")).containsText("Did we understand that right?");
		Visitors.photograph(tasklist.page(), "tasklist-preview");
		assertThat(mail.locator("body")).containsText("Your export ends too early.");
		tasklist.complete();
		CustomerIT.openPage(visitors.stranger(), "tasklist@customer.example");
	}

	@Test
	void anAgentSeesTheMailBesideTheEditorAndHasTheCustomersWordsAtHand(Site site, Visitors visitors) {
		String number = site.open("preview@customer.example", "The export is short", "acknowledge");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByText("What they wrote last").click();
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Quote it")).press("Enter");
		assertThat(agent.getByLabel("Your words")).hasValue(Pattern.compile("> We have about 2,300 orders.*\\s+"));
		agent.keyboard().type("See https://docs.example.org/export. We go on.");
		FrameLocator mail = agent.frameLocator("#preview iframe");
		assertThat(mail.locator("blockquote")).containsText("We have about 2,300 orders");
		assertThat(mail.locator("a").first()).hasAttribute("href", "https://docs.example.org/export");
		assertThat(mail.locator("body")).containsText("You will hear from us again by");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "mail-preview");
		agent.reload();
		assertThat(agent.getByLabel("Your words")).hasValue(Pattern.compile("> We have[\\s\\S]*We go on\\."));
		agent.locator("#write")
			.getByRole(AriaRole.BUTTON, new com.microsoft.playwright.Locator.GetByRoleOptions().setName("Send"))
			.click();
		assertThat(agent.getByRole(AriaRole.STATUS).first()).containsText("on its way");
		assertThat(agent.getByLabel("Your words")).hasValue("");
		org.awaitility.Awaitility.await("delivery").until(() -> {
			agent.reload();
			return agent.locator(".messages li", new Page.LocatorOptions().setHasText("We go on."))
				.locator(".tag.good")
				.count() == 1;
		});
		Visitors.photograph(agent, "delivered");
		site.does(number, "investigate", Map.of());
		CustomerIT.openPage(visitors.stranger(), "preview@customer.example");
	}

}
