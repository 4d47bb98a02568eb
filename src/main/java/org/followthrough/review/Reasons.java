package org.followthrough.review;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.HeldMessages;
import org.followthrough.correspondence.Message;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;

import org.springframework.stereotype.Component;

/**
 * Why a word is to be reviewed, by the rule of its case's team. Managers are taken at
 * their word; and what ends a case can't be held, since the case ends with it.
 */
@Component
class Reasons {

	private final HeldMessages held;

	private final Customers customers;

	private final People people;

	private final RandomGenerator chance;

	Reasons(HeldMessages held, Customers customers, People people, RandomGenerator chance) {
		this.held = held;
		this.customers = customers;
		this.people = people;
		this.chance = chance;
	}

	/**
	 * The reasons that hold for a word.
	 * @param rule the rule of the case's team
	 * @param author who writes it: the current actor
	 * @param kind what it is
	 * @param about the case
	 * @return none if it may go
	 */
	Set<Reason> of(ReviewRule rule, Actor author, Message.Kind kind, SupportCase about) {
		Set<Reason> reasons = EnumSet.noneOf(Reason.class);
		if (rule.isEmpty() || kind == Message.Kind.CLOSING || this.people.actorIsIn(Groups.MANAGERS)) {
			return reasons;
		}
		if (rule.firstMessages() > 0 && this.held.countSent(author.id(), rule.firstMessages()) < rule.firstMessages()) {
			reasons.add(Reason.NEW_COLLEAGUE);
		}
		if (!rule.plans().isEmpty() && rule.plans().contains(this.customers.get(about.customerId()).plan())) {
			reasons.add(Reason.PLAN);
		}
		if (about.severity() != null && rule.severities().contains(about.severity())) {
			reasons.add(Reason.SEVERITY);
		}
		if (rule.unsolved() && kind == Message.Kind.EXPLANATION) {
			reasons.add(Reason.UNSOLVED);
		}
		if (rule.sample() > 0 && this.chance.nextInt(100) < rule.sample()) {
			reasons.add(Reason.SAMPLE);
		}
		return reasons;
	}

}
