package org.followthrough.journey;

import java.util.function.Supplier;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.followthrough.cases.Closing;

/**
 * Puts the guards into every model as it is parsed, whatever door it came by. They are
 * the engine's built-in kind of listener: a model can't remove them, and no request can
 * ask to skip them.
 */
class BuiltInListeners extends AbstractBpmnParseListener {

	private final Supplier<TaskGuard> taskGuard;

	private final Supplier<EndGuard> endGuard;

	private final Supplier<PathRecorder> path;

	BuiltInListeners(Supplier<TaskGuard> taskGuard, Supplier<EndGuard> endGuard, Supplier<PathRecorder> path) {
		this.taskGuard = taskGuard;
		this.endGuard = endGuard;
		this.path = path;
	}

	@Override
	public void parseProcess(Element element, ProcessDefinitionEntity definition) {
		if (ModelWords.SUPPORT_CASE.equals(definition.getKey())) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
					(ExecutionListener) (execution) -> this.endGuard.get().ended(execution));
		}
		if (ModelWords.REPLY_REVIEW.equals(definition.getKey())) {
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
					(ExecutionListener) (execution) -> this.endGuard.get().reviewEnded(execution));
		}
	}

	@Override
	public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
		TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
		task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, (created) -> this.taskGuard.get().created(created));
		task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT,
				(assigned) -> this.taskGuard.get().assigned(assigned));
		task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE,
				(completed) -> this.taskGuard.get().completed(completed));
		stage(scope, activity);
	}

	@Override
	public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
		stage(scope, activity);
	}

	@Override
	public void parseEventBasedGateway(Element element, ScopeImpl scope, ActivityImpl activity) {
		stage(scope, activity);
	}

	/**
	 * The engine takes no flow from an event-based gateway to the event that came first;
	 * the event tells of it instead.
	 */
	@Override
	public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
		if (activity.getEventScope() != activity.getFlowScope()) {
			element.elements("incoming")
				.forEach((flow) -> activity.addBuiltInListener(ExecutionListener.EVENTNAME_START,
						(ExecutionListener) (execution) -> this.path.get().took(execution, flow.getText().strip())));
		}
	}

	/** Only the main path of a case says where the case stands. */
	private void stage(ScopeImpl scope, ActivityImpl activity) {
		if (scope instanceof ProcessDefinitionEntity definition
				&& ModelWords.SUPPORT_CASE.equals(definition.getKey())) {
			activity.addBuiltInListener(ExecutionListener.EVENTNAME_START,
					(ExecutionListener) (execution) -> this.path.get().waits(execution));
		}
	}

	@Override
	public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
		if (ModelWords.SUPPORT_CASE.equals(((ProcessDefinitionEntity) activity.getProcessDefinition()).getKey())) {
			Closing.of(activity.getId())
				.ifPresent((as) -> activity.addBuiltInListener(ExecutionListener.EVENTNAME_START,
						(ExecutionListener) (execution) -> this.endGuard.get().reached(execution, as)));
		}
	}

	@Override
	public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl transition) {
		transition.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE,
				(ExecutionListener) (execution) -> this.path.get().took(execution));
	}

}
