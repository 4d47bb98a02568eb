package org.followthrough.running;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.followthrough.journey.Place;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.journey.RunningJourneys;
import org.followthrough.journey.Standing;
import org.followthrough.journey.StandingCases;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans what becomes of running cases when a diagram is replaced: they go on at the
 * element of the same id and kind, unless managers have decided otherwise. Whoever waits
 * at several elements goes on only if that is clear for all of them.
 */
@Component
public class RunningCases {

	private static final String SUFFIX = ".bpmn";

	private final RunningJourneys journeys;

	private final PublishedModels models;

	RunningCases(RunningJourneys journeys, PublishedModels models) {
		this.journeys = journeys;
		this.models = models;
	}

	/**
	 * Plans what becomes of the cases that run by published versions of a diagram.
	 * @param file its name
	 * @param content what is to be published; what runs by exactly that needs no plan
	 * @param choices what managers have decided
	 * @return the plan
	 */
	@Transactional(readOnly = true)
	public DiagramPlan plan(String file, byte[] content, Choices choices) {
		return plan(file, content, choices, 0);
	}

	/**
	 * The same once it is published.
	 * @param version the new version
	 */
	@Transactional(readOnly = true)
	DiagramPlan plan(String file, byte[] content, Choices choices, int version) {
		String process = process(file);
		Optional<Map<String, Place>> after = Place.in(content);
		if (after.isEmpty()) {
			return new DiagramPlan(file, process, false, List.of(), List.of());
		}
		Map<Integer, String> versions = new LinkedHashMap<>(this.journeys.versions(process));
		versions.remove(version);
		List<StandingCases> standings = this.journeys.standings(versions.values());
		Map<String, Place> before = before(file, standings);
		List<Planned> planned = standings.stream()
			.map((cases) -> planned(cases, before, after.get(), choices))
			.toList();
		return new DiagramPlan(file, process, true, planned, places(standings, before, after.get(), choices));
	}

	/**
	 * An element of a published version of a diagram.
	 * @param file the diagram
	 * @param element the element's id
	 * @return the element as the newest version that has it knows it
	 */
	@Transactional(readOnly = true)
	public Optional<Place> place(String file, String element) {
		return this.models.versions(file)
			.stream()
			.flatMap((model) -> Place.in(model.content()).map((all) -> all.get(element)).stream())
			.findFirst();
	}

	static String process(String file) {
		return file.substring(0, file.length() - SUFFIX.length());
	}

	/** The elements of the versions that cases run by; the newest version's win. */
	private Map<String, Place> before(String file, List<StandingCases> standings) {
		Set<Integer> needed = new LinkedHashSet<>();
		standings.forEach((cases) -> needed.add(cases.at().version()));
		Map<String, Place> places = new TreeMap<>();
		if (!needed.isEmpty()) {
			for (PublishedModel model : this.models.versions(file)) {
				if (needed.contains(model.version())) {
					Place.in(model.content()).ifPresent((all) -> all.forEach(places::putIfAbsent));
				}
			}
		}
		return places;
	}

	private static Planned planned(StandingCases cases, Map<String, Place> before, Map<String, Place> after,
			Choices choices) {
		Standing at = cases.at();
		List<String> names = new ArrayList<>();
		Map<String, String> byHand = new TreeMap<>();
		boolean stays = false;
		String reason = "";
		for (String element : at.places()) {
			Place place = before.getOrDefault(element, new Place(element, element, ""));
			names.add(place.name());
			String chosen = choices.targets().get(element);
			if (chosen != null && chosen.isEmpty()) {
				stays = true;
			}
			else if (chosen != null) {
				byHand.put(element, chosen);
			}
			String failure = failure(place, after, chosen);
			reason = reason.isEmpty() ? failure : reason;
		}
		Fate fate = stays ? Fate.STAYS : (reason.isEmpty() ? Fate.MOVES : Fate.NEEDS_PERSON);
		return new Planned(cases, names, fate, (fate == Fate.NEEDS_PERSON) ? reason : "", byHand,
				(fate == Fate.MOVES) ? Planned.Trial.DUE : Planned.Trial.NONE);
	}

	private static String failure(Place place, Map<String, Place> after, @Nullable String chosen) {
		if (chosen != null && chosen.isEmpty()) {
			return "";
		}
		Place target = after.get((chosen != null) ? chosen : place.id());
		if (target == null) {
			return (chosen != null) ? "\"" + place.name() + "\" should lead to what isn't in the diagram any more."
					: "\"" + place.name() + "\" isn't in the new diagram, and nobody has said yet where cases go.";
		}
		return target.kind().equals(place.kind()) ? "" : "\"" + place.name()
				+ "\" is of another kind in the new diagram, and nobody has said yet where cases " + "go.";
	}

	private static List<DiagramPlan.Waiting> places(List<StandingCases> standings, Map<String, Place> before,
			Map<String, Place> after, Choices choices) {
		Set<String> elements = new LinkedHashSet<>();
		standings.forEach((cases) -> elements.addAll(cases.at().places()));
		List<DiagramPlan.Waiting> places = new ArrayList<>();
		for (String element : elements) {
			Place at = before.getOrDefault(element, new Place(element, element, ""));
			Place same = after.get(element);
			places.add(new DiagramPlan.Waiting(at, same != null && same.kind().equals(at.kind()),
					after.values().stream().filter((other) -> other.kind().equals(at.kind())).toList(),
					choices.targets().get(element)));
		}
		return places;
	}

}
