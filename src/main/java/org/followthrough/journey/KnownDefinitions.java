package org.followthrough.journey;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionManager;
import org.jspecify.annotations.Nullable;

/**
 * Reads no model from the database that this node holds already. The engine does so at
 * each step, to see whether somebody has suspended or deleted it meanwhile, which
 * {@link EngineAccess} lets nobody do.
 */
class KnownDefinitions extends ProcessDefinitionManager {

	@Override
	public @Nullable ProcessDefinitionEntity getCachedResourceDefinitionEntity(String id) {
		ProcessDefinitionEntity ofThisCommand = super.getCachedResourceDefinitionEntity(id);
		return (ofThisCommand != null) ? ofThisCommand : held(id);
	}

	static @Nullable ProcessDefinitionEntity held(String id) {
		return Context.getProcessEngineConfiguration().getDeploymentCache().getProcessDefinitionCache().get(id);
	}

}
