package org.followthrough.studio;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.Place;
import org.followthrough.running.RunningCases;
import org.followthrough.running.Trials.Diagram;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What managers decide in a draft for the places where running cases wait. It belongs to
 * the draft as its files do: whoever approves the draft approves it, too.
 */
@Component
class DraftPlaces {

	private final PlaceMapper places;

	private final Drafts drafts;

	private final DraftFiles files;

	private final Judgement judgement;

	private final RunningCases running;

	private final Audit audit;

	private final Clock clock;

	DraftPlaces(PlaceMapper places, Drafts drafts, DraftFiles files, Judgement judgement, RunningCases running,
			Audit audit, Clock clock) {
		this.places = places;
		this.drafts = drafts;
		this.files = files;
		this.judgement = judgement;
		this.running = running;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * The diagrams that a draft replaces, with what was decided for each.
	 * @param id the draft
	 * @return those that differ from what runs
	 */
	@Transactional(readOnly = true)
	List<Diagram> diagrams(long id) {
		Map<String, Map<String, String>> chosen = chosen(id);
		return this.judgement.changed(id)
			.stream()
			.filter((file) -> file.kind() == ModelKind.DIAGRAM && file.madeFrom() > 0)
			.map((file) -> Diagram.of(file.name(), file.content(), chosen.getOrDefault(file.name(), Map.of())))
			.toList();
	}

	/** The targets by file and element. */
	@Transactional(readOnly = true)
	Map<String, Map<String, String>> chosen(long id) {
		Map<String, Map<String, String>> chosen = new TreeMap<>();
		this.places.of(id)
			.forEach((one) -> chosen.computeIfAbsent(one.file(), (key) -> new TreeMap<>())
				.put(one.element(), one.target()));
		return chosen;
	}

	/**
	 * Decides what becomes of cases that wait at an element.
	 * @param id the draft
	 * @param version the version that whoever decides has looked at
	 * @param file the diagram
	 * @param element where they wait
	 * @param target where they shall wait then; empty for staying in their version, null
	 * for what becomes of them if nobody decides
	 * @return the draft
	 */
	Draft choose(long id, int version, String file, String element, @Nullable String target) {
		return this.drafts.changing(() -> {
			Draft draft = this.drafts.locked(id);
			Drafts.unchanged(draft, version);
			if (ModelKind.of(file).filter((kind) -> kind == ModelKind.DIAGRAM).isEmpty()) {
				throw new NotNow("Cases run by diagrams. " + file + " isn't one.");
			}
			DraftFile edited = this.files.get(id, file);
			Place place = this.running.place(file, element)
				.orElseThrow(() -> new Unknown("element in any published version of " + file));
			Optional<Place> reached = (target == null || target.isEmpty()) ? Optional.empty()
					: Optional.of(reached(edited, place, target));
			Draft editing = this.drafts.forEditing(draft);
			if (target == null) {
				this.places.undecided(id, file, element);
			}
			else {
				this.places.choose(id, new PlaceMapper.Chosen(file, element, target), Actor.current().id(),
						this.clock.instant());
			}
			this.audit.record(Audit.SYSTEM, "draft.place-chosen",
					Map.of("draft", id, "title", draft.title(), "file", file, "element", element, "becomes",
							reached.map((there) -> "they go on at " + there.id())
								.orElse((target != null) ? "they stay in their version" : "nothing but what follows")));
			return this.drafts.save(editing);
		});
	}

	private static Place reached(DraftFile edited, Place from, String target) {
		Place reached = Place.in(edited.content())
			.map((all) -> all.get(target))
			.orElseThrow(() -> new Invalid("to", "There is no element \"" + target + "\" in " + edited.name()
					+ " as the draft has it. Choose one that there is."));
		if (!reached.kind().equals(from.kind())) {
			throw new Invalid("to", "\"" + reached.name() + "\" is of another kind than \"" + from.name()
					+ "\". Cases go on at an element of the same kind.");
		}
		return reached;
	}

}
