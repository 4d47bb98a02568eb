package org.followthrough.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.followthrough.cases.SupportCase;
import org.followthrough.customers.CustomerLinks;
import org.followthrough.customers.Customers;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

import org.springframework.boot.test.context.TestComponent;

/**
 * The page of a case as its customer uses it: they open the link of a mail and send a
 * form.
 */
@TestComponent
public class CustomerPage {

	private final Map<Long, String> opened = new ConcurrentHashMap<>();

	private final Api server;

	private final Post post;

	private final Customers customers;

	private final CustomerLinks links;

	CustomerPage(Api server, Post post, Customers customers, CustomerLinks links) {
		this.server = server;
		this.post = post;
		this.customers = customers;
		this.links = links;
	}

	/**
	 * The customer's address.
	 * @param of the case
	 * @return where their mail goes
	 */
	public String address(SupportCase of) {
		return this.customers.get(of.customerId()).email();
	}

	/**
	 * The link in the last mail about a case.
	 * @param to the case
	 * @return the path of its page
	 */
	public String linkFromMail(SupportCase to) {
		return Post.link(this.post.await(address(to), to.number()));
	}

	/** The one of the first mail that they opened; it works for long. */
	private String linkInHand(SupportCase to) {
		return this.opened.computeIfAbsent(to.id(), (id) -> linkFromMail(to));
	}

	/**
	 * A link as the next mail would hold it, for when no mail arrives.
	 * @param to the case
	 * @return the path of its page
	 */
	public String freshLink(SupportCase to) {
		return URI.create(this.links.to(to.id())).getPath();
	}

	/**
	 * Writes.
	 * @param about the case
	 * @param words what
	 * @return the page afterwards
	 */
	public Shown writes(SupportCase about, String words) {
		return sends(linkInHand(about), "reply", Map.of("text", words));
	}

	/**
	 * Says that it is solved, or that they accept that it can't be.
	 * @param about the case
	 * @param words what they write with it; may be empty
	 * @return the page afterwards
	 */
	public Shown saysYes(SupportCase about, String words) {
		return sends(linkInHand(about), "sign-off", Map.of("answer", "yes", "words", words));
	}

	/**
	 * Says that it is not solved yet.
	 * @param about the case
	 * @param words what is wrong
	 * @return the page afterwards
	 */
	public Shown saysNotYet(SupportCase about, String words) {
		return sends(linkInHand(about), "sign-off", Map.of("answer", "no", "words", words));
	}

	/**
	 * Rates how we did.
	 * @param about the case
	 * @param points how many
	 * @param words what they write with it; may be empty
	 * @return the page afterwards
	 */
	public Shown rates(SupportCase about, int points, String words) {
		return sends(freshLink(about), "rating", Map.of("points", String.valueOf(points), "words", words));
	}

	/**
	 * Asks that somebody else looks.
	 * @param about the case
	 * @return the page afterwards
	 */
	public Shown asksForSomebodyElse(SupportCase about) {
		return sends(linkInHand(about), "sign-off", Map.of("answer", "somebody-else", "words", "You missed the tray."));
	}

	/**
	 * Asks for a call.
	 * @param about the case
	 * @return the page afterwards
	 */
	public Shown asksToTalk(SupportCase about) {
		return sends(linkInHand(about), "talk", Map.of("words", "This afternoon, 555-1234."));
	}

	/**
	 * Takes the case back.
	 * @param about the case
	 * @return the page afterwards
	 */
	public Shown withdraws(SupportCase about) {
		return sends(linkInHand(about), "withdraw", Map.of("words", "I have a new printer."));
	}

	/**
	 * Opens the page.
	 * @param link its path
	 * @return what it shows
	 */
	public Shown opens(String link) {
		return shown(send(HttpClient.newHttpClient(),
				HttpRequest.newBuilder(URI.create(this.server.address(link))).GET().build()));
	}

	/**
	 * Sends one of the page's forms, and follows where that leads.
	 * @param link the page's path
	 * @param form the last part of the form's address
	 * @param fields what is filled in
	 * @return the page afterwards
	 */
	public Shown sends(String link, String form, Map<String, String> fields) {
		HttpClient browser = HttpClient.newBuilder()
			.cookieHandler(new CookieManager())
			.followRedirects(HttpClient.Redirect.NORMAL)
			.build();
		String body = fields.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		return shown(send(browser,
				HttpRequest.newBuilder(URI.create(this.server.address(link + "/" + form)))
					.header("Content-Type", "application/x-www-form-urlencoded")
					.POST(HttpRequest.BodyPublishers.ofString(body))
					.build()));
	}

	private static HttpResponse<String> send(HttpClient browser, HttpRequest request) {
		try {
			return browser.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Shown shown(HttpResponse<String> response) {
		Document page = Jsoup.parse(response.body());
		return new Shown(response.statusCode(), page.select("p[role=status]").text(),
				page.select("p[role=alert]").text(), page);
	}

	/**
	 * A page as the customer sees it.
	 *
	 * @param status the HTTP status
	 * @param done what it says was done; empty when nothing was
	 * @param problem what it says is wrong; empty when nothing is
	 * @param page the whole
	 */
	public record Shown(int status, String done, String problem, Document page) {

		/**
		 * Whether it asks for a yes or no.
		 * @return true with the sign-off form
		 */
		public boolean asksForSignOff() {
			return !this.page.select("#sign-off form").isEmpty();
		}

	}

}
