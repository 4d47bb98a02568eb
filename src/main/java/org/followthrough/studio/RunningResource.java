package org.followthrough.studio;

import java.util.List;
import java.util.Locale;

import org.followthrough.journey.Place;
import org.followthrough.running.DiagramPlan;
import org.followthrough.running.Fate;
import org.followthrough.running.Moves;
import org.followthrough.running.Planned;
import org.followthrough.running.Trials;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of running cases, over REST.
 *
 * @param trial how far the copies are that go over
 * @param diagrams what would become of the cases, by diagram
 * @param moves how far the cases are that go over
 */
record RunningResource(Trial trial, List<Diagram> diagrams, List<Moves.Progress> moves) {

	static RunningResource of(Trials.Status status, List<Moves.Progress> moves) {
		return new RunningResource(
				new Trial(status.status().toLowerCase(Locale.ROOT), status.tried(), status.total(), status.problem()),
				status.plans().stream().map(Diagram::of).toList(), moves);
	}

	/**
	 * How far copies are.
	 *
	 * @param status none, waiting, running or done
	 * @param tried how many ways of standing have been tried
	 * @param total of how many
	 * @param problem why there is no result
	 */
	record Trial(String status, int tried, int total, @Nullable String problem) {
	}

	/**
	 * The cases that run by a diagram.
	 */
	record Diagram(String file, boolean readable, int cases, int moves, int stays, int needsPerson,
			List<Standing> standings, List<Waiting> places) {

		static Diagram of(DiagramPlan plan) {
			return new Diagram(plan.file(), plan.readable(), plan.cases(), plan.cases(Fate.MOVES),
					plan.cases(Fate.STAYS), plan.cases(Fate.NEEDS_PERSON),
					plan.planned().stream().map(Standing::of).toList(),
					plan.places().stream().map(Waiting::of).toList());
		}

	}

	/**
	 * Cases that stand alike.
	 *
	 * @param version the version that they run by
	 * @param at the elements where they wait
	 * @param names what people call these
	 * @param cases how many
	 * @param examples the numbers of some
	 * @param fate moves, stays or needs-person
	 * @param reason why they need a person
	 * @param trial none, due, passed or failed
	 */
	record Standing(int version, List<String> at, List<String> names, int cases, List<String> examples, String fate,
			String reason, String trial) {

		static Standing of(Planned planned) {
			return new Standing(planned.cases().at().version(), planned.cases().at().places(), planned.names(),
					planned.cases().cases(), planned.cases().examples(), planned.fate().word(), planned.reason(),
					planned.trial().name().toLowerCase(Locale.ROOT));
		}

	}

	/**
	 * An element where cases wait.
	 *
	 * @param element its id
	 * @param name what people call it
	 * @param same whether the draft has it, too
	 * @param to where cases go on, if that was decided; empty for staying
	 * @param offered where they could
	 */
	record Waiting(String element, String name, boolean same, @Nullable String to, List<String> offered) {

		static Waiting of(DiagramPlan.Waiting place) {
			return new Waiting(place.at().id(), place.at().name(), place.same(), place.chosen(),
					place.offered().stream().map(Place::id).toList());
		}

	}

}
