package org.followthrough.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * An auditor takes cases along, and a manager one.
 */
@Tag("thorough")
@BrowserTest
class ExportIT {

	@Test
	void anAuditorChoosesCasesAndSavesEachFormat(Site site, Visitors visitors) throws IOException {
		String number = site.open("exports@customer.example", "The lamp flickers", "acknowledge");
		Page auditor = visitors.signedIn("auditor1");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Audit").setExact(true)).click();
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Exports").setExact(true)).click();
		assertThat(auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Save as XES"))).isVisible();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "exports");

		auditor.getByLabel("Ended as").selectOption(new SelectOption().setLabel("spam"));
		auditor.getByLabel("Ended as").press("Tab");
		auditor.getByLabel("Or one case").press("Enter");
		assertThat(auditor.getByText("No case is like that")).isVisible();
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "exports-none");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Begin anew")).press("Enter");

		auditor.getByLabel("Or one case").fill(number);
		auditor.getByLabel("Or one case").press("Enter");
		assertThat(auditor.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("One case"))).isVisible();
		assertThat(Files.readString(saved(auditor, "Save as XES"))).endsWith("</log>").contains(number);
		assertThat(Files.readString(saved(auditor, "Save as OCEL"))).endsWith("}").contains(number);
		try (ZipFile tables = new ZipFile(saved(auditor, "Save as CSV").toFile())) {
			assertThat(tables.stream().map(Object::toString)).containsExactly("cases.csv", "events.csv", "about.csv");
		}
		assertThat(Files.size(saved(auditor, "Save as PDF"))).isGreaterThan(1000);

		auditor.navigate("/audit/exports?from=soon");
		assertThat(auditor.locator("#from-problem")).containsText("Write a day as");
		Visitors.assertAccessible(auditor);
	}

	@Test
	void aManagerFindsItFromTheFiguresOnAPhone(Site site, Visitors visitors) {
		site.open("phone.exports@customer.example", "The lamp flickers", "acknowledge");
		Page manager = visitors.signIn(visitors.phone(), "manager1");
		manager.navigate("/audit/exports");
		assertThat(manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Save as OCEL"))).isVisible();
		assertThat((Boolean) manager.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).isTrue();
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "exports-phone");
	}

	private static Path saved(Page page, String link) {
		Download download = page
			.waitForDownload(() -> page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click());
		Path file = TestSettings.TARGET.resolve("browser-exports").resolve(download.suggestedFilename());
		download.saveAs(file);
		return file;
	}

}
