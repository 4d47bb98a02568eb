package org.followthrough.journey;

import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;

/**
 * Names the model in what the engine remembers without reading it from the database each
 * time: what is named of a model never changes, and this node holds it.
 */
class TaskHistoryProducer extends CacheAwareHistoryEventProducer {

	@Override
	protected ProcessDefinitionEntity getProcessDefinitionEntity(String id) {
		ProcessDefinitionEntity known = KnownDefinitions.held(id);
		return (known != null) ? known : super.getProcessDefinitionEntity(id);
	}

}
