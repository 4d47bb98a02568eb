package org.followthrough.trackers;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is written to trackers and read from them, by itself.
 */
class TrackerTextTests {

	private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

	private static final ObjectMapper JSON = new ObjectMapper();

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "429|||60", "429|Retry-After: 30||30", "403|Retry-After: 30||30", "503|Retry-After: 30||30",
					"429|Retry-After: Sat, 28 Nov 2026 12:01:30 GMT||90",
					"403|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1795867500|300",
					"429|RateLimit-Remaining: 0|RateLimit-Reset: 1795867500|300",
					"429|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 2026-11-28T12:05Z|300",
					"429|Retry-After: 99999999||7200", "429|X-RateLimit-Remaining: 0|X-RateLimit-Reset: 1|1", "403|||",
					"403|X-RateLimit-Remaining: 12|X-RateLimit-Reset: 1795867500|", "503|||", "500|Retry-After: 30||",
					"429|Retry-After: soon||60" })
	void howLongATrackerWantsToBeLeftAlone(int status, String one, String two, Integer seconds) {
		HttpHeaders headers = new HttpHeaders();
		for (String header : new String[] { one, two }) {
			if (header != null) {
				headers.set(header.split(": ", 2)[0], header.split(": ", 2)[1]);
			}
		}
		assertThat(RateLimit.until(status, headers, "", NOW).map((until) -> Duration.between(NOW, until).toSeconds()))
			.isEqualTo(java.util.Optional.ofNullable(seconds).map(Integer::longValue));
	}

	@Test
	void aSecondaryLimitMaySayItInWordsOnly() {
		assertThat(RateLimit.until(403, new HttpHeaders(), "You have exceeded a secondary rate limit.", NOW))
			.contains(NOW.plusSeconds(60));
	}

	@Test
	void theDocumentedSignaturesAreTaken() {
		HttpHeaders github = new HttpHeaders();
		github.set("X-Hub-Signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
		GitHubWebhook webhook = new GitHubWebhook(settings("github", "octo-org/printer", "It's a Secret to Everybody"));
		assertThat(webhook.isSigned(github, "Hello, World!".getBytes())).isTrue();
		assertThat(webhook.isSigned(github, "Hello, World?".getBytes())).isFalse();
		HttpHeaders jira = new HttpHeaders();
		jira.set("X-Hub-Signature", "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9");
		assertThat(new JiraWebhook(settings("jira-data-center", "PRN", "It's a Secret to Everybody")).isSigned(jira,
				"Hello World!".getBytes()))
			.isTrue();
	}

	@Test
	void gitLabsSecretTokenIsTakenAsItIs() {
		GitLabWebhook webhook = new GitLabWebhook(settings("gitlab", "a/b", "a secret token"));
		HttpHeaders headers = new HttpHeaders();
		headers.set("X-Gitlab-Token", "a secret token");
		assertThat(webhook.isSigned(headers, "{}".getBytes())).isTrue();
		headers.set("X-Gitlab-Token", "a secret Token");
		assertThat(webhook.isSigned(headers, "{}".getBytes())).isFalse();
		assertThat(webhook.isSigned(new HttpHeaders(), "{}".getBytes())).isFalse();
	}

	@Test
	void withoutASecretNothingIsTaken() {
		HttpHeaders empty = new HttpHeaders();
		empty.set("X-Gitlab-Token", "");
		assertThat(new GitLabWebhook(settings("gitlab", "a/b", "")).isSigned(empty, "{}".getBytes())).isFalse();
		assertThat(new GitHubWebhook(settings("github", "a/b", "")).isSigned(empty, "{}".getBytes())).isFalse();
	}

	private static TrackerSettings.Tracker settings(String kind, String project, String secret) {
		return new TrackerSettings.Tracker(
				TrackerKind.valueOf(kind.toUpperCase(java.util.Locale.ROOT).replace('-', '_')),
				"https://tracker.example", project, "bot@example.org", new Secret("token"), new Secret(secret),
				java.util.List.of(), java.util.List.of(), "Bug", Map.of(), Duration.ofMinutes(5),
				Duration.ofSeconds(20), org.springframework.util.unit.DataSize.ofMegabytes(1), Duration.ofDays(2));
	}

	@ParameterizedTest
	@CsvSource({ "gitlab, group/sub/printer, 12, 12", "gitlab, group/sub/printer, #12, 12",
			"gitlab, group/sub/printer, group/sub/printer#012, 12",
			"gitlab, group/sub/printer, https://tracker.example/group/sub/printer/-/issues/12, 12",
			"gitlab, group/sub/printer, https://tracker.example/group/sub/printer/-/work_items/12#note_3, 12",
			"gitlab, group/sub/printer, https://tracker.example/group/sub/printer/issues/12, 12",
			"gitlab, group/sub/printer, https://tracker.example/group/other/-/issues/12,",
			"gitlab, group/sub/printer, https://tracker.example.evil.example/group/sub/printer/-/issues/12,",
			"jira, PRN, prn-7, PRN-7", "jira, PRN, https://tracker.example/browse/PRN-7?x=y, PRN-7",
			"jira, PRN, OTHER-7,", "jira, PRN, 7,", "github, octo-org/printer, Octo-Org/Printer#7, 7",
			"github, octo-org/printer, https://tracker.example/octo-org/printer/issues/7#issuecomment-1, 7",
			"github, octo-org/printer, https://tracker.example/octo-org/printer/pull/7," })
	void keysAndAddresses(String kind, String project, String typed, String key) {
		IssueApi api = Tracker.of("any", settings(kind, project, ""), java.time.Clock.systemUTC()).api();
		assertThat(api.key(typed)).isEqualTo(java.util.Optional.ofNullable(key));
		if (key != null) {
			assertThat(api.key(api.address(key))).contains(key);
			assertThat(api.key(api.name(key))).contains(key);
		}
	}

	@Test
	void partsStandInFencesThatTheyCannotLeave() {
		Map<String, String> parts = new LinkedHashMap<>();
		parts.put("Steps", "1. @everyone\n```\n/close\n````");
		assertThat(IssueText.of(TrackerKind.GITHUB, parts))
			.isEqualTo("### Steps\n\n`````text\n1. @everyone\n```\n/close\n````\n`````");
		assertThat(IssueText.of(TrackerKind.JIRA_DATA_CENTER, Map.of("Seen", "{noformat}h1.")))
			.isEqualTo("h3. Seen\n{noformat}\n{ noformat}h1.\n{noformat}");
		assertThat(IssueText.of(TrackerKind.JIRA, Map.of("Seen", "No paper."))).isEqualTo("Seen:\nNo paper.");
	}

	@Test
	void whatWouldBeAnOrderToGitLabIsNone() {
		assertThat(GitLabApi.withoutOrders("/close\ntext /close\n  /x\n/assign @me"))
			.isEqualTo(" /close\ntext /close\n  /x\n /assign @me");
	}

	@Test
	void anAtlassianDocumentIsReadWhateverItHolds() throws Exception {
		assertThat(AtlassianDocument.text(JSON.readTree("""
				{"type":"doc","version":1,"content":[
				 {"type":"heading","content":[{"type":"text","text":"Head"}]},
				 {"type":"paragraph","content":[{"type":"text","text":"One"},{"type":"hardBreak"},
				  {"type":"mention","attrs":{"id":"1","text":"@Ada"}},{"type":"emoji","attrs":{"text":":)"}}]},
				 {"type":"bulletList","content":[{"type":"listItem","content":[
				  {"type":"paragraph","content":[{"type":"text","text":"item"}]}]}]},
				 {"type":"inlineCard","attrs":{"url":"https://x.example"}},{"type":"unknown"}]}""")))
			.isEqualTo("Head\nOne\n@Ada:)\nitem\nhttps://x.example");
		assertThat(AtlassianDocument.text(JSON.missingNode())).isEmpty();
		assertThat(AtlassianDocument.text(JSON.nullNode())).isEmpty();
		assertThat(AtlassianDocument.text(JSON.readTree(deep(200)))).isEmpty();
		assertThat(AtlassianDocument.text(JSON.valueToTree(AtlassianDocument.of("a\nb\n\nc")))).isEqualTo("a\nb\nc");
	}

	private static String deep(int levels) {
		return "{\"type\":\"a\",\"content\":[".repeat(levels) + "{\"type\":\"text\",\"text\":\"x\"}"
				+ "]}".repeat(levels);
	}

	@Test
	void whatIsUnseenIsTakenOut() {
		assertThat(PlainText.of("a\u0000b\r\nc\u202Ed\ud800", 100)).isEqualTo("ab\ncd\ufffd");
		assertThat(PlainText.line("  a \n\t b\u2028c ", 100)).isEqualTo("a b c");
		assertThat(PlainText.of("\ud83d\ude00".repeat(10), 9)).isEqualTo("\ud83d\ude00\ud83d\ude00\n[…]");
		assertThat(PlainText.line("abcdef", 4)).isEqualTo("abc…");
	}

}
