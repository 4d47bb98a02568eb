package org.followthrough.insight;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.followthrough.insight.Facts.KeptPromises;
import org.followthrough.insight.Facts.RunningPromise;
import org.followthrough.insight.History.Period;
import org.followthrough.insight.History.Promised;
import org.followthrough.insight.History.Said;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * Works the facts of a case out of its history. {@link Measure} says in words what this
 * does.
 */
final class Reckoning {

	private final History history;

	private final WorkingTime time;

	private Reckoning(History history, WorkingTime time) {
		this.history = history;
		this.time = time;
	}

	static Facts facts(History history, WorkingTime time) {
		return new Reckoning(history, time).facts();
	}

	private Facts facts() {
		History.Case of = this.history.of();
		Instant closed = of.closedAt();
		List<Period> turns = ourTurns();
		return new Facts(of, sinceOpening(Said::acknowledges), sinceOpening(Said::answers), nextAnswers(), updates(),
				longest(silences()), last(silences()), sum(turns), last(turns),
				(closed != null) ? between(of.openedAt(), closed) : null, ended(), running(), this.time.version());
	}

	private Spell between(Instant from, Instant to) {
		return Spell.between(from, to, this.time);
	}

	private @Nullable Spell sinceOpening(Predicate<Said> which) {
		return this.history.words()
			.stream()
			.filter(which)
			.findFirst()
			.map((word) -> between(this.history.of().openedAt(), word.at()))
			.orElse(null);
	}

	private List<Spell> nextAnswers() {
		List<Spell> spells = new ArrayList<>();
		List<Said> words = this.history.words();
		int next = 0;
		for (Said asked : this.history.asked()) {
			while (next < words.size() && words.get(next).at().isBefore(asked.at())) {
				next++;
			}
			Said answer = answer(asked, words.subList(next, words.size()));
			if (answer != null) {
				spells.add(between(asked.at(), answer.at()));
			}
		}
		return spells;
	}

	/** Within the same life: what reopens a case was written just before it. */
	private @Nullable Said answer(Said asked, List<Said> later) {
		Period life = this.history.periods()
			.stream()
			.filter((period) -> period.endsNotBefore(asked.at()))
			.findFirst()
			.orElse(null);
		if (life == null) {
			return null;
		}
		for (Said word : later) {
			if (!life.endsNotBefore(word.at())) {
				return null;
			}
			if (word.id() > asked.id() && life.holds(word.at())) {
				return word;
			}
		}
		return null;
	}

	private List<Spell> updates() {
		List<Spell> spells = new ArrayList<>();
		for (Period life : this.history.periods()) {
			Said before = null;
			for (Said word : within(life)) {
				if (before != null) {
					spells.add(between(before.at(), word.at()));
				}
				before = word;
			}
		}
		return spells;
	}

	private List<Said> within(Period life) {
		return this.history.words().stream().filter((word) -> life.holds(word.at())).toList();
	}

	private List<Period> silences() {
		List<Period> silences = new ArrayList<>();
		for (Period life : this.history.periods()) {
			Instant since = life.from();
			for (Said word : within(life)) {
				silences.add(new Period(since, word.at()));
				since = word.at();
			}
			silences.add(new Period(since, life.to()));
		}
		return silences;
	}

	private Spell longest(List<Period> periods) {
		return over(periods).reduce(Spell.NONE, Spell::orLonger);
	}

	private Spell sum(List<Period> periods) {
		return over(periods).reduce(Spell.NONE, Spell::plus);
	}

	private Stream<Spell> over(List<Period> periods) {
		return periods.stream().flatMap((period) -> {
			Instant end = period.to();
			return (end != null) ? Stream.of(between(period.from(), end)) : Stream.empty();
		});
	}

	/** Since when the last of some periods goes on. */
	private static @Nullable Instant last(List<Period> periods) {
		if (periods.isEmpty()) {
			return null;
		}
		Period last = periods.get(periods.size() - 1);
		return (last.to() == null) ? last.from() : null;
	}

	/** While the case was open. */
	private List<Period> ourTurns() {
		List<Period> ours = new ArrayList<>();
		for (Period turn : turns()) {
			for (Period life : this.history.periods()) {
				Instant from = turn.from().isAfter(life.from()) ? turn.from() : life.from();
				Instant to = earlier(turn.to(), life.to());
				if (to == null || to.isAfter(from)) {
					ours.add(new Period(from, to));
				}
			}
		}
		return ours;
	}

	private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.isBefore(other) ? one : other;
	}

	/** Of question and customer's message, the one that was written last tells. */
	private List<Period> turns() {
		List<Period> ours = new ArrayList<>();
		Instant since = this.history.of().openedAt();
		long lastQuestion = 0;
		long lastMessage = 0;
		for (Said said : Stream.concat(this.history.asked().stream(), this.history.words().stream().filter(Said::asks))
			.sorted(Said.BY_TIME)
			.toList()) {
			if (said.byCustomer()) {
				lastMessage = Math.max(lastMessage, said.id());
			}
			else {
				lastQuestion = Math.max(lastQuestion, said.id());
			}
			boolean theirs = lastQuestion > lastMessage;
			if (theirs && since != null) {
				ours.add(new Period(since, said.at()));
				since = null;
			}
			else if (!theirs && since == null) {
				since = said.at();
			}
		}
		if (since != null) {
			ours.add(new Period(since, null));
		}
		return ours;
	}

	private List<KeptPromises> ended() {
		Map<String, KeptPromises> byKind = new TreeMap<>();
		for (Promised promise : this.history.promises()) {
			if (promise.ending() != null) {
				boolean kept = promise.ending().equals("KEPT");
				byKind.merge(promise.kind(), new KeptPromises(promise.kind(), kept ? 1 : 0, kept ? 0 : 1),
						(one, other) -> new KeptPromises(one.kind(), one.kept() + other.kept(),
								one.broken() + other.broken()));
			}
		}
		return List.copyOf(byKind.values());
	}

	private List<RunningPromise> running() {
		return this.history.promises()
			.stream()
			.filter((promise) -> promise.ending() == null)
			.map((promise) -> new RunningPromise(promise.kind(), promise.dueAt().getEpochSecond()))
			.toList();
	}

}
