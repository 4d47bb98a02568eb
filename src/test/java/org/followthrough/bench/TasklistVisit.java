package org.followthrough.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.testing.RunningJar;

/**
 * An agent's browser session, as far as Tasklist's requests need one.
 */
final class TasklistVisit {

	private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

	private static final String ENGINE = "/camunda/api/engine/engine/default";

	/** As its own script sends it. */
	private static final String ASKED = """
			{"processVariables":[],"taskVariables":[],"caseInstanceVariables":[],"firstResult":0,"maxResults":15,
			"sorting":[{"sortBy":"dueDate","sortOrder":"asc"}],"active":true}
			""";

	private final CookieManager cookies = new CookieManager();

	private final HttpClient http = HttpClient.newBuilder()
		.cookieHandler(this.cookies)
		.followRedirects(HttpClient.Redirect.NORMAL)
		.build();

	private final RunningJar application;

	private final String filter;

	TasklistVisit(RunningJar application) {
		this.application = application;
		String csrf = csrfOf("/login");
		send(HttpRequest.newBuilder(application.address("/login"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers
				.ofString("username=agent1&password=demo&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8))));
		send(HttpRequest.newBuilder(application.address("/camunda/app/tasklist/default/")).GET());
		this.filter = myGroupsTasks();
	}

	/** An API token, made on the page as a person makes it. */
	static String token(RunningJar application) {
		TasklistVisit visit = new TasklistVisit(application);
		String csrf = visit.csrfOf("/account");
		HttpResponse<String> page = visit.send(HttpRequest.newBuilder(application.address("/account/tokens"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers
				.ofString("name=bench&_csrf=" + URLEncoder.encode(csrf, StandardCharsets.UTF_8))));
		Matcher token = Pattern.compile("ft_[A-Za-z0-9_-]{40,}").matcher(page.body());
		if (!token.find()) {
			throw new IllegalStateException("No token on the page");
		}
		return token.group();
	}

	String csrfOf(String path) {
		Matcher csrf = CSRF.matcher(send(HttpRequest.newBuilder(this.application.address(path)).GET()).body());
		if (!csrf.find()) {
			throw new IllegalStateException("No form on " + path);
		}
		return csrf.group(1);
	}

	private String myGroupsTasks() {
		String filters = send(
				HttpRequest.newBuilder(this.application.address(ENGINE + "/filter?itemCount=false&resourceType=Task"))
					.header("Accept", "application/json")
					.GET())
			.body();
		try {
			for (JsonNode one : new ObjectMapper().readTree(filters)) {
				if (one.path("name").asText().equals("My groups' tasks")) {
					return one.path("id").asText();
				}
			}
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(filters, ex);
		}
		throw new IllegalStateException("No filter among " + filters);
	}

	/** The request by which Tasklist fills its list. */
	void firstPage() {
		String token = this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals("XSRF-TOKEN"))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("");
		HttpResponse<String> page = send(HttpRequest
			.newBuilder(
					this.application.address(ENGINE + "/filter/" + this.filter + "/list?firstResult=0&maxResults=15"))
			.header("Accept", "application/hal+json")
			.header("Content-Type", "application/json")
			.header("X-XSRF-TOKEN", token)
			.POST(HttpRequest.BodyPublishers.ofString(ASKED)));
		if (page.statusCode() != 200) {
			throw new IllegalStateException("Tasklist's list answered " + page.statusCode() + " " + page.body());
		}
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
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
