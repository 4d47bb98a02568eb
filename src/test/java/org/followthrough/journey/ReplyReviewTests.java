package org.followthrough.journey;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.Closing;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Message.Delivery;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Notice;
import org.followthrough.promises.Promises;
import org.followthrough.review.Review;
import org.followthrough.review.Review.Ending;
import org.followthrough.review.ReviewedReply;
import org.followthrough.review.Reviews;
import org.followthrough.signoff.SignOffs;
import org.followthrough.testing.Api;
import org.followthrough.testing.CamundaSession;
import org.followthrough.testing.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Replies that somebody else reads before they go.
 */
@Tag("thorough")
class ReplyReviewTests extends JourneyTest {

	private static final Map<String, Object> ALL = Map.of("sample", 100);

	@Autowired
	private Api api;

	@Autowired
	private Messages messages;

	@Autowired
	private Reviews reviews;

	@Autowired
	private SignOffs signOffs;

	@Autowired
	private Promises running;

	@Autowired
	private Tasks tasks;

	@Autowired
	private Timeline timeline;

	@Autowired
	private Post post;

	@Autowired
	private RuntimeService runtime;

	@Autowired
	private TaskService engineTasks;

	@Autowired
	private JdbcTemplate database;

	@AfterEach
	void nothingIsReviewedOrHeld() {
		rules(Map.of());
		this.timers.ringAllNow("review-time-came");
		this.worker.awaitDelivery();
		this.timers.ring();
	}

	@Test
	void aReplyGoesOnceSomebodyElseHasReadIt() {
		SupportCase of = openAt("investigate");
		rules(ALL);
		does(of, "investigate", "outcome", "ask");
		does(of, "ask-customer");
		assertThatCalled(of, ModelWords.REPLY_REVIEW).isWaitingAtExactly("review-reply");
		Message held = last(of);
		assertThat(held.delivery()).isEqualTo(Delivery.HELD);
		assertThat(held.isPublic()).isFalse();
		assertThat(this.customer.opens(this.customer.freshLink(of)).page().text())
			.contains("We have a question for you; it comes in a moment.")
			.doesNotContain(held.body());
		this.worker.awaitDelivery(of);
		String owner = this.worker.now(of).owner();

		does(of, "review-reply");
		assertThat(last(of).isPublic()).isTrue();
		this.worker.awaitDelivery(of);
		assertThat(last(of).delivery()).isEqualTo(Delivery.DELIVERED);
		this.post.await(this.customer.address(of), held.body());
		assertThat(this.customer.opens(this.customer.freshLink(of)).page().text()).contains(held.body());
		assertThat(review(of)).extracting(Review::ending, Review::reviewedBy).containsExactly(Ending.SENT, "manager2");
		assertThat(this.worker.now(of).owner()).as("who reviews a reply doesn't have its case").isEqualTo(owner);
		assertThat(this.running.running(of.id()).orElseThrow().dueAt()).isEqualTo(held.promisedNextAt());
		assertThat(actions(of)).contains("message.held", "review.asked", "review.passed", "message.released");
	}

	@Test
	void whatIsToChangeComesBackToWhoeverWroteItAndIsReadOnceMore() {
		SupportCase of = updateHeld("It is the fuser.");
		does(of, "review-reply", Map.of("outcome", "rework", "quote", "the fuser", "message", "Say what that is."));
		assertThatCalled(of, ModelWords.REPLY_REVIEW).isWaitingAtExactly("rework-reply");
		TaskView back = this.worker.task(of, "rework-reply");
		assertThat(back.assignee()).isEqualTo("agent1");
		assertThat(form(back)).containsEntry("message", "It is the fuser.");
		assertThat(form(back).get("comments")).contains("manager2", "the fuser", "Say what that is.");
		assertThat(told("agent1", Notice.Kind.REPLY_SENT_BACK)).isPositive();

		does(of, "rework-reply", "message", "It is the part that heats the paper.");
		assertThatCalled(of, ModelWords.REPLY_REVIEW).isWaitingAtExactly("review-reply");
		assertThat(form(this.worker.task(of, "review-reply"))).containsEntry("reply",
				"It is the part that heats the paper.");
		does(of, "review-reply");
		this.worker.awaitDelivery(of);
		this.post.await(this.customer.address(of), "the part that heats the paper");
		ReviewedReply reviewed = this.reviews.ofCase(of.id()).get(0);
		assertThat(reviewed.review().reworked()).isEqualTo(1);
		assertThat(reviewed.earlier()).singleElement().extracting("body").isEqualTo("It is the fuser.");
		assertThat(this.api.get("auditor1", "/audit/cases/" + of.number() + "/contents").json().path("differences"))
			.as("words that went are those that were recorded last")
			.isEmpty();
	}

	@Test
	void aReplyIsNotSentBackWithoutAWordWhy() {
		SupportCase of = updateHeld("It is the fuser.");
		TaskView task = this.worker.claims("manager2", of, "review-reply");
		for (Map<String, String> fields : List.of(Map.of("outcome", "rework"),
				Map.of("outcome", "send", "quote", "the fuser"),
				Map.of("outcome", "rework", "quote", "a toner", "message", "Which?"))) {
			Api.Answer refused = this.api.post("manager2", "/tasks/" + task.id() + "/complete",
					Map.of("fields", fields));
			assertThat(refused.status()).as(refused.text()).isEqualTo(422);
		}
		assertThatCalled(of, ModelWords.REPLY_REVIEW).isWaitingAtExactly("review-reply");
		does(of, "review-reply", Map.of("outcome", "send", "message", ""));
	}

	@Test
	void whoeverReworksAReplyMayNotReviewItThen() {
		SupportCase of = updateHeld("It is the fuser.");
		does(of, "review-reply", "outcome", "rework");
		TaskView back = this.worker.task(of, "rework-reply");
		this.worker.as("agent1", () -> this.tasks.unclaim(back.id()));
		this.worker.does("agent2", back, Map.of("message", "The heater."));
		assertThat(last(of).author()).isEqualTo("agent2");
		assertThat(claim("agent2", of).status()).isEqualTo(403);
		assertThat(claim("agent1", of).status()).isEqualTo(200);
	}

	@Test
	void whenItsTimeRunsOutAReplyGoesUnreviewed() {
		manager("manager1");
		SupportCase of = updateHeld("It is the fuser.");
		this.timers.advance(Duration.between(this.timers.in(Duration.ZERO), review(of).dueAt()));
		assertThat(last(of).isPublic()).isTrue();
		this.worker.awaitDelivery(of);
		assertThat(this.api.promiseStates(of)).doesNotContain("broken");
		assertThat(review(of).ending()).isEqualTo(Ending.UNREVIEWED);
		assertThat(actions(of)).contains("review.time-ran-out");
		assertThat(told("agent1", Notice.Kind.REPLY_UNREVIEWED)).isPositive();
		assertThat(told("manager1", Notice.Kind.REPLY_UNREVIEWED)).isPositive();
		assertThat(this.worker.open(of)).containsExactly("investigate");
		manager("");
	}

	@Test
	void theTimeRunsOutWhileAReplyIsReworkedToo() {
		SupportCase of = updateHeld("It is the fuser.");
		does(of, "review-reply", "outcome", "rework");
		this.timers.advance(Duration.ofHours(2));
		assertThat(last(of)).extracting(Message::isPublic, Message::body).containsExactly(true, "It is the fuser.");
		assertThat(this.worker.open(of)).containsExactly("investigate");
	}

	@Test
	void aReviewEndsAQuarterOfAnHourBeforeAPromiseNeedsTheReply() {
		SupportCase of = openAt("investigate");
		rules(Map.of("sample", 100, "span", "P5D"));
		this.worker.writes(of, "It is the fuser.");
		Instant promised = this.running.running(of.id()).orElseThrow().dueAt();
		assertThat(review(of).dueAt()).isEqualTo(promised.minus(Duration.ofMinutes(15)));
		TaskView task = this.worker.task(of, "review-reply");
		assertThat(task.dueAt()).isEqualTo(review(of).dueAt());
		this.timers.advance(Duration.between(this.timers.in(Duration.ZERO), review(of).dueAt()));
		this.worker.awaitDelivery(of);
		this.timers.advance(Duration.ofMinutes(20));
		assertThat(this.worker.open(of)).containsExactly("investigate");
		assertThat(this.api.promiseStates(of)).doesNotContain("broken", "overdue");
	}

	@Test
	void aReplyIsNotHeldPastTheTimeThatItPromisesItself() {
		SupportCase of = openAt("investigate");
		rules(ALL);
		Instant next = this.timers.in(Duration.ofHours(1));
		this.api.post("agent1", "/cases/" + of.number() + "/messages",
				Map.of("text", "More in an hour.", "nextUpdateAt", next.toString()));
		assertThat(review(of).dueAt()).isEqualTo(next.minus(Duration.ofMinutes(15)));
	}

	@Test
	void withoutTimeForAReviewAReplyGoesAtOnce() {
		SupportCase of = openAt("investigate");
		this.worker.awaitDelivery(of);
		rules(ALL);
		Instant promised = this.running.running(of.id()).orElseThrow().dueAt();
		this.timers.advance(Duration.between(this.timers.in(Duration.ZERO), promised.minus(Duration.ofMinutes(18))));
		this.worker.writes(of, "It is the fuser.");
		assertThat(last(of).isPublic()).isTrue();
		assertThat(actions(of)).contains("review.no-time").doesNotContain("review.asked");
	}

	@Test
	void whatIsLateIsNotHeld() {
		SupportCase of = openAt("investigate");
		daysPass(1);
		rules(ALL);
		does(of, "overdue-promise", Map.of("outcome", "reassign", "message", "I am away.", "newOwner", "agent2"));
		does(of, "late-word");
		assertThat(last(of).isPublic()).isTrue();
		this.worker.awaitDelivery(of);
	}

	@Test
	void whenTheCustomerWritesTheReplyGoesBeforeTheirAnswerIsDue() {
		SupportCase of = openAt("investigate");
		writes("manager1", of, "More in four days.", 4);
		this.worker.awaitDelivery(of);
		rules(Map.of("sample", 100, "span", "P5D"));
		writes("agent1", of, "It is the fuser.", 5);
		Instant before = review(of).dueAt();
		this.customer.writes(of, "It smokes.");
		Instant answer = this.running.running(of.id()).orElseThrow().dueAt();
		assertThat(review(of).dueAt()).isEqualTo(answer.minus(Duration.ofMinutes(15))).isBefore(before);
		assertThat(this.worker.task(of, "review-reply").dueAt()).isEqualTo(review(of).dueAt());
		assertThat(actions(of)).contains("review.brought-forward");
		this.timers.advance(Duration.between(this.timers.in(Duration.ZERO), review(of).dueAt()));
		assertThat(review(of).ending()).isEqualTo(Ending.UNREVIEWED);
		assertThat(this.messages.ofCase(of.id())).filteredOn((one) -> one.body().equals("It is the fuser."))
			.singleElement()
			.matches(Message::isPublic);
	}

	@Test
	void whatTheCustomerIsOfferedIsNoQuestionToThemWhileItIsHeld() throws Exception {
		SupportCase of = openAt("answer");
		rules(ALL);
		does(of, "answer");
		assertThatJourney(of).isWaitingAtExactly("sign-off");
		String link = this.customer.freshLink(of);
		assertThat(this.customer.opens(link).asksForSignOff()).isFalse();
		assertThat(this.customer.opens(link).page().text()).contains("We know what solves it and are writing to you.");
		for (String answer : List.of("yes", "no", "somebody-else")) {
			assertThat(this.customer.sends(link, "sign-off", Map.of("answer", answer, "words", "It prints.")).problem())
				.contains("we have not answered yet");
		}
		answersByMail(of, "Did we understand that right?", "Yes, it works now. Thank you!");
		assertThat(this.worker.now(of).isOpen()).isTrue();
		assertThatCalled(of, "sign-off").isWaitingAt("read-answer");
		TaskView read = this.worker.claims("agent1", of, "read-answer");
		for (String outcome : List.of("confirmed", "sent-back", "somebody-else")) {
			Api.Answer refused = this.api.post("agent1", "/tasks/" + read.id() + "/complete",
					Map.of("fields", Map.of("outcome", outcome)));
			assertThat(refused.status()).as(outcome).isEqualTo(409);
		}
		does(of, "read-answer", "outcome", "neither");
		this.timers.ringNow(of, "time-for-reminder");
		assertThat(this.messages.ofCase(of.id())).extracting(Message::kind).doesNotContain(Message.Kind.REMINDER);
		assertThat(this.signOffs.latest(of.id())).isEmpty();

		does(of, "review-reply");
		this.worker.awaitDelivery(of);
		assertThat(this.customer.opens(link).asksForSignOff()).isTrue();
		assertThat(this.signOffs.latest(of.id()).orElseThrow().isOpen()).isTrue();
		this.customer.saysYes(of, "");
		assertClosed(of, Closing.CONFIRMED);
	}

	@Test
	void anAnswerThatIsTakenBackLeadsToTheInvestigation() {
		SupportCase of = openAt("answer");
		rules(ALL);
		does(of, "answer");
		takeBack("agent1", of);
		assertThatJourney(of).isWaitingAtExactly("investigate");
		assertThat(this.worker.open(of)).containsExactly("investigate");
		assertThat(last(of)).extracting(Message::isUnsent, Message::isPublic).containsExactly(true, false);
		assertThat(review(of).ending()).isEqualTo(Ending.TAKEN_BACK);
		rules(Map.of());
		does(of, "investigate", "answer");
		this.worker.awaitDelivery(of);
		this.customer.saysYes(of, "");
		assertClosed(of, Closing.CONFIRMED);
	}

	@Test
	void aQuestionThatIsTakenBackIsWaitedForNoLonger() {
		SupportCase of = openAt("ask-customer");
		rules(ALL);
		does(of, "ask-customer");
		assertThatJourney(of).isWaitingAtExactly("wait-for-answer");
		takeBack("agent1", of);
		assertThatJourney(of).isWaitingAtExactly("investigate");
	}

	@Test
	void anUpdateThatIsTakenBackLeavesTheJourneyWhereItIs() {
		SupportCase of = openAt("wait-for-answer");
		this.worker.awaitDelivery(of);
		rules(ALL);
		this.worker.writes(of, "We look into it meanwhile.");
		takeBack("agent1", of);
		assertThatJourney(of).isWaitingAtExactly("wait-for-answer");
		assertThat(this.worker.open(of)).isEmpty();
	}

	@Test
	void onlyWhoeverWroteAReplyTakesItBack() {
		SupportCase of = updateHeld("It is the fuser.");
		for (String other : List.of("agent2", "manager1", "admin1")) {
			assertThat(this.api.post(other, "/reviews/" + review(of).id() + "/withdraw", Map.of()).status()).as(other)
				.isEqualTo(403);
		}
		assertThat(last(of).isHeld()).isTrue();
		takeBack("agent1", of);
		assertThat(this.api.post("agent1", "/reviews/" + review(of).id() + "/withdraw", Map.of()).status())
			.isEqualTo(409);
	}

	@Test
	void aCaseThatEndsTakesWhatIsHeldWithIt() {
		SupportCase of = updateHeld("It is the fuser.");
		this.customer.withdraws(of);
		assertClosed(of, Closing.WITHDRAWN);
		assertThat(this.messages.ofCase(of.id())).filteredOn((one) -> one.body().equals("It is the fuser."))
			.singleElement()
			.extracting(Message::delivery, Message::isPublic, Message::isUnsent)
			.containsExactly(Delivery.NONE, false, true);
		assertThat(review(of).ending()).isEqualTo(Ending.POINTLESS);
		this.timers.advance(Duration.ofDays(1));
		assertThat(this.post.idOf(this.customer.address(of), "It is the fuser.")).isEmpty();
	}

	@Test
	void aHeldAcknowledgementAcknowledgesNothingUntilItGoes() {
		SupportCase of = open();
		rules(ALL);
		does(of, "acknowledge");
		assertThat(this.worker.now(of).acknowledgedAt()).isNull();
		assertThatJourney(of).isWaitingAtExactly("investigate");
		Api.Answer refused = this.api.post("agent1", "/reviews/" + review(of).id() + "/withdraw", Map.of());
		assertThat(refused.status()).isEqualTo(409);
		does(of, "review-reply");
		assertThat(this.worker.now(of).acknowledgedAt()).isNotNull();
		this.worker.awaitDelivery(of);
		assertThat(this.api.promiseStates(of)).startsWith("kept");
	}

	@Test
	void nothingGoesBeforeAHeldAcknowledgement() {
		SupportCase of = open();
		rules(ALL);
		does(of, "acknowledge");
		this.api.post("manager1", "/cases/" + of.number() + "/messages", Map.of("text", "I look into it, too."));
		assertThat(this.messages.ofCase(of.id())).filteredOn(Message::isByPerson).allMatch(Message::isPublic);
		assertThat(this.worker.now(of).acknowledgedAt()).isNotNull();
		assertThat(actions(of)).contains("review.overtaken");
		assertThat(this.worker.open(of)).containsExactly("investigate");
		this.worker.awaitDelivery(of);
	}

	@Test
	void aReviewedAnswerLetsAHeldAcknowledgementGoFirst() {
		SupportCase of = open();
		rules(ALL);
		does(of, "acknowledge");
		does(of, "investigate");
		does(of, "answer");
		long answer = this.reviews.ofCase(of.id()).get(1).review().id();
		TaskView task = this.tasks.ofCase(of.number())
			.stream()
			.filter((one) -> one.key().equals("review-reply")
					&& this.runtime.getVariable(process(one), ModelWords.REVIEW).equals(answer))
			.findFirst()
			.orElseThrow();
		this.worker.does("manager2", task, Map.of());
		assertThat(this.messages.ofCase(of.id())).filteredOn(Message::isByPerson)
			.extracting(Message::isPublic)
			.containsExactly(true, false, true);
		this.worker.awaitDelivery(of);
		assertThat(this.worker.now(of).acknowledgedAt()).isNotNull();
	}

	@Test
	void anOfferThatIsHeldDoesNotGoOnceItsFixDoesNotHold() {
		SupportCase of = openAt("verification");
		does(of, "verify-fix");
		rules(ALL);
		does(of, "answer");
		String defect = this.api.get("agent1", "/cases/" + of.number() + "/defect").json().path("number").asText();
		assertThat(
				this.api.post("engineer2", "/defects/" + defect + "/regressions", Map.of("words", "It jams.")).status())
			.isEqualTo(200);
		this.worker.awaitNews();
		assertThatJourney(of).isWaitingAtExactly("engineering");
		assertThat(this.messages.ofCase(of.id())).filteredOn((one) -> one.kind() == Message.Kind.ANSWER)
			.singleElement()
			.matches(Message::isUnsent);
		assertThat(told("agent1", Notice.Kind.REPLY_NOT_SENT)).isPositive();
		assertThat(this.worker.open(of)).containsExactly("reproduce-and-fix");
	}

	@Test
	void oneMailAboutSeveralCasesIsReadOnceAndGoesWhole() {
		SupportCase first = openAt("investigate");
		SupportCase second = this.worker.openAnother(first);
		does(second, "acknowledge");
		rules(ALL);
		List<SupportCase> both = List.of(first, second);
		together(both, "Both are the fuser.");
		assertThat(both).allMatch((one) -> last(one).isHeld());
		assertThat(this.worker.open(second)).doesNotContain("review-reply");
		does(first, "review-reply");
		assertThat(both).allMatch((one) -> last(one).isPublic());
		both.forEach(this.worker::awaitDelivery);
		assertThat(Post.text(this.post.await(this.customer.address(first), "Both are the fuser.")))
			.contains(first.number(), second.number());
	}

	@Test
	void aMailAboutSeveralCasesGoesWithoutTheOneThatHasEnded() throws Exception {
		SupportCase first = openAt("investigate");
		SupportCase second = this.worker.openAnother(first);
		does(second, "acknowledge");
		rules(ALL);
		together(List.of(first, second), "Both are the toner.");
		this.customer.withdraws(second);
		does(first, "review-reply");
		this.worker.awaitDelivery(first);
		assertThat(Post.text(this.post.await(this.customer.address(first), "Both are the toner.")))
			.doesNotContain(second.number());
		assertThat(this.messages.ofCase(second.id())).filteredOn(Message::isUnsent).hasSize(1);
	}

	@Test
	void aMailAboutSeveralCasesDoesNotGoOnceItsFirstHasEnded() {
		SupportCase first = openAt("investigate");
		SupportCase second = this.worker.openAnother(first);
		does(second, "acknowledge");
		rules(ALL);
		together(List.of(first, second), "Both are the tray.");
		this.customer.withdraws(first);
		assertThat(List.of(first, second))
			.allMatch((one) -> this.messages.ofCase(one.id()).stream().anyMatch(Message::isUnsent));
		assertThat(this.worker.now(second).isOpen()).isTrue();
		assertThat(told("agent1", Notice.Kind.REPLY_NOT_SENT)).isPositive();
	}

	@Test
	void whoeverWroteAReplyReviewsItByNoDoor() {
		SupportCase of = updateHeld("It is the fuser.");
		TaskView task = this.worker.task(of, "review-reply");
		assertThat(claim("agent1", of).status()).isEqualTo(403);
		CamundaSession session = CamundaSession.of(this.api, "agent1");
		assertThat(session.engine("POST", "/task/" + task.id() + "/claim", Map.of("userId", "agent1")).text())
			.contains("These are your own words.");
		CamundaSession manager = CamundaSession.of(this.api, "manager1");
		assertThat(manager.engine("POST", "/task/" + task.id() + "/assignee", Map.of("userId", "agent1")).status())
			.isGreaterThanOrEqualTo(400);
		this.worker.as("manager1", () -> assertThatThrownBy(() -> this.engineTasks.setAssignee(task.id(), "agent1"))
			.isInstanceOf(Exception.class));
		assertThat(this.worker.task(of, "review-reply").assignee()).isNull();
	}

	@Test
	void noReviewEndsAroundAReplyThatIsHeld() {
		SupportCase of = updateHeld("It is the fuser.");
		String process = running(of, ModelWords.REPLY_REVIEW).getId();
		assertThatThrownBy(() -> this.runtime.deleteProcessInstance(process, "gone")).hasMessageContaining("is held");
		CamundaSession admin = CamundaSession.of(this.api, "admin1");
		assertThat(admin.engine("DELETE", "/process-instance/" + process, null).status()).isGreaterThanOrEqualTo(400);
		assertThat(admin
			.engine("POST", "/message", Map.of("messageName", ModelWords.REVIEW_SETTLED, "processInstanceId", process))
			.status()).isGreaterThanOrEqualTo(400);
		assertThatThrownBy(() -> this.runtime.createMessageCorrelation(ModelWords.REVIEW_SETTLED)
			.processInstanceId(process)
			.correlate()).hasMessageContaining("is held");
		assertThatCalled(of, ModelWords.REPLY_REVIEW).isWaitingAtExactly("review-reply");
	}

	/** A case on which an update of an agent is held. */
	private SupportCase updateHeld(String words) {
		SupportCase of = openAt("investigate");
		rules(ALL);
		this.worker.writes(of, words);
		return of;
	}

	private void writes(String account, SupportCase about, String words, int days) {
		assertThat(
				this.api
					.post(account, "/cases/" + about.number() + "/messages", Map.of("text", words, "nextUpdateAt",
							this.timers.in(Duration.ofDays(days)).toString(), "laterBecause", "They are away."))
					.status())
			.isEqualTo(201);
	}

	private void together(List<SupportCase> cases, String words) {
		assertThat(this.api
			.post("agent1", "/messages",
					Map.of("cases", cases.stream().map(SupportCase::number).toList(), "text", words))
			.status()).isEqualTo(201);
	}

	private void does(SupportCase of, String task, Map<String, ?> answers) {
		this.worker.does(of, task, answers);
	}

	private void takeBack(String account, SupportCase of) {
		Api.Answer taken = this.api.post(account, "/reviews/" + review(of).id() + "/withdraw", Map.of());
		assertThat(taken.status()).as(taken.text()).isEqualTo(200);
	}

	private Api.Answer claim(String account, SupportCase of) {
		return this.api.post(account, "/tasks/" + this.worker.task(of, "review-reply").id() + "/claim", Map.of());
	}

	/** What Tasklist shows in a task's form. */
	private Map<String, String> form(TaskView task) {
		Map<String, String> shown = new HashMap<>();
		CamundaSession.of(this.api, "manager2")
			.engine("/task/" + task.id() + "/form-variables")
			.json()
			.fields()
			.forEachRemaining((field) -> shown.put(field.getKey(), field.getValue().path("value").asText()));
		return shown;
	}

	private String process(TaskView task) {
		return this.engineTasks.createTaskQuery().taskId(task.id()).singleResult().getProcessInstanceId();
	}

	private void answersByMail(SupportCase of, String answered, String words) throws Exception {
		this.worker.awaitDelivery(of);
		String address = this.customer.address(of);
		this.post.send(address, """
				From: %s
				To: %s
				Subject: Re: [%s] It does not print
				Message-ID: <%s@customer.example>
				In-Reply-To: %s

				%s
				""".formatted(address, Post.SUPPORT, of.number(), of.number(),
				this.post.idOf(address, answered).orElseThrow(), words));
		Awaitility.await("the answer by mail")
			.until(() -> this.messages.ofCase(of.id()).stream().anyMatch((one) -> one.body().contains(words)));
	}

	private Message last(SupportCase of) {
		List<Message> all = this.messages.ofCase(of.id()).stream().filter(Message::isByPerson).toList();
		return all.get(all.size() - 1);
	}

	private Review review(SupportCase of) {
		return this.reviews.ofCase(of.id()).get(0).review();
	}

	private List<String> actions(SupportCase of) {
		return this.timeline.of(of.number(), 0, 1000).stream().map((entry) -> entry.action()).toList();
	}

	private int told(String account, Notice.Kind kind) {
		Integer found = this.database.queryForObject("SELECT COUNT(*) FROM notice WHERE account = ? AND kind = ?",
				Integer.class, account, kind.name());
		return (found != null) ? found : 0;
	}

	private void manager(String account) {
		assertThat(this.api
			.send("PUT", "manager1", "/teams/support", Map.of("manager", account, "managerAbove", ""), Map.of())
			.status()).isEqualTo(200);
	}

	private void rules(Map<String, Object> rules) {
		Map<String, Object> wanted = new HashMap<>(rules);
		this.api.get("manager1", "/review-rules").json().forEach((rule) -> {
			if (rule.path("team").asText().equals("support")) {
				wanted.put("version", rule.path("version").asInt());
			}
		});
		Api.Answer saved = this.api.send("PUT", "manager1", "/review-rules/support", wanted, Map.of());
		assertThat(saved.status()).as(saved.text()).isEqualTo(200);
	}

}
