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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
	 * Asks for anything.
	 * @param path where it is
	 * @param headers names and values in turn
	 * @return the answer
	 */
	public HttpResponse<byte[]> get(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.api.address(path)));
		return send(((headers.length > 0) ? request.headers(headers) : request).build());
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
		return new String(sends(page, path, fields).body(), StandardCharsets.UTF_8);
	}

	/**
	 * Sends a form.
	 * @param page where the form is
	 * @param path where it goes
	 * @param fields what it holds, without the token
	 * @param headers names and values in turn
	 * @return what answers it
	 */
	public HttpResponse<byte[]> sends(String page, String path, String fields, String... headers) {
		String body = fields + "&_csrf=" + token(page);
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.api.address(path)))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		return send(((headers.length > 0) ? request.headers(headers) : request).build());
	}

	/**
	 * Sends files.
	 * @param page where the form is
	 * @param path where it goes
	 * @param files the files
	 * @return the page that answers it
	 */
	public String uploads(String page, String path, Multipart files) {
		return new String(send(HttpRequest.newBuilder(URI.create(this.api.address(path) + "?_csrf=" + token(page)))
			.header("Content-Type", files.type())
			.POST(HttpRequest.BodyPublishers.ofByteArray(files.bytes()))
			.build()).body(), StandardCharsets.UTF_8);
	}

	private String token(String page) {
		Matcher token = TOKEN.matcher(page(page));
		if (!token.find()) {
			throw new AssertionError("No form at " + page);
		}
		return URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
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
