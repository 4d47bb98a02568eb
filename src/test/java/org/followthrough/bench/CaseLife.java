package org.followthrough.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.testing.RunningJar;

/**
 * Whole lives of cases, as programs and customers lead them over HTTP: opened by REST,
 * acknowledged, investigated, answered, signed off on the customer's page.
 */
final class CaseLife {

	static final List<String> STEPS = List.of("open", "list tasks", "claim", "acknowledge", "investigate", "answer",
			"sign off");

	private static final ObjectMapper JSON = new ObjectMapper();

	private static final AtomicLong CUSTOMERS = new AtomicLong();

	private final RunningJar application;

	private final String token;

	private final SmtpSink mail;

	/** Takes as little of the machine from the application as it can. */
	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.executor(Runnable::run)
		.followRedirects(HttpClient.Redirect.NEVER)
		.build();

	CaseLife(RunningJar application, String token, SmtpSink mail) {
		this.application = application;
		this.token = token;
		this.mail = mail;
	}

	void live(Latencies latencies) {
		String email = "customer" + CUSTOMERS.incrementAndGet() + "@example.org";
		String number = latencies.time("open", () -> open(email));
		JsonNode tasks = latencies.time("list tasks", () -> json(send("GET", "/api/v1/tasks?case=" + number, null)));
		tasks = complete(latencies, tasks, "acknowledge", Map.of("message", "You can't print. We look into it."));
		tasks = complete(latencies, tasks, "investigate", Map.of("outcome", "answer", "findings", "Empty tray."));
		complete(latencies, tasks, "answer", Map.of("message", "Please fill the tray."));
		String link = this.mail.linkOf(email).orTimeout(60, TimeUnit.SECONDS).join();
		latencies.time("sign off", () -> signOff(link));
	}

	/**
	 * Opens a case and acknowledges it, so that somebody investigates it next.
	 * @return its number
	 */
	String investigated(String email) {
		String number = open(email);
		JsonNode tasks = json(send("GET", "/api/v1/tasks?case=" + number, null));
		complete(new Latencies(), tasks, "acknowledge", Map.of("message", "You can't print. We look into it."));
		return number;
	}

	String open(String email) {
		return json(
				send("POST", "/api/v1/cases",
						Map.of("customer", Map.of("email", email, "name", "Cleo Customer"), "subject",
								"It does not print", "description", "I press print and nothing comes out.")))
			.path("number")
			.asText();
	}

	private JsonNode complete(Latencies latencies, JsonNode tasks, String key, Map<String, String> fields) {
		String id = "";
		for (JsonNode task : tasks) {
			id = task.path("key").asText().equals(key) ? task.path("id").asText() : id;
		}
		String path = "/api/v1/tasks/" + id;
		latencies.time("claim", () -> send("POST", path + "/claim", Map.of()));
		return latencies.time(key, () -> json(send("POST", path + "/complete", Map.of("fields", fields))))
			.path("tasks");
	}

	private void signOff(String link) {
		HttpRequest request = HttpRequest.newBuilder(this.application.address(link + "/sign-off"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("answer=yes"))
			.build();
		send(request, 302);
	}

	HttpResponse<String> send(String method, String path, Object body) {
		try {
			HttpRequest.BodyPublisher content = (body != null)
					? HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))
					: HttpRequest.BodyPublishers.noBody();
			return send(HttpRequest.newBuilder(this.application.address(path))
				.header("Content-Type", "application/json")
				.header("Authorization", "Bearer " + this.token)
				.method(method, content)
				.build(), 200, 201);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private HttpResponse<String> send(HttpRequest request, int... expected) {
		try {
			HttpResponse<String> response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			for (int status : expected) {
				if (response.statusCode() == status) {
					return response;
				}
			}
			throw new IllegalStateException(
					request.uri() + " answered " + response.statusCode() + " " + response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode json(HttpResponse<String> response) {
		try {
			return JSON.readTree(response.body());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
