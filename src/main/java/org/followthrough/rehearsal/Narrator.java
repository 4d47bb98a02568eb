package org.followthrough.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;

/**
 * Tells what happened as a manager would tell it to another.
 */
final class Narrator {

	private static final Map<String, String> PEOPLE = Map.of("agents", "An agent", "support-engineers",
			"A support engineer", "engineers", "An engineer", "managers", "A manager");

	private static final Map<String, String> MESSAGES = Map.ofEntries(
			Map.entry("customer-answered", "The customer answers"), Map.entry("customer-wrote", "The customer writes"),
			Map.entry("customer-signed-off", "The customer says on their page"),
			Map.entry("talk-requested", "The customer asks to talk to a person"),
			Map.entry("promise-ended", "The promised word reaches the customer"),
			Map.entry("shift-ended", "The engineer's turn on support ends"),
			Map.entry("shift-settled", "It is settled otherwise who has the escalation"),
			Map.entry("duplicate-found", "It turns out to be the same matter as another case"),
			Map.entry("withdrawn", "The customer takes the matter back"),
			Map.entry("spam-found", "It turns out to be spam"),
			Map.entry("defect-answered", "There is news of the defect from another case"),
			Map.entry("defect-verified", "There is news of the fix from another case"),
			Map.entry("defect-regressed", "Somebody sees that the fix does not hold"),
			Map.entry("review-settled", "The held reply has gone, or is taken back"),
			Map.entry("reply-taken-back", "Whoever wrote the held reply takes it back"));

	private final Blueprint blueprint;

	Narrator(Blueprint blueprint) {
		this.blueprint = blueprint;
	}

	StoryStep tell(State from, State.Edge edge) {
		State to = edge.to();
		List<Element> at = (to != null) ? to.places() : from.places();
		Set<Element> passed = new LinkedHashSet<>();
		passed.add(edge.act().at());
		edge.happened()
			.stream()
			.map(Tape.Happening::at)
			.filter((element) -> !element.id().equals(element.process()))
			.forEach(passed::add);
		return new StoryStep(sentence(from, edge, at), List.copyOf(passed), at);
	}

	private String sentence(State from, State.Edge edge, List<Element> at) {
		StringBuilder words = new StringBuilder(from.places().isEmpty() ? begins(edge.act()) : comes(from, edge.act()));
		List<String> turned = new ArrayList<>();
		for (Tape.Happening happening : edge.happened()) {
			if (happening instanceof Tape.Stepped step && !step.words().isEmpty()) {
				turned.add(step.words());
			}
		}
		if (!turned.isEmpty()) {
			words.append("; ").append(String.join(", then ", turned));
		}
		words.append('.');
		List<Element> fresh = main(at).stream().filter((element) -> !from.places().contains(element)).toList();
		if (!fresh.isEmpty()) {
			words.append(" Next is ").append(names(fresh)).append('.');
		}
		return words.toString();
	}

	private static String begins(Act act) {
		return switch (act.at().process()) {
			case Watcher.CASE -> act.what().message().isEmpty() ? "A customer writes, and a case is opened"
					: "A customer writes to a closed case, and it is opened again";
			case "reply-review" -> "A reply is held for review";
			default -> "The process \"" + act.at().process() + "\" begins";
		};
	}

	private String comes(State from, Act act) {
		String turns = act.way().words().isEmpty() ? "" : act.way().words();
		return switch (act.kind()) {
			case TASK -> {
				String who = this.blueprint.groups(act.at())
					.stream()
					.findFirst()
					.map((group) -> PEOPLE.getOrDefault(group, "Somebody"))
					.orElse("Somebody");
				String chosen = this.blueprint.offered(act.at().id()).getOrDefault(act.chosen(), act.chosen());
				yield who + " completes \"" + this.blueprint.name(act.at()) + "\""
						+ (chosen.isEmpty() ? "" : ": \"" + chosen + "\"") + (turns.isEmpty() ? "" : ", " + turns);
			}
			case MESSAGE ->
				MESSAGES.getOrDefault(act.what().message(), "\"" + this.blueprint.name(act.at()) + "\" happens")
						+ (turns.isEmpty() ? "" : ": " + turns) + meanwhile(from, act);
			case TIMER -> "Time passes: \"" + this.blueprint.name(act.at()) + "\"" + meanwhile(from, act);
		};
	}

	/** What the case waits for when something comes from aside. */
	private String meanwhile(State from, Act act) {
		boolean aside = this.blueprint.beside(act.at()).isPresent()
				|| this.blueprint.find(act.at()) instanceof BoundaryEvent;
		List<Element> main = main(from.places());
		return (aside && !main.isEmpty()) ? ", while " + names(main) + " waits" : "";
	}

	private List<Element> main(List<Element> places) {
		return places.stream().filter((place) -> this.blueprint.beside(place).isEmpty()).distinct().toList();
	}

	private String names(List<Element> elements) {
		return elements.stream()
			.map((element) -> "\"" + this.blueprint.name(element) + "\"")
			.collect(Collectors.joining(" and "));
	}

}
