package org.followthrough.journey;

import java.util.Map;
import java.util.Objects;

import org.followthrough.audit.Audit;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.identity.Actor;
import org.followthrough.rota.Rota;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * What an engineer does with an escalation when their turn on support has ended.
 */
@Component
class ShiftSteps implements StepsOfPeople {

	static final String HAND_OVER = "hand-over";

	static final String KEEP = "keep";

	private final ShiftTaskMapper rows;

	private final Rota rota;

	private final ShiftHandOvers handOvers;

	private final Messages messages;

	private final Audit audit;

	ShiftSteps(ShiftTaskMapper rows, Rota rota, ShiftHandOvers handOvers, Messages messages, Audit audit) {
		this.rows = rows;
		this.rota = rota;
		this.handOvers = handOvers;
		this.messages = messages;
		this.audit = audit;
	}

	@Override
	public Map<String, HumanStep> steps() {
		return Map.of(ModelWords.HAND_OVER_OR_KEEP, this::handOverOrKeep);
	}

	private Map<String, Object> handOverOrKeep(SupportCase of, Fields fields) {
		String engineer = Actor.current().id();
		String holder = this.rows.ofCase(of.number()).map(ShiftTaskMapper.ShiftTask::holder).orElse(null);
		if (!engineer.equals(holder)) {
			throw new TaskRefusals.TaskTaken(Objects.requireNonNullElse(holder, "Nobody"));
		}
		if (HAND_OVER.equals(fields.outcome())) {
			if (this.rota.onShift(of.team()).filter((onShift) -> !onShift.equals(engineer)).isEmpty()) {
				throw new Invalid(ModelWords.OUTCOME, "Nobody else is on shift now. Keep it, and say so.");
			}
			this.messages.passOn(of, fields.text("message"));
			this.handOvers.passOn(of, engineer, ShiftHandOvers.Why.DECIDED);
		}
		else {
			this.messages.passOn(of, fields.text("message"));
			this.audit.record(of.number(), "shift.kept", Map.of("engineer", engineer));
		}
		return Map.of(ModelWords.OUTCOME, fields.outcome());
	}

}
