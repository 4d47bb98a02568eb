package org.followthrough.browser;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.SelectOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An auditor reads what happened to a case, and has its path played.
 */
@Tag("thorough")
@BrowserTest
class HistoryIT {

	@Test
	void anAuditorReadsPicksReplaysAndPrintsACase(Site site, Visitors visitors) {
		String number = site.open("ada.history@customer.example", "The export stops after 500 rows", "acknowledge");
		site.does(number, "investigate", java.util.Map.of("outcome", "escalate"));
		site.does(number, "escalate", java.util.Map.of());
		site.does(number, "reproduce-and-fix", java.util.Map.of());
		site.does(number, "verify-fix", java.util.Map.of("outcome", "failed"));
		site.does(number, "reproduce-and-fix", java.util.Map.of());
		site.does(number, "verify-fix", java.util.Map.of());
		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate("/cases/" + number);
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("The whole history, for the auditor"))
			.click();
		assertThat(auditor.locator(".diagram .djs-element.path-here").first()).isVisible();
		assertThat(auditor.locator(".path-time").first()).isVisible();
		assertThat(auditor.locator(".path-times").first()).containsText("2×");
		assertThat(auditor.locator("#e1 .moment time").last()).containsText("CET");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "history");

		auditor.getByLabel("About").selectOption(new SelectOption().setLabel("Verification"));
		auditor.getByLabel("About").press("Tab");
		auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show").setExact(true)).press("Enter");
		assertThat(auditor.locator(".entries > li")).hasCount(2);
		assertThat(auditor.locator(".entries")).containsText("failed");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "history-filtered");

		auditor.locator(".entries > li .when a").first().click();
		assertThat(auditor).hasURL(java.util.regex.Pattern.compile("#e\\d+$"));

		Locator story = auditor.locator(".story");
		story.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Play it on the diagram"))
			.press("Enter");
		Locator next = story.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Next step"));
		assertThat(next).isFocused();
		assertThat(story.getByRole(AriaRole.STATUS)).containsText("Step 1 of");
		auditor.keyboard().press("ArrowRight");
		assertThat(story.getByRole(AriaRole.STATUS)).containsText("Step 2 of");
		auditor.keyboard().press("ArrowLeft");
		assertThat(story.getByRole(AriaRole.STATUS)).containsText("Step 1 of");
		auditor.keyboard().press("End");
		int steps = story.locator("ol > li").count();
		assertThat(story.getByRole(AriaRole.STATUS)).containsText("Step " + steps + " of " + steps);
		assertThat(story.locator(".djs-element.path-here").first()).isVisible();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "history-replay");
		auditor.keyboard().press("Home");
		story.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Play").setExact(true)).press("Enter");
		assertThat(story.getByRole(AriaRole.STATUS)).containsText("Step 3 of");
		story.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Pause")).press("Enter");
		assertThat(story.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Play").setExact(true)))
			.isVisible();

		Download document = auditor.waitForDownload(
				() -> auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All of it as a PDF"))
					.click());
		assertThat(document.suggestedFilename()).isEqualTo(number + "-history.pdf");
		assertThat(document.url()).contains("zone=Europe");

		auditor.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
		assertThat(auditor.locator("form[role=search]")).isHidden();
		assertThat(auditor.locator("#e1")).isVisible();
		Visitors.photograph(auditor, "history-print");
		auditor.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

		auditor.navigate("/audit/cases/" + number + "/contents");
		assertThat(auditor.getByRole(AriaRole.STATUS)).containsText("As recorded");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "history-contents");

		auditor.navigate("/audit/process");
		assertThat(auditor.locator(".entries")).containsText("published");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "history-process");

		Page phone = visitors.signIn(visitors.phone(), "manager1");
		phone.navigate("/audit/cases/" + number);
		assertThat(phone.locator("#e1")).isVisible();
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-history");
	}

}
