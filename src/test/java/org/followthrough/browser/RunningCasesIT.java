package org.followthrough.browser;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.followthrough.testing.Api;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/**
 * Managers publish a step more, and take it back again: they see beforehand what becomes
 * of running cases, say where those go on whose place is gone, and watch them move.
 */
@Tag("thorough")
@BrowserTest
class RunningCasesIT {

	private static final String CASE = "support-case.bpmn";

	private static final String BEFORE = "<bpmn:sequenceFlow id=\"flow-acknowledged\" sourceRef=\"acknowledge\" targetRef=\"to-investigate\" />";

	private static final String AFTER = """
			<bpmn:userTask id="ask-sales" name="Ask Sales" camunda:formRef="ask-sales" camunda:formRefBinding="latest" camunda:candidateGroups="agents" />
			<bpmn:sequenceFlow id="flow-acknowledged" sourceRef="acknowledge" targetRef="ask-sales" />
			<bpmn:sequenceFlow id="flow-sales-asked" sourceRef="ask-sales" targetRef="to-investigate" />""";

	private static final String FORM = """
			{"type": "default", "id": "ask-sales", "components": [
			{"type": "textarea", "id": "c", "key": "message", "label": "What do they say?"}]}""";

	private static int version(Api api, long draft) {
		return api.get("manager1", "/studio/drafts/" + draft).json().path("version").asInt();
	}

	private static void send(Api api, String path, Object body, String header, String value) {
		Api.Answer saved = api.send("PUT", "manager1", path, body,
				Map.of("Content-Type", "application/octet-stream", header, value));
		org.assertj.core.api.Assertions.assertThat(saved.status()).as(saved.text()).isBetween(200, 204);
	}

	private static long withAskSales(Api api) {
		long draft = api
			.post("manager1", "/studio/drafts",
					new HashMap<>(Map.of("title", "Ask Sales first", "files", List.of(CASE))))
			.json()
			.path("id")
			.asLong();
		String files = "/studio/drafts/" + draft + "/files/";
		String content = api.get("manager1", files + CASE).text();
		org.assertj.core.api.Assertions.assertThat(content).contains(BEFORE);
		send(api, files + CASE, content.replace(BEFORE, AFTER), "If-Match", "\"1\"");
		send(api, files + "ask-sales.form", FORM, "If-None-Match", "*");
		return draft;
	}

	private static void submit(Api api, long draft, String why) {
		Api.Answer submitted = api.post("manager1", "/studio/drafts/" + draft + "/submit",
				Map.of("version", version(api, draft), "why", why));
		org.assertj.core.api.Assertions.assertThat(submitted.status()).as(submitted.text()).isEqualTo(200);
	}

	@Test
	void managersWatchCasesGoOverAndComeBack(Site site, Visitors visitors) {
		Api api = site.api();
		String waiting = site.open("ada.running@customer.example", "The export stops", "acknowledge");
		long draft = withAskSales(api);
		Page author = visitors.signedIn("manager1");
		author.navigate("/studio/drafts/" + draft);
		Locator running = author.locator("#running");
		assertThat(running).containsText("not tried yet");
		running.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Try it on copies")).click();
		assertThat(running).containsText("a copy did", patiently());
		assertThat(running).not().containsText("not tried yet", patiently());
		Visitors.assertAccessible(author);
		Visitors.photograph(author, "running-plan");
		submit(api, draft, "Sales knows what was sold.");
		Page second = approves(visitors, draft);
		assertThat(second.locator("#running")).containsText("Every case is settled.", patiently());
		Visitors.assertAccessible(second);
		Visitors.photograph(second, "running-moved");
		site.does(waiting, "investigate", Map.of());
		String asking = site.open("ada.running@customer.example", "What did I buy?", "acknowledge");
		site.task(asking, "ask-sales");

		long back = api.post("manager1", "/studio/models/" + CASE + "/versions/" + shipped(api) + "/back", Map.of())
			.json()
			.path("draft")
			.asLong();
		author.navigate("/studio/drafts/" + back);
		assertThat(running).containsText("\"Ask Sales\" isn't in the new diagram");
		Visitors.assertAccessible(author);
		Visitors.photograph(author, "running-needs-a-person");
		running.getByLabel("Cases that wait at \"Ask Sales\"").selectOption("investigate");
		assertThat(running).not().containsText("isn't in the new diagram", patiently());
		submit(api, back, "Back to what was shipped.");
		second = approves(visitors, back);
		assertThat(second.locator("#running")).containsText("Every case is settled.", patiently());
		Visitors.photograph(second, "running-back");
		site.does(asking, "investigate", Map.of());
		Page phone = visitors.signIn(visitors.phone(), "manager1");
		phone.navigate("/studio/drafts/" + back);
		Visitors.assertAccessible(phone);
		Visitors.photograph(phone, "phone-running");
	}

	/** The version before the newest. */
	private static int shipped(Api api) {
		return api.get("manager1", "/studio/models/" + CASE + "/versions").json().path(1).path("version").asInt();
	}

	private static Page approves(Visitors visitors, long draft) {
		Page second = visitors.signedIn("manager2");
		second.navigate("/studio/drafts/" + draft);
		Locator approve = second.getByRole(AriaRole.BUTTON,
				new Page.GetByRoleOptions().setName("Approve").setExact(true));
		assertThat(approve).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(180_000));
		approve.click();
		assertThat(second.locator(".steps .here")).hasText("Published",
				new LocatorAssertions.HasTextOptions().setTimeout(60_000));
		return second;
	}

	private static LocatorAssertions.ContainsTextOptions patiently() {
		return new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);
	}

}
