package org.followthrough.rehearsal;

import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.camunda.bpm.engine.ProcessEngineException;
import org.followthrough.cases.Closing;
import org.followthrough.journey.StepOutcome;
import org.followthrough.journey.StepOutcomes;
import org.jspecify.annotations.Nullable;

/**
 * Has a case go every way: at each state it does each thing that can come next, one after
 * the other, and goes on from where that leads, unless somebody has been there.
 */
final class Explorer {

	private final Blueprint blueprint;

	private final Lookout lookout;

	private final Beside beside;

	private final Stage stage;

	private final MarkingReader reader;

	private final Explored explored;

	private final boolean backwards;

	/**
	 * An explorer for one thread.
	 * @param blueprint the models
	 * @param stage where the case goes
	 * @param explored where to note what was seen, as other threads do
	 * @param backwards whether to take what can come in the other order
	 */
	Explorer(Blueprint blueprint, Stage stage, Explored explored, boolean backwards) {
		this.blueprint = blueprint;
		this.lookout = new Lookout(blueprint);
		this.beside = new Beside(blueprint);
		this.stage = stage;
		this.reader = stage.reader(blueprint);
		this.explored = explored;
		this.backwards = backwards;
	}

	/**
	 * Explores all that follows a beginning.
	 * @param start the start event
	 * @param message the message that it waits for; empty for none
	 */
	void explore(Element start, String message) {
		Watch watch = message.isEmpty() ? Watch.NEW : Watch.REOPENED;
		Act begins = new Act(new Waiting(Waiting.Kind.MESSAGE, start, message, ""), "", StepOutcome.NOTHING);
		From nowhere = new From(this.explored.beginning(), null, watch);
		everyWay(nowhere, begins, () -> this.stage.begin(start.process(), message));
	}

	private void expand(From from) {
		Marking marking = from.marking();
		List<Act> acts = (marking != null) ? acts(marking) : new ArrayList<>();
		if (this.backwards) {
			Collections.reverse(acts);
		}
		for (Act act : acts) {
			everyWay(from, act, () -> this.stage.comes(act.what(), act.way().values()));
		}
		if (!this.explored.isOver()) {
			from.state().expanded();
		}
	}

	/** Once for each combination of ways in which the steps turn out. */
	private void everyWay(From from, Act act, Runnable command) {
		List<Integer> choices = List.of();
		do {
			if (this.explored.isOver()) {
				return;
			}
			Savepoint before = this.stage.here();
			Tape tape = Tape.begin(choices);
			Breach stopped = stopped(act, tape, command);
			if (stopped == null) {
				arrive(from, act, tape);
			}
			else {
				this.explored.edge(tape);
				from.state().leads(new State.Edge(act, tape.happenings(), List.of(stopped), null));
			}
			this.stage.backTo(before);
			choices = tape.next();
		}
		while (!choices.isEmpty());
	}

	/** Why the engine can't do it, if it can't. */
	private static @Nullable Breach stopped(Act act, Tape tape, Runnable command) {
		try {
			command.run();
			return null;
		}
		catch (ProcessEngineException ex) {
			return new Breach(Kind.STOPPED, tape.last(act.at()),
					"The engine can't go on from here. Nothing that can come leads on: whoever does it gets an error, "
							+ "and the case stays where it was.");
		}
		catch (Tape.Endless ex) {
			return new Breach(Kind.ENDLESS, ex.at(), "It goes round and round here, and never waits for anything.");
		}
	}

	private void arrive(From from, Act act, Tape tape) {
		Marking marking = this.reader.read();
		if (this.beside.isTwice(marking)) {
			this.explored.repeated();
			return;
		}
		this.explored.edge(tape);
		Act came = (from.marking() != null) ? act : null;
		Watcher watcher = Watcher.saw(this.blueprint, from.watch(), came, tape);
		List<Breach> breaches = new ArrayList<>(watcher.breaches());
		if (from.marking() != null) {
			breaches.addAll(this.lookout.lost(from.marking(), act, marking));
		}
		List<Breach> twice = this.lookout.twice(marking);
		breaches.addAll(twice);
		if (!marking.isEnded() && Watcher.CASE.equals(marking.root())) {
			breaches.addAll(this.lookout.look(marking, watcher.watch()));
		}
		State.End end = end(marking, tape);
		Explored.Arrival arrival = this.explored.arrive(
				(end != State.End.NOT) ? end.name() : marking.key() + watcher.watch(),
				marking.places().stream().map(Marking.Place::at).toList(), end);
		from.state().leads(new State.Edge(act, tape.happenings(), breaches, arrival.at()));
		if (arrival.isFirst() && end == State.End.NOT) {
			if (twice.isEmpty()) {
				expand(new From(arrival.at(), marking, watcher.watch()));
			}
			else {
				arrival.at().cut();
			}
		}
	}

	/** What breaks a case off is no way for it to come to its end. */
	private static State.End end(Marking marking, Tape tape) {
		if (!marking.isEnded()) {
			return State.End.NOT;
		}
		boolean early = tape.happenings()
			.stream()
			.anyMatch((happening) -> Watcher.CASE.equals(happening.at().process())
					&& Closing.of(happening.at().id()).filter(Closing::isEarly).isPresent());
		return early ? State.End.OTHERWISE : State.End.WELL;
	}

	private List<Act> acts(Marking marking) {
		List<Act> acts = new ArrayList<>();
		for (Waiting waiting : marking.waiting()) {
			if (this.beside.isLeftOut(waiting, marking)) {
				continue;
			}
			if (waiting.kind() == Waiting.Kind.TASK) {
				for (String chosen : this.blueprint.chosen(waiting.at().id())) {
					StepOutcomes.ofTask(waiting.at().id(), chosen)
						.forEach((way) -> acts.add(new Act(waiting, chosen, way)));
				}
			}
			else {
				StepOutcomes.ofMessage(waiting.message()).forEach((way) -> acts.add(new Act(waiting, "", way)));
			}
		}
		return acts;
	}

	/**
	 * Whence an explorer goes on.
	 *
	 * @param state the state
	 * @param marking where the case stands; null before it has begun
	 * @param watch how far the promises are kept
	 */
	private record From(State state, @Nullable Marking marking, Watch watch) {
	}

}
