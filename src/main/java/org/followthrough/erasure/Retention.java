package org.followthrough.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Closing;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rules by which words and files of closed cases go, which managers keep. Since what
 * goes is gone, nothing goes by rule for a week after each change.
 */
@Component
class Retention {

	/** How long a change can be looked at before anything goes by it. */
	static final Duration GRACE = Duration.ofDays(7);

	/** Two hundred years. */
	static final int MOST_MONTHS = 2400;

	private static final int MOST_RULES = 200;

	private final RetentionMapper rows;

	private final People people;

	private final Audit audit;

	private final Clock clock;

	Retention(RetentionMapper rows, People people, Audit audit, Clock clock) {
		this.rows = rows;
		this.people = people;
		this.audit = audit;
		this.clock = clock;
	}

	/** The rules as they are. */
	@Transactional(readOnly = true)
	public Rules rules() {
		RetentionMapper.State state = this.rows.state();
		return new Rules(state.version(), state.fromAt(), this.rows.rules());
	}

	/**
	 * Saves all rules in the place of those that are there.
	 * @param version of those that whoever changes them has seen
	 * @param rules the rules
	 * @return the rules as they are now
	 * @throws Invalid if one can't be understood
	 */
	@Transactional
	public Rules save(int version, List<RetentionRule> rules) {
		if (!mayChange()) {
			throw new NotYours();
		}
		check(rules);
		RetentionMapper.State state = this.rows.lock();
		List<RetentionRule> before = this.rows.rules();
		if (state.version() != version) {
			throw new ChangedMeanwhile();
		}
		if (new HashSet<>(before).equals(new HashSet<>(rules))) {
			return rules();
		}
		Instant now = this.clock.instant();
		this.rows.clear();
		if (!rules.isEmpty()) {
			this.rows.insert(rules, Actor.current().id(), now);
		}
		this.rows.changed(now.plus(GRACE));
		this.audit.record(Audit.SYSTEM, "retention.rules-saved",
				Map.of("before", words(before), "after", words(rules)));
		return rules();
	}

	private static String words(List<RetentionRule> rules) {
		return rules.isEmpty() ? "everything is kept for ever"
				: String.join("; ", rules.stream().map(RetentionRule::words).sorted().toList());
	}

	private static void check(List<RetentionRule> rules) {
		Map<String, String> problems = new LinkedHashMap<>();
		Set<String> seen = new HashSet<>();
		for (RetentionRule rule : rules) {
			if (!rule.outcome().isEmpty() && Closing.of(rule.outcome()).isEmpty()) {
				problems.put("outcome",
						"A case ends as confirmed, unconfirmed, unsolved, duplicate, withdrawn or spam.");
			}
			if (!rule.plan().isEmpty() && !Customers.isPlan(rule.plan())) {
				problems.put("plan", Customers.PLAN_RULE);
			}
			Integer months = rule.months();
			if (months != null && (months < 1 || months > MOST_MONTHS)) {
				problems.put("months", "Give a number of months from 1 to " + MOST_MONTHS + ", or none for ever.");
			}
			if (!seen.add(rule.outcome() + " " + rule.plan())) {
				problems.put("outcome", "There are two rules for the same outcome and plan.");
			}
		}
		if (rules.size() > MOST_RULES) {
			problems.put("outcome", "There can be up to " + MOST_RULES + " rules.");
		}
		if (!problems.isEmpty()) {
			throw new Invalid(problems);
		}
	}

	/** Whether the current actor may change the rules. */
	boolean mayChange() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/**
	 * The rule for a case.
	 * @param rules all rules
	 * @param closed the case
	 * @return the narrowest; none if it is kept for ever for want of one
	 */
	static Optional<RetentionRule> ruleFor(List<RetentionRule> rules, RetentionMapper.Closed closed) {
		return rules.stream()
			.filter((rule) -> rule.isFor(closed.closedAs().toLowerCase(Locale.ROOT), closed.plan()))
			.max(Comparator.comparingInt(RetentionRule::narrowness));
	}

	/**
	 * The rules.
	 *
	 * @param version grows with each change
	 * @param from nothing goes by rule before; null if there never was one
	 * @param rules the rules
	 */
	record Rules(int version, @Nullable Instant from, List<RetentionRule> rules) {
	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers say how long cases are kept. Ask one of them.");
		}

	}

	/**
	 * Somebody else was faster.
	 */
	static class ChangedMeanwhile extends Refusal {

		ChangedMeanwhile() {
			super(Kind.CONFLICT, "Somebody changed the rules meanwhile. Look at them as they are now, and try again.");
		}

	}

}
