package org.followthrough.journey;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.promises.Attention;
import org.followthrough.promises.Look;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promise.Kind;
import org.followthrough.promises.StepPromises;

import org.springframework.stereotype.Component;

/**
 * The clocks of those who have a case for a step of it: engineering, and whoever verifies
 * a fix.
 */
@Component
class StepClock {

	private static final Map<String, Kind> OWED = Map.of(ModelWords.REPRODUCE_AND_FIX, Kind.ENGINEERING_ANSWER,
			ModelWords.VERIFY_FIX, Kind.VERIFICATION);

	private final StepPromises promises;

	private final PromiseTimer timer;

	private final TaskMapper tasks;

	private final Cases cases;

	private final Reminders reminders;

	StepClock(StepPromises promises, PromiseTimer timer, TaskMapper tasks, Cases cases, Reminders reminders) {
		this.promises = promises;
		this.timer = timer;
		this.tasks = tasks;
		this.cases = cases;
		this.reminders = reminders;
	}

	/**
	 * A task was made. If it is one that somebody owes us something with, it shows by
	 * when.
	 */
	void created(DelegateTask task) {
		Kind owed = OWED.get(task.getTaskDefinitionKey());
		if (owed != null) {
			SupportCase of = this.cases.get(task.getExecution().getProcessBusinessKey());
			Promise promise = this.promises.begin(of, owed);
			task.setDueDate(Date.from(promise.dueAt()));
			task.setFollowUpDate(Date.from(promise.remindAt()));
			this.timer.set(((ExecutionEntity) task.getExecution()).getProcessInstance(), ModelWords.STEP_TIME_CAME,
					promise.remindAt());
		}
	}

	/**
	 * A task was completed.
	 */
	void completed(DelegateTask task) {
		if (OWED.containsKey(task.getTaskDefinitionKey())) {
			SupportCase of = this.cases.get(task.getExecution().getProcessBusinessKey());
			this.promises.end(of);
			this.reminders.stepSettled(of);
		}
	}

	/**
	 * Engineering has told us how it stands.
	 */
	void reported(SupportCase of) {
		this.promises.reported(of).ifPresent((promise) -> {
			show(of, promise);
			this.reminders.stepSettled(of);
		});
	}

	/**
	 * Engineering has told us how it stands, perhaps before the case came to it. The
	 * moment is known to the second.
	 */
	void reported(SupportCase of, Instant at) {
		if (this.promises.running(of)
			.filter((owed) -> !owed.madeAt().truncatedTo(ChronoUnit.SECONDS).isAfter(at))
			.isPresent()) {
			reported(of);
		}
	}

	/**
	 * A promise is due at another time.
	 */
	void show(SupportCase of, Promise promise) {
		this.timer.setStep(of.number(), promise.lookAt());
		this.tasks.setStepDue(of.number(), promise.remindAt(), promise.dueAt());
	}

	/**
	 * The clock rang: whoever has the task is reminded, or managers are called.
	 */
	void rang(DelegateExecution step) {
		SupportCase of = this.cases.get(step.getProcessBusinessKey());
		Look look = this.promises.look(of);
		if (look.again() != null) {
			this.timer.set(((ExecutionEntity) step).getProcessInstance(), ModelWords.STEP_TIME_CAME, look.again());
		}
		Promise promise = look.promise();
		if (promise == null || look.attention() == Attention.NONE) {
			return;
		}
		if (look.attention() == Attention.SOON) {
			this.reminders.stepDueSoon(of, promise);
		}
		else {
			this.reminders.stepLate(of, promise, look.attention());
		}
	}

}
