package org.followthrough.inquiry;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.followthrough.journey.Drawings;

/**
 * The steps that a case came to, by the flows that its journeys took. A step is a task of
 * a person, or a process that another one calls.
 */
final class StepsTaken {

	private static final String MOVED = "journey.moved";

	private final Map<String, Integer> times = new TreeMap<>();

	private final Set<String> versions = new TreeSet<>();

	/** The last version of each process that it ran under. */
	private final Map<String, Drawings.Drawing> last = new LinkedHashMap<>();

	private StepsTaken() {
	}

	/**
	 * Follows a case.
	 * @param entries its history
	 * @param drawings what the diagrams show
	 * @return its steps
	 */
	static StepsTaken of(List<PastEntry> entries, Drawings drawings) {
		StepsTaken steps = new StepsTaken();
		Map<String, Integer> counted = new HashMap<>();
		entries.stream().filter((entry) -> entry.action().equals(MOVED)).forEach((entry) -> {
			String process = String.valueOf(entry.text("process"));
			int version = (int) entry.number("version");
			Drawings.Drawing drawn = drawings.of(process, version);
			steps.versions.add(process + "/" + version);
			steps.last.put(process, drawn);
			if (entry.details().get("flows") instanceof List<?> flows) {
				flows.stream()
					.map((flow) -> drawn.flows().get(String.valueOf(flow)))
					.filter((flow) -> flow != null && drawn.steps().contains(flow.target()))
					.forEach((flow) -> counted.merge(flow.target(), 1, Integer::sum));
			}
		});
		steps.times.putAll(counted);
		return steps;
	}

	/** Versions of models, such as {@code support-case/3}. */
	Set<String> versions() {
		return this.versions;
	}

	Set<String> taken() {
		return this.times.keySet();
	}

	Set<String> repeated() {
		return this.times.entrySet()
			.stream()
			.filter((step) -> step.getValue() > 1)
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	/** The steps of the diagrams that it ran under last which it never came to. */
	Set<String> leftOut() {
		return this.last.values()
			.stream()
			.flatMap((drawn) -> drawn.steps().stream())
			.filter((step) -> !this.times.containsKey(step))
			.collect(Collectors.toSet());
	}

}
