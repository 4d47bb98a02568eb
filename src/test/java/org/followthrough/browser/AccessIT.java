package org.followthrough.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who gets where, in the browser.
 */
@Tag("thorough")
@BrowserTest
class AccessIT {

	@ParameterizedTest
	@ValueSource(strings = { "/cases", "/account", "/admin/mail", "/camunda/app/tasklist/default/",
			"/camunda/app/cockpit/default/" })
	void aStrangerIsAskedToSignIn(String path, Visitors visitors) {
		Page stranger = visitors.stranger();
		stranger.navigate(path);
		assertThat(stranger).hasURL(java.util.regex.Pattern.compile("/login"));
		assertThat(stranger.getByLabel("Password")).isVisible();
	}

	@Test
	void whoMistypesIsToldSoAndNothingMore(Visitors visitors) {
		Page stranger = visitors.stranger();
		stranger.navigate("/login");
		stranger.getByLabel("Account").fill("engineer2");
		stranger.getByLabel("Password").fill("wrong");
		stranger.keyboard().press("Enter");
		assertThat(stranger.getByRole(AriaRole.ALERT)).containsText("Account and password don't belong together.");
		assertThat(stranger.locator("body")).not().containsText("Exception");
	}

	@Test
	void oneSignInServesPagesAndTasklistAndOneSignOutEndsBoth(Visitors visitors) {
		Page agent = visitors.signedIn("agent1");
		TasklistPage.open(agent);
		agent.navigate("/cases");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out")).click();
		assertThat(agent.getByText("You are signed out.")).isVisible();
		agent.navigate("/camunda/app/tasklist/default/");
		assertThat(agent.getByLabel("Password")).isVisible();
		agent.navigate("/cases");
		assertThat(agent.getByLabel("Password")).isVisible();
	}

	@ParameterizedTest
	@CsvSource({ "agent1,/camunda/app/cockpit/default/", "manager1,/camunda/app/cockpit/default/",
			"auditor1,/camunda/app/admin/default/", "manager1,/camunda/app/admin/default/", "agent1,/admin/mail",
			"auditor1,/camunda/app/tasklist/default/" })
	void whoMayNotIsToldKindly(String account, String path, Visitors visitors) {
		Page person = visitors.signedIn(account);
		Response answer = person.navigate(path);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(person.locator("main")).isVisible();
		assertThat(person.locator("body")).not().containsText("Exception");
		Visitors.assertAccessible(person);
	}

	@Test
	void administratorsWatchTheEngineAndLookAfterPeople(Visitors visitors) {
		Page admin = visitors.signedIn("admin1");
		admin.navigate("/camunda/app/cockpit/default/#/processes");
		assertThat(admin.getByText("Support case").first()).isVisible();
		Visitors.photograph(admin, "cockpit");
		admin.navigate("/camunda/app/admin/default/#/users");
		assertThat(admin.getByText("agent1").first()).isVisible();
		Visitors.photograph(admin, "people");
	}

}
