package org.followthrough.mining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.followthrough.journey.DiagramShape.Flow;

/**
 * One case on its way, replayed: which tasks it came to, and where it went on from a
 * place that, by the model that was valid then, it hadn't come to.
 */
final class Journey {

	private final List<String> tasks = new ArrayList<>();

	private final Set<Departure> departures = new LinkedHashSet<>();

	/** How often each element was come to and not left, by process. */
	private final Map<String, Map<String, Integer>> standing = new HashMap<>();

	/**
	 * Follows what moved it.
	 * @param details the particulars of the entry
	 * @param model the version that the entry names
	 */
	void moved(JsonNode details, Model model) {
		String process = details.path("process").asText();
		int version = details.path("version").asInt();
		Map<String, Integer> here = this.standing.computeIfAbsent(process, (fresh) -> new HashMap<>());
		for (JsonNode id : details.path("flows")) {
			Flow flow = model.flows().get(id.asText());
			if (flow == null) {
				this.departures.add(new Departure(process, version, id.asText(), Kind.NO_SUCH_FLOW));
				continue;
			}
			if (!leaves(flow.from(), here, model)) {
				this.departures.add(new Departure(process, version,
						model.names().getOrDefault(flow.from(), flow.from()), Kind.NOT_THERE));
			}
			here.merge(flow.to(), 1, Integer::sum);
			String task = model.tasks().get(flow.to());
			if (task != null) {
				this.tasks.add(task);
			}
		}
	}

	private static boolean leaves(String from, Map<String, Integer> here, Model model) {
		if (model.beginnings().contains(from)) {
			return true;
		}
		Integer times = here.get(from);
		if (times == null) {
			return false;
		}
		// What forks is left once for each flow; who came there once may leave it often.
		if (!model.forks().contains(from)) {
			here.computeIfPresent(from, (id, before) -> (before > 1) ? before - 1 : null);
		}
		return true;
	}

	/**
	 * It goes on by another version, where it stood.
	 * @param details the particulars of the entry
	 */
	void migrated(JsonNode details) {
		Map<String, Integer> here = this.standing.getOrDefault(details.path("process").asText(), new HashMap<>());
		details.path("to").properties().forEach((moved) -> {
			Integer times = here.remove(moved.getKey());
			if (times != null && !moved.getValue().asText().isEmpty()) {
				here.merge(moved.getValue().asText(), times, Integer::sum);
			}
		});
	}

	/** The names of the tasks that it came to, in order. */
	List<String> tasks() {
		return List.copyOf(this.tasks);
	}

	/** Where it left its model, each once. */
	Set<Departure> departures() {
		return this.departures;
	}

	/**
	 * How a journey left its model.
	 */
	enum Kind {

		/** It took a flow that this version doesn't have. */
		NO_SUCH_FLOW,
		/** It went on from where it hadn't come to. */
		NOT_THERE

	}

	/**
	 * Where a journey left its model.
	 *
	 * @param process the process
	 * @param version its version
	 * @param at the name of the element, or the id of the flow
	 * @param kind how
	 */
	record Departure(String process, int version, String at, Kind kind) {
	}

}
