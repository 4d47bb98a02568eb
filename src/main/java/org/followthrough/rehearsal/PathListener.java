package org.followthrough.rehearsal;

import java.util.List;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Has everything that a process comes to told on the tape.
 */
final class PathListener extends AbstractBpmnParseListener {

	@Override
	public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
		for (ProcessDefinitionEntity definition : definitions) {
			listen(definition, definition.getKey());
			definition.addBuiltInListener(ExecutionListener.EVENTNAME_END,
					(ExecutionListener) (execution) -> Tape.running()
						.add(new Tape.Ended(
								new org.followthrough.rehearsal.Element(definition.getKey(), definition.getKey()))));
		}
	}

	@Override
	public void parseSequenceFlow(Element element, ScopeImpl scope, TransitionImpl flow) {
		org.followthrough.rehearsal.Element taken = new org.followthrough.rehearsal.Element(
				((ProcessDefinitionEntity) scope.getProcessDefinition()).getKey(), flow.getId());
		flow.addBuiltInListener(ExecutionListener.EVENTNAME_TAKE,
				(ExecutionListener) (execution) -> Tape.running().took(taken));
	}

	private static void listen(ScopeImpl scope, String process) {
		for (ActivityImpl activity : scope.getActivities()) {
			org.followthrough.rehearsal.Element element = new org.followthrough.rehearsal.Element(process,
					activity.getId());
			activity.addBuiltInListener(ExecutionListener.EVENTNAME_START,
					(ExecutionListener) (execution) -> Tape.running().add(new Tape.Reached(element)));
			listen(activity, process);
		}
	}

}
