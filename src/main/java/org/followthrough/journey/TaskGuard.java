package org.followthrough.journey;

import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.escalation.Escalations;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What holds for every task of a journey, whatever way somebody came to it. The engine
 * calls this from inside the change; no model can leave it out.
 */
@Component
class TaskGuard {

	private final Cases cases;

	private final TaskMapper rows;

	private final Escalations escalations;

	private final JudgesOfFixes judges;

	private final Tasks tasks;

	private final StepClock steps;

	private final ManagersCalled managers;

	private final Looks looks;

	private final OtherEyes otherEyes;

	private final ShiftOffers shifts;

	private final ReviewTasks reviews;

	private final Audit audit;

	TaskGuard(Cases cases, TaskMapper rows, Escalations escalations, JudgesOfFixes judges, @Lazy Tasks tasks,
			StepClock steps, ManagersCalled managers, Looks looks, OtherEyes otherEyes, ShiftOffers shifts,
			ReviewTasks reviews, Audit audit) {
		this.cases = cases;
		this.rows = rows;
		this.escalations = escalations;
		this.judges = judges;
		this.tasks = tasks;
		this.steps = steps;
		this.managers = managers;
		this.looks = looks;
		this.otherEyes = otherEyes;
		this.shifts = shifts;
		this.reviews = reviews;
		this.audit = audit;
	}

	/**
	 * A task was made: it shows by when the customer was promised word, and goes to
	 * whoever was just given the case.
	 */
	void created(DelegateTask task) {
		TaskMapper.Urgency urgency = urgency(task.getExecution().getProcessBusinessKey());
		task.setPriority(urgency.priority());
		if (urgency.dueAt() != null) {
			task.setDueDate(Date.from(urgency.dueAt()));
			task.setFollowUpDate(Date.from(urgency.remindAt()));
		}
		this.steps.created(task);
		this.reviews.created(task);
		offer(task, urgency);
		given(task, urgency).ifPresent(task::setAssignee);
		showCase(task);
	}

	private TaskMapper.Urgency urgency(String caseNumber) {
		return this.looks.taken(caseNumber)
			.map((look) -> TaskMapper.Urgency.of(this.cases.get(caseNumber), look))
			.orElseGet(() -> this.rows.urgency(caseNumber));
	}

	/** Those whom a task is for, when it isn't for all of its groups. */
	private void offer(DelegateTask task, TaskMapper.Urgency urgency) {
		switch (task.getTaskDefinitionKey()) {
			case ModelWords.REPRODUCE_AND_FIX -> this.shifts.created(task, urgency.team());
			case ModelWords.HAND_OVER_OR_KEEP ->
				holder(task).ifPresent((engineer) -> this.shifts.offer(task, engineer));
			default -> {
				// For all of them.
			}
		}
	}

	/** Who has the escalation that a task is about. */
	private Optional<String> holder(DelegateTask task) {
		return this.rows.assignee(task.getExecution().getProcessBusinessKey(), ModelWords.REPRODUCE_AND_FIX);
	}

	/** Whom a task is meant for, when it isn't for whoever of its groups takes it. */
	private Optional<String> given(DelegateTask task, TaskMapper.Urgency urgency) {
		return switch (task.getTaskDefinitionKey()) {
			case ModelWords.HAND_OVER_OR_KEEP -> holder(task);
			case ModelWords.LATE_WORD -> Optional.ofNullable(urgency.owner());
			case ModelWords.TALK_IT_OVER -> this.managers.called(urgency.team(), 0);
			case ModelWords.DECIDE_UNVERIFIED -> this.managers.called(urgency.team(), 0)
				.filter((manager) -> this.judges.mayDecide(manager,
						this.cases.get(task.getExecution().getProcessBusinessKey())));
			case ModelWords.OVERDUE_PROMISE -> this.managers.called(urgency.team(), urgency.called());
			case ModelWords.STILL_NO_WORD -> this.managers.above(urgency.team());
			case ModelWords.REWORK_REPLY -> this.reviews.author(task)
				.filter((author) -> this.tasks.isCandidate(author,
						Candidates.of(((TaskEntity) task).getTaskDefinition())));
			default -> Optional.empty();
		};
	}

	/**
	 * Cards show what stands in variables, and a called process has none of its caller's.
	 */
	private static void showCase(DelegateTask task) {
		ExecutionEntity called = ((ExecutionEntity) task.getExecution()).getProcessInstance();
		ExecutionEntity caller = called.getSuperExecution();
		if (caller != null) {
			ModelWords.CARD.forEach((variable) -> called.setVariableLocal(variable, caller.getVariable(variable)));
		}
	}

	/**
	 * A task gets, or loses, somebody who does it.
	 */
	void assigned(DelegateTask task) {
		String number = task.getExecution().getProcessBusinessKey();
		SupportCase of = this.cases.lock(number);
		String account = task.getAssignee();
		Map<String, Object> details = new HashMap<>();
		details.put("task", task.getTaskDefinitionKey());
		details.put("id", task.getId());
		if (account == null) {
			this.audit.record(of.number(), "task.released", details);
			return;
		}
		List<String> groups = Candidates.of(((TaskEntity) task).getTaskDefinition());
		this.tasks.requireCandidate(account, groups);
		this.judges.requireDisinterested(account, of, task.getTaskDefinitionKey());
		this.reviews.requireOther(task, account);
		if (ModelWords.REPRODUCE_AND_FIX.equals(task.getTaskDefinitionKey()) && isGivenByAnother(task)) {
			this.escalations.assigned(of, account);
		}
		if (ModelWords.REPRODUCE_AND_FIX.equals(task.getTaskDefinitionKey())) {
			this.shifts.requireTurn(account, of.team());
		}
		if (ModelWords.HAND_OVER_OR_KEEP.equals(task.getTaskDefinitionKey())
				&& holder(task).filter(account::equals).isEmpty()) {
			throw new TaskRefusals.NotForYou("whoever has the escalation");
		}
		boolean afresh = ModelWords.LOOK_AFRESH.equals(task.getTaskDefinitionKey());
		if (afresh) {
			this.otherEyes.require(of, account);
		}
		details.put("assignee", account);
		this.audit.record(of.number(), "task.claimed", details);
		// Who looks at it for the one who has it, doesn't have it for that.
		if (groups.contains(Groups.AGENTS) && !afresh && !ReviewTasks.are(task)) {
			this.cases.owner(of, account);
		}
	}

	/** Not by its model, which gives some tasks to somebody as they are made. */
	private static boolean isGivenByAnother(DelegateTask task) {
		Actor by = Actor.current();
		boolean made = ((TaskEntity) task).getRevision() == 0;
		return !made && by.isPerson() && !by.id().equals(task.getAssignee());
	}

	/**
	 * A task is completed: only with its form.
	 */
	void completed(DelegateTask task) {
		if (!Tasks.isBeingCompleted(task.getId())) {
			throw new TaskRefusals.FormRequired();
		}
		this.steps.completed(task);
	}

}
