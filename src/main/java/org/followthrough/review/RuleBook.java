package org.followthrough.review;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.teams.Span;
import org.followthrough.teams.Team;
import org.followthrough.teams.Teams;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The rules by which teams have replies reviewed. Managers keep them; a team without one
 * has nothing reviewed.
 */
@Component
public class RuleBook {

	/** The most first messages of a colleague that can be reviewed. */
	public static final int MOST_FIRST = 500;

	/** A rule that another node changed holds here after that long. */
	private static final Duration FRESH = Duration.ofSeconds(5);

	private static final int LONGEST_TEAM = 60;

	private static final int LONGEST_WORD = 30;

	private static final int MOST_WORDS = 20;

	private static final int MOST_DAYS = 10;

	private static final Duration LONGEST_TIME = Duration.ofHours(72);

	private static final Duration SHORTEST_TIME = Duration.ofMinutes(10);

	private static final String ALL = "all";

	private final ReviewRuleMapper rules;

	private final Teams teams;

	private final People people;

	private final Audit audit;

	private final Transactions transactions;

	private final LoadingCache<String, Map<String, ReviewRule>> known;

	RuleBook(ReviewRuleMapper rules, Teams teams, People people, Audit audit, Transactions transactions) {
		this.rules = rules;
		this.teams = teams;
		this.people = people;
		this.audit = audit;
		this.transactions = transactions;
		this.known = Caffeine.newBuilder().expireAfterWrite(FRESH).build((key) -> read());
	}

	private Map<String, ReviewRule> read() {
		return this.rules.all()
			.stream()
			.map(ReviewRuleMapper.Row::rule)
			.collect(Collectors.toUnmodifiableMap(ReviewRule::team, Function.identity()));
	}

	/** What holds for a team, from memory. */
	ReviewRule inForce(@Nullable String team) {
		String name = Objects.requireNonNullElse(team, "");
		return Objects.requireNonNull(this.known.get(ALL)).getOrDefault(name, ReviewRule.none(name));
	}

	/**
	 * The rules of all teams: those that have one, and those that could.
	 * @return by the team's name
	 */
	@Transactional(readOnly = true)
	public List<ReviewRule> all() {
		Map<String, ReviewRule> all = new TreeMap<>();
		this.teams.all().stream().map(Team::name).forEach((name) -> all.put(name, ReviewRule.none(name)));
		all.putAll(read());
		return List.copyOf(all.values());
	}

	/**
	 * The rule of a team.
	 * @param team its name
	 * @return the rule, which may let everything go
	 */
	@Transactional(readOnly = true)
	public ReviewRule of(String team) {
		return read().getOrDefault(team, ReviewRule.none(team));
	}

	boolean mayEdit() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/**
	 * Replaces the rule of a team.
	 * @param wanted the rule, with the version that it replaces
	 * @return the rule as it is now
	 * @throws Invalid naming what is wrong
	 */
	public ReviewRule save(ReviewRule wanted) {
		if (!mayEdit()) {
			throw new NotYours();
		}
		ReviewRule checked = checked(wanted);
		return this.transactions.retrying(() -> saveOnce(checked));
	}

	private ReviewRule saveOnce(ReviewRule wanted) {
		ReviewRule before = of(wanted.team());
		ReviewRuleMapper.Row row = ReviewRuleMapper.Row.of(wanted);
		int saved = (wanted.version() == 0) ? this.rules.begin(row) : this.rules.replace(row);
		if (saved == 0) {
			throw new Overtaken();
		}
		this.audit.record(Audit.SYSTEM, "review.rules-saved",
				Map.of("team", wanted.team(), "before", before.details(), "after", wanted.details()));
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				RuleBook.this.known.invalidateAll();
			}

		});
		return of(wanted.team());
	}

	private static ReviewRule checked(ReviewRule wanted) {
		Map<String, String> wrong = new TreeMap<>();
		String team = wanted.team().strip();
		if (team.isEmpty() || team.length() > LONGEST_TEAM) {
			wrong.put("team", "Name a team, in up to " + LONGEST_TEAM + " characters.");
		}
		if (wanted.firstMessages() < 0 || wanted.firstMessages() > MOST_FIRST) {
			wrong.put("firstMessages", "Between 0 and " + MOST_FIRST + " first messages of a colleague are reviewed.");
		}
		if (wanted.sample() < 0 || wanted.sample() > 100) {
			wrong.put("sample", "The sample is a share between 0 and 100 of a hundred.");
		}
		List<String> plans = words("plans", wanted.plans(), wrong);
		List<String> severities = words("severities", wanted.severities(), wrong);
		Span span = wanted.span();
		if (span.days() > MOST_DAYS || span.time().compareTo(LONGEST_TIME) > 0
				|| (span.days() == 0 && span.time().compareTo(SHORTEST_TIME) < 0)) {
			wrong.put("span", "A review takes between 10 minutes and " + MOST_DAYS + " working days: PT2H, say.");
		}
		if (!wrong.isEmpty()) {
			throw new Invalid(wrong);
		}
		return new ReviewRule(team, wanted.version(), wanted.firstMessages(), plans, severities, wanted.unsolved(),
				wanted.sample(), span);
	}

	private static List<String> words(String field, List<String> words, Map<String, String> wrong) {
		List<String> checked = words.stream().map(String::strip).filter((word) -> !word.isEmpty()).toList();
		if (checked.size() > MOST_WORDS
				|| checked.stream().anyMatch((word) -> word.length() > LONGEST_WORD || word.contains(","))) {
			wrong.put(field, "Up to " + MOST_WORDS + " words of " + LONGEST_WORD + " characters, without commas.");
		}
		return List.copyOf(new LinkedHashSet<>(checked));
	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers say what is reviewed. Ask one of them.");
		}

	}

	/**
	 * Somebody else saved the rule meanwhile.
	 */
	static class Overtaken extends Refusal {

		Overtaken() {
			super(Kind.CONFLICT, "Somebody else has changed this team's rules meanwhile. Nothing of yours was saved: "
					+ "look at theirs, then make your changes again.");
		}

	}

}
