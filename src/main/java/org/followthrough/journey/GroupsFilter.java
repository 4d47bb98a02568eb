package org.followthrough.journey;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.jspecify.annotations.Nullable;

/**
 * The filter that people look through all day: what waits for their groups, by due time.
 * The engine reads all that waits in order to show its first page, and again to count it;
 * here a page is found by the index of due times, and what waits is counted by another.
 */
class GroupsFilter {

	/** A filter that asks for anything else besides isn't this one. */
	private static final Map<String, String> CRITERIA = Map.of("taskCandidateGroupInExpression",
			"\"${currentUserGroups()}\"", "unassigned", "true", "active", "true");

	private static final String ORDER = "orderingProperties";

	private static final String BY_DUE_TIME = "{\"queryProperty\":\"DUE_DATE_\",\"direction\":\"asc\"}";

	private static final ObjectMapper JSON = new ObjectMapper();

	private final ProcessEngineConfigurationImpl engine;

	private final TaskMapper tasks;

	private final Authentication reader;

	private final JsonNode asked;

	private GroupsFilter(ProcessEngineConfigurationImpl engine, TaskMapper tasks, Authentication reader,
			JsonNode asked) {
		this.engine = engine;
		this.tasks = tasks;
		this.reader = reader;
		this.asked = asked;
	}

	/**
	 * Recognises the filter.
	 * @param filter any filter, with what Tasklist adds to it
	 * @return it, if it asks for what waits for the groups of somebody who may see that
	 */
	static @Nullable GroupsFilter of(Filter filter, ProcessEngineConfigurationImpl engine, TaskMapper tasks) {
		Authentication reader = engine.getIdentityService().getCurrentAuthentication();
		if (reader == null || reader.getGroupIds() == null || reader.getGroupIds().isEmpty()) {
			return null;
		}
		GroupsFilter read = new GroupsFilter(engine, tasks, reader, asked(filter));
		return (read.asksForNothingElse() && read.readerSeesAll()) ? read : null;
	}

	private static JsonNode asked(Filter filter) {
		try {
			return JSON.readTree(((FilterEntity) filter).getQueryInternal());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean asksForNothingElse() {
		return this.asked.has("taskCandidateGroupInExpression") && this.asked.has("unassigned")
				&& this.asked.properties()
					.stream()
					.allMatch((part) -> part.getKey().equals(ORDER) || isNone(part.getValue())
							|| part.getValue().toString().equals(CRITERIA.get(part.getKey())));
	}

	private static boolean isNone(JsonNode criterion) {
		return criterion.isArray() && criterion.isEmpty();
	}

	private boolean readerSeesAll() {
		AuthorizationService rights = this.engine.getAuthorizationService();
		return !this.engine.isAuthorizationEnabled() || rights.isUserAuthorized(this.reader.getUserId(),
				this.reader.getGroupIds(), ProcessDefinitionPermissions.READ_TASK, Resources.PROCESS_DEFINITION, "*");
	}

	/**
	 * Whether it is by due time above all; what it says besides settles the order on a
	 * page.
	 */
	boolean isByDueTime() {
		return this.asked.path(ORDER).path(0).toString().equals(BY_DUE_TIME);
	}

	/**
	 * The ids of the tasks on a page.
	 */
	List<String> page(int first, int most) {
		return this.tasks.waitingFor(this.reader.getGroupIds(), first, most);
	}

	long count() {
		return this.tasks.countWaitingFor(this.reader.getGroupIds());
	}

}
