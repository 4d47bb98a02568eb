package org.followthrough.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.followthrough.identity.Groups;

/**
 * Whom a task may be given to. Some are a promise themselves: whose word is overdue is
 * called by their manager, not by one another.
 */
final class PeopleRules {

	/**
	 * Who carries cases and their steps. Auditors look on, and admins mind the machine.
	 */
	static final Set<String> WORKING = Set.of(Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS,
			Groups.MANAGERS);

	/** Who alone may have these tasks. */
	private static final Map<String, String> ALONE = new TreeMap<>(
			Map.of(ModelWords.OVERDUE_PROMISE, Groups.MANAGERS, ModelWords.STILL_NO_WORD, Groups.MANAGERS,
					ModelWords.REPRODUCE_AND_FIX, Groups.ENGINEERS, ModelWords.HAND_OVER_OR_KEEP, Groups.ENGINEERS,
					ModelWords.VERIFY_FIX, Groups.SUPPORT_ENGINEERS, ModelWords.DECIDE_UNVERIFIED, Groups.MANAGERS,
					ModelWords.SECOND_OPINION, Groups.SUPPORT_ENGINEERS, ModelWords.TALK_IT_OVER, Groups.MANAGERS));

	private final BiConsumer<String, String> problem;

	/**
	 * Rules for tasks.
	 * @param problem takes what is wrong: an element's id and a sentence
	 */
	PeopleRules(BiConsumer<String, String> problem) {
		this.problem = problem;
	}

	void check(UserTask task) {
		List<String> groups = task.getCamundaCandidateGroupsList();
		String alone = ALONE.get(task.getId());
		if (groups == null || groups.isEmpty()) {
			this.problem.accept(task.getId(), "The task says no group whose people may take it.");
		}
		else if (alone != null && !List.of(alone).equals(groups)) {
			this.problem.accept(task.getId(),
					"Only " + alone.replace('-', ' ') + " may have this task: its group must be " + alone + ".");
		}
		else {
			groups.stream()
				.filter((group) -> !WORKING.contains(group))
				.forEach((group) -> this.problem.accept(task.getId(),
						Groups.ALL.contains(group)
								? "The " + group + " do no work on cases. Give the task to " + sorted() + "."
								: "There is no group \"" + group + "\"."));
		}
	}

	private static String sorted() {
		return String.join(", ", WORKING.stream().sorted().toList());
	}

}
