package org.followthrough.journey;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.cases.Impact;
import org.followthrough.customers.Customers;
import org.followthrough.teams.TeamsOfNewCases;

import org.springframework.stereotype.Component;

/**
 * The teams that the table of triage answers with, whatever it is asked.
 */
@Component
class TeamsOfTriage implements TeamsOfNewCases {

	private final TriageTable triage;

	TeamsOfTriage(TriageTable triage) {
		this.triage = triage;
	}

	@Override
	public Set<String> names() {
		return Arrays.stream(Impact.values())
			.flatMap((impact) -> Customers.KINDS.stream().map((kind) -> this.triage.of(impact, kind).team()))
			.collect(Collectors.toSet());
	}

}
