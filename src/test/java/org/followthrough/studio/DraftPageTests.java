package org.followthrough.studio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.testing.SignedInPerson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same rules on the studio's pages, without a script.
 */
@Tag("thorough")
class DraftPageTests extends StudioTest {

	private static final Pattern HEADING = Pattern.compile("<h1[^>]*>([^<]*)");

	private SignedInPerson author;

	private SignedInPerson second;

	@BeforeEach
	void bothAreThere() {
		this.author = new SignedInPerson(this.api, "manager1");
		this.second = new SignedInPerson(this.api, "manager2");
	}

	private String presses(SignedInPerson who, long draft, String button, String fields) {
		return who.post("/studio/drafts/" + draft, "/studio/drafts/" + draft + button,
				"version=" + version(draft) + "&" + fields);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@Test
	void aDraftGoesPastASecondManager() {
		int before = running(VERIFICATION);
		long draft = edited();
		assertThat(presses(this.author, draft, "/submit", "why=")).contains("Say what the change is for");
		assertThat(presses(this.author, draft, "/submit", "why=" + encoded(WHY)))
			.contains("Another manager can approve it now.", "A manager who had no hand in it approves it");
		assertThat(presses(this.author, draft, "/approve", "when=now")).contains("You had a hand in this draft");
		assertThat(this.second.page("/studio/drafts/" + draft))
			.contains("You can approve it once exactly this has passed its rehearsal", "waits for its turn")
			.doesNotContain("When shall it be published?");
		assertThat(presses(this.second, draft, "/approve", "when=now")).contains("of exactly this is under way");
		rehearsalsPass();
		String page = this.second.page("/studio/drafts/" + draft);
		assertThat(page).contains("When shall it be published?",
				"The end &quot;Passed&quot; is called &quot;It works&quot; now.", WHY);
		assertThat(presses(this.second, draft, "/approve", "when=later&publishAt="))
			.contains("Say when it is to be published");
		assertThat(presses(this.second, draft, "/approve", "when=now")).contains("Approved.");
		publishes();
		assertThat(running(VERIFICATION)).isEqualTo(before + 1);
		assertThat(this.second.page("/studio/models/" + VERIFICATION)).contains("manager2", WHY,
				"Back to this version");
		assertThat(this.second.page("/studio")).contains("Clearer words", "approved by");
	}

	@Test
	void whoWouldApproveWhatDidNotPassIsToldWhatToDo() {
		long draft = submitted();
		rehearsals("DONE", false);
		assertThat(this.second.page("/studio/drafts/" + draft)).contains("not passed",
				"tells how a promise would be broken");
		assertThat(presses(this.second, draft, "/approve", "when=now")).contains("Send it back, so that it is mended.");
		assertThat(presses(this.author, draft, "/take-back", "")).contains("It can be changed again.");
		assertThat(presses(this.author, draft, "/submit", "why=" + encoded(WHY)))
			.contains("Mend it, and submit it again.");
		assertThat(state(draft)).isEqualTo("editing");
	}

	@Test
	void whatBreaksARuleIsToldAndNotSubmitted() {
		long draft = edited(VERIFICATION, "camunda:formRef=\"verify-fix\"", "camunda:formRef=\"gone\"");
		String told = presses(this.author, draft, "/submit", "why=" + encoded(WHY));
		assertThat(told).contains("It can&#39;t be published as it is: see 1 problem below.",
				"The task names no form that exists", VERIFICATION + "#verify-fix");
		assertThat(state(draft)).isEqualTo("editing");
	}

	@Test
	void itIsSentBackWithWordsAndTakenBack() {
		long draft = submitted();
		assertThat(presses(this.author, draft, "/send-back", "words=no")).contains("You had a hand in this draft");
		assertThat(presses(this.second, draft, "/send-back", "words=" + encoded("Say passed.")))
			.contains("manager2 sent it back:", "Say passed.");
		presses(this.author, draft, "/submit", "why=" + encoded(WHY));
		assertThat(presses(this.author, draft, "/take-back", "")).contains("It can be changed again.");
		assertThat(presses(this.author, draft, "/discard", "")).contains("It was discarded.");
		assertThat(presses(this.author, draft, "/take", "file=answer.form")).contains("This draft is done with");
	}

	@Test
	void whatSomebodyHasNotSeenTheyDoNotApprove() {
		long draft = submitted();
		rehearsalsPass();
		int seen = version(draft);
		presses(this.author, draft, "/take-back", "");
		presses(this.author, draft, "/submit", "why=" + encoded(WHY));
		assertThat(this.second.post("/studio/drafts/" + draft, "/studio/drafts/" + draft + "/approve",
				"version=" + seen + "&when=now"))
			.contains("This draft has changed since you looked at it");
	}

	@Test
	void filesComeAndGo() {
		long draft = begin(VERIFICATION);
		assertThat(presses(this.author, draft, "/take", "file=answer.form"))
			.contains("answer.form is in the draft now");
		assertThat(presses(this.author, draft, "/form", "task=ask-sales")).contains("The form is in the draft now");
		assertThat(presses(this.author, draft, "/form", "task=" + encoded("Ask Sales!"))).contains("small letters");
		assertThat(presses(this.author, draft, "/bring", "name=x.form&content=" + encoded("{\"id\":\"look-up\"}")))
			.contains("look-up.form");
		assertThat(presses(this.author, draft, "/bring", "name=x.bpmn&content=" + encoded("<a><b></a>")))
			.contains("x.bpmn can&#39;t be opened", "Line 1");
		assertThat(presses(this.author, draft, "/remove", "file=answer.form"))
			.contains("answer.form is not in the draft any more");
	}

	@Test
	void aFileIsTakenUpAndAnEarlierVersionBroughtBackInOneStep() {
		int first = running(VERIFICATION);
		assertThat(heading(this.author.post("/studio", "/studio/drafts", "file=" + VERIFICATION)))
			.isEqualTo(VERIFICATION);
		long draft = submitted();
		approve("manager2", draft);
		publishes();
		assertThat(heading(this.author.post("/studio/models/" + VERIFICATION,
				"/studio/models/" + VERIFICATION + "/back", "version=" + first)))
			.isEqualTo("Back to version " + first + " of " + VERIFICATION);
	}

	private static String heading(String page) {
		Matcher heading = HEADING.matcher(page);
		return heading.find() ? heading.group(1) : page;
	}

	@Test
	void auditorsReadAndOthersStayOut() {
		long draft = submitted();
		SignedInPerson auditor = new SignedInPerson(this.api, "auditor1");
		assertThat(auditor.page("/studio/drafts/" + draft)).contains("Clearer words", "What it changes")
			.doesNotContain("Take it back and change it", "Approve</button>");
		assertThat(auditor.page("/studio/drafts/" + draft + "/" + VERIFICATION)).contains("data-editable=\"false\"");
		assertThat(auditor.sends("/studio", "/studio/drafts/" + draft + "/discard", "").statusCode()).isEqualTo(403);
		for (String account : new String[] { "agent1", "engineer1", "admin1" }) {
			SignedInPerson other = new SignedInPerson(this.api, account);
			assertThat(other.get("/studio").statusCode()).as(account).isEqualTo(403);
			assertThat(other.get("/studio/drafts/" + draft + "/" + VERIFICATION).statusCode()).isEqualTo(403);
			assertThat(other.get("/studio/data/drafts/" + draft).statusCode()).isEqualTo(403);
			assertThat(other.sends("/account", "/studio/drafts/" + draft + "/discard", "").statusCode()).isEqualTo(403);
		}
		assertThat(state(draft)).isEqualTo("in-review");
	}

}
