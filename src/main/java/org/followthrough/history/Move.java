package org.followthrough.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.followthrough.journey.Drawings;

/**
 * What a journey did in one go: the flows that it took in one process, one after the
 * other.
 *
 * @param seq the entry that tells of it
 * @param at when
 * @param who on whose behalf
 * @param process the process
 * @param version the version of its model
 * @param flows the ids of the flows, in the order in which they were taken
 */
record Move(int seq, Instant at, String who, String process, int version, List<String> flows) {

	private static final String ARROW = " → ";

	@SuppressWarnings("unchecked")
	static Move of(Recorded entry) {
		return new Move(entry.seq(), entry.at(), entry.actor(), (String) entry.details().get("process"),
				((Number) entry.details().get("version")).intValue(), (List<String>) entry.details().get("flows"));
	}

	/** The model, as the addresses of diagrams name it. */
	String model() {
		return this.process + "/" + this.version;
	}

	/**
	 * The way in words.
	 * @param drawn what the elements are called
	 * @return such as "Acknowledge → Investigate"
	 */
	String words(Drawings.Drawing drawn) {
		List<String> chains = new ArrayList<>();
		List<String> chain = new ArrayList<>();
		String end = null;
		for (String id : this.flows) {
			Drawings.Flow flow = drawn.flows().get(id);
			if (flow == null) {
				continue;
			}
			if (!flow.source().equals(end)) {
				add(chains, chain);
				chain = new ArrayList<>();
				name(drawn, flow.source(), chain);
			}
			name(drawn, flow.target(), chain);
			end = flow.target();
		}
		add(chains, chain);
		return chains.isEmpty() ? "one step on" : String.join("; ", chains);
	}

	private static void add(List<String> chains, List<String> chain) {
		if (!chain.isEmpty()) {
			chains.add(String.join(ARROW, chain));
		}
	}

	/** Elements without a name only join flows. */
	private static void name(Drawings.Drawing drawn, String element, List<String> chain) {
		String name = drawn.names().get(element);
		if (name != null) {
			chain.add(name);
		}
	}

	/** Flows and what they join. */
	Set<String> passed(Drawings.Drawing drawn) {
		Set<String> passed = new LinkedHashSet<>();
		for (String id : this.flows) {
			passed.add(id);
			Drawings.Flow flow = drawn.flows().get(id);
			if (flow != null) {
				passed.add(flow.source());
				passed.add(flow.target());
			}
		}
		return passed;
	}

	/** Where it came to rest: what flows led to and none left. */
	Set<String> rests(Drawings.Drawing drawn) {
		Set<String> rests = new LinkedHashSet<>();
		for (String id : this.flows) {
			Drawings.Flow flow = drawn.flows().get(id);
			if (flow != null) {
				rests.remove(flow.source());
				rests.add(flow.target());
			}
		}
		return rests;
	}

}
