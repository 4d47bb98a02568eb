package org.followthrough.browser;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Managers say when teams work, and everybody sees it.
 */
@Tag("thorough")
@BrowserTest
class CalendarsIT {

	@Test
	void aManagerMakesACalendarLooksAtItsYearAndGivesItToATeam(Site site, Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/cases");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Calendars")).click();
		manager.waitForURL("**/calendars");
		Visitors.assertAccessible(manager);
		manager.getByLabel("Name of a new calendar").fill("Augsburg");
		button(manager, "New calendar").click();
		manager.waitForURL("**/_new?name=Augsburg");
		Visitors.assertAccessible(manager);

		manager.getByLabel("Friday").fill("09:00-13:00");
		manager.getByLabel("Public holidays of").selectOption("de");
		manager.getByLabel("Region").selectOption("by/ag");
		manager.getByLabel("First day").first().fill("2026-12-24");
		manager.getByLabel("Last day").first().fill("2027-01-02");
		manager.getByLabel("Why").first().fill("Company holidays");
		button(manager, "Look what that would do").click();
		manager.waitForURL("**/calendars/Augsburg");
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("Nothing is saved yet.");
		assertThat(manager.getByText("8: Augsburg Peace Festival").or(manager.getByText("8: Peace Festival")).first())
			.isVisible();
		assertThat(manager.getByLabel("Friday")).hasValue("09:00-13:00");
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "calendar-preview");

		button(manager, "Save").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The calendar is saved.");
		assertThat(day(manager, "December", "24")).hasText("24, Company holidays, day off");
		assertThat(day(manager, "December", "23")).hasText("23");
		assertThat(day(manager, "December", "19")).hasText("19, no working day");
		Visitors.photograph(manager, "calendar");
		manager.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("2027")).click();
		assertThat(day(manager, "January", "1")).hasText("1, Company holidays, day off");

		manager.navigate("/calendars");
		Locator team = manager.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName("Another team"));
		team.getByLabel("Another team, as the triage table calls it").fill("night shift");
		team.getByLabel("Calendar").selectOption("Augsburg");
		button(manager, "Add the team").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The team night shift is saved.");
		Locator described = manager.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName("Team night shift"));
		described.getByLabel("Manager's account").fill("agent1");
		described.getByRole(AriaRole.BUTTON).click();
		manager.waitForLoadState();
		assertThat(manager.getByRole(AriaRole.ALERT)).containsText("\"agent1\" is no manager's account.");
		Visitors.photograph(manager, "calendars");
		Visitors.assertAccessible(manager);
	}

	@Test
	void aFileIsChosenAndWhatNobodyUsesIsRemoved(Site site, Visitors visitors) {
		site.api()
			.send("PUT", "manager1", "/calendars/Passing",
					Map.of("zone", "Europe/Berlin", "hours", Map.of("monday", List.of("10:00-17:00"))), Map.of());
		site.api().send("PUT", "manager1", "/teams/passing", Map.of("manager", "manager1"), Map.of());
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/calendars/Passing?year=2026");
		manager.getByLabel("Or choose it on this machine")
			.setInputFiles(new FilePayload("days.ics", "text/calendar", """
					BEGIN:VCALENDAR
					VERSION:2.0
					PRODID:-//test//EN
					BEGIN:VEVENT
					UID:1
					DTSTAMP:20260101T000000Z
					DTSTART;VALUE=DATE:20261207
					SUMMARY:Moving house
					END:VEVENT
					END:VCALENDAR
					""".getBytes(StandardCharsets.UTF_8)));
		assertThat(manager.getByLabel("What the file (.ics) says")).hasValue(Pattern.compile("Moving house"));
		Visitors.assertAccessible(manager);
		Visitors.photograph(manager, "calendar-file");
		button(manager, "Go by this file").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The calendar goes by this file.");
		manager.navigate("/calendars/Passing?year=2026");
		assertThat(day(manager, "December", "7")).hasText("7, Moving house, day off");
		button(manager, "Remove the calendar").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The calendar Passing is removed.");
		Visitors.photograph(manager, "calendars-removal");
		Visitors.assertAccessible(manager);
		button(manager, "Remove the team passing").click();
		assertThat(manager.getByRole(AriaRole.STATUS)).containsText("The team passing is removed.");
		assertThat(button(manager, "Remove the team passing")).hasCount(0);
	}

	@Test
	void mistakesAreToldAtTheirFieldsAndNothingIsLost(Visitors visitors) {
		Page manager = visitors.signedIn("manager1");
		manager.navigate("/calendars/_new?name=Wrong");
		manager.getByLabel("Monday").fill("nine to five");
		manager.getByLabel("Tuesday").fill("09:00-12:00, 11:00-17:00");
		button(manager, "Save").click();
		manager.waitForURL("**/calendars/Wrong");
		assertThat(manager.getByLabel("Monday")).hasValue("nine to five");
		assertThat(manager.locator("[id='hours.monday-error']")).containsText("are no hours");
		assertThat(manager.locator("[id='hours.tuesday-error']")).containsText("overlap");
		Visitors.assertAccessible(manager);
		for (String day : List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")) {
			manager.getByLabel(day).fill("");
		}
		button(manager, "Save").click();
		assertThat(manager.getByRole(AriaRole.ALERT)).containsText("Nobody would work by this calendar");
		assertThat(manager.navigate("/calendars/Wrong").status()).isEqualTo(404);
	}

	@Test
	void everybodyElseLooksAndDoesntTouch(Site site, Visitors visitors) {
		site.api()
			.send("PUT", "manager1", "/calendars/Shown",
					Map.of("zone", "Asia/Kathmandu", "hours", Map.of("monday", List.of("10:00-17:00"))), Map.of());
		Page auditor = visitors.signIn(visitors.phone(), "auditor1");
		auditor.navigate("/calendars");
		auditor.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Shown")).click();
		auditor.waitForURL("**/calendars/Shown");
		assertThat(auditor.getByText("Asia/Kathmandu").first()).isVisible();
		assertThat(auditor.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))).hasCount(0);
		Visitors.photograph(auditor, "calendar-phone");
		Visitors.assertAccessible(auditor);
		assertThat((Integer) auditor.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
		Response answer = auditor.navigate("/calendars/_new?name=Mine");
		assertThat(answer.status()).isEqualTo(403);
	}

	private static Locator button(Page page, String name) {
		return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
	}

	private static Locator day(Page page, String month, String day) {
		return page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName(month))
			.getByRole(AriaRole.CELL)
			.filter(new Locator.FilterOptions().setHasText(java.util.regex.Pattern.compile("^" + day + "(,|$)")));
	}

}
