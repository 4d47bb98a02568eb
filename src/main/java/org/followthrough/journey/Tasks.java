package org.followthrough.journey;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.TaskAlreadyClaimedException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What people have to do. All doors end here: Tasklist by way of {@link GuardedTasks},
 * pages and REST directly.
 */
@Component
public class Tasks {

	private static final Comparator<TaskMapper.Row> BY_AGE = Comparator.comparing(TaskMapper.Row::createdAt)
		.thenComparing(TaskMapper.Row::id);

	private static final ThreadLocal<String> COMPLETING = new ThreadLocal<>();

	private final TaskMapper rows;

	private final Candidates candidates;

	private final TaskForms forms;

	private final HumanSteps steps;

	private final Cases cases;

	private final People people;

	private final ShiftQuestions questions;

	private final Audit audit;

	private final Transactions transactions;

	private final ProcessEngineConfigurationImpl engine;

	Tasks(TaskMapper rows, Candidates candidates, TaskForms forms, HumanSteps steps, Cases cases, People people,
			ShiftQuestions questions, Audit audit, Transactions transactions,
			@Lazy ProcessEngineConfigurationImpl engine) {
		this.rows = rows;
		this.candidates = candidates;
		this.forms = forms;
		this.steps = steps;
		this.cases = cases;
		this.people = people;
		this.questions = questions;
		this.audit = audit;
		this.transactions = transactions;
		this.engine = engine;
	}

	/**
	 * The open tasks of a case, oldest first.
	 * @param caseNumber the case
	 * @return the tasks
	 */
	@Transactional(readOnly = true)
	public List<TaskView> ofCase(String caseNumber) {
		return views(this.rows.ofCase(caseNumber).stream().sorted(BY_AGE).toList());
	}

	/**
	 * A page of the tasks that a person has or could take, the most urgent first.
	 * @param person who
	 * @param after the last task of the page before; null for the first page
	 * @param limit how many at the most
	 * @return the tasks
	 */
	@Transactional(readOnly = true)
	public List<TaskView> of(Person person, @Nullable Place after, int limit) {
		TaskMapper.Place place = (after != null) ? new TaskMapper.Place(after.dueAt(), after.id()) : null;
		return views(this.rows.page(person.account(), person.groups(), place, limit));
	}

	/**
	 * One task.
	 * @param id which
	 * @return the task
	 */
	@Transactional(readOnly = true)
	public TaskView get(String id) {
		return view(row(id));
	}

	private List<TaskView> views(List<TaskMapper.Row> page) {
		return page.stream().map(this::view).toList();
	}

	private TaskView view(TaskMapper.Row row) {
		return new TaskView(row.id(), row.taskKey(), Objects.requireNonNullElse(row.name(), row.taskKey()),
				row.caseNumber(), row.assignee(), groups(row), row.candidate(), row.createdAt(), row.dueAt(),
				row.priority(), this.forms.of(row.taskKey()).map(TaskForm::fields).orElse(List.of()));
	}

	private List<String> groups(TaskMapper.Row task) {
		return this.candidates.of(task.model(), task.taskKey());
	}

	private TaskMapper.Row row(String id) {
		return this.rows.find(id).orElseThrow(() -> gone(id));
	}

	/** The task as it is while nobody else moves its case. */
	private TaskMapper.Row locked(String id) {
		this.rows.lockCase(id).ifPresent(this.cases::locked);
		return row(id);
	}

	private Refusal gone(String id) {
		return this.rows.done(id)
			.<Refusal>map((done) -> new TaskRefusals.TaskDone("completed".equals(done.reason()) ? done.account() : null,
					done.at()))
			.orElseGet(TaskRefusals.TaskNotFound::new);
	}

	/**
	 * Takes a task, as the current actor.
	 * @param id which
	 * @return the task as it is then
	 */
	public TaskView claim(String id) {
		return retrying(() -> view(claimOnce(id)));
	}

	private TaskMapper.Row claimOnce(String id) {
		TaskMapper.Row task = locked(id);
		String account = Actor.current().id();
		if (account.equals(task.assignee())) {
			return task;
		}
		if (task.assignee() != null) {
			throw new TaskRefusals.TaskTaken(task.assignee());
		}
		engine(new ClaimTaskCmd(id, account));
		return task.assignedTo(account);
	}

	/**
	 * Gives a task back, as the current actor.
	 * @param id which
	 * @return the task as it is then
	 */
	public TaskView unclaim(String id) {
		return retrying(() -> view(unclaimOnce(id)));
	}

	private TaskMapper.Row unclaimOnce(String id) {
		TaskMapper.Row task = locked(id);
		if (task.assignee() == null) {
			return task;
		}
		if (!Actor.current().id().equals(task.assignee())) {
			throw new TaskRefusals.TaskTaken(task.assignee());
		}
		engine(new AssignTaskCmd(id, null));
		if (ModelWords.REPRODUCE_AND_FIX.equals(task.taskKey())) {
			this.questions.settle(this.cases.get(task.caseNumber()));
		}
		return task.assignedTo(null);
	}

	/**
	 * Completes a task, as the current actor.
	 * @param id which
	 * @param submitted what they filled in, by field name
	 * @return the number of the case
	 */
	public String complete(String id, Map<String, ? extends @Nullable Object> submitted) {
		return retrying(() -> completeOnce(id, submitted));
	}

	private String completeOnce(String id, Map<String, ? extends @Nullable Object> submitted) {
		TaskMapper.Row task = locked(id);
		String account = Actor.current().id();
		if (task.assignee() == null) {
			throw new TaskRefusals.TaskNotClaimed();
		}
		if (!account.equals(task.assignee())) {
			throw new TaskRefusals.TaskTaken(task.assignee());
		}
		requireCandidate(account, groups(task));
		Fields fields = this.forms.of(task.taskKey())
			.orElseThrow(() -> new IllegalStateException("No form is published for " + task.taskKey()))
			.check(submitted)
			.completing(id);
		SupportCase of = this.cases.getOpen(task.caseNumber());
		Map<String, Object> variables = this.steps.of(task.taskKey()).done(of, fields);
		Map<String, Object> details = new HashMap<>();
		details.put("task", task.taskKey());
		details.put("id", id);
		if (variables.containsKey(ModelWords.OUTCOME)) {
			details.put("outcome", variables.get(ModelWords.OUTCOME));
		}
		this.audit.record(task.caseNumber(), "task.completed", details);
		COMPLETING.set(id);
		try {
			engine(new CompleteTaskCmd(id, variables));
		}
		finally {
			COMPLETING.remove();
		}
		return task.caseNumber();
	}

	/**
	 * Repeats what lost a race against another change of the same case, such as a mail
	 * that was delivered at this moment. Whoever really was second, to complete a task
	 * say, is told so by the repetition.
	 */
	private <T> T retrying(Supplier<T> work) {
		try {
			return this.transactions.retrying(work);
		}
		catch (ConcurrencyFailureException ex) {
			if (TransactionSynchronizationManager.isActualTransactionActive()) {
				// It is for the caller to repeat the whole.
				throw ex;
			}
			throw new TaskRefusals.Overtaken();
		}
	}

	/** What people may do was checked by now, by the rules of this application. */
	private void engine(Command<?> command) {
		try {
			this.engine.getCommandExecutorTxRequired()
				.execute((context) -> context.runWithoutAuthorization(() -> command.execute(context)));
		}
		catch (OptimisticLockingException | TaskAlreadyClaimedException ex) {
			throw new OptimisticLockingFailureException("The task changed meanwhile", ex);
		}
		catch (RuntimeException ex) {
			throw EngineRefusals.unwrapped(ex);
		}
	}

	/**
	 * Whether a task is being completed with its form right now, by this thread.
	 */
	static boolean isBeingCompleted(String id) {
		return id.equals(COMPLETING.get());
	}

	/**
	 * Refuses somebody whose groups may not have a task.
	 */
	void requireCandidate(String account, Collection<String> groups) {
		if (!isCandidate(account, groups)) {
			throw new TaskRefusals.NotForYou(String.join(" or ", groups));
		}
	}

	/**
	 * Whether somebody's groups may have a task.
	 */
	boolean isCandidate(String account, Collection<String> groups) {
		return this.people.find(account).filter((person) -> groups.stream().anyMatch(person::isIn)).isPresent();
	}

	/**
	 * Where a page of tasks ended.
	 *
	 * @param dueAt the last task's due time
	 * @param id the last task
	 */
	public record Place(Instant dueAt, String id) {
	}

}
