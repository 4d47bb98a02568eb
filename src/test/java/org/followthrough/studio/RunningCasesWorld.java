package org.followthrough.studio;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.LastingServers;
import org.followthrough.testing.Node;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TestSettings;
import org.followthrough.testing.Timers;
import org.followthrough.time.Worker;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionOperations;

/**
 * An application with live cases in all states, whose journey is replaced under way, and
 * which may die meanwhile.
 */
@FollowthroughTest
@ContextConfiguration(initializers = { TestSettings.class, LastingServers.class })
@TestPropertySource(properties = { "spring.application.name=running-cases", "camunda.bpm.history-level=tasks",
		"followthrough.moves.batch=${running.batch:20}" })
class RunningCasesWorld {

	@Autowired
	CaseWorker worker;

	@Autowired
	CustomerPage customer;

	@Autowired
	Timers timers;

	@Autowired
	PromiseCheck promises;

	@Autowired
	Api api;

	@Autowired
	JdbcTemplate database;

	@Autowired
	TransactionOperations transaction;

	@Autowired
	RuntimeService runtime;

	@Autowired
	Drafts drafts;

	@Autowired
	DraftFiles files;

	@Autowired
	DraftPlaces places;

	@Autowired
	DraftReview review;

	@Autowired
	DraftRunning running;

	@Autowired
	Publisher publisher;

	@Autowired
	@Qualifier("moveWorker")
	Worker mover;

	@Autowired
	@Qualifier("rehearsalWorker")
	Worker rehearser;

	final Node node = new Node(this);

	/** How many cases wait at once, at the least. */
	static final int CASES = Integer.getInteger("running.cases", 60);

	/** What was opened, by what it waits for. */
	final Map<String, List<SupportCase>> scenes = new LinkedHashMap<>();

	private void opens(String scene, int share, Supplier<SupportCase> one) {
		List<SupportCase> all = this.scenes.computeIfAbsent(scene, (key) -> new ArrayList<>());
		for (int i = 0; i < share; i++) {
			all.add(one.get());
		}
	}

	/** Has cases wait in every way that the shipped models know. */
	void opensAll() {
		int share = Math.max(1, CASES / 29);
		opens("decide-unanswered", share, () -> this.worker.openAt("sign-off"));
		for (int i = 0; i < 3; i++) {
			passes(Duration.ofDays(2));
		}
		for (String scene : List.of("overdue-promise", "late-word", "still-no-word", "one-more-hour", "one-hour")) {
			opens(scene, share, () -> this.worker.openAt("investigate"));
		}
		passes(Duration.ofDays(1));
		each("late-word", (one) -> this.worker.does(one, "overdue-promise", reassigned()));
		passes(Duration.ofHours(4));
		each("one-more-hour", (one) -> this.worker.does(one, "still-no-word", reassigned()));
		for (String stage : List.of("acknowledge", "investigate", "ask-customer", "wait-for-answer", "escalate",
				"engineering", "verification", "answer", "explain-unsolved")) {
			opens(stage, share, () -> this.worker.openAt(stage));
		}
		opens("another's defect", share, () -> this.worker.openSameAs(this.scenes.get("engineering").get(0)));
		opens("another's check", share, () -> this.worker.openSameAs(this.scenes.get("verification").get(0)));
		opens("hand-over-or-keep", share, () -> shiftEnds(this.worker.openAt("engineering")));
		opens("decide-unverified", share, () -> unverified(this.worker.openAt("verification")));
		opens("second-opinion", share, () -> {
			SupportCase one = unverified(this.worker.openAt("verification"));
			this.worker.does(one, "decide-unverified");
			return one;
		});
		opens("talk-it-over", share, () -> failed(this.worker.openAt("verification")));
		opens("review-reply", share, () -> {
			SupportCase one = this.worker.openAt("answer");
			reviewed(Map.of("sample", 100));
			this.worker.does(one, "answer");
			reviewed(Map.of());
			return one;
		});
		opens("rework-reply", share, () -> {
			SupportCase one = this.worker.openAt("answer");
			reviewed(Map.of("sample", 100));
			this.worker.does(one, "answer");
			reviewed(Map.of());
			this.worker.does(one, "review-reply", Map.of("outcome", "rework", "message", "Say which."));
			return one;
		});
		opens("sign-off", share, () -> this.worker.openAt("sign-off"));
		opens("read-message", share, () -> {
			SupportCase one = this.worker.openAt("escalate");
			this.customer.writes(one, "By the way.");
			return one;
		});
		opens("talk-to-customer", share, () -> {
			SupportCase one = this.worker.openAt("investigate");
			this.customer.asksToTalk(one);
			return one;
		});
		opens("read-answer", share, () -> {
			SupportCase one = this.worker.openAt("sign-off");
			this.worker.awaitDelivery();
			this.customer.writes(one, "It prints, but it is loud.");
			return one;
		});
		opens("look-afresh", share, () -> {
			SupportCase one = this.worker.openAt("explain-unsolved");
			this.worker.does(one, "explain-unsolved");
			this.worker.awaitDelivery();
			this.customer.asksForSomebodyElse(one);
			return one;
		});
		this.worker.awaitNews();
		this.worker.awaitDelivery();
		// Word that arrives ends the hour.
		this.node.mailServer().down();
		each("one-hour", (one) -> this.worker.does(one, "overdue-promise"));
	}

	private void each(String scene, Consumer<SupportCase> does) {
		this.scenes.getOrDefault(scene, List.of()).forEach(does);
	}

	private static Map<String, String> reassigned() {
		return Map.of("outcome", "reassign", "message", "I am away.", "newOwner", "agent2");
	}

	private void passes(Duration time) {
		this.worker.awaitDelivery();
		this.timers.advance(time);
	}

	private SupportCase unverified(SupportCase of) {
		this.worker.does(of, "verify-fix", Map.of("outcome", "cannot-verify"));
		return of;
	}

	private SupportCase failed(SupportCase of) {
		for (int i = 0; i < 3; i++) {
			this.worker.does(of, "verify-fix", Map.of("outcome", "failed"));
			if (i < 2) {
				this.worker.does(of, "reproduce-and-fix");
			}
		}
		return of;
	}

	private SupportCase shiftEnds(SupportCase of) {
		this.worker.claims("engineer1", of, "reproduce-and-fix");
		String waits = Objects.requireNonNull(this.database.queryForObject("""
				SELECT s.EXECUTION_ID_ FROM ACT_RU_EVENT_SUBSCR s JOIN ACT_RU_EXECUTION e ON e.ID_ = s.PROC_INST_ID_
				WHERE e.BUSINESS_KEY_ = ? AND s.EVENT_NAME_ = 'shift-ended'""", String.class, of.number()));
		this.transaction.executeWithoutResult((status) -> this.runtime.messageEventReceived("shift-ended", waits));
		return of;
	}

	private void reviewed(Map<String, Object> rules) {
		Map<String, Object> wanted = new LinkedHashMap<>(rules);
		this.api.get("manager1", "/review-rules").json().forEach((rule) -> {
			if (rule.path("team").asText().equals("support")) {
				wanted.put("version", rule.path("version").asInt());
			}
		});
		this.api.send("PUT", "manager1", "/review-rules/support", wanted, Map.of());
	}

	/** Drafts an edit of files, by what is put in the place of what, by file. */
	long drafts(Map<String, Map<String, String>> edits) {
		long[] draft = new long[1];
		Actor.person("manager1", Door.PAGE).runs(() -> {
			draft[0] = this.drafts.begin("Another way", "It is better.").id();
			edits.forEach((file, replacements) -> {
				DraftFile taken = this.files.take(draft[0], file, 0);
				String text = new String(taken.content(), StandardCharsets.UTF_8);
				for (Map.Entry<String, String> part : replacements.entrySet()) {
					if (!text.contains(part.getKey())) {
						throw new AssertionError(file + " has no " + part.getKey());
					}
					text = text.replace(part.getKey(), part.getValue());
				}
				this.files.save(draft[0], file, taken.revision(), text.getBytes(StandardCharsets.UTF_8));
			});
		});
		return draft[0];
	}

	/** Has another manager approve it, and publishes it. */
	void publishes(long draft) {
		this.rehearser.stop();
		Actor.person("manager1", Door.PAGE)
			.runs(() -> this.review.submit(draft, this.drafts.get(draft).version(), "It is better."));
		this.transaction.executeWithoutResult((status) -> this.database
			.update("UPDATE rehearsal SET status = 'DONE', passed = TRUE, ended_at = asked_at WHERE status != 'DONE'"));
		Actor.person("manager2", Door.PAGE)
			.runs(() -> this.review.approve(draft, this.drafts.get(draft).version(), null));
		Awaitility.await("publication of " + this.drafts.get(draft).title())
			.atMost(Duration.ofSeconds(30))
			.pollInterval(Duration.ofMillis(50))
			.until(() -> this.drafts.get(draft).state() != DraftState.APPROVED);
		if (this.drafts.get(draft).state() != DraftState.PUBLISHED) {
			throw new AssertionError(this.drafts.get(draft).returned());
		}
	}

	/** Until every case is settled. */
	void awaitMoved(long draft) {
		Awaitility.await("cases of draft " + draft)
			.atMost(Duration.ofMinutes(5))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> this.database.queryForObject(
					"SELECT COUNT(*) FROM case_move WHERE draft_id = ? AND ended_at IS NULL", Integer.class,
					draft) == 0);
	}

}
