package org.followthrough.journey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;

/**
 * What the elements of published diagrams are called, and what their flows lead to. A
 * published version never changes, so each is read once.
 */
@Component
public class Drawings {

	private static final int MOST = 500;

	private final Diagrams diagrams;

	private final Cache<String, Drawing> read = Caffeine.newBuilder().maximumSize(MOST).build();

	Drawings(Diagrams diagrams) {
		this.diagrams = diagrams;
	}

	/**
	 * What is drawn in a version of a process.
	 * @param process the process
	 * @param version its version
	 * @return names and flows; none if there is no such version any more
	 */
	public Drawing of(String process, int version) {
		return this.read.get(process + "/" + version,
				(key) -> this.diagrams.file(process, version)
					.map(Drawings::read)
					.orElseGet(() -> new Drawing(Map.of(), Map.of(), Set.of())));
	}

	private static Drawing read(byte[] file) {
		DiagramShape shape = DiagramShape.of(file);
		Map<String, String> names = new HashMap<>();
		Map<String, Flow> flows = new HashMap<>();
		for (DiagramShape.Flow flow : shape.flows()) {
			flows.put(flow.id(), new Flow(flow.from(), flow.to()));
			for (String end : List.of(flow.from(), flow.to())) {
				if (!shape.name(end).isEmpty()) {
					names.put(end, shape.name(end));
				}
			}
		}
		return new Drawing(names, flows, Set.copyOf(shape.steps()));
	}

	/**
	 * A version of a process as it is drawn.
	 *
	 * @param names the names of elements by id; elements without one are left out
	 * @param flows the sequence flows by id
	 * @param steps the ids of the tasks of people and of the processes that it calls
	 */
	public record Drawing(Map<String, String> names, Map<String, Flow> flows, Set<String> steps) {
	}

	/**
	 * A sequence flow.
	 *
	 * @param source the id of the element that it leaves
	 * @param target the id of the element that it leads to
	 */
	public record Flow(String source, String target) {
	}

}
