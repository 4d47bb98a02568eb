package org.followthrough.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.SupportCase;
import org.followthrough.testing.Api;
import org.followthrough.testing.Api.Answer;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.SignedInPerson;
import org.followthrough.testing.Timers;
import org.followthrough.verification.EarlyRelease;
import org.followthrough.verification.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens when customers get a build before its fixes were verified.
 */
@FollowthroughTest
class ReleaseDoorTests {

	private final String build = "rel-" + UUID.randomUUID();

	@Autowired
	private Api api;

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Timers timers;

	@Autowired
	private Post post;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Releases releases;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private Clock clock;

	@AfterEach
	void allPromisesAreKept() {
		this.timers.ring();
		this.promises.allKept();
	}

	@ParameterizedTest
	@ValueSource(strings = { "api", "page" })
	void aFixThatIsOutBeforeItWasVerifiedIsFlaggedUntilItIs(String door) {
		SupportCase early = fixedIn(this.build);
		if (door.equals("api")) {
			assertThat(released("engineer1", Map.of("builds", List.of("other", this.build))).status()).isEqualTo(200);
		}
		else {
			assertThat(new SignedInPerson(this.api, "manager1").post("/releases", "/releases", "build=" + this.build))
				.contains("customers have build " + this.build, early.number());
		}
		assertThat(this.releases.earlyOf(early.id())).singleElement()
			.satisfies((flag) -> assertThat(flag.verificationId()).isNull());
		assertThat(unverified()).contains(early.number());
		assertThat(new SignedInPerson(this.api, "agent1").page("/cases/" + early.number()))
			.contains("Customers have build " + this.build);
		this.timers.passes(Duration.ofMinutes(1));
		for (String account : List.of("manager1", "support1", "support2")) {
			assertThat(Post.text(this.post.await(account + "@followthrough.example", early.number())))
				.contains("verif");
		}
		this.worker.does(early, "verify-fix", Map.of("build", this.build));
		assertThat(unverified()).doesNotContain(early.number());
		assertThat(this.releases.earlyOf(early.id())).extracting(EarlyRelease::verificationId)
			.doesNotContainNull()
			.hasSize(1);
		assertThat(this.worker.now(early).stage()).isEqualTo("answer");
	}

	@Test
	void toBeOutIsNoVerification() {
		SupportCase early = fixedIn(this.build);
		released("manager1", Map.of("builds", List.of(this.build)));
		assertThat(this.worker.open(early)).containsExactly("verify-fix");
	}

	@Test
	void toSayItAgainChangesNothing() {
		SupportCase early = fixedIn(this.build);
		JsonNode first = released("engineer1", Map.of("builds", List.of(this.build))).json();
		JsonNode second = released("manager1",
				Map.of("builds", List.of(this.build, this.build), "releasedAt", "2026-01-01T00:00:00Z"))
			.json();
		assertThat(second).isEqualTo(first);
		assertThat(flags(early)).isEqualTo(1);
		assertThat(this.releases.earlyOf(early.id())).hasSize(1);
	}

	@Test
	void aFixThatWasVerifiedFirstIsNotFlagged() {
		SupportCase verified = fixedIn(this.build);
		this.worker.does(verified, "verify-fix", Map.of("build", this.build));
		released("engineer1", Map.of("builds", List.of(this.build)));
		assertThat(flags(verified)).isZero();
	}

	@Test
	void aReleaseThatIsToldLateIsJudgedByWhenItWas() {
		Instant before = this.clock.instant();
		this.timers.passes(Duration.ofMinutes(10));
		SupportCase late = fixedIn(this.build);
		this.worker.does(late, "verify-fix", Map.of("build", this.build));
		released("engineer1", Map.of("builds", List.of(this.build), "releasedAt", before.toString()));
		assertThat(flags(late)).isEqualTo(1);
		assertThat(unverified()).doesNotContain(late.number());
	}

	@Test
	void whatTwoPeopleLetGoUnverifiedIsNotFlagged() {
		SupportCase accepted = fixedIn(this.build);
		this.worker.does(accepted, "verify-fix", Map.of("build", this.build, "outcome", "cannot-verify"));
		this.worker.does(accepted, "decide-unverified", "second-opinion");
		released("engineer1", Map.of("builds", List.of(this.build)));
		assertThat(flags(accepted)).isZero();
	}

	@Test
	void aFixThatNamesABuildWhichIsOutIsFlaggedAtOnce() {
		released("engineer1", Map.of("builds", List.of(this.build)));
		SupportCase early = fixedIn(" " + this.build);
		assertThat(flags(early)).isEqualTo(1);
		assertThat(unverified()).contains(early.number());
	}

	@Test
	void anotherBuildIsAnotherBuild() {
		SupportCase other = fixedIn(this.build + "1");
		released("engineer1", Map.of("builds", List.of(this.build)));
		assertThat(flags(other)).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "agent1, 403", "support1, 403", "auditor1, 403" })
	void whoDoesNotReleaseDoesNotSaySo(String account, int status) {
		Answer refused = released(account, Map.of("builds", List.of(this.build)));
		assertThat(refused.status()).isEqualTo(status);
		assertThat(refused.type()).startsWith("application/problem+json");
		assertThat(this.releases.find(this.build)).isEmpty();
	}

	@Test
	void whatIsNoBuildOrNotYetIsRefusedAtItsField() {
		assertRefused(Map.of("builds", List.of()), "builds");
		assertRefused(Map.of("builds", List.of("x".repeat(201))), "builds");
		assertRefused(Map.of("builds", List.of(this.build), "releasedAt", "2999-01-01T00:00:00Z"), "releasedAt");
		assertThat(this.releases.find(this.build)).isEmpty();
		assertThat(new SignedInPerson(this.api, "manager1").post("/releases", "/releases",
				"build=" + this.build + "&releasedAt=tomorrow"))
			.contains("id=\"since-error\"", "That is no time", this.build);
	}

	private void assertRefused(Map<String, Object> body, String field) {
		Answer refused = released("engineer1", body);
		assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		assertThat(refused.json().at("/errors/0/field").asText()).startsWith(field);
	}

	private SupportCase fixedIn(String named) {
		SupportCase fixed = this.worker.openAt("engineering");
		this.worker.does(fixed, "reproduce-and-fix", Map.of("build", named));
		return this.worker.now(fixed);
	}

	private Answer released(String account, Map<String, ?> body) {
		return this.api.post(account, "/releases", new HashMap<>(body));
	}

	private List<String> unverified() {
		return this.releases.unverified(null, 1000).stream().map(EarlyRelease::caseNumber).toList();
	}

	private long flags(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000)
			.stream()
			.filter((entry) -> entry.action().equals("verification.released-early"))
			.count();
	}

}
