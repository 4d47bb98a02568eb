package org.followthrough.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.followthrough.teams.Span;
import org.followthrough.teams.WorkingTime;
import org.jspecify.annotations.Nullable;

/**
 * Compares how real cases went with how they would go over a draft. Cases that went the
 * same way are replayed once.
 */
final class Replaying {

	private static final int EXAMPLES = 5;

	/** Where nobody of the group did anything in the record. */
	private static final Duration UNKNOWN = Duration.ofHours(1);

	private final Blueprint before;

	private final Blueprint draft;

	private final Function<@Nullable String, WorkingTime> workingTime;

	private final Map<Long, List<PastMapper.Promised>> promises;

	private final long since = System.nanoTime();

	/**
	 * A comparison.
	 * @param before the models as they run
	 * @param draft the models as they would
	 * @param workingTime the working time of a team
	 * @param promises what customers were promised, by the rows of their cases
	 */
	Replaying(Blueprint before, Blueprint draft, Function<@Nullable String, WorkingTime> workingTime,
			Map<Long, List<PastMapper.Promised>> promises) {
		this.before = before;
		this.draft = draft;
		this.workingTime = workingTime;
		this.promises = promises;
	}

	Replay compare(List<PastCase> cases, Map<String, Way> ways) {
		Map<String, Duration> usual = usual(cases);
		Map<List<String>, Parted> partings = new LinkedHashMap<>();
		Map<Element, Integer> added = new LinkedHashMap<>();
		Figures was = new Figures();
		Figures wouldBe = new Figures();
		int same = 0;
		int other = 0;
		for (PastCase one : cases) {
			Way way = Objects.requireNonNull(ways.get(one.way()));
			if (way.parted() >= 0) {
				other++;
				Element at = Objects.requireNonNullElse(way.partedAt(), new Element(Watcher.CASE, Watcher.CASE));
				String recorded = one.acts().isEmpty() ? "" : recorded(one.acts().get(way.parted()));
				partings.computeIfAbsent(List.of(recorded, at.toString()), (key) -> new Parted(recorded, at)).numbers
					.add(one.number());
				continue;
			}
			same += way.isSame() ? 1 : 0;
			Set<Element> fresh = new LinkedHashSet<>();
			way.added().forEach((step) -> fresh.add(step.task()));
			fresh.forEach((task) -> added.merge(task, 1, Integer::sum));
			WorkingTime time = this.workingTime.apply(one.team());
			was.add(one, time, this.promises.getOrDefault(one.id(), List.of()), (at) -> at, groups(one));
			wouldBe.add(one, time, this.promises.getOrDefault(one.id(), List.of()),
					(at) -> later(one, way, time, usual, at), way.groups());
		}
		return new Replay(cases.size(), ways.size(), same, cases.size() - same - other, other,
				Duration.ofNanos(System.nanoTime() - this.since).toMillis(), partings(partings), steps(added, usual),
				was.beside(wouldBe));
	}

	/** How long the tasks of each group took, in working time. */
	private Map<String, Duration> usual(List<PastCase> cases) {
		Map<String, List<Duration>> took = new HashMap<>();
		for (PastCase one : cases) {
			WorkingTime time = this.workingTime.apply(one.team());
			Instant since = one.openedAt();
			for (PastAct act : one.acts()) {
				if (act.kind() == PastAct.Kind.TASK) {
					took.computeIfAbsent(group(act), (key) -> new ArrayList<>()).add(time.between(since, act.at()));
				}
				since = act.at();
			}
		}
		Map<String, Duration> usual = new TreeMap<>();
		took.forEach((group, all) -> usual.put(group, Figures.median(all)));
		return usual;
	}

	private List<String> groups(PastCase one) {
		return one.acts().stream().filter((act) -> act.kind() == PastAct.Kind.TASK).map(this::group).toList();
	}

	private String group(PastAct act) {
		return this.before.groups(this.before.task(act.element().id())).stream().findFirst().orElse("");
	}

	private String recorded(PastAct act) {
		Element element = (act.kind() == PastAct.Kind.TASK) ? this.before.task(act.element().id()) : act.element();
		return this.before.name(element);
	}

	/**
	 * When something would be that was at a moment: the steps added before it take time.
	 */
	private Instant later(PastCase one, Way way, WorkingTime time, Map<String, Duration> usual, Instant at) {
		Duration more = Duration.ZERO;
		for (Way.Added step : way.added()) {
			boolean earlier = step.before() >= one.acts().size() ? !at.isBefore(one.closedAt())
					: !at.isBefore(one.acts().get(step.before()).at());
			if (earlier) {
				more = more.plus(usual.getOrDefault(step.group(), UNKNOWN));
			}
		}
		return more.isZero() ? at : time.after(at, Span.of(more));
	}

	private List<Replay.Parting> partings(Map<List<String>, Parted> partings) {
		return partings.values()
			.stream()
			.sorted(Comparator.comparingInt((parted) -> -parted.numbers.size()))
			.map((parted) -> new Replay.Parting(parted.recorded, parted.at.process(), parted.at.id(),
					this.draft.name(parted.at), parted.numbers.size(),
					parted.numbers.stream().limit(EXAMPLES).toList()))
			.toList();
	}

	private List<Replay.AddedStep> steps(Map<Element, Integer> added, Map<String, Duration> usual) {
		return added.entrySet()
			.stream()
			.sorted(Comparator.comparingInt((step) -> -step.getValue()))
			.map((step) -> new Replay.AddedStep(this.draft.name(step.getKey()), step.getValue(),
					usual.getOrDefault(this.draft.groups(step.getKey()).stream().findFirst().orElse(""), UNKNOWN)
						.toMinutes()))
			.toList();
	}

	/**
	 * Cases that part at the same place.
	 */
	private static final class Parted {

		private final String recorded;

		private final Element at;

		private final List<String> numbers = new ArrayList<>();

		Parted(String recorded, Element at) {
			this.recorded = recorded;
			this.at = at;
		}

	}

}
