package org.followthrough.journey;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.review.Review;
import org.followthrough.review.ReviewJourney;
import org.followthrough.signoff.SignOffs;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The journeys of reviews, which run beside those of their cases, and what the journey of
 * a case has to know of a reply that was held.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ReplyReviewJourney implements ReviewJourney {

	/** What the journey of a case waits for an answer to. */
	private static final Set<Kind> ASKING = Set.of(Kind.QUESTION, Kind.ANSWER, Kind.EXPLANATION);

	private final RuntimeService runtime;

	private final ProcessEngineConfigurationImpl engine;

	private final JourneyMapper journeys;

	private final ReviewRows rows;

	private final Promises promises;

	private final SignOffs signOffs;

	private final Messages messages;

	private final Customers customers;

	private final Cases cases;

	ReplyReviewJourney(@Lazy RuntimeService runtime, @Lazy ProcessEngineConfigurationImpl engine,
			JourneyMapper journeys, ReviewRows rows, Promises promises, SignOffs signOffs, @Lazy Messages messages,
			Customers customers, Cases cases) {
		this.runtime = runtime;
		this.engine = engine;
		this.journeys = journeys;
		this.rows = rows;
		this.promises = promises;
		this.signOffs = signOffs;
		this.messages = messages;
		this.customers = customers;
		this.cases = cases;
	}

	@Override
	public Optional<Instant> promisedBy(SupportCase of) {
		return this.promises.running(of.id()).map(Promise::dueAt);
	}

	@Override
	public void begins(Review review, SupportCase on) {
		VariableMap variables = Variables.createVariables()
			.putValueTyped(ModelWords.REVIEW_DUE_AT, Variables.dateValue(Date.from(review.dueAt()), true))
			.putValue(ModelWords.REVIEW, review.id())
			.putValue(ModelWords.CASE_NUMBER, on.number())
			.putValue(ModelWords.SUBJECT, on.subject())
			.putValue(ModelWords.CUSTOMER, this.customers.get(on.customerId()).name());
		unasked(() -> this.runtime.createProcessInstanceByKey(ModelWords.REPLY_REVIEW)
			.businessKey(on.number())
			.setVariables(variables)
			.execute());
	}

	@Override
	public void isDueSooner(Review review, SupportCase on) {
		this.rows.ringSooner(on.number(), review.id(), review.dueAt());
		this.rows.showDue(on.number(), review.id(), review.dueAt());
	}

	@Override
	public void isSettled(Review review, SupportCase on) {
		this.rows.waitingFor(on.number(), review.id(), ModelWords.REVIEW_SETTLED)
			.ifPresent((execution) -> received(ModelWords.REVIEW_SETTLED, execution, Map.of()));
	}

	@Override
	public void went(SupportCase on, Message message) {
		if (message.kind() == Kind.ACKNOWLEDGEMENT) {
			this.cases.acknowledged(on);
		}
		this.signOffs.went(on, message.id());
	}

	@Override
	public void takenBack(SupportCase on, Message message) {
		boolean waitedFor = ASKING.contains(message.kind()) && this.messages.ofCase(on.id())
			.stream()
			.noneMatch((other) -> other.id() > message.id() && ASKING.contains(other.kind()) && !other.isUnsent());
		if (waitedFor) {
			this.journeys.waitingFor(on.number(), ModelWords.REPLY_TAKEN_BACK)
				.ifPresent((execution) -> received(ModelWords.REPLY_TAKEN_BACK, execution,
						Map.of(ModelWords.SENT_BACK_TO, ModelWords.WHO_HAS_IT)));
		}
	}

	private void received(String message, String execution, Map<String, Object> variables) {
		unasked(() -> this.runtime.messageEventReceived(message, execution, variables));
	}

	/**
	 * Whoever sends a reply from Tasklist is signed in to the engine, and could begin no
	 * journey there by themselves.
	 */
	private void unasked(Runnable work) {
		SupportCaseJourney.engine(() -> this.engine.getCommandExecutorTxRequired()
			.execute((context) -> context.runWithoutAuthorization(() -> {
				work.run();
				return null;
			})));
	}

}
