package org.followthrough.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/**
 * A person's session in Camunda's web applications, as their browser holds it: signed in
 * by our form, with Camunda's token against forged requests. It speaks to the engine's
 * REST behind Tasklist.
 */
public final class CamundaSession {

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final String ENGINE = "/camunda/api/engine/engine/default";

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

	private final UnaryOperator<String> addresses;

	private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);

	private final HttpClient client = HttpClient.newBuilder()
		.cookieHandler(this.cookies)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	private CamundaSession(UnaryOperator<String> addresses) {
		this.addresses = addresses;
	}

	/**
	 * A browser in which nobody is signed in.
	 * @param api where the application is
	 * @return the session
	 */
	public static CamundaSession ofNobody(Api api) {
		return new CamundaSession(api::address);
	}

	/**
	 * Signs a person of the demonstration in.
	 * @param api where the application is
	 * @param account who
	 * @return the session
	 */
	public static CamundaSession of(Api api, String account) {
		CamundaSession session = ofNobody(api);
		Matcher token = CSRF.matcher(session.get("/login").text());
		if (!token.find()) {
			throw new AssertionError("The page for signing in holds no token");
		}
		Api.Answer in = session.send("POST", "/login", "application/x-www-form-urlencoded",
				BodyPublishers.ofString("username=" + account + "&password=demo&_csrf="
						+ URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)));
		if (in.status() != 302 || in.response().headers().firstValue("Location").orElse("").contains("error")) {
			throw new AssertionError(account + " can't sign in: " + in.status());
		}
		session.get("/camunda/app/tasklist/default/");
		return session;
	}

	/**
	 * Asks for any path of the application.
	 * @param path begins with a slash
	 * @return the answer; redirects are not followed
	 */
	public Api.Answer get(String path) {
		return send("GET", path, null, BodyPublishers.noBody());
	}

	/**
	 * Asks the engine.
	 * @param path below the engine's REST
	 * @return the answer
	 */
	public Api.Answer engine(String path) {
		return get(ENGINE + path);
	}

	/**
	 * Sends JSON to the engine.
	 * @param method the HTTP method
	 * @param path below the engine's REST
	 * @param body what, written as JSON unless it is text already; null for none
	 * @return the answer
	 */
	public Api.Answer engine(String method, String path, @Nullable Object body) {
		return json(method, ENGINE + path, body);
	}

	/**
	 * Sends JSON to any path of the application.
	 * @param method the HTTP method
	 * @param path begins with a slash
	 * @param body what, written as JSON unless it is text already; null for none
	 * @return the answer
	 */
	public Api.Answer json(String method, String path, @Nullable Object body) {
		return json(method, path, body, token());
	}

	/**
	 * Sends JSON to any path of the application, with other headers than a page of
	 * Camunda's would send.
	 * @param method the HTTP method
	 * @param path begins with a slash
	 * @param body what, written as JSON unless it is text already; null for none
	 * @param headers all headers beside the type and the cookies
	 * @return the answer
	 */
	public Api.Answer json(String method, String path, @Nullable Object body, Map<String, String> headers) {
		return send(method, path, "application/json",
				(body != null) ? BodyPublishers.ofString(text(body)) : BodyPublishers.noBody(), headers);
	}

	/**
	 * Sends JSON to the engine as a foreign page in the same browser could: with the
	 * cookies, but without the token that only Camunda's pages can read.
	 * @param method the HTTP method
	 * @param path below the engine's REST
	 * @param body what
	 * @return the answer
	 */
	public Api.Answer forged(String method, String path, Object body) {
		return json(method, ENGINE + path, body, Map.of());
	}

	/**
	 * Writes JSON.
	 * @param body what; text stays as it is
	 * @return the JSON
	 */
	public static String text(Object body) {
		try {
			return (body instanceof String text) ? text : JSON.writeValueAsString(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * Publishes files by the engine's REST, as Camunda Modeler and scripts do.
	 * @param fields of the form, such as {@code deployment-name}
	 * @param files contents by name
	 * @return the answer
	 */
	public Api.Answer deploy(Map<String, String> fields, Map<String, byte[]> files) {
		return deploys(ENGINE, fields, files, token());
	}

	/**
	 * Publishes files by the REST of any engine, as Camunda Modeler does.
	 * @param engine its path
	 * @param fields of the form, such as {@code deployment-name}
	 * @param files contents by name
	 * @param headers all headers beside the type and the cookies
	 * @return the answer
	 */
	public Api.Answer deploys(String engine, Map<String, String> fields, Map<String, byte[]> files,
			Map<String, String> headers) {
		String boundary = "----part";
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		fields.forEach(
				(name, value) -> part(body, boundary, "name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
		files.forEach(
				(name, content) -> part(body, boundary, "name=\"" + name + "\"; filename=\"" + name + "\"", content));
		body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
		return send("POST", engine + "/deployment/create", "multipart/form-data; boundary=" + boundary,
				BodyPublishers.ofByteArray(body.toByteArray()), headers);
	}

	private static void part(ByteArrayOutputStream body, String boundary, String disposition, byte[] content) {
		body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8));
		body.writeBytes(content);
		body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
	}

	private Api.Answer send(String method, String path, @Nullable String type, BodyPublisher body) {
		return send(method, path, type, body, token());
	}

	private Map<String, String> token() {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> "XSRF-TOKEN".equals(cookie.getName()))
			.map(HttpCookie::getValue)
			.findFirst()
			.map((token) -> Map.of("X-XSRF-TOKEN", token))
			.orElse(Map.of());
	}

	private Api.Answer send(String method, String path, @Nullable String type, BodyPublisher body,
			Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.addresses.apply(path)))
			.header("Accept", path.matches("/(camunda/api|engine-rest)/.*") ? "application/json" : "text/html")
			.method(method, body);
		if (type != null) {
			request.header("Content-Type", type);
		}
		headers.forEach(request::header);
		try {
			HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Api.Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
					response.body(), response);
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
