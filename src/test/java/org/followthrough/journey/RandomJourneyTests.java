package org.followthrough.journey;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.BeforeProperty;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;
import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.defects.Defects;
import org.followthrough.insight.FigureCheck;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.Api;
import org.followthrough.testing.CaseWorker;
import org.followthrough.testing.CustomerPage;
import org.followthrough.testing.FollowthroughTest;
import org.followthrough.testing.LastingServers;
import org.followthrough.testing.MailServer;
import org.followthrough.testing.Node;
import org.followthrough.testing.Post;
import org.followthrough.testing.PromiseCheck;
import org.followthrough.testing.TestSettings;
import org.followthrough.testing.Timers;
import org.followthrough.trackers.StandIn;
import org.followthrough.trackers.WalkedTrackers;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cases that go any way at all: people, customer, clock and mail do whatever they can
 * next, and the node that serves them stops or dies in the midst of it. After each step
 * every promise holds and every figure is true. In the end each case can still be closed.
 * <p>
 * The system property {@code walks.tries} says how many cases go.
 */
@Tag("own-application")
@Label("Random journeys")
@FollowthroughTest
@Import(FigureCheck.class)
@ContextConfiguration(initializers = { TestSettings.class, LastingServers.class })
@TestPropertySource(properties = { "spring.application.name=random-journeys", "camunda.bpm.history-level=tasks" })
class RandomJourneyTests {

	private static final int MOST_STEPS_TO_THE_END = 40;

	/** What is checked after each step takes the longer the more cases there were. */
	private static final int WALKS_OF_A_DATABASE = 50;

	private static final int FATES = 200;

	private static final int STEPS = 10_000;

	private static final int MOST_COMMITS = 6;

	/** So many of the fates leave the node alive. */
	private static final int LIVES = 197;

	/** After a change of a calendar, until what runs by it is counted anew. */
	private static final Duration UNTIL_COUNTED_ANEW = Duration.ofSeconds(3);

	/** After somebody else has the shift, until what is open is gone through. */
	private static final Duration UNTIL_TURNED = Duration.ofSeconds(7);

	private static final Set<Message.Kind> ASKING = EnumSet.of(Message.Kind.QUESTION, Message.Kind.ANSWER,
			Message.Kind.EXPLANATION);

	private static final Set<String> SOME_MAY_NOT = Set.of("second-opinion", ModelWords.REVIEW_REPLY);

	private static final Set<String> WITH_OTHERS = Set.of("engineering", "verification");

	private static final Set<String> FOR_ALL = Set.of(ModelWords.REPRODUCE_AND_FIX, ModelWords.VERIFY_FIX);

	@Autowired
	private CaseWorker worker;

	@Autowired
	private Defects defects;

	@Autowired
	private Cases cases;

	@Autowired
	private CustomerPage customer;

	@Autowired
	private Api api;

	@Autowired
	private Timers timers;

	@Autowired
	private Tasks tasks;

	@Autowired
	private Messages messages;

	@Autowired
	private SignOffs signOffs;

	@Autowired
	private WontFix wontFix;

	@Autowired
	private Post post;

	@Autowired
	private PromiseCheck promises;

	@Autowired
	private FigureCheck figures;

	@Autowired
	private JdbcTemplate database;

	@Autowired
	private Clock clock;

	private final WalkedTrackers trackers = new WalkedTrackers(() -> this.api, () -> this.database, () -> this.clock);

	private final Node node = new Node(this);

	/** Whether what came by mail last has arrived. */
	private BooleanSupplier arrived = () -> true;

	private int walks;

	@DynamicPropertySource
	static void trackers(DynamicPropertyRegistry settings) {
		StandIn.configure(settings);
	}

	@BeforeProperty
	void startTheNode() {
		this.node.start();
	}

	@AfterProperty
	void endTheNode() {
		this.node.end();
	}

	@Property(tries = 6, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
	@AddLifecycleHook(AsManyAsAskedFor.class)
	void whateverHappensAllPromisesHoldAndTheCaseCanEnd(@ForAll("choices") List<Integer> choices) {
		if (++this.walks % WALKS_OF_A_DATABASE == 0) {
			this.node.startsAnew();
			System.out.printf("%d walks%n", this.walks);
		}
		try {
			walks(choices);
		}
		catch (AssertionError ex) {
			// What is wrong with this case would be held against those that follow.
			this.node.startsAnew();
			throw ex;
		}
	}

	private void walks(List<Integer> choices) {
		SupportCase walking = this.worker.open();
		this.arrived = () -> true;
		this.trackers.goesOnWith(this.walks);
		Story story = new Story();
		for (int choice : choices) {
			List<Move> moves = moves(walking);
			take(fated(choice / STEPS, choice % STEPS / 100, moves.get(choice % moves.size())), walking, story);
		}
		goesToItsEnd(walking, story);
		this.figures.wouldBeTheSameAnew();
	}

	@Provide
	Arbitrary<List<Integer>> choices() {
		return Arbitraries.integers()
			.between(0, FATES * STEPS - 1)
			.withDistribution(RandomDistribution.uniform())
			.list()
			.ofMinSize(5)
			.ofMaxSize(25);
	}

	/** Now and then the node stops before it happens, or dies while it does. */
	private Move fated(int fate, int when, Move move) {
		if (fate < LIVES) {
			return move;
		}
		if (fate == LIVES) {
			return new Move("the node restarts; " + move.name(), () -> {
				this.node.restarts();
				move.does().run();
			});
		}
		int commits = when % MOST_COMMITS;
		boolean afterwards = fate % 2 == 0;
		return new Move("the node dies %s commit %d of this: %s".formatted(afterwards ? "after" : "at", commits + 1,
				move.name()), () -> {
					this.node.dies(commits, afterwards, move.does());
					awaitSettled();
				});
	}

	/** What the node that died left undone is done by the next. */
	private void awaitSettled() {
		awaitCountedAnew();
		awaitArrival();
		this.worker.awaitDelivery();
		this.timers.ring();
	}

	private void take(Move move, SupportCase walking, Story story) {
		story.goesOn(this.worker.now(walking), this.clock.instant(), move.name());
		try {
			move.does().run();
			this.worker.awaitNews();
			awaitQuiet();
			awaitShift();
			this.trackers.awaitQuiet();
			this.promises.allKept();
			assertThat(reported(walking)).as("reports of engineers in trackers").isLessThanOrEqualTo(written(walking));
			assertThat(toldTurn(walking)).as("whose turn it is").isEqualTo(turn(walking));
			this.figures.isTrue(walking);
		}
		catch (RuntimeException | AssertionError ex) {
			throw new AssertionError("%s went wrong:%n%s%nThen: %s".formatted(walking.number(), story, ex.getMessage()),
					ex);
		}
	}

	/**
	 * What is due goes as soon as the engine looks; and what arrives late may make a
	 * promise that is late already.
	 */
	private void awaitQuiet() {
		do {
			this.worker.awaitDelivery();
		}
		while (this.timers.ring() > 0);
		this.worker.awaitDelivery();
	}

	private String toldTurn(SupportCase of) {
		return this.api.get("agent1", "/cases/" + of.number()).json().path("turn").asText();
	}

	/** As one who reads everything that was written would tell it. */
	private String turn(SupportCase of) {
		if (!this.worker.now(of).isOpen()) {
			return "null";
		}
		String turn = "ours";
		for (Message message : this.messages.ofCase(of.id())) {
			if (message.kind() == Message.Kind.CUSTOMER) {
				turn = "ours";
			}
			else if (ASKING.contains(message.kind()) && message.delivery() == Message.Delivery.DELIVERED) {
				turn = "customer";
			}
		}
		return turn;
	}

	private void goesToItsEnd(SupportCase walking, Story story) {
		for (int steps = 0; this.worker.now(walking).isOpen(); steps++) {
			assertThat(steps).as("steps to the end of %s", story).isLessThan(MOST_STEPS_TO_THE_END);
			take(onward(walking), walking, story);
		}
	}

	/**
	 * What people do who want it done; the customer says yes as soon as they are asked.
	 */
	private Move onward(SupportCase walking) {
		List<TaskView> open = this.tasks.ofCase(walking.number());
		if (open.isEmpty() && WITH_OTHERS.contains(this.worker.now(walking).stage())) {
			return forAll(walking);
		}
		if (!open.isEmpty()) {
			TaskView task = open.get(0);
			Map<String, String> unless = switch (task.key()) {
				case "investigate" ->
					this.wontFix.isUntold(walking) ? Map.of(ModelWords.OUTCOME, "unsolved") : Map.of();
				case "read-answer" -> isAsked(walking) ? Map.of() : Map.of(ModelWords.OUTCOME, "neither");
				default -> Map.of();
			};
			return new Move(task.key() + " as usual", () -> this.worker.does(walking, task.key(), unless));
		}
		String link = this.customer.freshLink(walking);
		if (this.customer.opens(link).asksForSignOff()) {
			return customers("yes", walking, "sign-off", Map.of("answer", "yes", "words", ""));
		}
		return customers("answers", walking, "reply", Map.of("text", "The one on the left."));
	}

	/** The task that another case does for all of the defect. */
	private Move forAll(SupportCase walking) {
		return sharing(walking).stream()
			.flatMap((other) -> this.worker.open(other)
				.stream()
				.filter(FOR_ALL::contains)
				.map((task) -> new Move(task + " of " + other.number(), () -> this.worker.does(other, task))))
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nobody has the task that " + walking.number() + " waits for"));
	}

	private List<SupportCase> sharing(SupportCase walking) {
		return this.defects.ofCase(walking.id())
			.map((defect) -> this.defects.cases(defect.id(), 0, 50)
				.stream()
				.filter((link) -> link.caseId() != walking.id())
				.map((link) -> this.cases.get(link.caseId()))
				.toList())
			.orElse(List.of());
	}

	/** What happens to the defect of the case, by its other cases and by people. */
	private List<Move> defectMoves(SupportCase walking) {
		List<Move> moves = new ArrayList<>();
		this.defects.ofCase(walking.id()).ifPresent((defect) -> {
			moves.add(new Move("another case of " + defect.number(), () -> this.worker.openSameAs(walking)));
			moves.add(new Move("the fix does not hold",
					() -> assertThat(this.api
						.post("engineer2", "/defects/" + defect.number() + "/regressions",
								Map.of("words", "It jams again."))
						.status()).isIn(200, 409)));
			moves.add(people("own check", walking, "own-check", Map.of("because", "They run it on a tablet.")));
			moves.add(new Move("another defect",
					() -> assertThat(this.api
						.send("PUT", "agent1", "/cases/" + walking.number() + "/defect", "{\"defect\": null}", Map.of())
						.status()).isIn(200, 409)));
		});
		for (SupportCase other : sharing(walking)) {
			for (TaskView task : this.tasks.ofCase(other.number())) {
				if (FOR_ALL.contains(task.key())) {
					outcomes(other, task).forEach((answers) -> moves.add(does(other, task, answers)));
				}
			}
			moves.add(customers("other withdraws", other, "withdraw", Map.of("words", "I have a new one.")));
		}
		return moves;
	}

	private List<Move> moves(SupportCase walking) {
		List<Move> moves = new ArrayList<>();
		for (TaskView task : this.tasks.ofCase(walking.number())) {
			// What moves a case is more likely than the rest.
			for (int weight = 0; weight < 3; weight++) {
				outcomes(walking, task).forEach((answers) -> moves.add(does(walking, task, answers)));
			}
			moves.add(gives(walking, task));
		}
		moves.add(new Move("customer mails", () -> customerMails(walking)));
		moves.addAll(defectMoves(walking));
		moves.add(customers("writes", walking, "reply", Map.of("text", "By the way, it smokes.")));
		moves.add(customers("yes", walking, "sign-off", Map.of("answer", "yes", "words", "Thanks, works now!")));
		moves.add(
				customers("yes but", walking, "sign-off", Map.of("answer", "yes", "words", "Yes, but now it smokes.")));
		moves.add(customers("not yet", walking, "sign-off", Map.of("answer", "no", "words", "Still nothing.")));
		moves.add(customers("somebody else", walking, "sign-off",
				Map.of("answer", "somebody-else", "words", "You missed the tray.")));
		moves.add(customers("rates low", walking, "rating", Map.of("points", "1", "words", "")));
		moves.add(customers("rates high", walking, "rating", Map.of("points", "5", "words", "Thank you.")));
		moves.add(customers("talk", walking, "talk", Map.of("words", "555-1234")));
		moves.add(customers("withdraws", walking, "withdraw", Map.of("words", "I have a new one.")));
		moves.add(people("word", walking, "messages", Map.of("text", "We are on it.")));
		moves.add(new Move("word with a time",
				() -> people("", walking, "messages", Map.of("text", "More in three hours.", "nextUpdateAt",
						this.clock.instant().plus(Duration.ofHours(3)).toString()))
					.does()
					.run()));
		moves.add(new Move("word with a late time",
				() -> people("", walking, "messages", Map.of("text", "More in ten days.", "nextUpdateAt",
						this.clock.instant().plus(Duration.ofDays(10)).toString(), "laterBecause", "They are away."))
					.does()
					.run()));
		moves.add(people("pause", walking, "pause", Map.of()));
		moves.add(new Move("people resume", () -> assertThat(
				this.api.send("DELETE", "agent1", "/cases/" + walking.number() + "/pause", null, Map.of()).status())
			.isIn(200, 409)));
		moves.add(new Move("engineering reports",
				() -> assertThat(this.api
					.post("engineer1", "/cases/" + walking.number() + "/messages",
							Map.of("text", "I can reproduce it.", "visibility", "internal"))
					.status()).isEqualTo(201)));
		moves.add(new Move("customers get the build",
				() -> assertThat(this.api.post("engineer1", "/releases", Map.of("builds", List.of("1.0.1"))).status())
					.isEqualTo(200)));
		moves.add(people("note", walking, "messages", Map.of("text", "I called them.", "visibility", "internal")));
		moves.add(people("spam", walking, "close", Map.of("as", "spam", "reason", "Junk.")));
		moves.add(new Move("duplicate",
				() -> people("", walking, "close",
						Map.of("as", "duplicate", "reason", "The same printer.", "of", this.worker.open().number()))
					.does()
					.run()));
		for (Duration time : List.of(Duration.ofMinutes(50), Duration.ofHours(5), Duration.ofDays(1),
				Duration.ofDays(3), Duration.ofDays(8))) {
			moves.add(new Move(time + " passes", () -> this.timers.advance(time)));
		}
		for (String hours : List.of("09:00-17:00", "22:00-24:00", "08:00-12:00,13:00-18:00")) {
			moves.add(new Move("the office works " + hours, () -> worksBy(hours)));
		}
		moves.add(new Move("the team works round the clock", () -> worksBy(null)));
		moves.add(new Move("all replies are reviewed", () -> reviewed(Map.of("sample", 100))));
		moves.add(new Move("what can't be solved is reviewed, and what new colleagues write",
				() -> reviewed(Map.of("unsolved", true, "firstMessages", 5, "span", "P1D"))));
		moves.add(new Move("nothing is reviewed", () -> reviewed(Map.of())));
		moves.addAll(reviewMoves(walking));
		moves.add(new Move("engineers take turns", this::engineersTakeTurns));
		moves.add(new Move("the week turns", this::weekTurns));
		moves.add(new Move("an engineer is away", this::somebodyIsAway));
		this.defects.ofCase(walking.id())
			.ifPresent((defect) -> this.trackers.events(defect.number())
				.forEach((event) -> moves
					.add(new Move("in the tracker, " + event.name(), () -> happens(event, walking)))));
		moves.add(new Move("word while the mail server is down", () -> wordWithoutMail(walking)));
		moves.add(new Move("last word comes back", () -> lastWordComesBack(walking)));
		return moves;
	}

	/** Whatever happens in a tracker moves no case, and old news reports nothing. */
	private void happens(WalkedTrackers.Event event, SupportCase walking) {
		SupportCase before = this.worker.now(walking);
		int reported = reported(walking);
		event.does().run();
		this.trackers.awaitQuiet();
		SupportCase after = this.worker.now(walking);
		assertThat(after.stage()).isEqualTo(before.stage());
		assertThat(after.isOpen()).isEqualTo(before.isOpen());
		assertThat(after.reopened()).isEqualTo(before.reopened());
		if (event.isOld()) {
			assertThat(reported(walking)).isEqualTo(reported);
		}
	}

	/** What engineering owed and reported in a tracker. */
	private int reported(SupportCase of) {
		return Objects.requireNonNull(this.database.queryForObject("""
				SELECT COUNT(*) FROM audit_entry WHERE stream = ? AND action IN ('promise.kept', 'promise.broken')
				AND JSON_VALUE(content, '$.door') = 'tracker'
				""", Integer.class, of.number()));
	}

	private int written(SupportCase of) {
		return this.defects.ofCase(of.id()).map((defect) -> (int) this.trackers.reports(defect.number())).orElse(0);
	}

	/** One for each outcome that the task's form offers. */
	private List<Map<String, Object>> outcomes(SupportCase walking, TaskView task) {
		List<String> outcomes = task.fields()
			.stream()
			.filter((field) -> field.name().equals(ModelWords.OUTCOME))
			.findFirst()
			.map(FormField::options)
			.orElse(List.of());
		if (outcomes.isEmpty()) {
			return List.of(Map.of());
		}
		return outcomes.stream()
			.filter((outcome) -> isPossible(walking, task.key(), outcome))
			.map((outcome) -> answers(walking, outcome))
			.toList();
	}

	/** What is refused until something else was done stays out. */
	private boolean isPossible(SupportCase walking, String task, String outcome) {
		return switch (task + " " + outcome) {
			case "investigate answer" -> !this.wontFix.isUntold(walking);
			case "read-answer somebody-else" ->
				this.signOffs.latest(walking.id()).filter(SignOff::mayGoToSomebodyElse).isPresent();
			case "read-answer confirmed", "read-answer sent-back" -> isAsked(walking);
			default -> true;
		};
	}

	/**
	 * Until what we answered has gone, there is nothing that their words could answer.
	 */
	private boolean isAsked(SupportCase walking) {
		return this.signOffs.latest(walking.id()).filter(SignOff::isOpen).isPresent();
	}

	/** What people say about held replies, and that they take them back. */
	private List<Move> reviewMoves(SupportCase walking) {
		List<Move> moves = new ArrayList<>();
		this.api.get("agent1", "/cases/" + walking.number() + "/reviews").json().forEach((review) -> {
			if (review.path("endedAt").isNull()) {
				String path = "/reviews/" + review.path("id").asLong();
				moves.add(new Move("comment",
						() -> assertThat(
								this.api.post("support1", path + "/comments", Map.of("words", "Which tray?")).status())
							.isIn(201, 409)));
				moves.add(new Move("reply taken back",
						() -> assertThat(
								this.api.post(review.path("author").asText(), path + "/withdraw", Map.of()).status())
							.isIn(200, 409)));
			}
		});
		moves.add(new Move("one mail about two cases", () -> {
			SupportCase other = this.worker.openAnother(walking);
			assertThat(
					this.api
						.post("agent1", "/messages",
								Map.of("cases", List.of(walking.number(), other.number()), "text",
										"Both are the fuser."))
						.status())
				.isIn(200, 201, 409);
		}));
		return moves;
	}

	private void reviewed(Map<String, Object> rules) {
		Map<String, Object> wanted = new HashMap<>(rules);
		this.api.get("manager1", "/review-rules").json().forEach((rule) -> {
			if (rule.path("team").asText().equals("support")) {
				wanted.put("version", rule.path("version").asInt());
			}
		});
		assertThat(this.api.send("PUT", "manager1", "/review-rules/support", wanted, Map.of()).status()).isEqualTo(200);
	}

	private Map<String, Object> answers(SupportCase walking, String outcome) {
		Map<String, Object> answers = new HashMap<>(Map.of(ModelWords.OUTCOME, outcome));
		if (outcome.equals("reassign")) {
			answers.put("newOwner", "agent2".equals(this.worker.now(walking).owner()) ? "agent1" : "agent2");
		}
		return answers;
	}

	private Move does(SupportCase walking, TaskView task, Map<String, Object> answers) {
		return new Move(task.key() + " " + answers.getOrDefault(ModelWords.OUTCOME, ""),
				() -> this.worker.does(walking, task.key(), answers));
	}

	/** Somebody takes a free task; who has one gives it back. */
	private Move gives(SupportCase walking, TaskView task) {
		String holder = task.assignee();
		if (holder != null) {
			return new Move(task.key() + " given back",
					() -> this.worker.as(holder, () -> this.tasks.unclaim(task.id())));
		}
		if (task.key().equals(ModelWords.LOOK_AFRESH)) {
			return new Move("look-afresh taken", () -> this.worker.as("support1", () -> this.tasks.claim(task.id())));
		}
		String taker = (SOME_MAY_NOT.contains(task.key()) || task.candidate() != null)
				? this.worker.mayDo(walking, task)
				: Objects
					.requireNonNull(Map
						.of("agents", "agent2", "support-engineers", "support2", "engineers", "engineer2", "managers",
								"manager2")
						.get(task.groups().get(0)));
		return new Move(task.key() + " taken", () -> this.worker.as(taker, () -> this.tasks.claim(task.id())));
	}

	private Move customers(String name, SupportCase walking, String form, Map<String, String> fields) {
		return new Move("customer " + name,
				() -> assertThat(this.customer.sends(this.customer.freshLink(walking), form, fields).status()).isIn(200,
						409));
	}

	private Move people(String name, SupportCase walking, String path, Map<String, String> body) {
		return new Move("people " + name,
				() -> assertThat(this.api.post("agent1", "/cases/" + walking.number() + "/" + path, body).status())
					.isIn(200, 201, 409));
	}

	/**
	 * The team gets other hours, and managers of its own with them; what runs is counted
	 * anew.
	 */
	private void worksBy(@Nullable String hours) {
		Map<String, Object> team = new HashMap<>(Map.of("manager", "manager1", "managerAbove", "manager2"));
		if (hours != null) {
			Map<String, Object> week = new HashMap<>();
			List.of("monday", "tuesday", "wednesday", "thursday", "friday")
				.forEach((day) -> week.put(day, List.of(hours.split(","))));
			assertThat(this.api
				.send("PUT", "manager1", "/calendars/office",
						Map.of("zone", "Europe/Berlin", "country", "de", "hours", week), Map.of())
				.status()).isIn(200, 201);
			team.put("calendar", "office");
		}
		assertThat(this.api.send("PUT", "manager1", "/teams/support", team, Map.of()).status()).isEqualTo(200);
		this.timers.passes(UNTIL_COUNTED_ANEW);
		awaitCountedAnew();
		this.timers.ring();
	}

	private void awaitCountedAnew() {
		Awaitility.await("everything counted anew")
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(20))
			.until(() -> !this.api.get("manager1", "/teams").text().contains("\"countingAnew\":true"));
	}

	/** Answers the last mail that they got. */
	private void customerMails(SupportCase walking) {
		String address = this.customer.address(walking);
		this.post.idOf(address, walking.number()).ifPresent((answered) -> {
			String words = "Any news? " + UUID.randomUUID();
			this.arrived = () -> this.messages.ofCase(walking.id())
				.stream()
				.anyMatch((message) -> message.body().contains(words));
			this.post.send(address, """
					From: %s
					To: %s
					Subject: Re: It does not print
					Message-ID: <%s@customer.example>
					In-Reply-To: %s

					%s
					""".formatted(address, Post.SUPPORT, UUID.randomUUID(), answered, words));
			awaitArrival();
		});
	}

	private void awaitArrival() {
		Awaitility.await("what came by mail")
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(50))
			.until(this.arrived::getAsBoolean);
	}

	private void engineersTakeTurns() {
		assertThat(this.api
			.post("manager1", "/rota/teams/support/weeks",
					Map.of("weeks", 100, "engineers", List.of("engineer1", "engineer2")))
			.status()).isEqualTo(200);
	}

	/** A minute into Monday in the zones that the office is in. */
	private void weekTurns() {
		Instant now = this.clock.instant();
		LocalDate monday = LocalDate.ofInstant(now, ZoneOffset.UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
		this.timers.advance(Duration.between(now, monday.atTime(9, 1).toInstant(ZoneOffset.UTC)));
	}

	private void somebodyIsAway() {
		String today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).toString();
		assertThat(
				this.api.post("manager1", "/rota/absences", Map.of("engineer", "engineer1", "first", today)).status())
			.isIn(201, 422);
	}

	/** Whatever the rota says now was seen to. */
	private void awaitShift() {
		if (handsOver()) {
			this.timers.advance(UNTIL_TURNED);
			Awaitility.await("whoever is on shift has the escalations")
				.atMost(Duration.ofSeconds(60))
				.pollInterval(Duration.ofMillis(20))
				.until(() -> !handsOver());
		}
	}

	private boolean handsOver() {
		return this.api.get("manager1", "/rota?weeks=1").text().contains("\"handingOver\":true");
	}

	private void wordWithoutMail(SupportCase walking) {
		MailServer mailServer = this.node.mailServer();
		mailServer.down();
		try {
			people("", walking, "messages", Map.of("text", "We are on it.")).does().run();
			this.timers.advance(Duration.ofHours(20));
			this.promises.allKept();
		}
		finally {
			mailServer.up();
		}
	}

	/** Unless nothing was said, or the demo's mail server has forgotten it. */
	private void lastWordComesBack(SupportCase walking) {
		this.messages.ofCase(walking.id())
			.stream()
			.filter((message) -> message.isByPerson() && message.delivery() == Message.Delivery.DELIVERED)
			.reduce((earlier, later) -> later)
			.ifPresent((word) -> this.post.idOf(this.customer.address(walking), word.body()).ifPresent((id) -> {
				this.arrived = () -> this.messages.find(word.id()).orElseThrow().delivery() == Message.Delivery.FAILED;
				this.post.report(id, "failed", "550 No such mailbox");
				awaitArrival();
				this.timers.ring();
			}));
	}

	/**
	 * Something that can happen next.
	 *
	 * @param name what
	 * @param does makes it happen
	 */
	private record Move(String name, Runnable does) {
	}

	/**
	 * Takes the number of tries from the command line.
	 */
	private static final class AsManyAsAskedFor implements AroundPropertyHook {

		@Override
		public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
			Integer walks = Integer.getInteger("walks.tries");
			if (walks != null) {
				context.attributes().setTries(walks);
			}
			return property.execute();
		}

	}

}
