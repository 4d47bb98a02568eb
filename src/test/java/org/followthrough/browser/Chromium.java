package org.followthrough.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

/**
 * The browser: a Chromium found on the machine, else the one that Playwright fetches.
 */
final class Chromium implements AutoCloseable {

	/** What a page may take on a machine that builds something else meanwhile. */
	static final Duration PATIENCE = Duration.ofSeconds(60);

	/** The one without a window first: it does the same with far less work. */
	private static final List<String> NAMES = List.of("chromium-headless-shell", "chromium", "chromium-browser",
			"google-chrome", "google-chrome-stable");

	private final Playwright playwright;

	private final Browser browser;

	private Chromium(Playwright playwright, Browser browser) {
		this.playwright = playwright;
		this.browser = browser;
	}

	static Chromium start() {
		PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
		Optional<Path> installed = installed();
		Playwright.CreateOptions options = new Playwright.CreateOptions();
		installed.ifPresent((path) -> options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		Playwright playwright = Playwright.create(options);
		BrowserType.LaunchOptions launch = new BrowserType.LaunchOptions().setChromiumSandbox(false);
		installed.ifPresent(launch::setExecutablePath);
		return new Chromium(playwright, playwright.chromium().launch(launch));
	}

	private static Optional<Path> installed() {
		return NAMES.stream()
			.flatMap((name) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst();
	}

	Browser browser() {
		return this.browser;
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}
