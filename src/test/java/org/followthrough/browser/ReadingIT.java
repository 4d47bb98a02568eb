package org.followthrough.browser;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.imageio.ImageIO;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * How mail is read: as it looks, without its sender learning of it, and with what is new
 * in sight.
 */
@Tag("thorough")
@BrowserTest
class ReadingIT {

	private final List<String> asked = new CopyOnWriteArrayList<>();

	private HttpServer elsewhere;

	@BeforeEach
	void elsewhere() throws Exception {
		byte[] picture = picture(0x2a7de1);
		this.elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.elsewhere.createContext("/", (exchange) -> {
			this.asked.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().keySet());
			byte[] answer = exchange.getRequestURI().getPath().equals("/page") ? "<script>1</script>".getBytes()
					: picture;
			exchange.getResponseHeaders().set("Content-Type", "image/png");
			exchange.sendResponseHeaders(200, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.close();
		});
		this.elsewhere.start();
	}

	@AfterEach
	void nobodyElsewhere() {
		this.elsewhere.stop(0);
	}

	@Test
	void mailIsShownAsItLooksAndPicturesFromElsewhereOnlyWhenAskedFor(Site site, Visitors visitors) throws Exception {
		String email = "looks@customer.example";
		site.mail(mail(email));
		String number = site.caseOf(email);
		Page agent = visitors.signedIn("agent1");
		List<String> hosts = hosts(agent);
		agent.navigate("/cases/" + number);
		FrameLocator mail = agent.frameLocator("iframe.mail");
		assertThat(mail.locator("h2")).hasText("Order 4711");
		assertThat(mail.locator("h2")).hasCSS("color", "rgb(178, 34, 34)");
		assertThat(mail.getByAltText("Our logo")).hasJSProperty("naturalWidth", 40);
		assertThat(mail.locator(".blocked")).containsText("A picture from elsewhere is not shown");
		assertThat(mail.getByText("What you wrote to me")).not().isVisible();
		Visitors.assertAccessible(agent);
		Visitors.assertMailAccessible(agent);
		Visitors.photograph(agent, "mail-looks-agent");
		assertThat(this.asked).isEmpty();
		mail.getByRole(AriaRole.LINK, new FrameLocator.GetByRoleOptions().setName("Show it")).click();
		assertThat(mail.getByAltText("Delivery map")).hasJSProperty("naturalWidth", 40);
		assertThat(this.asked).singleElement()
			.asString()
			.startsWith("/map.png?who=ada ")
			.doesNotContain("Cookie", "Referer");
		mail.getByText("Quoted text").click();
		assertThat(mail.getByText("What you wrote to me")).isVisible();
		agent.getByText("As plain text").click();
		assertThat(agent.locator("details.plain pre")).containsText("Order 4711");
		Visitors.photograph(agent, "mail-looks-agent-asked");
		assertThat(hosts).containsOnly(URI.create(site.address("/")).getAuthority());

		Page customer = visitors.phone();
		List<String> theirHosts = hosts(customer);
		CustomerIT.openPage(customer, email);
		assertThat(customer.frameLocator("iframe.mail").locator("h2")).hasText("Order 4711");
		assertThat(customer.frameLocator("iframe.mail").getByAltText("Our logo")).hasJSProperty("naturalWidth", 40);
		Visitors.assertAccessible(customer);
		Visitors.photograph(customer, "mail-looks-customer-phone");
		customer.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Deutsch")).click();
		assertThat(customer.getByText("Als reiner Text")).isVisible();
		assertThat(customer.frameLocator("iframe.mail").getByText("Zitierter Text")).isVisible();
		assertThat(customer.frameLocator("iframe.mail").locator("html")).hasAttribute("lang", "de");
		assertThat(theirHosts).containsOnly(URI.create(site.address("/")).getAuthority());

		Page auditor = visitors.signedIn("auditor1");
		auditor.navigate("/audit/cases/" + number);
		auditor.locator("li", new Page.LocatorOptions().setHas(auditor.locator("iframe.mail")))
			.first()
			.getByText("What was written")
			.click();
		assertThat(auditor.frameLocator("iframe.mail").first().locator("h2")).hasText("Order 4711");
		Visitors.assertAccessible(auditor);
		Visitors.photograph(auditor, "mail-looks-auditor");
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void whatIsQuotedInPlainWordsIsOneClickAway(Site site, Visitors visitors) throws Exception {
		String email = "quotes@customer.example";
		site.mail("""
				From: %s
				To: support@followthrough.example
				Subject: It does not print

				Nothing comes out of it.

				On Fri, 27 Nov 2026 at 10:12, Somebody <somebody@customer.example> wrote:

				> Does it print?
				> Look at the tray.
				""".formatted(email));
		String number = site.caseOf(email);
		for (Page page : List.of(visitors.signedIn("agent1"), visitors.phone())) {
			if (page.url().contains("/cases")) {
				page.navigate("/cases/" + number);
			}
			else {
				CustomerIT.openPage(page, email);
			}
			Locator message = page.locator(".messages li.customer");
			assertThat(message.locator("> pre, > div > pre")).hasText("Nothing comes out of it.");
			assertThat(message.getByText("Look at the tray.")).not().isVisible();
			message.getByText("Quoted text").focus();
			page.keyboard().press("Enter");
			assertThat(message.getByText("Look at the tray.")).isVisible();
			Visitors.assertAccessible(page);
			Visitors.photograph(page, "mail-quoted-" + (page.url().contains("/cases") ? "agent" : "customer"));
		}
	}

	private static List<String> hosts(Page page) {
		List<String> hosts = new ArrayList<>();
		page.onRequest((request) -> {
			if (request.url().startsWith("http")) {
				hosts.add(URI.create(request.url()).getAuthority());
			}
		});
		return hosts;
	}

	private String mail(String email) throws Exception {
		return """
				From: Ada <%s>
				To: support@followthrough.example
				Subject: My order
				MIME-Version: 1.0
				Content-Type: multipart/related; boundary="=-outer"

				--=-outer
				Content-Type: multipart/alternative; boundary="=-inner"

				--=-inner
				Content-Type: text/plain; charset=utf-8

				Order 4711
				Where is it?

				--=-inner
				Content-Type: text/html; charset=utf-8

				<html><head><style>h2 { color: blue }</style></head><body>
				<img src="cid:logo@customer.example" alt="Our logo">
				<h2 style="color: firebrick">Order 4711</h2>
				<p>Where <b>is</b> it? <a href="https://orders.example/4711">My order</a></p>
				<img src="http://localhost:%d/map.png?who=ada" alt="Delivery map" width="80">
				<img src="http://localhost:%d/page" width="1" height="1">
				<script>window.hacked = true</script>
				<div class="gmail_quote">On Monday:<blockquote>What you wrote to me</blockquote></div>
				</body></html>

				--=-inner--

				--=-outer
				Content-Type: image/png; name="logo.png"
				Content-ID: <logo@customer.example>
				Content-Disposition: inline; filename="logo.png"
				Content-Transfer-Encoding: base64

				%s
				--=-outer--
				""".formatted(email, this.elsewhere.getAddress().getPort(), this.elsewhere.getAddress().getPort(),
				Base64.getEncoder().encodeToString(picture(0x118844)));
	}

	static byte[] picture(int color) throws Exception {
		BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
		for (int x = 0; x < 40; x++) {
			for (int y = 0; y < 20; y++) {
				image.setRGB(x, y, color);
			}
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(image, "png", bytes);
		return bytes.toByteArray();
	}

}
