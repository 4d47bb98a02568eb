package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.StartEvent;

/**
 * What must hold wherever a case waits: a clock runs for the customer's next word, what
 * they say is heard, nothing is to be done twice, and nothing is left behind.
 */
final class Lookout {

	private static final Element CLOCK = new Element(Watcher.CASE, "promise-time-came");

	/** What the application tells at any time, and in words. */
	private static final Map<Set<String>, String> ALWAYS = new LinkedHashMap<>();

	static {
		ALWAYS.put(Set.of("customer-wrote", "customer-answered"), "When the customer writes now, nobody reads it.");
		ALWAYS.put(Set.of("talk-requested"), "When the customer asks to talk to a person now, nobody calls them.");
		ALWAYS.put(Set.of("withdrawn"), "When the customer takes the matter back now, the case goes on all the same.");
		ALWAYS.put(Set.of("duplicate-found"),
				"When it turns out to be the same matter as another case, nobody can " + "close it as a duplicate.");
		ALWAYS.put(Set.of("spam-found"), "When it turns out to be spam, nobody can close it.");
	}

	private final Blueprint blueprint;

	Lookout(Blueprint blueprint) {
		this.blueprint = blueprint;
	}

	/**
	 * Looks at a case that waits.
	 * @param marking where it stands
	 * @param watch how far the promises are kept
	 * @return what is wrong with that
	 */
	List<Breach> look(Marking marking, Watch watch) {
		List<Breach> found = new ArrayList<>();
		Element at = main(marking).stream()
			.findFirst()
			.map(Marking.Place::at)
			.orElseGet(() -> marking.places().get(0).at());
		if (marking.waiting().stream().noneMatch((waiting) -> CLOCK.equals(waiting.at()))) {
			found.add(new Breach(Kind.SILENT, at,
					"No clock runs for the customer's next word. If everybody forgets the case here, nobody is called."));
		}
		Set<String> heard = marking.waiting().stream().map(Waiting::message).collect(Collectors.toSet());
		ALWAYS.forEach((messages, words) -> {
			if (messages.stream().noneMatch(heard::contains)) {
				found.add(new Breach(Kind.UNHEARD, at, words));
			}
		});
		if (watch.isAsked() && !heard.contains("customer-signed-off")) {
			found.add(new Breach(Kind.UNHEARD, at,
					"The customer was asked whether they are satisfied, and when they say yes or no on their page now, "
							+ "nobody hears it."));
		}
		return found;
	}

	/** What is to be done twice at once on the main path. */
	List<Breach> twice(Marking marking) {
		Set<Marking.Place> seen = new HashSet<>();
		return main(marking).stream()
			.filter((place) -> !(this.blueprint.find(place.at()) instanceof ParallelGateway))
			.filter((place) -> !seen.add(place))
			.map((place) -> new Breach(Kind.TWICE, place.at(),
					"The case stands here twice at once: the same would be done by two, and everything after it twice."))
			.toList();
	}

	/**
	 * What was still to be done on the main path when something ended it.
	 * @param before where the case stood
	 * @param act what came
	 * @param after where it stands now
	 */
	List<Breach> lost(Marking before, Act act, Marking after) {
		List<Marking.Place> main = main(before);
		if (main.size() < 2 || this.blueprint.find(act.at()) instanceof BoundaryEvent
				|| this.blueprint.find(act.at()) instanceof StartEvent || this.blueprint.beside(act.at()).isPresent()) {
			return List.of();
		}
		Set<String> left = after.places().stream().map(Marking.Place::instance).collect(Collectors.toSet());
		return main.stream()
			.filter((place) -> !left.contains(place.instance()) && !place.at().equals(act.at()))
			.filter((place) -> this.blueprint.isTask(place.at()))
			.map((place) -> new Breach(Kind.LOST, place.at(),
					"The process ends while this is still to be done. Nobody would do it any more."))
			.toList();
	}

	private List<Marking.Place> main(Marking marking) {
		return marking.places().stream().filter((place) -> this.blueprint.beside(place.at()).isEmpty()).toList();
	}

}
