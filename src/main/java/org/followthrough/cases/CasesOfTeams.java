package org.followthrough.cases;

import java.util.List;

import org.followthrough.teams.CarriedCases;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The cases by the team that carries them.
 */
@Component
class CasesOfTeams implements CarriedCases {

	private final CarriedCaseMapper carried;

	private final CaseMapper cases;

	CasesOfTeams(CarriedCaseMapper carried, CaseMapper cases) {
		this.carried = carried;
		this.cases = cases;
	}

	@Override
	@Transactional(readOnly = true)
	public List<String> teams() {
		return this.carried.teams();
	}

	@Override
	@Transactional(readOnly = true)
	public int count(String team) {
		return this.carried.count(team);
	}

	@Override
	@Transactional(readOnly = true)
	public List<Carried> open(String team, long after, int limit) {
		return this.carried.open(team, after, limit);
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public void lock(String caseNumber) {
		if (!HeldCases.ofThisTransaction().holds(caseNumber)) {
			SupportCase locked = this.cases.lockNumber(caseNumber).orElseThrow(() -> new CaseNotFound(caseNumber));
			HeldCases.ofThisTransaction().hold(locked);
		}
	}

}
