package org.followthrough.journey;

import java.util.Objects;
import java.util.function.Consumer;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.cases.Triage;
import org.followthrough.correspondence.AutomaticMessages;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.promises.Look;
import org.followthrough.promises.Promises;
import org.followthrough.review.HeldReplies;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the models call: one small bean for each service task, named as the task's id is
 * spoken ({@code send-receipt} is {@code sendReceipt}). Each translates, calls, sets a
 * result.
 */
@Configuration(proxyBeanMethods = false)
class SupportCaseSteps {

	/** What a step does, it does by itself, whoever's request the journey runs in. */
	private static JavaDelegate byItself(Consumer<DelegateExecution> step) {
		return (execution) -> Actor.system().runs(() -> step.accept(execution));
	}

	@Bean
	JavaDelegate sendReceipt(Cases cases, AutomaticMessages messages) {
		return byItself((execution) -> messages.sendReceipt(cases.get(execution.getProcessBusinessKey())));
	}

	@Bean
	JavaDelegate triage(Cases cases, Customers customers, Promises promises, PromiseTimer timer, TriageTable table) {
		return byItself((execution) -> {
			SupportCase fresh = cases.get(execution.getProcessBusinessKey());
			Triage triage = table.of(fresh.impact(), customers.get(fresh.customerId()).kind(), fresh.addressedTeam());
			SupportCase triaged = cases.triaged(fresh, triage);
			timer.set(triaged.number(), promises.promiseAcknowledgement(triaged));
		});
	}

	@Bean
	JavaDelegate lookAtPromise(Cases cases, Looks looks, PromiseTimer timer, Reminders reminders) {
		return byItself((execution) -> {
			SupportCase of = cases.get(execution.getProcessBusinessKey());
			Look look = looks.at(of);
			if (look.again() != null) {
				timer.set(((ExecutionEntity) execution).getProcessInstance(), ModelWords.PROMISE_TIME_CAME,
						look.again());
			}
			reminders.managersCalled(of, look);
			execution.setVariable(ModelWords.PROMISE_ATTENTION, look.attention().word());
		});
	}

	@Bean
	JavaDelegate remindOwner(Cases cases, Promises promises, Reminders reminders) {
		return byItself((execution) -> {
			SupportCase of = cases.get(execution.getProcessBusinessKey());
			promises.running(of.id()).ifPresent((running) -> reminders.remindOwner(of, running));
		});
	}

	@Bean
	JavaDelegate remindCustomer(Cases cases, AutomaticMessages messages, SignOffs signOffs) {
		return byItself((execution) -> {
			SupportCase about = cases.get(execution.getProcessBusinessKey());
			if (signOffs.latest(about.id()).filter(SignOff::isOpen).isEmpty()) {
				// What we answered is still held for review: there is nothing to remind
				// of.
				return;
			}
			messages.sendSignOffReminder(about);
			signOffs.reminded(about);
			// A model's literal comes as a Long, what a person's decision sets as an
			// Integer.
			Number sent = Objects.requireNonNullElse((Number) execution.getVariable(ModelWords.REMINDERS), 0);
			execution.setVariable(ModelWords.REMINDERS, sent.intValue() + 1);
		});
	}

	@Bean
	JavaDelegate joinDefect(Cases cases, DefectGuide guide) {
		return byItself((execution) -> execution.setVariable(ModelWords.ENGINEERING,
				guide.comesToEngineering(cases.get(execution.getProcessBusinessKey()))));
	}

	@Bean
	JavaDelegate joinVerification(Cases cases, DefectGuide guide, ReleasedFixes released) {
		return byItself((execution) -> {
			SupportCase of = cases.get(execution.getProcessBusinessKey());
			execution.setVariable(ModelWords.VERIFICATION_RESULT, guide.comesToVerification(of));
			released.waits(of);
		});
	}

	@Bean
	JavaDelegate remindEngineer(StepClock clock) {
		return byItself(clock::rang);
	}

	@Bean
	JavaDelegate handOverUndecided(EscalationsOnShift escalations) {
		return byItself((execution) -> escalations.undecided(execution.getProcessBusinessKey()));
	}

	@Bean
	JavaDelegate sendReviewedReply(HeldReplies replies) {
		return byItself((execution) -> replies.sendReviewed(review(execution)));
	}

	@Bean
	JavaDelegate sendUnreviewedReply(HeldReplies replies) {
		return byItself((execution) -> replies.sendUnreviewed(review(execution)));
	}

	private static long review(DelegateExecution execution) {
		return ((Number) Objects.requireNonNull(execution.getVariable(ModelWords.REVIEW))).longValue();
	}

	@Bean
	JavaDelegate remindVerifier(StepClock clock) {
		return byItself(clock::rang);
	}

}
