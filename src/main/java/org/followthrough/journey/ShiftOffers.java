package org.followthrough.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.IdentityLinkEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.rota.Rota;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Whom an escalation is offered to: the engineer on shift for the case's team, instead of
 * all engineers. A team without a rota offers it to all. The link at the task is what
 * lists show; who may take it, the rota says at that moment.
 */
@Component
class ShiftOffers {

	private final Rota rota;

	private final People people;

	private final Audit audit;

	private final ProcessEngineConfigurationImpl engine;

	ShiftOffers(Rota rota, @Lazy People people, Audit audit, @Lazy ProcessEngineConfigurationImpl engine) {
		this.rota = rota;
		this.people = people;
		this.audit = audit;
		this.engine = engine;
	}

	/**
	 * A task of engineering was made.
	 */
	void created(DelegateTask task, @Nullable String team) {
		this.rota.onShift(team).ifPresent((engineer) -> offer(task, engineer));
	}

	/**
	 * Offers an open task of engineering to whoever is on shift now.
	 * @param id the task
	 * @param of its case
	 */
	void renew(String id, SupportCase of) {
		this.engine.getCommandExecutorTxRequired().execute((context) -> context.runWithoutAuthorization(() -> {
			TaskEntity task = Objects.requireNonNull(context.getTaskManager().findTaskById(id));
			offer(task, this.rota.onShift(of.team()).orElse(null));
			return null;
		}));
	}

	/** A task is for one person only; for all of its model's groups if that is null. */
	void offer(DelegateTask task, @Nullable String account) {
		TaskEntity changed = (TaskEntity) task;
		List<IdentityLinkEntity> links = new ArrayList<>(changed.getIdentityLinks());
		links.removeIf((link) -> !"candidate".equals(link.getType()));
		if (account != null && links.size() == 1 && account.equals(links.get(0).getUserId())
				|| account == null && links.stream().allMatch((link) -> link.getUserId() == null)) {
			return;
		}
		links.forEach((link) -> {
			link.delete();
			changed.getIdentityLinks().remove(link);
		});
		if (account != null) {
			task.addCandidateUser(account);
		}
		else {
			Candidates.of(changed.getTaskDefinition()).forEach(task::addCandidateGroup);
		}
		this.audit.record(task.getExecution().getProcessBusinessKey(), "task.offered", Map.of("task",
				task.getTaskDefinitionKey(), "id", task.getId(), "to", Objects.requireNonNullElse(account, "")));
	}

	/**
	 * Refuses to give an escalation to somebody who isn't on shift, unless a manager or
	 * the application does it.
	 */
	void requireTurn(String account, @Nullable String team) {
		String onShift = this.rota.onShift(team).orElse(account);
		if (!onShift.equals(account) && Actor.current().isPerson() && !mayGive(Actor.current().id())) {
			throw new TaskRefusals.NotOnShift(onShift);
		}
	}

	/**
	 * Whether somebody may give escalations to others: a manager, or an administrator.
	 */
	boolean mayGive(String account) {
		return this.people.find(account)
			.filter((person) -> person.isIn(Groups.MANAGERS) || person.isIn(Groups.ADMINS))
			.isPresent();
	}

}
