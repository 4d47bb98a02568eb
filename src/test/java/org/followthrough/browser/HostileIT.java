package org.followthrough.browser;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.followthrough.testing.Api;
import org.followthrough.testing.Corpora;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Attacks that others collected, in a browser as people use it, on the agent's and on the
 * customer's page: as the HTML of mails, and as words.
 */
@Tag("thorough")
@BrowserTest
class HostileIT {

	/** What the attacks call; were one to run, it would be known. */
	private static final String CANARY = """
			window.ran = [];
			for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) {
			  window[name] = () => { window.ran.push(name); };
			}
			""";

	private static final int PARTS = 90;

	private static final ObjectMapper JSON = new ObjectMapper();

	@Test
	void noHtmlOfAMailRunsOrLoadsAnything(Site site, Visitors visitors) throws Exception {
		List<String> attacks = new ArrayList<>();
		for (JsonNode attack : JSON.readTree(Corpora.folder("sec-dompurify").resolve("expect.json").toFile())) {
			attacks.add(attack.path("payload").asText());
		}
		int purify = attacks.size();
		attacks
			.add(Files.readString(Corpora.folder("sec-html-sanitize").resolve("org/owasp/html/htmllexerinput1.html")));
		attacks.addAll(naughty());
		assertThat(purify).isGreaterThan(200);
		String email = "hostile.html@customer.example";
		String number = "";
		int mails = 0;
		for (int from = 0; from < attacks.size(); from += PARTS) {
			List<String> some = attacks.subList(from, Math.min(from + PARTS, attacks.size()));
			site.mail(mail(email, number.isEmpty() ? "Attacks" : "[" + number + "] Attacks", some));
			number = number.isEmpty() ? site.caseOf(email) : number;
			mails++;
		}
		Page agent = visitors.signedIn("agent1");
		Page customer = visitors.stranger();
		Watched agents = new Watched(agent, site);
		Watched customers = new Watched(customer, site);
		CustomerIT.openPage(customer, email);
		agent.navigate("/cases/" + number);
		for (Page page : List.of(agent, customer)) {
			String address = page.url();
			Locator frames = page.locator("iframe.mail");
			int expected = mails;
			await("all mails").until(() -> {
				page.navigate(address);
				return frames.count() == expected;
			});
			for (int at = 0; at < mails; at++) {
				frames.nth(at).scrollIntoViewIfNeeded();
				assertThat(frames.nth(at).contentFrame().locator("body > div")).isAttached();
			}
			Visitors.assertAccessible(page);
			Visitors.assertMailAccessible(page);
			// Once more with all that somebody may ask for, and opened on its own.
			for (int at = 0; at < mails; at++) {
				String mail = frames.nth(at).getAttribute("src");
				page.navigate(mail + "?pictures=shown");
				assertThat(page.locator("body > div")).isAttached();
				page.navigate(address);
			}
		}
		agents.sawNothing();
		customers.sawNothing();
		System.out.printf("Hostile HTML: %d attacks in %d mails, on two pages: nothing ran, nothing was loaded%n",
				attacks.size(), mails);
	}

	@Test
	void naughtyStringsComeBackByteForByteAndAreShownAsTheyAre(Site site, Visitors visitors) throws Exception {
		List<String> strings = naughty();
		String email = "naughty@customer.example";
		String number = site.open(email, "Naughty strings");
		// With an edge of its own, since what is empty at the ends of a message goes.
		String all = "<<" + String.join(">>\n<<", strings) + ">>";
		Api.Answer written = site.api()
			.post("agent1", "/cases/" + number + "/messages", Map.of("text", all, "visibility", "public"));
		assertThat(written.status()).as(written.text()).isEqualTo(201);
		String back = StreamSupport
			.stream(site.api().get("agent1", "/cases/" + number + "/messages").json().path("items").spliterator(),
					false)
			.map((message) -> message.path("text").asText())
			.filter((text) -> text.startsWith("<<"))
			.findFirst()
			.orElseThrow();
		assertThat(back.getBytes(StandardCharsets.UTF_8)).isEqualTo(all.getBytes(StandardCharsets.UTF_8));
		Page agent = visitors.signedIn("agent1");
		Page customer = visitors.stranger();
		Watched agents = new Watched(agent, site);
		Watched customers = new Watched(customer, site);
		agent.navigate("/cases/" + number);
		CustomerIT.openPage(customer, email);
		for (Page page : List.of(agent, customer)) {
			Locator words = page.locator(".messages pre")
				.filter(new Locator.FilterOptions().setHasText("<<undefined>>"));
			Object shown = words.first().evaluate("pre => pre.textContent");
			assertThat(shown).isEqualTo(all.replace("\r\n", "\n").replace('\r', '\n'));
			Visitors.assertAccessible(page);
		}
		agents.sawNothing();
		customers.sawNothing();
	}

	private static List<String> naughty() throws IOException {
		List<String> strings = new ArrayList<>();
		for (JsonNode string : JSON.readTree(Corpora.folder("sec-blns").resolve("blns.json").toFile())) {
			strings.add(string.asText());
		}
		return strings;
	}

	private static String mail(String email, String subject, List<String> attacks) {
		StringBuilder mail = new StringBuilder("""
				From: %s
				To: support@followthrough.example
				Subject: %s
				MIME-Version: 1.0
				Content-Type: multipart/mixed; boundary="=-limit-="

				""".formatted(email, subject));
		for (String attack : attacks) {
			mail.append("--=-limit-=\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n")
				.append(Base64.getMimeEncoder()
					.encodeToString(attack.getBytes(StandardCharsets.UTF_8))
					.replace("\r", ""))
				.append("\n");
		}
		return mail.append("--=-limit-=--\n").toString();
	}

	/**
	 * What a page does that it shouldn't.
	 */
	private static final class Watched {

		private final List<String> seen = new CopyOnWriteArrayList<>();

		private final Page page;

		Watched(Page page, Site site) {
			this.page = page;
			String own = URI.create(site.address("/")).getAuthority();
			page.addInitScript(CANARY);
			page.onDialog((dialog) -> {
				this.seen.add("dialog: " + dialog.message());
				dialog.dismiss();
			});
			page.onPopup((popup) -> this.seen.add("popup: " + popup.url()));
			page.onRequest((request) -> {
				if (request.url().startsWith("http")
						&& !own.equals(URI.create(request.url().split("[?#]")[0]).getAuthority())) {
					this.seen.add("request: " + request.url());
				}
			});
			page.onFrameNavigated((frame) -> {
				if (!frame.url().startsWith("http://" + own) && !frame.url().startsWith("about:")) {
					this.seen.add("went to: " + frame.url());
				}
			});
		}

		void sawNothing() {
			for (Frame frame : this.page.frames()) {
				assertThat(frame.evaluate("() => (window.ran || []).join()")).as(frame.url()).isEqualTo("");
			}
			assertThat(this.seen).isEmpty();
		}

	}

}
