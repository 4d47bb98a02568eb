package org.followthrough.journey;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.followthrough.cases.Cases;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/**
 * The tasks that are given, not only taken: managers give an escalation to any engineer,
 * whoever is on shift.
 */
@Component
public class GivenTasks {

	private final TaskMapper rows;

	private final Tasks tasks;

	private final Cases cases;

	private final HandOn handOn;

	private final ShiftOffers offers;

	private final ShiftQuestions questions;

	private final Transactions transactions;

	GivenTasks(TaskMapper rows, Tasks tasks, Cases cases, HandOn handOn, ShiftOffers offers, ShiftQuestions questions,
			Transactions transactions) {
		this.rows = rows;
		this.tasks = tasks;
		this.cases = cases;
		this.handOn = handOn;
		this.offers = offers;
		this.questions = questions;
		this.transactions = transactions;
	}

	/** Whether a task is one of them. */
	boolean isToGive(String id) {
		return this.rows.find(id).filter((task) -> ModelWords.REPRODUCE_AND_FIX.equals(task.taskKey())).isPresent();
	}

	/**
	 * Gives an escalation to an engineer, as the current actor.
	 * @param id the task
	 * @param account the engineer
	 * @return the task as it is then
	 */
	public TaskView give(String id, String account) {
		try {
			return this.transactions.retrying(() -> giveOnce(id, account));
		}
		catch (ConcurrencyFailureException ex) {
			throw new TaskRefusals.Overtaken();
		}
	}

	private TaskView giveOnce(String id, String account) {
		this.rows.lockCase(id).ifPresent(this.cases::locked);
		TaskView task = this.tasks.get(id);
		if (!ModelWords.REPRODUCE_AND_FIX.equals(task.key())) {
			throw new TaskRefusals.NotToGive("People take this task themselves; only escalations are given.");
		}
		if (!this.offers.mayGive(Actor.current().id())) {
			throw new TaskRefusals.NotToGive("Managers give escalations to engineers. Ask one of them.");
		}
		if (!account.equals(task.assignee())) {
			hand(task, account);
		}
		return this.tasks.get(id);
	}

	private void hand(TaskView task, String account) {
		try {
			this.questions.settle(this.cases.get(task.caseNumber()));
			this.handOn.to(account, this.cases.get(task.caseNumber()), task.key());
		}
		catch (OptimisticLockingException ex) {
			throw new OptimisticLockingFailureException("The task changed meanwhile", ex);
		}
		catch (RuntimeException ex) {
			throw EngineRefusals.unwrapped(ex);
		}
	}

}
