package org.followthrough.browser;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An auditor takes the history with them and checks it without us.
 */
@Tag("thorough")
@BrowserTest
class ProofIT {

	@Test
	void anAuditorSavesACaseAndTheProgramAndChecksItWithoutUs(Site site, Visitors visitors) throws Exception {
		String number = site.open("proof@customer.example", "The lamp flickers", "acknowledge");
		Page auditor = visitors.signedIn("auditor1");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit").setExact(true)).click();
		Visitors.assertAccessible(auditor);
		String command = auditor.locator("pre").innerText();
		String key = command.substring(command.indexOf('\'') + 1, command.lastIndexOf('\''));
		auditor.getByLabel("or those of one case").focus();
		auditor.keyboard().type(number);
		Path export = saved(auditor.waitForDownload(() -> auditor.keyboard().press("Enter")));
		Path program = saved(auditor.waitForDownload(() -> auditor.getByText("Save the program").click()));
		auditor.reload();
		assertThat(auditor.getByRole(AriaRole.TABLE)).isVisible();
		Visitors.photograph(auditor, "proof");
		Visitors.assertAccessible(auditor);

		Process check = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				program.toString(), "--key", key, export.toString())
			.redirectErrorStream(true)
			.start();
		assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
			.contains("Everything fits.");
		assertThat(check.waitFor()).isZero();
	}

	private static Path saved(Download download) {
		Path file = TestSettings.TARGET.resolve("proof").resolve(download.suggestedFilename());
		download.saveAs(file);
		return file;
	}

}
