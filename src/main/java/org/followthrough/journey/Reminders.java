package org.followthrough.journey;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.promises.Promises;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Reminds those who work here.
 */
@Component
class Reminders {

	private final Messages messages;

	private final Promises promises;

	private final People people;

	private final TaskService tasks;

	private final Audit audit;

	Reminders(Messages messages, Promises promises, People people, @Lazy TaskService tasks, Audit audit) {
		this.messages = messages;
		this.promises = promises;
		this.people = people;
		this.tasks = tasks;
		this.audit = audit;
	}

	/**
	 * Reminds the owner of a case that a promise falls due. A case that nobody owns yet
	 * shows in everybody's list instead.
	 */
	void remindOwner(SupportCase about, Instant due) {
		mail(about, about.owner(), due);
	}

	/**
	 * Tells the owner of a case, or whoever wrote it while nobody owns the case, that a
	 * word reached nobody.
	 */
	void wordFailed(SupportCase about, String author, String reason) {
		address(Objects.requireNonNullElse(about.owner(), author))
			.ifPresent((address) -> this.messages.tellUndelivered(about, address, reason));
	}

	/**
	 * Reminds the engineer who has a case that its customer waits.
	 */
	void remindEngineer(SupportCase about) {
		Task task = this.tasks.createTaskQuery()
			.processInstanceBusinessKey(about.number())
			.taskDefinitionKey("reproduce-and-fix")
			.singleResult();
		String engineer = (task != null) ? task.getAssignee() : null;
		this.audit.record(about.number(), "escalation.reminded",
				Map.of("engineer", (engineer != null) ? engineer : ""));
		this.promises.running(about.id()).ifPresent((running) -> mail(about, engineer, running.dueAt()));
	}

	private void mail(SupportCase about, @Nullable String account, Instant due) {
		if (account != null) {
			address(account).ifPresent((address) -> this.messages.remindOwner(about, address, due));
		}
	}

	private Optional<String> address(String account) {
		return this.people.find(account).map(Person::email).filter((address) -> !address.isBlank());
	}

}
