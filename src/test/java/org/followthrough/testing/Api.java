package org.followthrough.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.followthrough.cases.SupportCase;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * A client of the REST interface that knows nothing but HTTP and JSON.
 */
@TestComponent
public class Api {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final HttpClient client = HttpClient.newHttpClient();

	private final UnaryOperator<String> address;

	@Autowired
	Api(ServletWebServerApplicationContext server) {
		this((path) -> "http://localhost:" + server.getWebServer().getPort() + path);
	}

	/**
	 * A client of an application wherever it runs.
	 * @param address makes an address of a path that begins with a slash
	 */
	public Api(UnaryOperator<String> address) {
		this.address = address;
	}

	/**
	 * The address of a path of the application.
	 * @param path begins with a slash
	 * @return the address
	 */
	public String address(String path) {
		return this.address.apply(path);
	}

	/**
	 * Asks as a person of the demonstration.
	 * @param account who
	 * @param path below {@code /api/v1}
	 * @return the answer
	 */
	public Answer get(String account, String path) {
		return send("GET", account, path, null, Map.of());
	}

	/**
	 * How a case's promises stand, as a manager is told.
	 * @param of the case
	 * @return the states, oldest promise first
	 */
	public List<String> promiseStates(SupportCase of) {
		List<String> states = new ArrayList<>();
		get("manager1", "/cases/" + of.number() + "/promises").json()
			.forEach((promise) -> states.add(promise.get("state").asText()));
		return states;
	}

	/**
	 * Sends as a person of the demonstration.
	 * @param account who
	 * @param path below {@code /api/v1}
	 * @param body what; written as JSON unless it is text already
	 * @return the answer
	 */
	public Answer post(String account, String path, Object body) {
		return send("POST", account, path, body, Map.of());
	}

	/**
	 * Sends a request.
	 * @param method the HTTP method
	 * @param account as whom; null for a stranger
	 * @param path below {@code /api/v1}
	 * @param body what; written as JSON unless it is text already
	 * @param headers further headers
	 * @return the answer
	 */
	public Answer send(String method, @Nullable String account, String path, @Nullable Object body,
			Map<String, String> headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address("/api/v1" + path)))
			.header("Content-Type", "application/json")
			.method(method, (body != null) ? HttpRequest.BodyPublishers.ofString(json(body))
					: HttpRequest.BodyPublishers.noBody());
		if (account != null) {
			request.header("Authorization", basic(account));
		}
		headers.forEach(request::setHeader);
		try {
			HttpResponse<String> response = this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
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

	/**
	 * The header that signs a person of the demonstration in.
	 * @param account who
	 * @return the value of the header {@code Authorization}
	 */
	public static String basic(String account) {
		return "Basic " + Base64.getEncoder().encodeToString((account + ":demo").getBytes(StandardCharsets.UTF_8));
	}

	private static String json(Object body) {
		try {
			return (body instanceof String text) ? text : JSON.writeValueAsString(body);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalArgumentException(ex);
		}
	}

	/**
	 * What came back.
	 *
	 * @param status the HTTP status
	 * @param type the media type
	 * @param text the body
	 * @param response the whole
	 */
	public record Answer(int status, String type, String text, HttpResponse<String> response) {

		/**
		 * The body as JSON.
		 * @return the JSON; a missing node when the body is empty
		 */
		public JsonNode json() {
			try {
				return this.text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(this.text);
			}
			catch (JsonProcessingException ex) {
				throw new AssertionError("This is no JSON: " + this.text, ex);
			}
		}

	}

}
