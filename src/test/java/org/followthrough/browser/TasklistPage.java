package org.followthrough.browser;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Camunda Tasklist, as those see it who work in it.
 */
final class TasklistPage {

	private final Page page;

	private TasklistPage(Page page) {
		this.page = page;
	}

	static TasklistPage open(Page page) {
		page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tasklist")).click();
		assertThat(page.locator("[cam-tasklist-filters] .item").first()).isVisible();
		return new TasklistPage(page);
	}

	Page page() {
		return this.page;
	}

	TasklistPage filter(String name) {
		this.page.locator("[cam-tasklist-filters] .item", new Page.LocatorOptions().setHasText(name)).click();
		assertThat(this.page.locator("[cam-tasklist-filters] .item.active")).containsText(name);
		return this;
	}

	Locator filters() {
		return this.page.locator("[cam-tasklist-filters] .item .name");
	}

	Locator cards() {
		return this.page.locator(".tasks-list li.task");
	}

	Locator card(String task, String number) {
		return cards().filter(new Locator.FilterOptions().setHasText(number))
			.filter(new Locator.FilterOptions().setHas(this.page.getByRole(AriaRole.LINK,
					new Page.GetByRoleOptions().setName(Pattern.compile("^\\s*" + task + "\\s*$")))));
	}

	/**
	 * Opens a task of a case; its form is shown. The case is searched for: others may
	 * have more urgent tasks than the list shows at once.
	 */
	TasklistPage choose(String task, String number) {
		search(number);
		card(task, number).locator("h4.task a").click();
		assertThat(this.page.locator(".task-card h2.task")).containsText(task);
		assertThat(form()).isVisible();
		assertThat(field("Case")).hasValue(Pattern.compile(number));
		return this;
	}

	/**
	 * Searches by the address, as a bookmark does. Tasklist still writes its own address
	 * while it loads a filter, over what it doesn't know yet; so until it holds.
	 */
	private void search(String number) {
		String query = "[{\"type\":\"processInstanceBusinessKey\",\"operator\":\"eq\",\"value\":\"" + number + "\"}]";
		this.page.waitForCondition(() -> {
			this.page.evaluate("""
					(query) => {
						const [path, search] = location.hash.split('?');
						const parameters = new URLSearchParams(search);
						if (parameters.get('searchQuery') !== query) {
							parameters.set('searchQuery', query);
							location.hash = path + '?' + parameters.toString().replaceAll('+', '%20');
						}
					}""", query);
			return cards().count() > 0
					&& cards().filter(new Locator.FilterOptions().setHasNotText(number)).count() == 0;
		});
	}

	/** Takes the task that is open, so that its form can be filled. */
	TasklistPage claim() {
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Claim").setExact(true)).click();
		assertThat(this.page.locator(".disabled-form")).hasCount(0);
		return this;
	}

	Locator form() {
		return this.page.locator(".fjs-form");
	}

	Locator field(String label) {
		return form().getByLabel(Pattern.compile("^" + label + "\\*?$")).first();
	}

	TasklistPage fill(String label, String value) {
		field(label).fill(value);
		return this;
	}

	TasklistPage decide(String label) {
		form().getByLabel(label).check();
		return this;
	}

	Locator completeButton() {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Complete").setExact(true));
	}

	/**
	 * Presses the button below the form. It is brought into view first, as people do: a
	 * button at the edge of the window jumps as soon as the mouse is down on it.
	 */
	void pressComplete() {
		completeButton().focus();
		completeButton().click();
	}

	/** Sends the form, which is taken. */
	void complete() {
		this.page.waitForResponse((response) -> response.url().endsWith("/submit-form") && response.status() == 204,
				this::pressComplete);
		assertThat(form()).hasCount(0);
	}

	TasklistPage tab(String name) {
		this.page.locator(".tabbed-content .nav-tabs a").filter(new Locator.FilterOptions().setHasText(name)).click();
		return this;
	}

}
