package org.followthrough.review;

import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.followthrough.audit.Audit;
import org.followthrough.cases.Cases;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.SecondReader;
import org.followthrough.identity.Actor;
import org.followthrough.teams.Span;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stands before every word of a person. Where no rule wants a review it costs nothing but
 * a look at what is in memory.
 */
@Component
class ReviewGate implements SecondReader {

	private final RuleBook rules;

	private final Reasons reasons;

	private final ReviewTime time;

	private final HeldReplies held;

	private final Cases cases;

	private final Audit audit;

	ReviewGate(RuleBook rules, Reasons reasons, ReviewTime time, HeldReplies held, Cases cases, Audit audit) {
		this.rules = rules;
		this.reasons = reasons;
		this.time = time;
		this.held = held;
		this.cases = cases;
		this.audit = audit;
	}

	@Override
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Consumer<List<Message>>> holds(Actor author, Message.Kind kind, Map<SupportCase, NextWord> about) {
		Set<Reason> all = EnumSet.noneOf(Reason.class);
		Map<SupportCase, Span> spans = new LinkedHashMap<>();
		about.keySet().forEach((one) -> {
			ReviewRule rule = this.rules.inForce(one.team());
			Set<Reason> found = this.reasons.of(rule, author, kind, one);
			if (!found.isEmpty()) {
				all.addAll(found);
				spans.put(one, rule.span());
			}
		});
		if (!all.isEmpty()) {
			about.keySet().forEach((one) -> this.cases.lock(one.id()));
		}
		Optional<Instant> due = all.isEmpty() ? Optional.empty() : this.time.due(about, spans);
		if (due.isEmpty()) {
			about.keySet().forEach((one) -> goesAtOnce(one, kind, all));
			return Optional.empty();
		}
		SupportCase first = about.keySet().iterator().next();
		return Optional.of((kept) -> this.held.begins(first, kept.get(0), all, due.get()));
	}

	private void goesAtOnce(SupportCase one, Message.Kind kind, Set<Reason> reasons) {
		if (!reasons.isEmpty()) {
			this.audit.record(one.number(), "review.no-time",
					Map.of("kind", kind.word(), "reasons", reasons.stream().map(Reason::word).toList()));
		}
		this.held.letAcknowledgementGoFirst(one, Long.MAX_VALUE);
	}

}
