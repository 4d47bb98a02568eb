package org.followthrough.journey;

import java.util.List;
import java.util.Set;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationManager;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rights on all tasks or all processes, and refuses one on a single task or
 * process: see {@link NoOwnAuthorizations}. So there is none to look for when one ends,
 * which the engine would do each time.
 */
class NoSingleRights extends AuthorizationManager {

	private static final Set<Integer> SHORT_LIVED = Set.of(Resources.TASK.resourceType(),
			Resources.PROCESS_INSTANCE.resourceType());

	static SessionFactory factory() {
		return new EngineSession(AuthorizationManager.class, NoSingleRights::new);
	}

	@Override
	public void insert(DbEntity authorization) {
		if (authorization instanceof AuthorizationEntity right) {
			requireAll(right);
		}
		super.insert(authorization);
	}

	@Override
	public void update(AuthorizationEntity right) {
		requireAll(right);
		super.update(right);
	}

	private static void requireAll(AuthorizationEntity right) {
		if (SHORT_LIVED.contains(right.getResourceType()) && !Authorization.ANY.equals(right.getResourceId())) {
			throw new BadUserRequestException(
					"What somebody may do with a task or a case follows from their groups. Change those instead.");
		}
	}

	/** All of them: the engine asks which have a right at all, to save a word or two. */
	@Override
	public List<String> filterAuthenticatedGroupIds(@Nullable List<String> groups) {
		return (groups != null) ? groups : List.of();
	}

	@Override
	public void deleteAuthorizationsByResourceId(Resource resource, String resourceId) {
		if (!SHORT_LIVED.contains(resource.resourceType())) {
			super.deleteAuthorizationsByResourceId(resource, resourceId);
		}
	}

}
