package org.followthrough.browser;

import java.time.Duration;
import java.nio.charset.StandardCharsets;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeMessage;
import org.followthrough.testing.Api;
import org.followthrough.testing.Post;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.followthrough.trackers.StandIn;

import org.springframework.util.StringUtils;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.awaitility.Awaitility.await;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application with its demonstration. What a test needs beforehand and isn't
 * about is done by REST and SMTP.
 */
final class Site implements AutoCloseable {

	private static final Map<String, Map<String, String>> ANSWERS = Map.of("acknowledge",
			Map.of("message", "Your export is incomplete. We look into it today."), "investigate",
			Map.of("outcome", "answer", "findings", "A limit."), "escalate",
			Map.of("steps", "Export 501 orders.", "expected", "501 rows", "seen", "500 rows", "environment", "1.0.0",
					"affected", "some", "howBadly", "They lack orders.", "workaround", "none known", "tried",
					"Nothing.", "customerSees", "500 rows."),
			"reproduce-and-fix", Map.of("outcome", "fixed", "build", "1.0.1", "explanation", "The limit is gone."),
			"verify-fix",
			Map.of("outcome", "passed", "build", "1.0.1", "environment", "Staging", "steps", "Exported 501 orders.",
					"evidence", "501 rows."),
			"answer", Map.of("message", "Please update to 1.0.1; the export is complete there."));

	private static final Map<String, String> PEOPLE = Map.of("verify-fix", "support1");

	private final RunningJar application;

	private final Api api;

	private Site(RunningJar application) {
		this.application = application;
		this.api = application.api();
	}

	/** Another one than all tests share. */
	static Site of(RunningJar application) {
		application.awaitFirstPage();
		return new Site(application);
	}

	static Site start() {
		Path data = TestSettings.TARGET.resolve("it-data").resolve("browser-" + TestSettings.PROCESS);
		TestSettings.forget(data);
		RunningJar application = RunningJar.start("browser-" + TestSettings.PROCESS, Map.of(),
				StringUtils.concatenateStringArrays(StandIn.arguments(),
						new String[] { "--followthrough.data=" + data, "--followthrough.passwords.strength=4",
								"--followthrough.contact.at-least=PT0S", "--followthrough.pictures.inside=true" }));
		application.awaitFirstPage();
		return new Site(application);
	}

	String address(String path) {
		return this.application.address(path).toString();
	}

	Api api() {
		return this.api;
	}

	/** Opens a case, and brings it on by tasks that somebody who may does. */
	String open(String email, String subject, String... tasks) {
		Api.Answer opened = this.api.post("agent1", "/cases", Map.of("customer", Map.of("email", email, "name", "Ada"),
				"subject", subject, "description", "We have about 2,300 orders, and the export ends after 500."));
		assertThat(opened.status()).as(opened.text()).isEqualTo(201);
		String number = opened.json().path("number").asText();
		for (String task : tasks) {
			does(number, task, Map.of());
		}
		return number;
	}

	void does(String number, String task, Map<String, String> fields) {
		String account = task.equals("reproduce-and-fix") ? onShift() : PEOPLE.getOrDefault(task, "agent1");
		String path = "/tasks/" + task(number, task);
		assertThat(this.api.post(account, path + "/claim", Map.of()).status()).isEqualTo(200);
		Map<String, String> all = new HashMap<>(ANSWERS.getOrDefault(task, Map.of()));
		all.putAll(fields);
		Api.Answer done = this.api.post(account, path + "/complete", Map.of("fields", all));
		assertThat(done.status()).as(done.text()).isEqualTo(200);
	}

	/** The engineer who gets escalations, which depends on where the clock was moved. */
	String onShift() {
		for (JsonNode team : this.api.get("manager1", "/rota").json()) {
			if (team.path("team").asText().equals("support")) {
				return team.path("onShift").asText("engineer1");
			}
		}
		throw new AssertionError("The team is not there");
	}

	String task(String number, String key) {
		for (JsonNode task : this.api.get("manager1", "/tasks?case=" + number).json()) {
			if (task.path("key").asText().equals(key)) {
				return task.path("id").asText();
			}
		}
		throw new AssertionError("No task " + key + " on " + number);
	}

	/** A customer writes a mail. */
	void mail(String from, String subject, String words) throws Exception {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("localhost");
		sender.setPort(this.application.smtpPort());
		MimeMessage mail = sender.createMimeMessage();
		mail.setFrom(from);
		mail.setRecipients(MimeMessage.RecipientType.TO, "support@followthrough.example");
		mail.setSubject(subject);
		mail.setText(words);
		sender.send(mail);
	}

	/** A mail of ours to a customer comes back. */
	void comesBack(String to, String words) {
		Post post = new Post(this.application.smtpPort(), this.application.imapPort());
		String id = await("the mail to " + to).atMost(Duration.ofSeconds(30))
			.until(() -> post.idOf(to, words), Optional::isPresent)
			.orElseThrow();
		post.report(id, "failed", "550 5.1.1 <" + to + ">: no such mailbox");
	}

	/** A customer's mail as it goes over the wire. */
	void mail(String raw) throws Exception {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost("localhost");
		sender.setPort(this.application.smtpPort());
		sender.send(sender
			.createMimeMessage(new ByteArrayInputStream(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
	}

	/** Waits until a customer has a case. */
	String caseOf(String email) {
		return await("a case of " + email).atMost(Duration.ofSeconds(60))
			.until(() -> this.api.get("agent1", "/cases?customer=" + email)
				.json()
				.path("items")
				.path(0)
				.path("number")
				.asText(), (number) -> !number.isEmpty());
	}

	@Override
	public void close() {
		this.application.close();
	}

}
