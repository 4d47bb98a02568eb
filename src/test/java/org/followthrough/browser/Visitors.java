package org.followthrough.browser;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The people who visit the site in a test, each in a browser session of their own.
 */
@SuppressWarnings("deprecation") // JUnit's successor of CloseableResource comes with
									// 5.13.
final class Visitors implements ExtensionContext.Store.CloseableResource {

	private static final Path PICTURES = TestSettings.TARGET.resolve("browser");

	private final Chromium chromium;

	private final Site site;

	private final List<Page> pages = new ArrayList<>();

	private final List<String> failures = new ArrayList<>();

	Visitors(Chromium chromium, Site site) {
		this.chromium = chromium;
		this.site = site;
	}

	/** Somebody who isn't signed in, at a desk. */
	Page stranger() {
		return visitor(1280, 900, "en-GB");
	}

	/** Somebody who isn't signed in, whose browser asks for another language. */
	Page speaking(String locale) {
		return visitor(1280, 900, locale);
	}

	/** Somebody who isn't signed in, with a phone. */
	Page phone() {
		return visitor(390, 844, "en-GB");
	}

	private Page visitor(int width, int height, String locale) {
		BrowserContext session = this.chromium.browser()
			.newContext(new Browser.NewContextOptions().setBaseURL(this.site.address(""))
				.setViewportSize(width, height)
				.setLocale(locale)
				.setTimezoneId("Europe/Berlin"));
		session.setDefaultTimeout(Chromium.PATIENCE.toMillis());
		Page page = session.newPage();
		page.onPageError((error) -> failed(page, error));
		page.onConsoleMessage((message) -> {
			if (message.text().contains("Content Security Policy")) {
				failed(page, message.text());
			}
		});
		this.pages.add(page);
		return page;
	}

	/** The engine's own pages answer for their scripts themselves. */
	private void failed(Page page, String problem) {
		if (!page.url().contains("/camunda/")) {
			this.failures.add(page.url() + ": " + problem);
		}
	}

	/** Somebody who works here, signed in. */
	Page signedIn(String account) {
		return signIn(stranger(), account);
	}

	/** Signs somebody in who has the sign-in page or any other before them. */
	Page signIn(Page page, String account) {
		page.navigate("/login");
		page.getByLabel("Account").fill(account);
		page.getByLabel("Password").fill("demo");
		page.getByText("Sign in").last().click();
		page.waitForURL((url) -> !url.contains("/login"));
		return page;
	}

	/** Keeps a picture of a page in the build folder, to be looked at. */
	static void photograph(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
	}

	void photographed(String name) {
		for (int index = 0; index < this.pages.size(); index++) {
			photograph(this.pages.get(index), "failed-" + name + "-" + index);
		}
	}

	/** Nothing on a page of ours keeps somebody out who uses it another way. */
	static void assertAccessible(Page page) {
		assertAccessible(page, List.of());
	}

	/** The same of the mails that a page shows in frames, each looked at on its own. */
	static void assertMailAccessible(Page page) {
		for (Locator frame : page.locator("iframe.mail").all()) {
			String mail = page.request()
				.get(page.evaluate("path => new URL(path, location).href", frame.getAttribute("src")).toString())
				.text();
			try (BrowserContext apart = page.context().browser().newContext()) {
				Page alone = apart.newPage();
				alone.setContent(mail);
				assertAccessible(alone);
			}
		}
	}

	/** The same but for a part that a library of others draws. */
	static void assertAccessible(Page page, String exceptFor) {
		assertAccessible(page, List.of(exceptFor));
	}

	private static void assertAccessible(Page page, List<String> exceptFor) {
		// A frame that may run no script runs axe neither; it would be waited for for
		// ever.
		var problems = new AxeBuilder(page).exclude(exceptFor)
			.exclude(List.of("iframe[sandbox]"))
			.withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
			.analyze()
			.getViolations();
		assertThat(problems).as("what axe finds on %s", page.url())
			.extracting((rule) -> rule.getId() + ": " + rule.getHelp() + " "
					+ rule.getNodes().stream().map((node) -> node.getHtml()).toList())
			.isEmpty();
	}

	void assertNoScriptFailed() {
		assertThat(this.failures).as("scripts that failed and what the content security policy refused").isEmpty();
	}

	@Override
	public void close() {
		this.pages.forEach((page) -> page.context().close());
	}

}
