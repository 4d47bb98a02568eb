package org.followthrough.correspondence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.testing.Api;

/**
 * Somebody who works here and looks at pages, with nothing but a session.
 */
public class SignedInPerson {

	private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(new CookieManager())
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	private final Api api;

	/**
	 * Signs a person of the demonstration in.
	 * @param api where the application is
	 * @param account who
	 */
	public SignedInPerson(Api api, String account) {
		this.api = api;
		post("/login", "/login", "username=" + account + "&password=demo");
	}

	/**
	 * Asks for a path.
	 * @param path where it is
	 * @return the answer
	 */
	public HttpResponse<byte[]> get(String path) {
		return send(HttpRequest.newBuilder(URI.create(this.api.address(path))).build());
	}

	/**
	 * The text of a page.
	 * @param path where it is
	 * @return its HTML
	 */
	public String page(String path) {
		return new String(get(path).body(), StandardCharsets.UTF_8);
	}

	/**
	 * Sends a form.
	 * @param page where the form is
	 * @param path where it goes
	 * @param fields what it holds, without the token
	 * @return the page that answers it
	 */
	public String post(String page, String path, String fields) {
		Matcher token = TOKEN.matcher(page(page));
		if (!token.find()) {
			throw new AssertionError("No form at " + page);
		}
		String body = fields + "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
		HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(URI.create(this.api.address(path)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build());
		return new String(answer.body(), StandardCharsets.UTF_8);
	}

	private HttpResponse<byte[]> send(HttpRequest request) {
		try {
			return this.client.send(request, HttpResponse.BodyHandlers.ofByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
