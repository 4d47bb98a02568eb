package org.followthrough.browser;

import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a customer does: writes, looks, answers, sends back, signs off.
 */
@Tag("thorough")
@BrowserTest
class CustomerIT {

	@Test
	void aCustomerWritesByKeyboardAloneAndSeesWhatComesNext(Visitors visitors) {
		Page customer = visitors.phone();
		customer.navigate("/contact");
		Visitors.assertAccessible(customer);
		customer.getByLabel("Your name").focus();
		customer.keyboard().type("Karla Key");
		customer.keyboard().press("Tab");
		customer.keyboard().type("karla@customer.example");
		customer.keyboard().press("Tab");
		customer.keyboard().type("The scanner is silent");
		customer.keyboard().press("Tab");
		customer.keyboard().type("Web");
		customer.keyboard().press("Tab");
		customer.keyboard().type("I can't");
		customer.keyboard().press("Tab");
		customer.keyboard().type("It does not beep any more, and nothing is read.");
		customer.keyboard().press("Tab");
		// Past the files, of which there are none.
		customer.keyboard().press("Tab");
		customer.keyboard().press("Enter");
		assertThat(customer.locator("main")).containsText(Pattern.compile("FT-\\d{4}-\\d{6}"));
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "contact-sent-phone");

		openPage(customer, "karla@customer.example");
		assertThat(customer.locator("main")).containsText("It does not beep any more");
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "customer-received-phone");
	}

	@Test
	void whatIsMissingIsSaidAtItsField(Visitors visitors) {
		Page customer = visitors.stranger();
		customer.navigate("/contact");
		customer.locator("main form").evaluate("form => form.noValidate = true");
		customer.getByLabel("Your mail address").fill("not an address");
		customer.getByLabel("What happens").fill("It fails.");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();
		assertThat(customer.getByRole(AriaRole.ALERT)).containsText("look at the marked fields");
		assertThat(customer.locator("#email-error")).isVisible();
		assertThat(customer.locator("#subject-error")).hasText("Say in a few words what it is about.");
		assertThat(customer.getByLabel("What happens")).hasValue("It fails.");
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "contact-errors");
	}

	@Test
	void aCustomerRepliesAndSendsAnAnswerBack(Site site, Visitors visitors) {
		String email = "sends.back@customer.example";
		String number = site.open(email, "The export is short", "acknowledge", "investigate", "answer");
		Page customer = visitors.stranger();
		openPage(customer, email);
		assertThat(customer.locator("main")).containsText("Please update to 1.0.1");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not yet")).click();
		assertThat(customer.getByRole(AriaRole.ALERT)).isVisible();
		Visitors.photograph(customer, "customer-words-missing");
		customer.getByLabel("Anything you want to say?").fill("It still ends after 500.");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not yet")).click();
		assertThat(customer.getByRole(AriaRole.STATUS)).isVisible();
		assertThat(customer.locator("main")).containsText("It still ends after 500.");
		org.assertj.core.api.Assertions.assertThat(site.task(number, "investigate")).isNotEmpty();
		customer.getByLabel("Your message").fill("By the way, it is the same on the test system.");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true)).click();
		assertThat(customer.locator("main")).containsText("the same on the test system");
		org.assertj.core.api.Assertions.assertThat(site.task(number, "read-message")).isNotEmpty();
		Visitors.photograph(customer, "customer-sent-back");
	}

	@Test
	void aCustomerSaysYesAndRatesOnAPhone(Site site, Visitors visitors) {
		String email = "rates@customer.example";
		site.open(email, "The export is short", "acknowledge", "investigate", "answer");
		Page customer = visitors.phone();
		openPage(customer, email);
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "customer-asked-phone");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, it is solved")).click();
		assertThat(customer.getByRole(AriaRole.STATUS)).containsText("The case is closed");
		customer.getByLabel("4").check();
		customer.getByLabel("In your words").fill("Friendly and fast.");
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "customer-rates-phone");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Rate")).click();
		assertThat(customer.locator("main")).containsText("4 of 5 points");
		Visitors.assertAccessible(customer);
	}

	@Test
	void aCustomerAsksThatSomebodyElseLooks(Site site, Visitors visitors) {
		String email = "somebody.else@customer.example";
		String number = site.open(email, "The export is short", "acknowledge");
		site.does(number, "investigate", Map.of("outcome", "unsolved"));
		site.does(number, "explain-unsolved", Map.of("message", "The old format holds 500 rows and no more."));
		Page customer = visitors.phone();
		openPage(customer, email);
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "customer-explained-phone");
		customer.getByLabel("Anything you want to say?").fill("Another tool writes 2,300 rows in it.");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Somebody else should look")).click();
		assertThat(customer.getByRole(AriaRole.STATUS)).containsText("has not worked on it");
		org.assertj.core.api.Assertions.assertThat(site.task(number, "look-afresh")).isNotEmpty();
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "customer-somebody-else-phone");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/c/forged", "/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" })
	void aForgedLinkShowsNothingAndSaysWhatToDo(String path, Visitors visitors) {
		Page somebody = visitors.stranger();
		somebody.navigate(path);
		assertThat(somebody.locator("main")).not().containsText("FT-");
		assertThat(somebody.locator("main")).containsText("link");
		Visitors.assertAccessible(somebody);
		Visitors.photograph(somebody, "forged-link");
	}

	static void openPage(Page customer, String email) {
		openPage(customer, email, "");
	}

	/**
	 * The page of one case: of a customer with several, whichever mail comes last is on
	 * top.
	 */
	static void openPage(Page customer, String email, String subject) {
		Locator link = customer.getByRole(AriaRole.ARTICLE)
			.filter(new Locator.FilterOptions().setHasText(subject))
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open the customer's page"));
		await("mail to " + email).until(() -> {
			customer.navigate("/demo/mailbox?address=" + email);
			return link.count() > 0;
		});
		link.first().click();
		assertThat(customer.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))).isVisible();
	}

}
