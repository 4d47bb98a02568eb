package org.followthrough.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Intake;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Outbox;
import org.followthrough.customers.Customers;
import org.followthrough.defects.Defects;
import org.followthrough.defects.NewsOfCases;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.promises.Promises;
import org.followthrough.verification.Verifications;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Brings cases to a state as people would: each task is claimed by somebody who may, and
 * completed with valid answers unless the test gives others.
 */
@TestComponent
public class CaseWorker {

	private static final Map<String, String> PEOPLE = Map.of("agents", "agent1", "support-engineers", "support1",
			"engineers", "engineer1", "managers", "manager1");

	private static final Map<String, Object> HAND_OVER = Map.of("steps", "Print.", "expected", "Paper.", "seen",
			"No paper.", "environment", "Printer 7, version 1.0.0", "affected", "one", "howBadly", "They can't print.",
			"workaround", "none known", "tried", "Switched it off and on.", "customerSees", "A blinking light.");

	private static final Map<String, Map<String, Object>> ANSWERS = Map.ofEntries(
			Map.entry("acknowledge", Map.of("message", "You can't print.")),
			Map.entry("investigate", Map.of("outcome", "answer", "findings", "The tray is empty.")),
			Map.entry("ask-customer", Map.of("message", "Which printer is it?")), Map.entry("escalate", HAND_OVER),
			Map.entry("reproduce-and-fix",
					Map.of("outcome", "fixed", "build", "1.0.1", "explanation", "It fed the wrong tray.")),
			Map.entry("hand-over-or-keep", Map.of("outcome", "keep", "message", "I am nearly done.")),
			Map.entry("verify-fix",
					Map.of("outcome", "passed", "build", "1.0.1", "environment", "Debian 12, tray 2", "steps",
							"Printed.", "evidence", "Paper came.", "cannotVerify", "There is no such printer here.")),
			Map.entry("decide-unverified", Map.of("outcome", "offer", "reason", "It can only get better.")),
			Map.entry("second-opinion", Map.of("outcome", "offer", "reason", "I read the change.")),
			Map.entry("talk-it-over", Map.of("message", "Eva borrows the customer's tray first.")),
			Map.entry("answer", Map.of("message", "Please fill the tray.")),
			Map.entry("explain-unsolved", Map.of("message", "This printer can't do it.")),
			Map.entry("read-message", Map.of()), Map.entry("talk-to-customer", Map.of("message", "As agreed.")),
			Map.entry("overdue-promise", Map.of("outcome", "write", "message", "We are late and sorry.")),
			Map.entry("still-no-word", Map.of("outcome", "write", "message", "We are late and sorry.")),
			Map.entry("late-word", Map.of("message", "We are late and sorry.")),
			Map.entry("decide-unanswered", Map.of("outcome", "close", "message", "We close this.")),
			Map.entry("read-answer", Map.of("outcome", "confirmed")),
			Map.entry("look-afresh", Map.of("outcome", "stands", "message", "I looked, too: it can't do it.")),
			Map.entry("review-reply", Map.of("outcome", "send", "message", "Say which tray.")),
			Map.entry("rework-reply", Map.of("message", "Please fill tray 2.")));

	private static final Map<String, String> TO_INVESTIGATE = Map.of("ask-customer", "ask", "wait-for-answer", "ask",
			"escalate", "escalate", "engineering", "escalate", "verification", "escalate", "answer", "answer",
			"sign-off", "answer", "explain-unsolved", "unsolved");

	/** Of all nodes, since a customer of one is known to the next. */
	private static final AtomicInteger CUSTOMERS = new AtomicInteger();

	private final Customers known;

	private final Intake intake;

	private final Cases cases;

	private final Tasks tasks;

	private final Messages messages;

	private final Outbox outbox;

	private final Defects defects;

	private final NewsOfCases news;

	private final Promises promises;

	private final Verifications verifications;

	private final TransactionOperations transaction;

	CaseWorker(Customers known, Intake intake, Cases cases, Tasks tasks, Messages messages, Outbox outbox,
			Defects defects, NewsOfCases news, Promises promises, Verifications verifications,
			TransactionOperations transaction) {
		this.known = known;
		this.intake = intake;
		this.cases = cases;
		this.tasks = tasks;
		this.messages = messages;
		this.outbox = outbox;
		this.defects = defects;
		this.news = news;
		this.promises = promises;
		this.verifications = verifications;
		this.transaction = transaction;
	}

	/**
	 * What people usually fill in.
	 * @param task the id of the task
	 * @return valid answers by field
	 */
	public static Map<String, Object> usualAnswers(String task) {
		return ANSWERS.getOrDefault(task, Map.of());
	}

	/**
	 * Opens a case of a customer of its own.
	 * @return the case
	 */
	public SupportCase open() {
		return open(Impact.IMPAIRED);
	}

	/**
	 * Opens a case of a customer of its own.
	 * @param impact how badly it hits them
	 * @return the case
	 */
	public SupportCase open(Impact impact) {
		return open("customer" + CUSTOMERS.incrementAndGet() + "@example.org", impact);
	}

	/**
	 * Opens another case of somebody who has one.
	 * @param customers one of their cases
	 * @return the other
	 */
	public SupportCase openAnother(SupportCase customers) {
		return open(this.known.get(customers.customerId()).email(), Impact.IMPAIRED);
	}

	private SupportCase open(String email, Impact impact) {
		return Actor.customer(email, Door.WEB_FORM)
			.does(() -> Objects
				.requireNonNull(
						this.transaction
							.execute(
									(status) -> this.intake.open(
											new NewCase(this.known.known(email, "Cleo Customer"), "It does not print",
													null, impact, Door.WEB_FORM),
											"I press print and nothing comes out."))));
	}

	/**
	 * Brings a new case to a stage by the shortest way.
	 * @param stage the id of the step of the main path where it is to wait
	 * @return the case
	 */
	public SupportCase openAt(String stage) {
		SupportCase fresh = open();
		if (stage.equals("acknowledge")) {
			return fresh;
		}
		does(fresh, "acknowledge");
		if (TO_INVESTIGATE.containsKey(stage)) {
			does(fresh, "investigate", Map.of("outcome", TO_INVESTIGATE.get(stage)));
		}
		switch (stage) {
			case "wait-for-answer" -> does(fresh, "ask-customer");
			case "engineering" -> does(fresh, "escalate");
			case "verification" -> does(fresh, "escalate", "reproduce-and-fix");
			case "sign-off" -> does(fresh, "answer");
			default -> {
			}
		}
		SupportCase there = now(fresh);
		if (!there.stage().equals(stage)) {
			throw new AssertionError("The case is at " + there.stage() + " instead of " + stage);
		}
		return there;
	}

	/**
	 * Hands a new case over as the same defect as another one's.
	 * @param other the other case
	 * @return the case as it is then
	 */
	public SupportCase openSameAs(SupportCase other) {
		SupportCase same = openAt("escalate");
		handOverAs(same, this.defects.ofCase(other.id()).orElseThrow().number());
		return now(same);
	}

	/**
	 * Hands a case over as a defect that engineering knows.
	 * @param of the case, which is to be handed over
	 * @param defect the defect's number
	 */
	public void handOverAs(SupportCase of, String defect) {
		does(of, "escalate", Map.of("sameDefectAs", defect));
	}

	/**
	 * Waits until all cases have heard what happened to their defects.
	 */
	public void awaitNews() {
		Awaitility.await("news of defects")
			.atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> Objects.requireNonNull(this.transaction.execute((status) -> this.news.due(1))).isEmpty());
	}

	/**
	 * The case as it is now.
	 * @param of the case as it was
	 * @return the case
	 */
	public SupportCase now(SupportCase of) {
		return this.cases.get(of.id());
	}

	/**
	 * The keys of a case's open tasks.
	 * @param of the case
	 * @return the ids that the tasks have in their models
	 */
	public List<String> open(SupportCase of) {
		return this.tasks.ofCase(of.number()).stream().map(TaskView::key).toList();
	}

	/**
	 * An open task of a case.
	 * @param of the case
	 * @param key the id that the task has in its model
	 * @return the task
	 */
	public TaskView task(SupportCase of, String key) {
		return this.tasks.ofCase(of.number())
			.stream()
			.filter((task) -> task.key().equals(key))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No task " + key + " is open, only " + open(of)));
	}

	/**
	 * Does tasks one after the other, each by somebody who may, with the usual answers.
	 * @param of the case
	 * @param keys the ids of the tasks
	 */
	public void does(SupportCase of, String... keys) {
		for (String key : keys) {
			does(of, key, Map.of());
		}
	}

	/**
	 * Does a task, by somebody who may.
	 * @param of the case
	 * @param key the id of the task
	 * @param answers what differs from the usual answers
	 */
	public void does(SupportCase of, String key, Map<String, ?> answers) {
		TaskView task = task(of, key);
		does(Objects.requireNonNullElseGet(task.assignee(), () -> mayDo(of, task)), task, answers);
	}

	/**
	 * Somebody who may do a task.
	 * @param of the case
	 * @param task which
	 * @return their account
	 */
	public String mayDo(SupportCase of, TaskView task) {
		String usual = usually(task);
		boolean second = task.key().equals("second-opinion")
				&& this.verifications.latest(of.id()).filter((check) -> check.verifiedBy().equals(usual)).isPresent();
		return second ? "support2" : usual;
	}

	/** Who looks afresh must be nobody who answers customers. */
	private static String usually(TaskView task) {
		String candidate = task.candidate();
		if (candidate != null) {
			return candidate;
		}
		if (task.key().equals("review-reply")) {
			// Whose words nobody reviews, and so nobody whose words these are.
			return "manager2";
		}
		return task.key().equals("look-afresh") ? "support2" : Objects.requireNonNull(PEOPLE.get(task.groups().get(0)));
	}

	/**
	 * Does a task.
	 * @param account by whom
	 * @param task which
	 * @param answers what differs from the usual answers
	 */
	public void does(String account, TaskView task, Map<String, ?> answers) {
		Map<String, Object> all = new HashMap<>(usualAnswers(task.key()));
		all.putAll(answers);
		as(account, () -> {
			this.tasks.claim(task.id());
			this.tasks.complete(task.id(), all);
		});
	}

	/**
	 * Takes a task and keeps it open.
	 * @param account who
	 * @param of the case
	 * @param key the id of the task
	 * @return the task
	 */
	public TaskView claims(String account, SupportCase of, String key) {
		TaskView task = task(of, key);
		as(account, () -> this.tasks.claim(task.id()));
		return task;
	}

	/**
	 * Writes to the customer outside of any task.
	 * @param about the case
	 * @param words what
	 */
	public void writes(SupportCase about, String words) {
		as("agent1",
				() -> this.messages.send(about, Message.Kind.UPDATE, words, this.promises.nextWord(about, null, null)));
	}

	/**
	 * Does something on behalf of a person.
	 * @param account who
	 * @param work what
	 */
	public void as(String account, Runnable work) {
		Actor.person(account, Door.PAGE).runs(work);
	}

	/**
	 * Waits until everything that was written on a case reached the customer.
	 * @param of the case
	 */
	public void awaitDelivery(SupportCase of) {
		Awaitility.await("delivery of what was written on " + of.number())
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.messages.ofCase(of.id())
				.stream()
				.noneMatch((message) -> message.delivery() == Message.Delivery.WAITING));
	}

	/**
	 * Waits until no mail is on its way, whatever case it is about.
	 */
	public void awaitDelivery() {
		Awaitility.await("delivery of all mail")
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.outbox.waiting(1).isEmpty());
	}

}
