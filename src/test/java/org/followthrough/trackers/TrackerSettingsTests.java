package org.followthrough.trackers;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrackerSettingsTests {

	private static final Map<String, String> GITHUB = Map.of("kind", "github", "project", "octo-org/printer", "token",
			"secret-token", "webhook-secret", "secret-secret", "people.engineer1", "octo-engineer");

	@Test
	void whatIsNotSaidHasItsUsualValue() {
		TrackerSettings.Tracker github = bound("github", GITHUB);
		assertThat(github.url()).isEqualTo("https://api.github.com");
		assertThat(github.every()).hasMinutes(5);
		assertThat(github.account("Octo-Engineer")).contains("engineer1");
		assertThat(github.account("somebody")).isEmpty();
	}

	@Test
	void secretsAreNotShown() {
		assertThat(bound("github", GITHUB).toString()).contains("octo-org/printer").doesNotContain("secret-");
	}

	@ParameterizedTest
	@CsvSource({ "token, ''", "project, printer", "project, octo-org/printer/issues", "project, ../../user",
			"url, http://tracker.example", "url, ftp://tracker.example", "url, https://user:word@tracker.example",
			"url, tracker", "within, PT2M", "within, PT0S", "every, PT1S", "kind, jira", "kind, jira-data-center" })
	void whatDoesNotFitStopsTheStartAndTellsNoSecret(String setting, String value) {
		Map<String, String> settings = new HashMap<>(GITHUB);
		settings.put(setting, value);
		assertThatThrownBy(() -> bound("github", settings)).rootCause()
			.hasMessageContaining("followthrough.trackers")
			.message()
			.doesNotContain("secret-", "word");
	}

	@ParameterizedTest
	@CsvSource({ "http://localhost:3000", "http://127.0.0.1:8361/github", "https://github.example/api/v3/" })
	void addressesThatKeepTheTokenSafe(String url) {
		Map<String, String> settings = new HashMap<>(GITHUB);
		settings.put("url", url);
		assertThat(bound("github", settings).url()).isEqualTo(url.replaceAll("/$", ""));
	}

	@Test
	void aNameThatIsNoneIsRefused() {
		assertThatThrownBy(() -> bound("Git Hub", GITHUB)).hasStackTraceContaining("no name for a tracker");
	}

	private static TrackerSettings.Tracker bound(String name, Map<String, String> settings) {
		Map<String, String> all = new HashMap<>();
		settings.forEach((key, value) -> all.put("followthrough.trackers[" + name + "]." + key, value));
		TrackerSettings bound = new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("followthrough",
				TrackerSettings.class);
		return bound.trackers().values().iterator().next();
	}

}
