package org.followthrough.rehearsal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what was explored what people want to know: each thing that is wrong once, by
 * the shortest way to it.
 */
final class Findings {

	/** Nobody reads more; what is wrong there is mended first. */
	private static final int MOST = 40;

	private final Explored explored;

	private final Blueprint blueprint;

	private final Narrator narrator;

	/** How each state is come to first, by the fewest steps. */
	private final Map<State, Came> came = new LinkedHashMap<>();

	private final Map<State, List<State>> before = new HashMap<>();

	Findings(Explored explored, Blueprint blueprint) {
		this.explored = explored;
		this.blueprint = blueprint;
		this.narrator = new Narrator(blueprint);
		walk();
	}

	private void walk() {
		Deque<State> next = new ArrayDeque<>(List.of(this.explored.beginning()));
		this.came.put(this.explored.beginning(), new Came(0, null, null));
		while (!next.isEmpty()) {
			State from = next.remove();
			int steps = Objects.requireNonNull(this.came.get(from)).steps() + 1;
			for (State.Edge edge : from.edges()) {
				if (edge.to() != null) {
					this.before.computeIfAbsent(edge.to(), (key) -> new ArrayList<>()).add(from);
				}
				if (edge.to() != null && !this.came.containsKey(edge.to())) {
					this.came.put(edge.to(), new Came(steps, from, edge));
					next.add(edge.to());
				}
			}
		}
	}

	Rehearsal rehearsal() {
		List<State> states = this.explored.states();
		int unexplored = (int) states.stream().filter((state) -> !state.isExpanded()).count();
		List<Violation> violations = new ArrayList<>(broken());
		violations.addAll(stuck());
		violations.sort(Comparator.comparingInt((violation) -> violation.story().size()));
		if (unexplored == 0) {
			violations.addAll(unreached());
		}
		return new Rehearsal(states.size(), this.explored.edges(), unexplored, this.explored.repetitions(),
				this.explored.time().toMillis(), violations.stream().limit(MOST).toList());
	}

	/** What was broken on the way, once for each kind and element. */
	private List<Violation> broken() {
		Map<List<Object>, Violation> found = new LinkedHashMap<>();
		this.came.forEach((from, how) -> {
			for (State.Edge edge : from.edges()) {
				for (Breach breach : edge.breaches()) {
					// Nobody would read of the same silence at each element.
					boolean everywhere = breach.kind() == Kind.SILENT || breach.kind() == Kind.UNHEARD;
					found.computeIfAbsent(List.of(breach.kind(), everywhere ? breach.words() : breach.at()),
							(key) -> violation(breach, from, edge));
				}
			}
		});
		return List.copyOf(found.values());
	}

	/**
	 * Where cases end up that can't end, once for all that leads there and nowhere else.
	 */
	private List<Violation> stuck() {
		Set<State> free = free();
		Set<State> told = new HashSet<>();
		List<Violation> found = new ArrayList<>();
		this.came.forEach((state, how) -> {
			if (free.contains(state) || told.contains(state) || how.edge() == null) {
				return;
			}
			Set<State> following = following(state);
			following.removeIf(free::contains);
			if (leading(state).containsAll(following)) {
				told.addAll(following);
				Element at = where(state);
				found.add(violation(new Breach(Kind.STUCK, at, sentence(at)), Objects.requireNonNull(how.from()),
						how.edge()));
			}
		});
		return found;
	}

	private String sentence(Element at) {
		return (this.blueprint.find(at) instanceof ParallelGateway)
				? "Here one path waits for another that never comes. The case stays open for good."
				: "Whatever anybody does from here on, the case can't come to an end with the customer's word any more.";
	}

	/**
	 * States from which a case can still end as it should, or that nobody has finished.
	 */
	private Set<State> free() {
		Deque<State> next = new ArrayDeque<>();
		this.came.keySet().forEach((from) -> {
			if (from.end() == State.End.WELL || from.isCut() || !from.isExpanded()) {
				next.add(from);
			}
		});
		Set<State> free = new HashSet<>(next);
		this.came.keySet().stream().filter((state) -> state.end() == State.End.OTHERWISE).forEach(free::add);
		while (!next.isEmpty()) {
			this.before.getOrDefault(next.remove(), List.of()).stream().filter(free::add).forEach(next::add);
		}
		return free;
	}

	private Set<State> leading(State state) {
		Set<State> leading = new HashSet<>(Set.of(state));
		Deque<State> next = new ArrayDeque<>(leading);
		while (!next.isEmpty()) {
			this.before.getOrDefault(next.remove(), List.of()).stream().filter(leading::add).forEach(next::add);
		}
		return leading;
	}

	private static Set<State> following(State state) {
		Set<State> following = new LinkedHashSet<>(Set.of(state));
		Deque<State> next = new ArrayDeque<>(following);
		while (!next.isEmpty()) {
			next.remove()
				.edges()
				.stream()
				.map(State.Edge::to)
				.filter((to) -> to != null && following.add(to))
				.forEach(next::add);
		}
		return following;
	}

	/**
	 * The element to show for a state: a join that waits, or where the main path stands.
	 */
	private Element where(State state) {
		return state.places()
			.stream()
			.filter((place) -> this.blueprint.find(place) instanceof ParallelGateway)
			.findFirst()
			.or(() -> state.places().stream().filter((place) -> this.blueprint.beside(place).isEmpty()).findFirst())
			.orElseGet(() -> state.places().get(0));
	}

	/** What no case came to: elements, and flows between elements that cases come to. */
	private List<Violation> unreached() {
		Set<Element> reached = this.explored.reached();
		return this.blueprint.all()
			.stream()
			.filter((element) -> !reached.contains(element))
			.filter((element) -> !(this.blueprint.find(element) instanceof SequenceFlow flow)
					|| (reached.contains(new Element(element.process(), flow.getSource().getId()))
							&& reached.contains(new Element(element.process(), flow.getTarget().getId()))))
			.map((element) -> new Violation(Kind.UNREACHED, element.process(), element.id(),
					this.blueprint.name(element),
					"No case ever comes here, whatever people choose and whatever happens.", List.of()))
			.toList();
	}

	private Violation violation(Breach breach, State from, State.Edge last) {
		LinkedList<StoryStep> story = new LinkedList<>();
		State before = from;
		State.Edge edge = last;
		while (edge != null) {
			story.addFirst(this.narrator.tell(before, edge));
			Came came = Objects.requireNonNull(this.came.get(before));
			edge = came.edge();
			before = (came.from() != null) ? came.from() : before;
		}
		return new Violation(breach.kind(), breach.at().process(), breach.at().id(), this.blueprint.name(breach.at()),
				breach.words(), List.copyOf(story));
	}

	/**
	 * How a state is come to.
	 *
	 * @param steps by so many steps
	 * @param from the state before; null for the beginning
	 * @param edge by what
	 */
	private record Came(int steps, @Nullable State from, State.@Nullable Edge edge) {
	}

}
