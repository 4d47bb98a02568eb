package org.followthrough.board;

import java.util.List;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.identity.Person;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;

/**
 * Takes cases over: whoever does so answers for the case from then on, and has what waits
 * for agents on it.
 */
@Component
class Takeovers {

	private final Cases cases;

	private final Tasks tasks;

	private final People people;

	private final Transactions transactions;

	Takeovers(Cases cases, Tasks tasks, People people, Transactions transactions) {
		this.cases = cases;
		this.tasks = tasks;
		this.people = people;
		this.transactions = transactions;
	}

	/**
	 * Takes a case over, as the current actor.
	 * @param number the case
	 * @return what they have now
	 */
	Taken takeOver(String number) {
		return this.transactions.retrying(() -> takeOverOnce(number));
	}

	private Taken takeOverOnce(String number) {
		Person person = this.people.find(Actor.current().id())
			.filter((one) -> one.isIn(Groups.AGENTS) || one.isIn(Groups.MANAGERS))
			.orElseThrow(NotYoursToTake::new);
		this.cases.lock(number);
		this.cases.owner(this.cases.getOpen(number), person.account());
		List<TaskView> open = this.tasks.ofCase(number).stream().filter(Takeovers::isForAgents).toList();
		if (person.isIn(Groups.AGENTS)) {
			open.stream().filter((task) -> task.assignee() == null).forEach((task) -> this.tasks.claim(task.id()));
		}
		return new Taken(this.cases.get(number),
				open.stream().filter((task) -> isSomebodyElses(task, person)).toList());
	}

	/** Whoever answers for a case is not who looks at it afresh. */
	private static boolean isForAgents(TaskView task) {
		return task.groups().contains(Groups.AGENTS) && !"look-afresh".equals(task.key());
	}

	private static boolean isSomebodyElses(TaskView task, Person than) {
		return task.assignee() != null && !than.account().equals(task.assignee());
	}

	/**
	 * What came of it.
	 *
	 * @param taken the case
	 * @param others tasks of it that somebody else has, and goes on with unless they give
	 * them back
	 */
	record Taken(SupportCase taken, List<TaskView> others) {
	}

	/**
	 * Somebody whose part it isn't tried to take a case.
	 */
	static class NotYoursToTake extends Refusal {

		NotYoursToTake() {
			super(Kind.FORBIDDEN, "Agents and managers answer for cases. Ask one of them, or write a note.");
		}

	}

}
