package org.followthrough.journey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.DeliveredWord;
import org.followthrough.cases.Reply;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Turns;
import org.followthrough.correspondence.Undelivered;
import org.followthrough.customers.Customers;
import org.followthrough.defects.DefectRounds;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.promises.Promises;
import org.followthrough.review.HeldReplies;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;

import org.springframework.context.annotation.Lazy;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells the engine what happened to a case.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SupportCaseJourney implements CaseJourney {

	/** Until triage says when; a journey is never triaged later than it begins. */
	private static final Duration NOT_YET = Duration.ofDays(3650);

	private final RuntimeService runtime;

	private final PromiseTimer timer;

	private final JourneyMapper journeys;

	private final TaskMapper tasks;

	private final Cases cases;

	private final Customers customers;

	private final Promises promises;

	private final AnswersInWords answers;

	private final SignOffs signOffs;

	private final HeldReplies replies;

	private final Reminders reminders;

	private final TrackerNews trackerNews;

	private final DefectRounds rounds;

	private final Turns turns;

	private final Undelivered undelivered;

	private final StepClock steps;

	private final People people;

	private final Clock clock;

	SupportCaseJourney(@Lazy RuntimeService runtime, PromiseTimer timer, JourneyMapper journeys, TaskMapper tasks,
			Cases cases, Customers customers, Promises promises, AnswersInWords answers, SignOffs signOffs,
			HeldReplies replies, Reminders reminders, TrackerNews trackerNews, DefectRounds rounds, Turns turns,
			Undelivered undelivered, @Lazy StepClock steps, @Lazy People people, Clock clock) {
		this.runtime = runtime;
		this.timer = timer;
		this.journeys = journeys;
		this.tasks = tasks;
		this.cases = cases;
		this.customers = customers;
		this.promises = promises;
		this.answers = answers;
		this.signOffs = signOffs;
		this.replies = replies;
		this.reminders = reminders;
		this.trackerNews = trackerNews;
		this.rounds = rounds;
		this.turns = turns;
		this.undelivered = undelivered;
		this.steps = steps;
		this.people = people;
		this.clock = clock;
	}

	@Override
	public void opened(SupportCase opened) {
		VariableMap variables = variables(opened, this.clock.instant().plus(NOT_YET));
		engine(() -> this.runtime.createProcessInstanceByKey(ModelWords.SUPPORT_CASE)
			.businessKey(opened.number())
			.setVariables(variables)
			.execute());
	}

	@Override
	public void customerWrote(SupportCase to) {
		if (!to.isOpen()) {
			reopen(to);
		}
		else {
			this.promises.customerWrote(to);
			if (!received(to, ModelWords.CUSTOMER_ANSWERED, Map.of()) && nothingIsUnread(to)) {
				received(to, ModelWords.CUSTOMER_WROTE, Map.of());
			}
		}
	}

	@Override
	public void customerReplied(SupportCase to, Reply reply) {
		// What they wrote before may be what their words now are about.
		boolean allRead = to.isOpen() && nothingIsUnread(to) && this.tasks.count(to.number(), "talk-to-customer") == 0;
		Optional<SignOff.Answer> answer = allRead ? this.answers.of(to, reply) : Optional.empty();
		if (answer.isPresent() && this.journeys.waitingFor(to.number(), ModelWords.CUSTOMER_SIGNED_OFF).isPresent()) {
			this.signOffs.answered(to, answer.get(), reply.words());
			customerAnswered(to, answer.get() == SignOff.Answer.CONFIRMED);
		}
		else {
			customerWrote(to);
		}
	}

	/**
	 * One task to read what is new is enough, however much comes in before it is read.
	 */
	private boolean nothingIsUnread(SupportCase to) {
		return this.tasks.count(to.number(), "read-message") + this.tasks.count(to.number(), "read-answer") == 0;
	}

	/**
	 * Opens a closed case again, which owes its customer an answer then.
	 */
	void reopen(SupportCase closed) {
		SupportCase open = this.cases.reopen(closed);
		Instant lookAt = this.promises.promiseAnswer(open);
		engine(() -> this.runtime.createMessageCorrelation(ModelWords.CASE_REOPENED)
			.processInstanceBusinessKey(open.number())
			.setVariables(variables(open, lookAt))
			.correlateStartMessage());
	}

	@Override
	public void customerAskedToTalk(SupportCase about) {
		this.promises.customerWrote(about);
		if (this.tasks.count(about.number(), "talk-to-customer") == 0) {
			received(about, ModelWords.TALK_REQUESTED, Map.of());
		}
	}

	@Override
	public void customerAnswered(SupportCase about, boolean confirmed) {
		if (!confirmed) {
			this.promises.customerWrote(about);
		}
		SignOff.Answer answer = confirmed ? SignOff.Answer.CONFIRMED : SignOff.Answer.SENT_BACK;
		signedOff(about, Map.of(ModelWords.SIGN_OFF_RESULT, answer.word()));
	}

	@Override
	public void customerAskedForSomebodyElse(SupportCase about) {
		this.promises.customerWrote(about);
		signedOff(about, Map.of(ModelWords.SIGN_OFF_RESULT, SignOff.Answer.SENT_BACK.word(), ModelWords.SENT_BACK_TO,
				ModelWords.SOMEBODY_ELSE));
	}

	private void signedOff(SupportCase about, Map<String, Object> answer) {
		// An answer that the journey doesn't take must not be told to the customer as
		// taken.
		if (!received(about, ModelWords.CUSTOMER_SIGNED_OFF, answer)) {
			throw new SignOffs.NothingAsked();
		}
	}

	@Override
	public void endedEarly(SupportCase ended, Closing as) {
		String message = switch (as) {
			case DUPLICATE -> ModelWords.DUPLICATE_FOUND;
			case WITHDRAWN -> ModelWords.WITHDRAWN;
			case SPAM -> ModelWords.SPAM_FOUND;
			default -> throw new IllegalArgumentException("No case ends early as " + as);
		};
		this.rounds.left(ended);
		if (!received(ended, message, Map.of())) {
			throw new IllegalStateException("The journey of " + ended.number() + " can't end as " + as.word());
		}
	}

	@Override
	public void wordReached(DeliveredWord word) {
		this.promises.wordReached(this.cases.lock(word.caseId()), word);
		this.reminders.wordReached(word);
	}

	@Override
	public void wordFailed(long caseId, long messageId, Instant writtenAt) {
		SupportCase about = this.cases.lock(caseId);
		this.promises.wordFailed(about, messageId, writtenAt);
		if (this.turns.openQuestion(about).isEmpty()) {
			this.promises.resume(about);
		}
	}

	@Override
	public void promiseMade(String caseNumber, Instant lookAt, Instant dueAt) {
		engine(() -> this.timer.set(caseNumber, lookAt));
		this.tasks.setDue(caseNumber, lookAt, dueAt);
		SupportCase of = this.cases.get(caseNumber);
		if (of.heldReplies() > 0) {
			this.replies.promised(of, dueAt);
		}
	}

	@Override
	public void promiseEnded(String caseNumber) {
		this.journeys.allWaitingFor(caseNumber, ModelWords.PROMISE_ENDED)
			.forEach((execution) -> engine(
					() -> this.runtime.messageEventReceived(ModelWords.PROMISE_ENDED, execution, Map.of())));
	}

	@Override
	public void noted(SupportCase about) {
		if (about.isOpen() && this.people.actorIsIn(Groups.ENGINEERS)) {
			engine(() -> this.steps.reported(this.cases.lock(about.id())));
		}
	}

	@Override
	public void reportedInTracker(SupportCase about, Instant writtenAt) {
		if (about.isOpen()) {
			engine(() -> this.steps.reported(about, writtenAt));
		}
	}

	@Override
	public void closedInTracker(List<SupportCase> cases, String issue, String once) {
		this.trackerNews.closed(cases, issue, once);
	}

	@Override
	public void ownerChanged(SupportCase of) {
		this.promises.ownerChanged(of);
		this.undelivered.ownerChanged(of);
	}

	private boolean received(SupportCase by, String message, Map<String, Object> variables) {
		Optional<String> waiting = this.journeys.waitingFor(by.number(), message);
		waiting
			.ifPresent((execution) -> engine(() -> this.runtime.messageEventReceived(message, execution, variables)));
		return waiting.isPresent();
	}

	private VariableMap variables(SupportCase of, Instant lookAt) {
		return Variables.createVariables()
			.putValueTyped(ModelWords.PROMISE_ATTENTION_AT, Variables.dateValue(Date.from(lookAt), true))
			.putValue(ModelWords.CASE_NUMBER, of.number())
			.putValue(ModelWords.SUBJECT, of.subject())
			.putValue(ModelWords.CUSTOMER, this.customers.get(of.customerId()).name());
	}

	/**
	 * Says in everybody's words that a race was lost, so that whoever called can try
	 * again.
	 */
	static void engine(Runnable work) {
		try {
			work.run();
		}
		catch (OptimisticLockingException ex) {
			throw new OptimisticLockingFailureException("The journey changed meanwhile", ex);
		}
		catch (RuntimeException ex) {
			throw EngineRefusals.unwrapped(ex);
		}
	}

}
