package org.followthrough.journey;

import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * What the engine itself remembers: journeys and tasks, and not each step besides. The
 * steps of a case are part of its audit ({@link PathRecorder}), where nobody can change
 * them.
 */
class TaskHistory extends AbstractHistoryLevel {

	private static final String STEP = HistoryEventTypes.ACTIVITY_INSTANCE_START.getEntityType();

	/** Kept in the database, so that all nodes agree; the engine's own are 0 to 3. */
	@Override
	public int getId() {
		return 10;
	}

	@Override
	public String getName() {
		return "tasks";
	}

	@Override
	public boolean isHistoryEventProduced(HistoryEventType type, Object entity) {
		return !STEP.equals(type.getEntityType())
				&& HistoryLevel.HISTORY_LEVEL_ACTIVITY.isHistoryEventProduced(type, entity);
	}

}
