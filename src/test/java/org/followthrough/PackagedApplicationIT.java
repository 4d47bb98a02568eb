package org.followthrough;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.followthrough.testing.Api;
import org.followthrough.testing.RunningJar;
import org.followthrough.testing.TestSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged application, started as its users start it.
 */
class PackagedApplicationIT {

	private static final Pattern SETUP_LINK = Pattern.compile("http://localhost:\\d+(/setup/\\S+)");

	private static HttpRequest newCase(RunningJar application) {
		return HttpRequest.newBuilder(application.address("/api/v1/cases"))
			.header("Content-Type", "application/json")
			.header("Authorization", Api.basic("agent1"))
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"customer":{"email":"ada@example.org","name":"Ada"},"subject":"It fails","description":"Help"}
					"""))
			.build();
	}

	private static Path freshFolder(String name) {
		Path data = TestSettings.TARGET.resolve("it-data").resolve(name);
		TestSettings.forget(data);
		return data;
	}

	private static long serverOn(Path data) throws IOException {
		return Long.parseLong(Files.readString(data.resolve("mariadb.pid")).trim());
	}

	private static boolean runs(long pid) {
		return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
	}

	@Test
	void dataSurvivesAKillAndTheServerLeftBehindIsFoundAgain() throws Exception {
		Path data = freshFolder("killed");
		String folder = "--followthrough.data=" + data;
		String number;
		long server;
		try (RunningJar first = RunningJar.start("killed-1", Map.of(), folder)) {
			Duration firstStart = first.awaitFirstPage();
			HttpResponse<String> opened = first.send(newCase(first));
			assertThat(opened.statusCode()).isEqualTo(201);
			number = opened.headers().firstValue("Location").orElseThrow().replace("/api/v1/cases/", "");
			server = serverOn(data);
			System.out.printf("First page after %d ms, with a new database%n", firstStart.toMillis());
			first.kill();
		}
		assertThat(runs(server)).as("the database server outlives the killed application").isTrue();
		try (RunningJar second = RunningJar.start("killed-2", Map.of(), folder)) {
			second.awaitFirstPage();
			assertThat(serverOn(data)).isEqualTo(server);
			HttpResponse<String> found = second.send(HttpRequest.newBuilder(second.address("/api/v1/cases/" + number))
				.header("Authorization", Api.basic("agent1"))
				.build());
			assertThat(found.body()).contains("It fails");
			try (RunningJar rival = RunningJar.start("killed-rival", Map.of(), folder)) {
				assertThat(rival.awaitEnd()).isNotZero();
				assertThat(rival.log()).contains("Another Followthrough is running on the data folder")
					.contains("--followthrough.data")
					.doesNotContain("\tat ");
			}
		}
		assertThat(runs(server)).as("the database server ends with the application that ends in order").isFalse();
	}

	@Test
	void anotherDatabaseHasNoDemonstrationAndMakesItsFirstAdministratorByALink() throws Exception {
		Path data = freshFolder("other-server");
		try (RunningJar host = RunningJar.start("other-host", Map.of(), "--followthrough.data=" + data,
				"--followthrough.demo.enabled=false")) {
			host.awaitFirstPage();
			// To the second application, the embedded server of the first is the
			// company's own.
			String port = Files.readString(data.resolve("mariadb.port")).trim();
			Path unused = freshFolder("unused");
			Map<String, String> database = Map.of("SPRING_DATASOURCE_URL",
					"jdbc:mariadb://127.0.0.1:" + port + "/followthrough", "SPRING_DATASOURCE_USERNAME",
					"followthrough", "SPRING_DATASOURCE_PASSWORD", Files.readString(data.resolve("database.password")),
					"FOLLOWTHROUGH_DATA", unused.toString());
			try (RunningJar application = RunningJar.start("other-application", database)) {
				application.awaitFirstPage();
				assertThat(unused.resolve("mariadb.port")).as("no embedded server is started").doesNotExist();
				assertThat(application.get("/demo").statusCode()).isNotEqualTo(200);
				assertThat(application.get("/login").body()).doesNotContain("agent1");
				Matcher link = SETUP_LINK.matcher(application.log());
				assertThat(link.find()).as("a link in the log").isTrue();
				String path = link.group(1);
				assertThat(application.get(path).body()).contains("The first administrator");
				assertThat(create(application, path, "short").statusCode()).isEqualTo(422);
				assertThat(create(application, path, "long enough to be one").statusCode()).isEqualTo(302);
				assertThat(application.get(path).statusCode()).as("the link works once").isEqualTo(410);
				assertThat(application.get("/setup/guessed").statusCode()).isEqualTo(410);
			}
			try (RunningJar refused = RunningJar.start("other-demo", database, "--followthrough.demo.enabled=true")) {
				assertThat(refused.awaitEnd()).isNotZero();
				assertThat(refused.log()).contains("well-known passwords");
			}
		}
	}

	private static HttpResponse<String> create(RunningJar application, String path, String password) {
		HttpResponse<String> page = application.get(path);
		Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page.body());
		assertThat(token.find()).isTrue();
		String form = "_csrf=" + token.group(1) + "&account=root1&name=Ada+Admin&email=a@example.org&password="
				+ password.replace(' ', '+');
		String session = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
		return application.send(HttpRequest.newBuilder(application.address(path))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.header("Cookie", session)
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build());
	}

	@Test
	void whereNoServerCanRunTheStartSaysWhatToDoInOneSentence() {
		try (RunningJar refused = RunningJar.start("no-server", Map.of(),
				"--followthrough.data=" + freshFolder("no-server"),
				"--followthrough.database.server=/nowhere/mariadbd")) {
			assertThat(refused.awaitEnd()).isNotZero();
			assertThat(refused.log()).contains("followthrough.database.server names /nowhere/mariadbd")
				.doesNotContain("\tat ");
		}
	}

}
