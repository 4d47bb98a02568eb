package org.followthrough.journey;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.task.TaskQuery;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes what people need in Camunda's web applications: groups, rights, and the filters
 * of Tasklist. It runs at every start and changes nothing that is as it should be. Nodes
 * that start at once do it one after the other.
 */
@Component
class TasklistSetup implements SmartLifecycle {

	private static final List<String> WORKING = List.of(Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS,
			Groups.MANAGERS);

	private static final List<Permission> WORK = List.of(ProcessDefinitionPermissions.READ,
			ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_TASK,
			ProcessDefinitionPermissions.TASK_WORK, ProcessDefinitionPermissions.READ_HISTORY);

	private final People people;

	private final AuthorizationService authorizations;

	private final FilterService filters;

	private final TaskService tasks;

	private final ProcessEngineConfigurationImpl engine;

	private final TransactionOperations transaction;

	private volatile boolean running;

	TasklistSetup(People people, AuthorizationService authorizations, FilterService filters, TaskService tasks,
			ProcessEngineConfigurationImpl engine, TransactionOperations transaction) {
		this.people = people;
		this.authorizations = authorizations;
		this.filters = filters;
		this.tasks = tasks;
		this.engine = engine;
		this.transaction = transaction;
	}

	@Override
	public void start() {
		Actor.system().runs(() -> this.transaction.executeWithoutResult((status) -> {
			awaitTurn();
			this.people.ensureGroups();
			grants();
			filters();
		}));
		this.running = true;
	}

	/** The engine's own lock of starting nodes, held until the transaction ends. */
	private void awaitTurn() {
		this.engine.getCommandExecutorTxRequired().execute((context) -> {
			context.getPropertyManager().acquireExclusiveLockForStartup();
			return null;
		});
	}

	private void grants() {
		for (String group : WORKING) {
			grant(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
			grant(group, Resources.PROCESS_DEFINITION, "*", WORK.toArray(Permission[]::new));
		}
		for (Resource resource : Resources.values()) {
			grant(Groups.ADMINS, resource, "*", Permissions.ALL);
		}
	}

	private void grant(String group, Resource resource, String id, Permission... permissions) {
		long existing = this.authorizations.createAuthorizationQuery()
			.groupIdIn(group)
			.resourceType(resource)
			.resourceId(id)
			.count();
		if (existing == 0) {
			Authorization grant = this.authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
			grant.setGroupId(group);
			grant.setResource(resource);
			grant.setResourceId(id);
			grant.setPermissions(permissions);
			this.authorizations.saveAuthorization(grant);
		}
	}

	private void filters() {
		filter("My tasks", 10, "What I have taken", "#1d6b45",
				this.tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"), WORKING);
		filter("For me on shift", 15, "What waits for me because I am on support", "#7a5cc4",
				this.tasks.createTaskQuery()
					.taskCandidateUserExpression("${currentUser()}")
					.withoutCandidateGroups()
					.taskUnassigned(),
				List.of(Groups.ENGINEERS));
		filter("My groups' tasks", 20, "What is waiting to be taken, the most urgent first", "#0b5cad",
				this.tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}").taskUnassigned(),
				WORKING);
		filter("Overdue promises", 30, "Customers who were promised word and did not get it", "#a3241d",
				this.tasks.createTaskQuery().taskDefinitionKeyIn(ModelWords.OVERDUE_PROMISE, ModelWords.STILL_NO_WORD),
				List.of(Groups.MANAGERS));
		filter("All tasks", 40, "Everything that is open", "#5b5b5b", this.tasks.createTaskQuery(),
				List.of(Groups.MANAGERS));
	}

	private void filter(String name, int place, String description, String colour, TaskQuery query,
			List<String> groups) {
		if (this.filters.createFilterQuery().filterName(name).count() > 0) {
			return;
		}
		Map<String, Object> properties = new HashMap<>();
		properties.put("description", description);
		properties.put("priority", place);
		properties.put("color", colour);
		properties.put("refresh", true);
		properties.put("showUndefinedVariable", false);
		properties.put("variables", List.of(variable(ModelWords.CASE_NUMBER, "Case"),
				variable(ModelWords.SUBJECT, "Subject"), variable(ModelWords.CUSTOMER, "Customer")));
		Filter filter = this.filters.newTaskFilter(name);
		filter.setQuery(query.orderByDueDate().asc().orderByTaskPriority().desc());
		filter.setProperties(properties);
		this.filters.saveFilter(filter);
		for (String group : new ArrayList<>(groups)) {
			grant(group, Resources.FILTER, filter.getId(), Permissions.READ);
		}
	}

	private static Map<String, String> variable(String name, String label) {
		Map<String, String> variable = new LinkedHashMap<>();
		variable.put("name", name);
		variable.put("label", label);
		return variable;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return 1;
	}

}
