package org.followthrough.browser;

import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Managers plan the rota, engineers say when they are away and swap weeks, everybody
 * reads it.
 */
@Tag("thorough")
@BrowserTest
class RotaIT {

	@Test
	void aManagerPlansAnEngineerIsAwayAndAnotherTakesAWeek(Site site, Visitors visitors) {
		assertThat(site.api().send("PUT", "manager1", "/teams/night%20watch", Map.of(), Map.of()).status())
			.isEqualTo(200);
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/cases");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rota")).click();
		manager.waitForURL("**/rota");
		Visitors.assertAccessible(manager);
		Locator plan = form(manager, "Plan night watch");
		plan.getByLabel("Accounts of the engineers, in turn").fill("engineer1, agent1");
		button(plan, "Plan").click();
		assertThat(manager.getByRole(AriaRole.ALERT)).containsText("\"agent1\" is no engineer's account.");
		Visitors.assertAccessible(manager);
		plan.getByLabel("Accounts of the engineers, in turn").fill("engineer1, engineer2");
		plan.getByLabel("Weeks").fill("6");
		button(plan, "Plan").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The weeks of night watch are planned.");

		Page engineer = visitors.signedIn("engineer1");
		engineer.navigate("/rota");
		Locator weeks = engineer.getByRole(AriaRole.REGION,
				new Page.GetByRoleOptions().setName("Weeks of night watch"));
		String third = weeks.locator("tbody tr").nth(2).locator("th time").getAttribute("datetime");
		String fourth = weeks.locator("tbody tr").nth(3).locator("th time").getAttribute("datetime");
		Locator away = form(engineer, "Another absence");
		away.getByLabel("First day").fill(third);
		away.getByLabel("Why").fill("A course");
		button(away, "Note it").click();
		assertThat(engineer.getByText("engineer1 is away on").first()).isVisible();
		Locator swap = form(engineer, "Another swap");
		swap.getByLabel("Team").selectOption("night watch");
		swap.getByLabel("Your week, by its Monday").fill(third);
		swap.getByLabel("Account of who takes it").fill("engineer2");
		swap.getByLabel("For their week, by its Monday").fill(fourth);
		button(swap, "Ask them").click();
		assertThat(engineer.getByRole(AriaRole.STATUS)).containsText("engineer2 is asked");
		engineer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Address for my weeks")).click();
		assertThat(engineer.locator(".address")).containsText("/rota/feed/");
		Visitors.photograph(engineer, "rota-engineer");
		Visitors.assertAccessible(engineer);

		Page other = visitors.signIn(visitors.phone(), "engineer2");
		other.navigate("/rota");
		Visitors.photograph(other, "rota-phone");
		Visitors.assertAccessible(other);
		assertThat((Integer) other.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
		other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Accept")).click();
		assertThat(other.getByRole(AriaRole.STATUS)).containsText("The weeks have changed hands.");

		manager.navigate("/rota");
		Visitors.photograph(manager, "rota-manager");
		Visitors.assertAccessible(manager);
	}

	private static Locator form(Page page, String name) {
		return page.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName(name));
	}

	private static Locator button(Locator form, String name) {
		return form.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
	}

}
