package org.followthrough.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.awaitility.Awaitility;
import org.followthrough.testing.Api;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The product is upgraded as somebody does it, by another jar on the same data. A manager
 * finds what it brings beside what was changed here, and settles what both have changed.
 */
@BrowserTest
@Tag("upgrade")
class UpgradeIT {

	private static final String FILE = "verification.bpmn";

	private static final String MODEL = "processes/" + FILE;

	@Test
	void aManagerSettlesWhatBothHaveChanged() throws IOException {
		Path data = TestSettings.TARGET.resolve("it-data").resolve("upgrade-" + TestSettings.PROCESS);
		TestSettings.forget(data);
		String[] settings = { "--followthrough.data=" + data, "--followthrough.passwords.strength=4",
				"--followthrough.demo.cases=false" };
		String now = Files.readString(Path.of(MODEL));
		String before = now.replace("name=\"Failed\"", "name=\"It failed\"")
			.replace("name=\"Talk it over\"", "name=\"Talk about it\"");
		try (RunningJar old = RunningJar.startWith(Map.of(MODEL, before.getBytes(StandardCharsets.UTF_8)),
				"upgrade-before-" + TestSettings.PROCESS, settings)) {
			old.awaitFirstPage();
			publish(old.api(), before.replace("name=\"It failed\"", "name=\"No luck\""));
		}
		try (Site site = Site.of(RunningJar.start("upgrade-after-" + TestSettings.PROCESS, Map.of(), settings))) {
			Visitors visitors = new Visitors(Shared.chromium(), site);
			try {
				settle(site, visitors);
			}
			finally {
				visitors.close();
			}
		}
	}

	private static void publish(Api api, String content) {
		long draft = api.post("manager1", "/studio/drafts", Map.of("title", "Plainer", "files", List.of(FILE)))
			.json()
			.path("id")
			.asLong();
		String path = "/studio/drafts/" + draft;
		assertThat(api
			.send("PUT", "manager1", path + "/files/" + FILE, content,
					Map.of("Content-Type", "application/octet-stream", "If-Match", "\"1\""))
			.status()).isEqualTo(200);
		assertThat(
				api.post("manager1", path + "/submit", Map.of("version", version(api, path), "why", "Plainer words."))
					.status())
			.isEqualTo(200);
		Awaitility.await("the rehearsal")
			.atMost(Duration.ofMinutes(3))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> api.post("manager2", path + "/approve", Map.of("version", version(api, path)))
				.status() == 200);
		Awaitility.await("its publication")
			.atMost(Duration.ofMinutes(1))
			.pollInterval(Duration.ofMillis(300))
			.until(() -> api.get("manager1", path).json().path("state").asText().equals("published"));
	}

	private static int version(Api api, String path) {
		return api.get("manager1", path).json().path("version").asInt();
	}

	private static void settle(Site site, Visitors visitors) {
		JsonNode drafts = site.api().get("manager1", "/studio/drafts").json();
		assertThat(drafts).hasSize(1);
		long draft = drafts.path(0).path("id").asLong();
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/studio");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Upgrade to Followthrough")).click();
		assertThat(manager.locator("#upgrade"))
			.containsText("The task \"Talk about it\" is called \"Talk it over\" now.");
		assertThat(manager.locator(".conflicts")).containsText("The end \"It failed\" is called \"Failed\" now.");
		assertThat(manager.locator(".conflicts")).containsText("The end \"It failed\" is called \"No luck\" now.");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "upgrade");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take the shipped one")).focus();
		manager.keyboard().press("Enter");
		assertThat(manager.locator(".note")).containsText("The shipped one is in the draft now.");
		assertThat(manager.locator("#upgrade")).containsText("all settled");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "upgrade-settled");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Beside what is shipped")).click();
		assertThat(manager.locator(".empty")).containsText("it is shipped just so");
		assertThat(site.api().get("manager1", "/studio/models/" + FILE).text()).as("nothing that runs was touched")
			.contains("No luck");
		Page phone = visitors.signIn(visitors.phone(), "manager2");
		phone.navigate("/studio/drafts/" + draft);
		Visitors.photograph(phone, "upgrade-phone");
		visitors.assertNoScriptFailed();
	}

}
