package org.followthrough.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.followthrough.journey.Drawings;

/**
 * The path that a case really took: over one diagram for each version of a model that it
 * ran under, and step by step.
 *
 * @param diagrams what lies over each diagram, in the order in which the case came to
 * them
 * @param steps what it did, in order
 * @param complete whether these are all of its steps
 */
record TakenPath(List<Over> diagrams, List<Step> steps, boolean complete) {

	/**
	 * Puts a path together.
	 * @param moves what the journeys did
	 * @param drawings what the diagrams show
	 * @param here the elements where the case stands now; empty once it is closed
	 * @param complete whether these are all moves
	 * @return the path
	 */
	static TakenPath of(List<Move> moves, Drawings drawings, Set<String> here, boolean complete) {
		Map<String, Over> diagrams = new LinkedHashMap<>();
		List<Step> steps = new ArrayList<>();
		for (Move move : moves) {
			Drawings.Drawing drawn = drawings.of(move.process(), move.version());
			diagrams
				.computeIfAbsent(move.model(),
						(model) -> new Over(move.process(), move.version(), new LinkedHashMap<>(),
								new LinkedHashMap<>(), here))
				.add(move, drawn);
			steps.add(Step.of(move, drawn));
		}
		return new TakenPath(List.copyOf(diagrams.values()), steps, complete);
	}

	/**
	 * What lies over the diagram of one version.
	 *
	 * @param process the process
	 * @param version its version
	 * @param flows how often each sequence flow was taken
	 * @param times when each element was reached, first and last
	 * @param at where the case stands; the diagram shows those it has
	 */
	record Over(String process, int version, Map<String, Integer> flows, Map<String, Times> times, Set<String> at) {

		private void add(Move move, Drawings.Drawing drawn) {
			for (String id : move.flows()) {
				this.flows.merge(id, 1, Integer::sum);
				Drawings.Flow flow = drawn.flows().get(id);
				if (flow != null) {
					this.times.merge(flow.target(), new Times(move.at(), move.at(), 1), Times::and);
				}
			}
		}

	}

	/**
	 * When an element was reached.
	 *
	 * @param first the first time
	 * @param last the last time
	 * @param count how often
	 */
	record Times(Instant first, Instant last, int count) {

		private Times and(Times later) {
			return new Times(this.first, later.last, this.count + later.count);
		}

	}

	/**
	 * One step, as it is played on the diagrams.
	 *
	 * @param seq the entry that tells of it
	 * @param at when
	 * @param who on whose behalf
	 * @param words the way that it went
	 * @param model the version of the model that it went in, as the addresses of diagrams
	 * name it
	 * @param passed flows and elements that it passed
	 * @param rests the elements where it came to rest
	 */
	record Step(int seq, Instant at, String who, String words, String process, int version, String model,
			Set<String> passed, Set<String> rests) {

		private static Step of(Move move, Drawings.Drawing drawn) {
			return new Step(move.seq(), move.at(), move.who(), move.words(drawn), move.process(), move.version(),
					move.model(), move.passed(drawn), new LinkedHashSet<>(move.rests(drawn)));
		}

	}

}
