package org.followthrough.desk;

import java.util.Locale;
import java.util.Set;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Transactions;
import org.followthrough.defects.Defect;
import org.followthrough.defects.Defects;
import org.followthrough.defects.FixDoubts;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What people and programs do with a defect beside their tasks, each in one transaction.
 */
@Component
class DefectDesk {

	private static final String[] WHO_SEES_FIXES = { Groups.ENGINEERS, Groups.SUPPORT_ENGINEERS, Groups.MANAGERS };

	private static final String[] WHO_CARRIES_CASES = { Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.MANAGERS };

	/** Tasks that a case does for all of its defect. */
	private static final Set<String> FOR_ALL = Set.of("reproduce-and-fix", "verify-fix");

	private final Defects defects;

	private final FixDoubts doubts;

	private final Cases cases;

	private final Tasks tasks;

	private final People people;

	private final Transactions transactions;

	DefectDesk(Defects defects, FixDoubts doubts, Cases cases, Tasks tasks, People people, Transactions transactions) {
		this.defects = defects;
		this.doubts = doubts;
		this.cases = cases;
		this.tasks = tasks;
		this.people = people;
		this.transactions = transactions;
	}

	/**
	 * Hangs a case on another defect.
	 * @param number the case
	 * @param defect the defect's number; null or blank for a defect of its own
	 */
	Defect link(String number, @Nullable String defect) {
		return this.transactions.retrying(() -> {
			requireIn(WHO_CARRIES_CASES, "Agents, support engineers and managers say which defect a case is about.");
			SupportCase of = this.cases.lock(number);
			if (this.tasks.ofCase(number).stream().map(TaskView::key).anyMatch(FOR_ALL::contains)) {
				throw new HasTheTask();
			}
			if (defect == null || defect.isBlank()) {
				return this.defects.open(of);
			}
			return this.defects.link(of, this.defects.find(defect.strip().toUpperCase(Locale.ROOT))
				.orElseThrow(() -> new Invalid("defect", "There is no defect " + defect.strip() + ".")));
		});
	}

	/**
	 * Has the fix checked for a case by itself.
	 */
	void askOwnCheck(String number, String because) {
		this.transactions.retrying(() -> {
			requireIn(WHO_CARRIES_CASES, "Agents, support engineers and managers ask for a check by itself.");
			this.cases.lock(number);
			this.doubts.askOwnCheck(this.cases.getOpen(number), because);
			return null;
		});
	}

	/**
	 * Says that the verified fix of a defect does not hold.
	 */
	Defect regressed(String number, String words) {
		return this.transactions.retrying(() -> {
			requireIn(WHO_SEES_FIXES, "Engineers, support engineers and managers say that a fix does not hold.");
			this.doubts.regressed(this.defects.get(number), words);
			return this.defects.get(number);
		});
	}

	private void requireIn(String[] groups, String whose) {
		if (!this.people.actorIsIn(groups)) {
			throw new CaseDesk.NotYours(whose);
		}
	}

	/**
	 * Others wait for what this case's task brings.
	 */
	static class HasTheTask extends Refusal {

		HasTheTask() {
			super(Kind.CONFLICT, "Engineering or a verifier works on this case, for all cases of its defect. Wait "
					+ "for their answer, or end the case.");
		}

	}

}
