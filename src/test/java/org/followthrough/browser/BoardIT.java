package org.followthrough.browser;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The promise board, as agents work from it.
 */
@Tag("thorough")
@BrowserTest
class BoardIT {

	@Test
	void anAgentTakesACaseOverAndWritesByKeyboardAlone(Site site, Visitors visitors) {
		String number = site.open("keys@customer.example", "The keyboard is all I have");
		Page agent = visitors.signedIn("agent2");
		agent.navigate("/board?owner=nobody&severity=normal");
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "board");
		goTo(agent, number);
		agent.keyboard().press("t");
		assertThat(agent.locator("#said")).hasText("You answer for " + number + " now.");
		assertThat(row(agent, number)).hasCount(0);
		assertThat(site.api().get("manager1", "/cases/" + number).json().path("owner").asText()).isEqualTo("agent2");

		agent.navigate("/board?owner=mine");
		goTo(agent, number);
		agent.keyboard().press("u");
		Locator dialog = agent.getByRole(AriaRole.DIALOG);
		assertThat(dialog).containsText("Update for Ada");
		assertThat(dialog.getByLabel("Your message")).isFocused();
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "board-update");
		agent.keyboard().type("We have it, and we look into it today.");
		agent.keyboard().press("Escape");
		assertThat(dialog).isHidden();
		assertThat(row(agent, number).locator("a.open")).isFocused();
		agent.keyboard().press("u");
		assertThat(dialog.getByLabel("Your message")).hasValue("We have it, and we look into it today.");
		tabTo(agent, "button[type=submit]");
		agent.keyboard().press("Enter");
		assertThat(agent.locator("#said")).hasText("Your message to Ada is on its way.");
		assertThat(dialog).isHidden();

		goTo(agent, number);
		agent.keyboard().press("Enter");
		assertThat(agent).hasURL(Pattern.compile("/cases/" + number));
		assertThat(agent.locator(".messages")).containsText("we look into it today");
	}

	@Test
	void whatEngineeringOwesLeadsToAQuestionToEngineering(Site site, Visitors visitors) {
		String number = site.open("asked@customer.example", "Ask them, not me", "acknowledge");
		site.does(number, "investigate", Map.of("outcome", "escalate"));
		site.does(number, "escalate", Map.of());
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/board?kind=engineering-answer");
		goTo(agent, number);
		agent.keyboard().press("u");
		Locator dialog = agent.getByRole(AriaRole.DIALOG);
		assertThat(dialog).containsText("Ask engineering");
		assertThat(dialog.getByLabel("Your question")).isFocused();
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "board-ask");
		agent.keyboard().type("How far are you?");
		dialog.getByText("Ask", new Locator.GetByTextOptions().setExact(true)).click();
		assertThat(agent.locator("#said")).containsText("is asked about " + number);
		assertThat(dialog).isHidden();
		agent.navigate("/cases/" + number);
		assertThat(agent.locator(".messages")).containsText("How far are you?");
		Page engineer = visitors.signedIn("engineer1");
		engineer.navigate("/board?kind=engineering-answer");
		row(engineer, number).getByText("Report").click();
		engineer.getByRole(AriaRole.DIALOG).getByLabel("Your report").fill("It is the page limit.");
		Visitors.photograph(engineer, "board-report");
		engineer.getByRole(AriaRole.DIALOG).locator("button[type=submit]").click();
		assertThat(engineer.locator("#said")).containsText("Support knows how it goes with " + number);
	}

	@Test
	void oneUpdateCoversTwoCasesAndARefusalKeepsTheWords(Site site, Visitors visitors) {
		String first = site.open("two@customer.example", "The first of two", "acknowledge");
		String second = site.open("two@customer.example", "The second of two", "acknowledge");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/board?owner=mine");
		row(agent, first).getByText("Update").click();
		Locator dialog = agent.getByRole(AriaRole.DIALOG);
		dialog.getByLabel("Your message").fill("Both are in the next release.");
		dialog.getByLabel(Pattern.compile("The second of two")).check();
		dialog.getByLabel("Next word by").fill("2031-01-01T10:00");
		dialog.getByText("Send").click();
		assertThat(dialog.locator(".error").first()).isVisible();
		Visitors.assertAccessible(agent);
		Visitors.photograph(agent, "board-update-refused");
		assertThat(dialog.getByLabel("Your message")).hasValue("Both are in the next release.");
		assertThat(dialog.getByLabel(Pattern.compile("The second of two"))).isChecked();
		assertThat(dialog.getByLabel("Next word by")).hasValue("2031-01-01T10:00");
		dialog.getByLabel("Next word by").fill("");
		dialog.getByText("Send").click();
		assertThat(agent.locator("#said")).containsText("one mail about " + first + " and " + second);
		for (String number : List.of(first, second)) {
			assertThat(site.api().get("agent1", "/cases/" + number + "/messages").text())
				.contains("Both are in the next release.");
		}
	}

	@Test
	void nothingMovesUnderTheReadersHand(Site site, Visitors visitors) {
		String before = site.open("still@customer.example", "I was here first");
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/board?owner=nobody");
		goTo(agent, before);
		List<String> order = numbers(agent);
		String fresh = site.open("fresh@customer.example", "I came later");
		Locator news = agent.locator("#news");
		assertThat(news).containsText("1 more");
		assertThat(numbers(agent)).isEqualTo(order);
		assertThat(row(agent, before).locator("a.open")).isFocused();
		Visitors.photograph(agent, "board-news");
		agent.keyboard().press("r");
		assertThat(row(agent, fresh)).isVisible();
		assertThat(news).isHidden();
		assertThat(row(agent, before).locator("a.open")).isFocused();
	}

	@Test
	void whoeverDoesNotReadJustNowSeesWhatComes(Site site, Visitors visitors) {
		Page agent = visitors.signedIn("agent1");
		agent.navigate("/board?owner=nobody");
		String fresh = site.open("live@customer.example", "I come while you look");
		assertThat(row(agent, fresh)).isVisible();
	}

	@Test
	void onAPhoneACaseIsTakenOverAndWrittenTo(Site site, Visitors visitors) {
		String number = site.open("phone@customer.example", "On the train");
		Page agent = visitors.signIn(visitors.phone(), "agent2");
		agent.navigate("/board?owner=nobody");
		Visitors.assertAccessible(agent);
		assertThat((Integer) agent.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
		row(agent, number).getByText("Take over").click();
		assertThat(agent.locator("#said")).hasText("You answer for " + number + " now.");
		agent.navigate("/board?owner=mine");
		row(agent, number).getByText("Update").click();
		Locator dialog = agent.getByRole(AriaRole.DIALOG);
		dialog.getByLabel("Your message").fill("I am on it.");
		Visitors.photograph(agent, "board-phone");
		dialog.getByText("Send").click();
		assertThat(agent.locator("#said")).hasText("Your message to Ada is on its way.");
	}

	@Test
	void itWorksWithoutAScript(Site site, Visitors visitors) {
		String number = site.open("plain@customer.example", "No script here");
		Page agent = visitors.signedIn("agent2");
		agent.route("**/*.js", (route) -> route.abort());
		agent.navigate("/board?owner=nobody");
		row(agent, number).getByText("Take over").click();
		assertThat(agent).hasURL(Pattern.compile("/board\\?owner=nobody"));
		assertThat(agent.locator("#said")).hasText("You answer for " + number + " now.");
		agent.getByLabel("Owner").selectOption("mine");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Show").setExact(true)).click();
		row(agent, number).getByText("Update").click();
		Visitors.assertAccessible(agent);
		agent.getByLabel("Your message").fill("We read it.");
		agent.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send")).click();
		assertThat(agent.locator("#said")).hasText("Your message to Ada is on its way.");
	}

	@Test
	void anEmptyBoardSaysWhatToDo(Site site, Visitors visitors) {
		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate("/board?team=nowhere");
		assertThat(auditor.locator("main")).containsText("Nothing of this is owed.");
		Visitors.assertAccessible(auditor);
		auditor.getByText("Show what is").click();
		assertThat(auditor).hasURL(Pattern.compile("/board$"));
	}

	private static Locator row(Page page, String number) {
		return page.locator("tr[data-promise]", new Page.LocatorOptions().setHasText(number)).first();
	}

	private static List<String> numbers(Page page) {
		return page.locator("a.open").allTextContents();
	}

	/** From row to row by j until the case is reached. */
	private static void goTo(Page page, String number) {
		assertThat(row(page, number)).isVisible();
		page.locator(".board > h1").click();
		page.evaluate("document.activeElement.blur()");
		Locator target = row(page, number).locator("a.open");
		for (int steps = 0; steps <= numbers(page).size(); steps++) {
			page.keyboard().press("j");
			if ((Boolean) target.evaluate("link => link === document.activeElement")) {
				return;
			}
		}
		throw new AssertionError("j never came to " + number);
	}

	private static void tabTo(Page page, String selector) {
		for (int tabs = 0; tabs < 30; tabs++) {
			page.keyboard().press("Tab");
			if ((Boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
				return;
			}
		}
		throw new AssertionError("Tab never came to " + selector);
	}

}
