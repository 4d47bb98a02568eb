package org.followthrough.rehearsal;

import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.followthrough.cases.Closing;
import org.followthrough.journey.StepOutcome;
import org.followthrough.journey.StepOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * Has a case go over a draft as a real one went: at each point what really came next
 * comes, and steps turn out so that the case goes on as it did, if it can. A task that
 * only the draft has is completed with the first outcome of its form; what the draft has
 * no place for is left out.
 */
final class Replayer {

	/** More new tasks in a row than anybody draws. */
	private static final int MOST_ADDED = 20;

	private final Blueprint blueprint;

	/** The tasks that the real cases could have had. */
	private final Set<String> known;

	private final Stage stage;

	private final MarkingReader reader;

	private final List<Way.Added> added = new ArrayList<>();

	private final List<String> groups = new ArrayList<>();

	private String endsAs = "";

	/** Where the case stands now. */
	private Marking now;

	/**
	 * A replayer.
	 * @param blueprint the draft
	 * @param known the ids of the tasks that ran when the cases did
	 * @param stage where the cases go
	 */
	Replayer(Blueprint blueprint, Set<String> known, Stage stage) {
		this.blueprint = blueprint;
		this.known = known;
		this.stage = stage;
		this.reader = stage.reader(blueprint);
		this.now = this.reader.read();
	}

	/**
	 * Replays a way.
	 * @param acts what really came, in order
	 * @param closedAs how the real cases ended
	 */
	Way replay(List<PastAct> acts, String closedAs) {
		this.added.clear();
		this.groups.clear();
		this.endsAs = "";
		Savepoint nothing = this.stage.here();
		this.now = this.reader.read();
		try {
			return goes(acts, closedAs);
		}
		finally {
			this.stage.backTo(nothing);
		}
	}

	private Way goes(List<PastAct> acts, String closedAs) {
		int leftOut = 0;
		for (int i = 0; i < acts.size(); i++) {
			PastAct act = acts.get(i);
			if (!comes(act)) {
				if (this.now.isEnded() || isKnownToTheDraft(act)) {
					return way(leftOut, i, this.now);
				}
				leftOut++;
			}
			for (int more = 0; more < MOST_ADDED && adds(i + 1); more++) {
				// What only the draft asks for is done as soon as it waits.
			}
		}
		return closedAs.equals(this.endsAs) ? way(leftOut, -1, null)
				: way(leftOut, Math.max(0, acts.size() - 1), this.now);
	}

	private Way way(int leftOut, int parted, @Nullable Marking marking) {
		Element at = (marking != null) ? marking.places()
			.stream()
			.map(Marking.Place::at)
			.filter((place) -> this.blueprint.beside(place).isEmpty())
			.findFirst()
			.orElse(new Element(Watcher.CASE, this.endsAs.isEmpty() ? Watcher.CASE : this.endsAs)) : null;
		return new Way(List.copyOf(this.added), leftOut, parted, at, List.copyOf(this.groups), this.endsAs);
	}

	/** Whether the draft has the element at all, so that the case should be there. */
	private boolean isKnownToTheDraft(PastAct act) {
		return (act.kind() == PastAct.Kind.TASK) ? this.blueprint.hasTask(act.element().id())
				: this.blueprint.find(act.element()) != null;
	}

	private boolean comes(PastAct act) {
		if (act.kind() == PastAct.Kind.BEGINNING) {
			if (!this.now.isEnded()) {
				return false;
			}
			this.endsAs = "";
			return best(act, List.of(() -> this.stage.begin(act.element().process(), act.message())));
		}
		Optional<Waiting> waiting = find(act);
		waiting.filter((one) -> one.kind() == Waiting.Kind.TASK).ifPresent((task) -> works(task.at()));
		return waiting.isPresent() && best(act, ways(waiting.get(), act.outcome()));
	}

	private Optional<Waiting> find(PastAct act) {
		List<Waiting> alike = this.now.waiting()
			.stream()
			.filter((waiting) -> (act.kind() == PastAct.Kind.TASK) == (waiting.kind() == Waiting.Kind.TASK))
			.toList();
		return alike.stream()
			.filter((waiting) -> waiting.at().id().equals(act.element().id())
					&& (act.element().process().isEmpty() || waiting.at().equals(act.element())))
			.findFirst()
			.or(() -> alike.stream()
				.filter((waiting) -> !act.message().isEmpty() && waiting.message().equals(act.message()))
				.findFirst());
	}

	private List<Runnable> ways(Waiting waiting, String outcome) {
		List<StepOutcome> ways = (waiting.kind() == Waiting.Kind.TASK) ? StepOutcomes.ofTask(waiting.at().id(), outcome)
				: StepOutcomes.ofMessage(waiting.message());
		return ways.stream().map((way) -> (Runnable) () -> this.stage.comes(waiting, way.values())).toList();
	}

	/**
	 * Does it in the way, of all in which it can turn out, that leads through most of the
	 * flows that the real case took, and through fewest others.
	 */
	private boolean best(PastAct act, List<Runnable> ways) {
		Runnable best = null;
		List<Integer> chosen = List.of();
		int score = Integer.MIN_VALUE;
		for (Runnable way : ways) {
			List<Integer> choices = List.of();
			do {
				Savepoint before = this.stage.here();
				int reached = score(act, way, choices);
				if (reached == Integer.MAX_VALUE) {
					return done();
				}
				List<Integer> next = Tape.running().next();
				if (reached > score) {
					score = reached;
					best = way;
					chosen = choices;
				}
				this.stage.backTo(before);
				choices = next;
			}
			while (!choices.isEmpty());
		}
		if (best == null) {
			return false;
		}
		score(act, best, chosen);
		return done();
	}

	private boolean done() {
		ends(Tape.running());
		this.now = this.reader.read();
		return true;
	}

	/**
	 * How much what happens is like what happened.
	 * @return the largest number when it is just that; the smallest when it can't happen
	 */
	private static int score(PastAct act, Runnable way, List<Integer> choices) {
		Tape tape = Tape.begin(choices);
		try {
			way.run();
		}
		catch (ProcessEngineException | Tape.Endless ex) {
			return Integer.MIN_VALUE;
		}
		Set<String> took = tape.flows().stream().map(Element::toString).collect(Collectors.toSet());
		if (took.equals(act.flows())) {
			return Integer.MAX_VALUE;
		}
		Set<String> both = new HashSet<>(took);
		both.retainAll(act.flows());
		return 2 * both.size() - took.size();
	}

	private void ends(Tape tape) {
		tape.happenings()
			.stream()
			.filter((happening) -> Watcher.CASE.equals(happening.at().process())
					&& this.blueprint.find(happening.at()) instanceof EndEvent)
			.forEach((happening) -> Closing.of(happening.at().id()).ifPresent((as) -> this.endsAs = as.word()));
	}

	/** Completes a task that only the draft has, if one waits. */
	private boolean adds(int before) {
		Optional<Waiting> fresh = this.now.waiting()
			.stream()
			.filter((waiting) -> waiting.kind() == Waiting.Kind.TASK && !this.known.contains(waiting.at().id()))
			.findFirst();
		if (fresh.isEmpty()) {
			return false;
		}
		Waiting task = fresh.get();
		String outcome = this.blueprint.chosen(task.at().id()).iterator().next();
		works(task.at());
		this.added.add(new Way.Added(before, task.at(), group(task.at())));
		return best(new PastAct(java.time.Instant.EPOCH, PastAct.Kind.TASK, task.at(), "", outcome, Set.of()),
				ways(task, outcome));
	}

	private void works(Element task) {
		this.groups.add(group(task));
	}

	private String group(Element task) {
		return Objects.requireNonNullElse(this.blueprint.groups(task).stream().findFirst().orElse(null), "");
	}

}
