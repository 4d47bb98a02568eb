package org.followthrough.browser;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Files and screenshots that customers send by the web, and how they are looked at.
 */
@Tag("thorough")
@BrowserTest
class EnclosureIT {

	/** As the browser does when somebody presses Ctrl and V, or lets files go. */
	private static final String HANDS_OVER = """
			(form, [kind, name, type, base64]) => {
			  const bytes = Uint8Array.from(atob(base64), (at) => at.charCodeAt(0));
			  const data = new DataTransfer();
			  data.items.add(new File([bytes], name, { type }));
			  const event = kind === 'paste' ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
			    : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
			  form.querySelector('textarea').dispatchEvent(event);
			}
			""";

	@Test
	void aVisitorSendsAFileAndAPastedScreenshotAndBothAreLookedAt(Site site, Visitors visitors) throws Exception {
		String email = "encloses@customer.example";
		Page customer = visitors.phone();
		customer.navigate("/contact");
		customer.getByLabel("Your mail address").fill(email);
		customer.getByLabel("What is it about?").fill("The list is empty");
		customer.getByLabel("What happens").fill("See the screenshot and the log.");
		customer.getByLabel("Files or screenshots")
			.setInputFiles(new FilePayload("server.log", "text/plain",
					"10:01 <script>alert(1)</script> started\n10:02 Überlauf\n".getBytes(StandardCharsets.UTF_8)));
		handOver(customer, "paste", "image.png", ReadingIT.picture(0xcc3311));
		assertThat(customer.locator("#enclosed li")).hasCount(2);
		assertThat(customer.locator("#enclosed")).containsText(Pattern.compile("screenshot-[\\d-]+\\.png"));
		handOver(customer, "drop", "wrong.png", ReadingIT.picture(0x000000));
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove wrong.png")).click();
		assertThat(customer.locator("#enclosed li")).hasCount(2);
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "contact-files-phone");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true)).click();
		assertThat(customer.locator("main")).containsText("FT-");
		String number = site.caseOf(email);

		CustomerIT.openPage(customer, email);
		looksAt(customer);
		Visitors.photograph(customer, "customer-files-phone");
		customer.getByLabel("Your message").fill("And this one.");
		handOver(customer, "drop", "third.png", ReadingIT.picture(0x1133cc));
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true)).click();
		assertThat(customer.getByRole(AriaRole.STATUS)).containsText("Your message is with us");
		assertThat(customer.getByText("third.png").first()).isVisible();

		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		looksAt(agent);
		assertThat(agent.getByText("third.png").first()).isVisible();
		Visitors.photograph(agent, "case-files");
	}

	@Test
	void anAgentPastesAScreenshotAndTheCustomerFindsItOnTheirPage(Site site, Visitors visitors) throws Exception {
		String email = "gets.files@customer.example";
		String number = site.open(email, "The list is short", "acknowledge");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/cases/" + number);
		agent.getByLabel("Your words").fill("Please follow the picture.");
		handOver(agent, "paste", "image.png", ReadingIT.picture(0x1133cc));
		assertThat(agent.locator("#enclosed")).containsText("screenshot-");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "case-files-to-customer");
		agent.locator("#write")
			.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send").setExact(true))
			.press("Enter");
		assertThat(agent.getByRole(AriaRole.STATUS)).containsText("on its way");
		Page customer = visitors.stranger();
		CustomerIT.openPage(customer, email);
		Locator files = customer.locator("ul.files");
		files.getByLabel(Pattern.compile("Look at screenshot-.*\\.png")).press("Enter");
		assertThat(files.locator("img")).hasJSProperty("naturalWidth", 40);
		Visitors.assertAccessible(customer);
	}

	@Test
	void withoutAScriptItIsAPlainField(Site site, Visitors visitors) throws Exception {
		String email = "plain.field@customer.example";
		site.open(email, "The list is empty");
		Page customer = visitors.stranger();
		CustomerIT.openPage(customer, email);
		customer.route("**/followthrough.js*", (route) -> route.abort());
		customer.reload();
		customer.getByLabel("Your message").fill("The log.");
		customer.getByLabel("Files or screenshots")
			.setInputFiles(new FilePayload("plain.log", "text/plain", "one line".getBytes(StandardCharsets.UTF_8)));
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true)).click();
		assertThat(customer.getByText("plain.log").first()).isVisible();
	}

	@Test
	void whatIsTooLargeIsSaidAndWhatWasWrittenIsKept(Site site, Visitors visitors) throws Exception {
		Page customer = visitors.stranger();
		customer.navigate("/contact");
		customer.getByLabel("Your mail address").fill("too.large@customer.example");
		customer.getByLabel("What is it about?").fill("The list is empty");
		customer.getByLabel("What happens").fill("See the video.");
		customer.getByLabel("Files or screenshots")
			.setInputFiles(new FilePayload("large.bin", "video/mp4", new byte[11 << 20]));
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send").setExact(true)).click();
		assertThat(customer.locator("#files-error")).containsText("10 MB large at the most");
		assertThat(customer.getByLabel("What happens")).hasValue("See the video.");
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "contact-file-too-large");
	}

	private static void looksAt(Page page) {
		Locator files = page.locator("ul.files").first();
		files.getByLabel("Look at server.log").focus();
		page.keyboard().press("Enter");
		assertThat(files.frameLocator("iframe").locator("body")).containsText("<script>alert(1)</script> started");
		assertThat(files.frameLocator("iframe").locator("body")).containsText("Überlauf");
		files.getByLabel(Pattern.compile("Look at screenshot-.*\\.png")).focus();
		page.keyboard().press("Enter");
		assertThat(files.locator("img")).hasJSProperty("naturalWidth", 40);
		Visitors.assertAccessible(page);
	}

	private static void handOver(Page page, String kind, String name, byte[] content) {
		page.locator("form:has(input[data-enclosures])")
			.evaluate(HANDS_OVER,
					new String[] { kind, name, "image/png", Base64.getEncoder().encodeToString(content) });
	}

}
