package org.followthrough.browser;

import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.followthrough.testing.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A manager has replies reviewed; one is held, commented on, reworked and sent.
 */
@Tag("thorough")
@BrowserTest
class ReviewIT {

	@AfterEach
	void nothingIsReviewed(Site site) {
		Api api = site.api();
		int version = 0;
		for (var rule : api.get("manager1", "/review-rules").json()) {
			version = rule.path("team").asText().equals("support") ? rule.path("version").asInt() : version;
		}
		api.send("PUT", "manager1", "/review-rules/support", Map.of("version", version), Map.of());
	}

	@Test
	void aReplyIsHeldCommentedOnReworkedAndSent(Site site, Visitors visitors) {
		String number = site.open("ada.review@customer.example", "The total of the ledger is wrong", "acknowledge");
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/review-rules?team=support");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "review-rules-none");
		manager.getByLabel("A sample of all others").fill("100");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save")).click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The rules of support are saved.");

		Page author = visitors.signedIn("agent1");
		author.navigate("/cases/" + number);
		author.getByLabel("Your words")
			.fill("The rounding job ran twice tonight, so each total counts cents double. We correct it by tomorrow noon.");
		author.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true)).click();
		assertThat(author.getByRole(AriaRole.STATUS)).containsText("Your message is held");
		Locator held = author.locator(".messages .held");
		assertThat(held).containsText("held for review, goes out at the latest");

		Page support = visitors.signedIn("support1");
		support.navigate("/cases/" + number);
		Locator beside = support.getByRole(AriaRole.COMPLEMENTARY);
		beside.getByLabel("Which passage?").fill("The rounding job ran twice tonight");
		beside.getByLabel("Your comment").fill("They don't know our jobs. Say what they see.");
		beside.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Comment")).click();
		assertThat(support.getByRole(AriaRole.COMPLEMENTARY)).containsText("They don't know our jobs.");
		Visitors.assertAccessible(support);
		Visitors.photograph(support, "case-held-reply");

		TasklistPage reviewer = TasklistPage.open(visitors.signedIn("agent2")).filter("My groups' tasks");
		reviewer.choose("Review the reply", number);
		Visitors.photograph(reviewer.page(), "tasklist-review");
		reviewer.claim()
			.decide("Not yet: whoever wrote it is to change it")
			.fill("Your comment", "Please in their words.")
			.complete();
		TasklistPage back = TasklistPage.open(author).filter("My tasks");
		back.choose("Rework the reply", number);
		Visitors.photograph(back.page(), "tasklist-rework");
		back.fill("Your reply",
				"Each total was too high by some cents since tonight. It is right again by tomorrow noon.")
			.complete();
		reviewer.choose("Review the reply", number).claim().decide("Yes: send it as it is").complete();

		support.navigate("/cases/" + number);
		assertThat(support.locator(".messages")).containsText("reviewed by agent2");
		support.getByText("As it was before").click();
		Visitors.assertAccessible(support);
		Visitors.photograph(support, "case-reviewed-reply");
		manager.navigate("/review-rules?team=support");
		assertThat(manager.locator("table")).containsText("support");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "review-rules");
		Page phone = visitors.signIn(visitors.phone(), "support1");
		phone.navigate("/cases/" + number);
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-reviewed-reply");
		phone.navigate("/review-rules?team=support");
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-review-rules");
	}

}
