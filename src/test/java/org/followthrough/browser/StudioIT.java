package org.followthrough.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import com.microsoft.playwright.options.WaitForSelectorState;
import org.awaitility.Awaitility;
import org.followthrough.testing.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Managers change the journey in the browser: one adds a step and mends what is wrong
 * with it, another approves it, and the next case goes that way.
 */
@Tag("thorough")
@BrowserTest
class StudioIT {

	private static final String CASE = "support-case.bpmn";

	/** Other tests go by what is shipped. */
	@AfterEach
	void everythingIsAsItWas(Site site, Visitors visitors) {
		Api api = site.api();
		JsonNode versions = api.get("manager1", "/studio/models/" + CASE + "/versions").json();
		if (versions.size() > 1 && !"Back to what was shipped.".equals(versions.path(0).path("why").asText())) {
			long back = api.post("manager1", "/studio/models/" + CASE + "/versions/1/back", Map.of())
				.json()
				.path("draft")
				.asLong();
			api.post("manager1", "/studio/drafts/" + back + "/submit",
					Map.of("version", version(api, back), "why", "Back to what was shipped."));
			Awaitility.await("the rehearsal")
				.atMost(Duration.ofMinutes(3))
				.pollInterval(Duration.ofMillis(500))
				.until(() -> api
					.post("manager2", "/studio/drafts/" + back + "/approve", Map.of("version", version(api, back)))
					.status() == 200);
			Page manager = visitors.signedIn("manager1");
			manager.navigate("/studio/drafts/" + back);
			isPublished(manager);
		}
	}

	private static void isPublished(Page draft) {
		assertThat(draft.locator(".steps .here")).hasText("Published");
	}

	private static int version(Api api, long draft) {
		return api.get("manager1", "/studio/drafts/" + draft).json().path("version").asInt();
	}

	@Test
	void aStepIsAddedMendedApprovedAndTaken(Site site, Visitors visitors) {
		Page author = visitors.signedIn("manager1");
		author.navigate("/studio");
		Visitors.assertAccessible(author);
		Visitors.photograph(author, "studio");
		author.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change Support case, diagram")).click();
		opened(author);
		String editor = author.url();
		author.getByLabel("Find an element").selectOption("flow-acknowledged");
		press(author, "Put it in between");
		author.getByLabel("What it is called").fill("Ask Sales");
		author.keyboard().press("Tab");
		assertThat(author.getByLabel("Short name")).hasValue("ask-sales");
		Locator problems = author.locator("#problems");
		assertThat(problems).containsText("The task names no form that exists: \"ask-sales\" doesn't.");
		Visitors.assertAccessible(author, "#canvas");
		Visitors.photograph(author, "studio-problem");
		author.getByLabel("Find an element").selectOption("");
		problems.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Ask Sales")).click();
		press(author, "Make its form");
		assertThat(author.locator("#problem-count")).hasText("none");
		assertThat(author.locator("#saved")).containsText("Saved");
		breaksAndMendsAPromise(author, problems);

		Page second = visitors.signedIn("manager2");
		second.navigate(editor);
		opened(second);
		assertThat(second.locator("#others")).containsText("manager1 has this file open, too");
		second.getByLabel("Find an element").selectOption("ask-sales");
		second.getByLabel("Say something about").fill("Does Sales know?");
		press(second, "Comment");
		assertThat(second.locator("#comments")).containsText("Does Sales know?");
		Visitors.assertAccessible(second, "#canvas");

		author.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To the draft")).click();
		assertThat(author.locator(".changes").first()).containsText("The task \"Ask Sales\" was added.");
		assertThat(author.locator("#comments")).containsText("Does Sales know?");
		Visitors.assertAccessible(author);
		Visitors.photograph(author, "studio-draft");
		author.getByLabel("Why").fill("Sales knows what was sold.");
		press(author, "Ask for approval");
		assertThat(author.locator(".note")).containsText("Another manager can approve it now.");
		String draft = author.url().replace("/submit", "");

		second.navigate(draft);
		assertThat(second.locator("#approving")).containsText("once exactly this has passed its rehearsal");
		Visitors.assertAccessible(second);
		Visitors.photograph(second, "studio-rehearsed");
		assertThat(second.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve").setExact(true)))
			.isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(180_000));
		Visitors.assertAccessible(second);
		Visitors.photograph(second, "studio-approval");
		second.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Side by side")).click();
		assertThat(second.locator("#after .change-added").first()).isAttached();
		Visitors.assertAccessible(second, ".diagram");
		Visitors.photograph(second, "studio-difference");
		String waiting = site.open("bob.studio@customer.example", "The export stops", "acknowledge");
		second.navigate(draft);
		press(second, "Approve");
		isPublished(second);
		assertThat(second.locator("#running")).containsText("Every case is settled.",
				new LocatorAssertions.ContainsTextOptions().setTimeout(180_000));
		site.does(waiting, "investigate", Map.of());
		Visitors.photograph(second, "studio-published");

		String of = site.open("ada.studio@customer.example", "What did I buy?", "acknowledge");
		site.does(of, "ask-sales", Map.of("message", "They bought the large plan."));
		site.task(of, "investigate");

		author.navigate("/studio/models/" + CASE);
		assertThat(author.locator(".diagram svg").first()).isVisible();
		assertThat(author.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("Versions, the newest first")))
			.containsText("Sales knows what was sold.");
		Visitors.assertAccessible(author, ".diagram");
		Visitors.photograph(author, "studio-versions");
	}

	/**
	 * Without the check by Support, unchecked fixes would go out; the repair keeps the
	 * new step.
	 */
	private static void breaksAndMendsAPromise(Page author, Locator problems) {
		author.getByLabel("Find an element").selectOption("verification");
		press(author, "Remove");
		assertThat(problems).containsText("A fix can get here without having been verified by Support.");
		Visitors.assertAccessible(author, "#canvas");
		Visitors.photograph(author, "studio-broken-promise");
		problems.getByText("Put it back as it runs").first().click();
		problems.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Put this back")).first().click();
		assertThat(author.locator("#problem-count")).hasText("none");
		opened(author);
		author.getByLabel("Find an element").selectOption("verification");
		author.getByLabel("Find an element").selectOption("ask-sales");
	}

	@Test
	void partsAndWhatMayHappenAtAnyTimeAreDrawnWithoutAMouse(Site site, Visitors visitors) {
		long draft = site.api()
			.post("manager1", "/studio/drafts", Map.of("title", "A part more", "files", List.of("verification.bpmn")))
			.json()
			.path("id")
			.asLong();
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/studio/drafts/" + draft + "/verification.bpmn");
		opened(manager);
		Locator find = manager.getByLabel("Find an element");
		find.selectOption("flow-talked");
		manager.getByLabel("What comes between?").selectOption("part");
		press(manager, "Put it in between");
		calls(manager, "Prepare the lab");
		assertThat(manager.getByLabel("Short name")).hasValue("prepare-the-lab");
		find.selectOption(new SelectOption().setLabel("It begins"));
		calls(manager, "The lab is free");
		adds(manager, "What comes next?", "task");
		calls(manager, "Set it up");
		press(manager, "Make its form");
		assertThat(manager.locator("#p-form")).isVisible();
		adds(manager, "What comes next?", "end");
		calls(manager, "It is set up");
		assertThat(manager.locator("#problem-count")).hasText("none");

		find.selectOption("");
		adds(manager, "What else is there?", "whenever");
		calls(manager, "It goes on for long");
		find.selectOption(new SelectOption().setLabel("It begins"));
		assertThat(manager.locator("#problems")).containsText("message");
		Visitors.photograph(manager, "studio-part");
		manager.getByLabel("What begins it?").selectOption("bpmn:TimerEventDefinition");
		manager.getByLabel("After how long?").fill("2");
		calls(manager, "Two days");
		assertThat(manager.getByLabel("After how long?")).hasValue("2");
		assertThat(manager.getByLabel("Short name")).hasValue("two-days");
		assertThat(manager.getByLabel("It breaks off everything else")).not().isChecked();
		adds(manager, "What comes next?", "task");
		calls(manager, "Ask how it goes");
		press(manager, "Make its form");
		assertThat(manager.locator("#p-form")).isVisible();
		adds(manager, "What comes next?", "end");
		calls(manager, "They were asked");
		assertThat(manager.locator("#problem-count")).hasText("none");
		assertThat(manager.locator("#saved")).containsText("Saved");
		Visitors.assertAccessible(manager, "#canvas");
		Visitors.photograph(manager, "studio-parts");
	}

	private static void adds(Page page, String label, String kind) {
		page.getByLabel(label).selectOption(kind);
		press(page, "Add it");
	}

	private static void calls(Page page, String name) {
		page.getByLabel("What it is called").fill(name);
		page.keyboard().press("Tab");
	}

	@Test
	void whoeverComesSecondIsToldAndKeepsWhatTheyWrote(Site site, Visitors visitors) {
		long draft = site.api()
			.post("manager1", "/studio/drafts", Map.of("title", "Two at once", "files", List.of("verification.bpmn")))
			.json()
			.path("id")
			.asLong();
		String editor = "/studio/drafts/" + draft + "/verification.bpmn";
		Page one = visitors.signedIn("manager1");
		one.navigate(editor);
		opened(one);
		Page other = visitors.signedIn("manager2");
		other.navigate(editor);
		opened(other);
		rename(other, "They say yes");
		assertThat(other.locator("#saved")).containsText("Saved");
		rename(one, "I say yes");
		assertThat(one.getByRole(AriaRole.ALERT)).containsText("manager2 ");
		assertThat(one.locator("#p-name")).hasValue("I say yes");
		Visitors.assertAccessible(one, "#canvas");
		Visitors.photograph(one, "studio-conflict");
		press(one, "Keep mine as a draft of its own");
		one.waitForURL((url) -> !url.contains("/drafts/" + draft + "/"));
		opened(one);
		one.getByLabel("Find an element").selectOption("passed");
		assertThat(one.locator("#p-name")).hasValue("I say yes");
		other.reload();
		opened(other);
		other.getByLabel("Find an element").selectOption("passed");
		assertThat(other.locator("#p-name")).hasValue("They say yes");

		press(other, "Play it through");
		assertThat(other.locator("#tokens-hint")).isVisible();
		Visitors.photograph(other, "studio-tokens");
		press(other, "Play it through");
		Page phone = visitors.signIn(visitors.phone(), "manager1");
		phone.navigate("/studio/drafts/" + draft);
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-studio-draft");
	}

	private static void rename(Page page, String name) {
		page.getByLabel("Find an element").selectOption("passed");
		calls(page, name);
	}

	@Test
	void tablesAndFormsAreEditedInTheSamePlace(Site site, Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/studio");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change Triage, decision")).click();
		opened(manager);
		Locator cell = manager.locator("td[data-element-id]")
			.filter(new Locator.FilterOptions().setHasText("80"))
			.first();
		cell.click();
		manager.keyboard().press("Control+A");
		manager.keyboard().type("90");
		manager.keyboard().press("Escape");
		manager.locator("#words").click();
		assertThat(manager.locator("#saved")).containsText("Saved");
		assertThat(manager.locator("#problem-count")).hasText("none");
		Visitors.assertAccessible(manager, "#canvas");
		Visitors.photograph(manager, "studio-table");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To the draft")).click();
		assertThat(manager.locator(".changes"))
			.containsText("The row \"blocked | any | high | 90 | support\" was added.");
		press(manager, "Discard the draft");

		manager.navigate("/studio");
		manager.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change answer, form")).click();
		opened(manager);
		manager.locator(".fjs-element[data-id]").filter(new Locator.FilterOptions().setHasText("Case")).first().click();
		Locator label = manager.locator("#bio-properties-panel-disabled-label, [name=disabled]").first();
		assertThat(label).isAttached();
		Visitors.assertAccessible(manager, "#canvas");
		Visitors.photograph(manager, "studio-form");
		manager.keyboard().press("Delete");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("To the draft")).click();
		press(manager, "Discard the draft");
	}

	private static void opened(Page page) {
		page.locator("#studio[data-opened]")
			.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
	}

	private static void press(Page page, String button) {
		page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();
	}

}
