package org.followthrough.journey;

import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TerminateEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * How a case may end: with the customer's word or a person's decision on their silence,
 * as what they were offered says, and in no other way.
 */
final class EndRules {

	private static final Set<Closing> SIGNED_OFF = Set.of(Closing.CONFIRMED, Closing.UNCONFIRMED, Closing.UNSOLVED);

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for the ends of a case's journey.
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	EndRules(Paths paths, BiConsumer<String, String> problem) {
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		Set<String> signOffs = this.paths.calls(ModelWords.SIGN_OFF);
		Set<String> unsigned = this.paths.reachable(this.paths.starts(), signOffs, Assumption.NONE);
		Set<String> closings = this.paths.which((element) -> Closing.of(element.getId()).isPresent());
		for (String id : this.paths.which(this::isOnMainPath)) {
			if (!this.paths.isEnd(id)) {
				continue;
			}
			if (Closing.of(id).filter(SIGNED_OFF::contains).isEmpty()) {
				this.problem.accept(id, "A case can't end here: the id of an end on the main path must be one of "
						+ "confirmed, unconfirmed, unsolved.");
			}
			else if (this.paths.which((element) -> id.equals(element.getId()) && isTerminating(element)).isEmpty()) {
				this.problem.accept(id, "The end of a case must end all of it: make it a terminate end event.");
			}
			else if (unsigned.contains(id)) {
				this.problem.accept(id, "A case can end here without having been signed off.");
			}
			closings.remove(id);
		}
		closings.removeIf(this::breaksOff);
		closings
			.forEach((id) -> this.problem.accept(id, "An end of this name closes the case, and here it can't end."));
		for (String signOff : signOffs) {
			endsAs(signOff, "confirmed", "solved", Closing.CONFIRMED);
			endsAs(signOff, "unanswered", "solved", Closing.UNCONFIRMED);
			endsAs(signOff, "confirmed", "unsolved", Closing.UNSOLVED);
			endsAs(signOff, "unanswered", "unsolved", Closing.UNSOLVED);
			endsAs(signOff, "sent-back", "solved", null);
			endsAs(signOff, "sent-back", "unsolved", null);
		}
	}

	private void endsAs(String signOff, String word, String resolution, @Nullable Closing as) {
		Assumption assumption = new Assumption(
				Map.of(ModelWords.SIGN_OFF_RESULT, word, ModelWords.RESOLUTION, resolution));
		Set<String> ends = this.paths.reachable(Set.of(signOff), this.paths.calls(ModelWords.SIGN_OFF), assumption);
		ends.removeIf((id) -> !this.paths.isEnd(id));
		Set<String> right = (as != null) ? Set.of(as.word()) : Set.of();
		if (!ends.equals(right)) {
			this.problem.accept(ends.stream().filter((id) -> !right.contains(id)).findFirst().orElse(signOff),
					"When the customer's word is \"" + word + "\" and what they were offered is \"" + resolution
							+ "\", the case " + ((as != null) ? "must be able to end as " + as.word() : "can't end")
							+ ", and not otherwise.");
		}
	}

	/** Whether an element is neither in an event sub-process nor such a thing itself. */
	private boolean isOnMainPath(FlowNode element) {
		for (ModelElementInstance at = element; at instanceof FlowNode; at = at.getParentElement()) {
			if (at instanceof SubProcess inner && inner.triggeredByEvent()) {
				return false;
			}
		}
		return true;
	}

	/** {@link MessageRules} sees to it that such an end is for its message. */
	private boolean breaksOff(String end) {
		return this.paths.watching()
			.stream()
			.anyMatch((start) -> start.isInterrupting()
					&& this.paths.rests(Set.of(start.getId()), Assumption.NONE).contains(end));
	}

	private static boolean isTerminating(FlowNode element) {
		return element instanceof EndEvent end && end.getParentElement() instanceof Process
				&& end.getEventDefinitions().stream().anyMatch(TerminateEventDefinition.class::isInstance);
	}

}
