package org.followthrough.browser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One case the whole way: a customer writes a mail, people carry it through Tasklist, the
 * customer has the last word, an auditor reads what happened.
 */
@BrowserTest
class WholeCaseIT {

	private static final Pattern NUMBER = Pattern.compile("FT-\\d{4}-\\d{6}");

	@Test
	void aCaseIsCarriedFromMailToSignOffInTasklist(Site site, Visitors visitors) throws Exception {
		String customer = "whole.case@customer.example";
		site.mail(customer, "The export stops after 500 rows",
				"We have about 2,300 orders, and the export ends after exactly 500.");
		Page mailbox = visitors.stranger();
		String number = numberOfReceipt(mailbox, customer);

		Page agentsPage = visitors.signedIn("agent1");
		TasklistPage agent = TasklistPage.open(agentsPage).filter("My groups' tasks");
		assertThat(agent.card("Acknowledge", number)).containsText("The export stops after 500 rows");
		assertThat(agent.card("Acknowledge", number)).containsText(customer);
		agent.choose("Acknowledge", number).claim();
		assertThat(agent.field("What the customer wrote last")).hasValue(Pattern.compile("exactly 500"));
		agent.fill("Your acknowledgement", "Your export ends after 500 of 2,300 orders. We look into it today.");
		Visitors.photograph(agentsPage, "tasklist-acknowledge");
		agent.complete();
		agent.choose("Investigate", number)
			.claim()
			.decide("Hand it over to engineering")
			.fill("What you found", "Same with our test data.")
			.complete();
		agent.choose("Hand over to engineering", number)
			.claim()
			.fill("Steps to reproduce", "Export 501 orders.")
			.fill("What should happen", "501 rows")
			.fill("What happens instead", "500 rows")
			.fill("Versions and environment", "2026.11.4, in the cloud")
			.decide("Some that we know of")
			.fill("How badly\\?", "Their accounts lack orders.")
			.fill("Workaround", "none known")
			.fill("Tried already", "A smaller page; no difference.")
			.fill("What the customer sees meanwhile", "500 rows; they count the rest by hand.")
			.complete();

		TasklistPage engineer = TasklistPage.open(visitors.signedIn(site.onShift())).filter("For me on shift");
		engineer.choose("Reproduce and fix", number)
			.claim()
			.decide("Fixed in a build")
			.fill("Build", "2026.11.5")
			.fill("In words", "A page limit was left in.")
			.complete();

		TasklistPage verifier = TasklistPage.open(visitors.signedIn("support1")).filter("My groups' tasks");
		verifier.choose("Verify the fix", number).claim();
		assertThat(verifier.field("What engineering said")).hasValue(Pattern.compile("A page limit was left in"));
		verifier.decide("Yes, it passed")
			.fill("Build you checked", "2026.11.5")
			.fill("Where", "Staging, Debian 12")
			.fill("What you did", "Exported 501 orders.")
			.fill("What you saw", "501 rows.");
		Visitors.photograph(verifier.page(), "tasklist-verify");
		verifier.complete();

		agent.choose("Answer the customer", number)
			.claim()
			.fill("Your answer", "Please update to 2026.11.5; the export is complete there.")
			.complete();

		signOff(mailbox, customer);
		read(visitors.signedIn("auditor1"), number);
	}

	private static String numberOfReceipt(Page mailbox, String customer) {
		String[] found = new String[1];
		await("a receipt").untilAsserted(() -> {
			mailbox.navigate("/demo/mailbox?address=" + customer);
			Matcher number = NUMBER.matcher(mailbox.locator("main").innerText());
			org.assertj.core.api.Assertions.assertThat(number.find()).isTrue();
			found[0] = number.group();
		});
		return found[0];
	}

	private static void signOff(Page customers, String customer) {
		await("the answer in the customer's mailbox").untilAsserted(() -> {
			customers.navigate("/demo/mailbox?address=" + customer);
			org.assertj.core.api.Assertions.assertThat(customers.locator("main").innerText())
				.contains("Please update to 2026.11.5");
		});
		customers.locator("article", new Page.LocatorOptions().setHasText("Please update to 2026.11.5"))
			.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Open the customer's page"))
			.click();
		Locator question = customers.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Is it solved?"));
		assertThat(question).isVisible();
		Visitors.photograph(customers, "customer-sign-off");
		Visitors.assertAccessible(customers);
		customers.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Yes, it is solved")).click();
		assertThat(customers.getByRole(AriaRole.STATUS)).isVisible();
		assertThat(question).hasCount(0);
		Visitors.photograph(customers, "customer-closed");
	}

	private static void read(Page auditor, String number) {
		auditor.getByLabel("Show").selectOption("closed");
		auditor.getByLabel("Number").fill(number);
		auditor.locator("main").getByRole(AriaRole.BUTTON).click();
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(number)).click();
		assertThat(auditor.getByText("The chain of entries is whole.")).isVisible();
		assertThat(auditor.locator("main")).containsText("verified the fix on build 2026.11.5: passed");
		assertThat(auditor.locator(".djs-connection.path-taken")).not().hasCount(0);
		assertThat(auditor.getByText("The diagram could not be loaded")).hasCount(0);
		assertThat(auditor.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Write"))).hasCount(0);
		Visitors.photograph(auditor, "case-closed");
		Visitors.assertAccessible(auditor);
	}

}
