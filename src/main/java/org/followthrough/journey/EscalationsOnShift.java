package org.followthrough.journey;

import java.util.List;
import java.util.Optional;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.journey.ShiftHandOvers.Why;
import org.followthrough.rota.OpenEscalations;
import org.followthrough.rota.Rota;
import org.followthrough.rota.Turn;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sees to open escalations when somebody else is on shift. One that nobody has taken is
 * offered to them; whoever has one is asked, and it is passed on without them if they are
 * not there to be asked.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class EscalationsOnShift implements OpenEscalations {

	private final ShiftTaskMapper rows;

	private final Cases cases;

	private final Rota rota;

	private final ShiftOffers offers;

	private final ShiftQuestions questions;

	private final ShiftHandOvers handOvers;

	EscalationsOnShift(ShiftTaskMapper rows, Cases cases, Rota rota, ShiftOffers offers, ShiftQuestions questions,
			ShiftHandOvers handOvers) {
		this.rows = rows;
		this.cases = cases;
		this.rota = rota;
		this.offers = offers;
		this.questions = questions;
		this.handOvers = handOvers;
	}

	@Override
	public List<Escalated> of(String team, long after, int limit) {
		return this.rows.ofTeam(team, after, limit);
	}

	@Override
	public List<String> heldBy(String account, int limit) {
		return this.rows.heldBy(account, limit);
	}

	@Override
	public void dutyChanged(String caseNumber, Turn turn) {
		SupportCase of = this.cases.lock(caseNumber);
		this.rows.ofCase(caseNumber).ifPresent((task) -> {
			this.offers.renew(task.id(), of);
			String holder = task.holder();
			Optional<String> onShift = this.rota.onShift(of.team());
			if (holder == null || onShift.isEmpty() || holder.equals(onShift.get())) {
				this.questions.settle(of);
			}
			else if (!this.rota.isThere(holder, of.team())) {
				this.questions.settle(of);
				this.handOvers.passOn(of, holder, this.rota.isEngineer(holder) ? Why.AWAY : Why.LEFT);
			}
			else if (turn.asks(holder) && !this.questions.isOpen(of)) {
				ask(of, holder);
			}
		});
	}

	private void ask(SupportCase of, String holder) {
		if (this.questions.ask(of)) {
			this.handOvers.asked(of, holder);
		}
		else {
			this.handOvers.passOn(of, holder, Why.UNDECIDED);
		}
	}

	@Override
	public void left(String caseNumber, String account) {
		SupportCase of = this.cases.lock(caseNumber);
		this.rows.ofCase(caseNumber).filter((task) -> account.equals(task.holder())).ifPresent((task) -> {
			this.questions.settle(of);
			this.offers.renew(task.id(), of);
			this.handOvers.passOn(of, account, Why.LEFT);
		});
	}

	/**
	 * Whoever was asked didn't say in time. If they are on shift again, there is nothing
	 * to say.
	 */
	void undecided(String caseNumber) {
		SupportCase of = this.cases.lock(caseNumber);
		this.rows.ofCase(caseNumber).map(ShiftTaskMapper.ShiftTask::holder).ifPresent((holder) -> {
			if (this.rota.onShift(of.team()).filter((onShift) -> !onShift.equals(holder)).isPresent()) {
				this.handOvers.passOn(of, holder, Why.UNDECIDED);
			}
		});
	}

}
