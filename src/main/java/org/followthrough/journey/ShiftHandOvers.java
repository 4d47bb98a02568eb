package org.followthrough.journey;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Notice;
import org.followthrough.correspondence.Notices;
import org.followthrough.promises.Promise;
import org.followthrough.promises.StepPromises;
import org.followthrough.rota.Rota;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Passes escalations from one engineer to whoever is on shift. The task goes, and with it
 * what engineering owes Support, due as it was.
 */
@Component
class ShiftHandOvers {

	private final HandOn handOn;

	private final Rota rota;

	private final Notices notices;

	private final ManagersCalled managers;

	private final StepPromises promises;

	private final Audit audit;

	private final Clock clock;

	ShiftHandOvers(HandOn handOn, Rota rota, Notices notices, ManagersCalled managers, StepPromises promises,
			Audit audit, Clock clock) {
		this.handOn = handOn;
		this.rota = rota;
		this.notices = notices;
		this.managers = managers;
		this.promises = promises;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Passes an escalation on to whoever is on shift; where nobody is, it waits for any
	 * engineer.
	 * @param of the case
	 * @param from who had it
	 * @param why the word for it: by themselves, or why without them
	 */
	void passOn(SupportCase of, String from, Why why) {
		String to = this.rota.onShift(of.team()).orElse(null);
		this.handOn.to(to, of, ModelWords.REPRODUCE_AND_FIX);
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("from", from);
		details.put("to", Objects.requireNonNullElse(to, ""));
		details.put("why", why.word);
		this.audit.record(of.number(), "shift.handed-over", details);
		tell(to, of, Notice.Kind.ESCALATION_HANDED_OVER);
		if (why != Why.DECIDED) {
			tell(this.managers.called(of.team(), 0).orElse(of.owner()), of, Notice.Kind.ESCALATION_PASSED_ON);
		}
	}

	/**
	 * Tells whoever holds an escalation that their turn has ended.
	 */
	void asked(SupportCase of, String holder) {
		tell(holder, of, Notice.Kind.SHIFT_ENDED);
	}

	private void tell(@Nullable String account, SupportCase of, Notice.Kind kind) {
		if (account != null) {
			this.notices.tell(account, of, kind,
					this.promises.running(of).map(Promise::dueAt).orElseGet(this.clock::instant),
					"shift-" + kind.ordinal() + "-" + of.id() + "-" + this.clock.instant());
		}
	}

	/**
	 * Why an escalation is with somebody else.
	 */
	enum Why {

		/** Whoever had it said so. */
		DECIDED("handed over"),
		/** They didn't say in time. */
		UNDECIDED("undecided in time"),
		/** They are away. */
		AWAY("away"),
		/** They are no engineer any more. */
		LEFT("no engineer any more");

		private final String word;

		Why(String word) {
			this.word = word;
		}

	}

}
