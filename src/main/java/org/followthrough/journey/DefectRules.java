package org.followthrough.journey;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.Process;

/**
 * What a process must leave as it is for the cases of a defect: one of them gets a task,
 * the others wait for it, none passes by without looking, and each hears that its fix
 * does not hold.
 */
final class DefectRules {

	private static final String ANSWER = "answer";

	private final Process process;

	private final Paths paths;

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for one process.
	 * @param process the process
	 * @param paths its paths
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	DefectRules(Process process, Paths paths, BiConsumer<String, String> problem) {
		this.process = process;
		this.paths = paths;
		this.problem = problem;
	}

	void check() {
		switch (this.process.getId()) {
			case ModelWords.ESCALATION ->
				joins("joinDefect", ModelWords.ENGINEERING, ModelWords.REPRODUCE_AND_FIX, ModelWords.DEFECT_ANSWERED);
			case ModelWords.VERIFICATION -> joins("joinVerification", ModelWords.VERIFICATION_RESULT,
					ModelWords.VERIFY_FIX, ModelWords.DEFECT_VERIFIED);
			case ModelWords.SUPPORT_CASE -> regressed();
			default -> {
				// Elsewhere a case is by itself.
			}
		}
	}

	private void joins(String step, String result, String task, String news) {
		Set<String> looks = this.paths.steps(step);
		Set<String> begins = new HashSet<>(this.paths.plainStarts());
		begins.addAll(this.paths.hearing(news));
		this.paths.reachable(begins, looks, Assumption.NONE)
			.stream()
			.filter((id) -> task.equals(id) || this.paths.isEnd(id))
			.forEach((id) -> this.problem.accept(id, "The process \"" + this.process.getId()
					+ "\" can get here without having looked at the case's defect (" + step + ")."));
		if (looks.isEmpty()) {
			return;
		}
		Assumption open = new Assumption(Map.of(result, DefectGuide.OPEN));
		this.paths.reachable(this.paths.plainStarts(), Set.of(task), open)
			.stream()
			.filter(this.paths::isEnd)
			.forEach((id) -> this.problem.accept(id,
					"The process \"" + this.process.getId() + "\" can end here without " + task + "."));
		if (!this.paths.rests(looks, open).contains(task)) {
			this.problem.accept(looks.iterator().next(),
					"When nobody has it yet (\"" + DefectGuide.OPEN + "\"), the task \"" + task + "\" must follow.");
		}
		Assumption waiting = new Assumption(Map.of(result, DefectGuide.WAITING));
		if (!this.paths.rests(looks, waiting).equals(this.paths.hearing(news))) {
			this.problem.accept(looks.iterator().next(), "When another case has it (\"" + DefectGuide.WAITING
					+ "\"), the message \"" + news + "\" must be waited for, and nothing else.");
		}
	}

	/** From the fix to the customer's word, a case hears that the fix does not hold. */
	private void regressed() {
		Set<String> offered = new HashSet<>(this.paths.calls(ModelWords.VERIFICATION));
		offered.addAll(this.paths.task(ANSWER));
		offered.addAll(this.paths.calls(ModelWords.SIGN_OFF));
		offered.stream()
			.filter((id) -> !isHeard(id))
			.forEach((id) -> this.problem.accept(id, "While a case stands here, nobody hears that its fix does not "
					+ "hold (message \"" + ModelWords.DEFECT_REGRESSED + "\", which interrupts)."));
		Set<String> engineering = this.paths.calls(ModelWords.ESCALATION);
		this.paths.hearing(ModelWords.DEFECT_REGRESSED)
			.stream()
			.filter((id) -> !engineering.containsAll(this.paths.rests(Set.of(id), Assumption.NONE)))
			.forEach((id) -> this.problem.accept(id, "A fix that does not hold must go back to engineering."));
	}

	private boolean isHeard(String host) {
		return !this.paths
			.which((element) -> element instanceof BoundaryEvent event && event.cancelActivity()
					&& Paths.heard(event).filter(ModelWords.DEFECT_REGRESSED::equals).isPresent()
					&& this.paths.isWithin(host, event.getAttachedTo().getId()))
			.isEmpty();
	}

}
