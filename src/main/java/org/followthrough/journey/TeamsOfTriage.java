package org.followthrough.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.cases.Impact;
import org.followthrough.correspondence.Mailboxes;
import org.followthrough.customers.Customers;
import org.followthrough.teams.TeamsOfNewCases;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The teams that the table of triage answers with, whatever it is asked, and those whose
 * mailboxes customers write to.
 */
@Component
class TeamsOfTriage implements TeamsOfNewCases {

	private final TriageTable triage;

	private final Mailboxes mailboxes;

	TeamsOfTriage(TriageTable triage, Mailboxes mailboxes) {
		this.triage = triage;
		this.mailboxes = mailboxes;
	}

	@Override
	public Set<String> names() {
		List<@Nullable String> addressed = new ArrayList<>(this.mailboxes.teams());
		addressed.add(null);
		return addressed.stream()
			.flatMap((to) -> Arrays.stream(Impact.values())
				.flatMap((impact) -> Customers.KINDS.stream().map((kind) -> this.triage.of(impact, kind, to).team())))
			.collect(Collectors.toSet());
	}

}
