package org.followthrough.browser;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * A support engineer checks a fix twice and shows what they saw.
 */
@Tag("thorough")
@BrowserTest
class VerificationIT {

	/** Pastes a picture as a browser does after a screenshot was taken. */
	private static final String PASTE = """
			() => {
			  const data = new DataTransfer();
			  data.items.add(new File([new Uint8Array([137, 80, 78, 71])], 'image.png', { type: 'image/png' }));
			  document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
			}
			""";

	private static final String DROP = """
			(form) => {
			  const data = new DataTransfer();
			  data.items.add(new File(['dropped'], 'dropped.log', { type: 'text/plain' }));
			  form.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
			}
			""";

	@Test
	void aFixFailsWithAScreenshotAndTheNextOnePasses(Site site, Visitors visitors) {
		String number = site.open("verified@customer.example", "The export stops", "acknowledge");
		site.does(number, "investigate", Map.of("outcome", "escalate"));
		site.does(number, "escalate", Map.of());
		site.does(number, "reproduce-and-fix", Map.of());

		Page verifier = visitors.signedIn("support1");
		verifier.navigate("/cases/" + number);
		verifier.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Verify the fix")).click();
		Visitors.assertAccessible(verifier);
		button(verifier, "I check it").click();
		assertThat(button(verifier, "That is what I found")).isVisible();
		verifier.getByLabel("What you did").fill("Exported 501 orders.");
		verifier.getByLabel("Files and screenshots")
			.setInputFiles(new FilePayload("rows.txt", "text/plain", "500 rows".getBytes(StandardCharsets.UTF_8)));
		button(verifier, "Upload").click();
		assertThat(verifier.locator("#uploaded")).containsText("rows.txt");
		verifier.evaluate(PASTE);
		assertThat(verifier.locator("#uploaded")).containsText("screenshot-");
		verifier.locator("form.drop").evaluate(DROP);
		assertThat(verifier.locator("#uploaded")).containsText("dropped.log");
		verifier.locator("#uploaded li")
			.filter(new Locator.FilterOptions().setHasText("dropped.log"))
			.getByRole(AriaRole.BUTTON)
			.click();
		assertThat(verifier.locator("#uploaded")).not().containsText("dropped.log");
		assertThat(verifier.getByLabel("What you did")).hasValue("Exported 501 orders.");
		verifier.getByLabel("Files and screenshots")
			.setInputFiles(new FilePayload("huge.bin", "application/zip", new byte[11 << 20]));
		button(verifier, "Upload").click();
		assertThat(verifier.getByRole(AriaRole.ALERT)).containsText("A file may be 10 MB large at the most");
		verifier.getByLabel("No, it failed").check();
		verifier.getByLabel("Where").fill("Staging");
		verifier.getByLabel("What you saw").fill("500 rows again.");
		Visitors.assertAccessible(verifier);
		Visitors.photograph(verifier, "verification");
		button(verifier, "That is what I found").click();
		assertThat(verifier.getByRole(AriaRole.STATUS)).hasText("What you found is on record.");

		Page engineer = visitors.signIn(visitors.phone(), "engineer1");
		engineer.navigate("/cases/" + number);
		assertThat(engineer.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("rows.txt"))).isVisible();
		Visitors.assertAccessible(engineer);
		site.does(number, "reproduce-and-fix", Map.of());

		Page second = visitors.signIn(visitors.phone(), "support2");
		second.navigate("/cases/" + number + "/verification");
		button(second, "I check it").click();
		assertThat(second.getByText("500 rows again.")).isVisible();
		second.getByLabel("Yes, it passed").check();
		second.getByLabel("Where").fill("Staging");
		second.getByLabel("What you did").fill("Exported 501 orders.");
		second.getByLabel("What you saw").fill("501 rows.");
		Visitors.assertAccessible(second);
		Visitors.photograph(second, "verification-phone");
		button(second, "That is what I found").click();
		assertThat(second.locator("main")).containsText("passed");
		Visitors.photograph(second, "verification-on-the-case");
	}

	@Test
	void customersHaveABuildBeforeItsFixWasVerified(Site site, Visitors visitors) {
		String number = site.open("early@customer.example", "The export stops early", "acknowledge");
		site.does(number, "investigate", Map.of("outcome", "escalate"));
		site.does(number, "escalate", Map.of());
		site.does(number, "reproduce-and-fix", Map.of("build", "7.7.7"));
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/cases");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Releases")).click();
		Visitors.assertAccessible(manager);
		manager.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Build")).first().fill("7.7.7");
		button(manager, "They have it").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("customers have build 7.7.7");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "releases");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(number)).click();
		assertThat(manager.locator("#early")).containsText("nobody has verified the fix");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "released-early");
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

}
