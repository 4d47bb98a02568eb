package org.followthrough.studio;

import java.util.List;
import java.util.stream.Collectors;

import org.followthrough.heat.HeatMaps;
import org.followthrough.journey.DiagramShape;
import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;

/**
 * Where cases wait, on the diagrams that the studio has: what runs, and drafts of it.
 */
@Component
class Heat {

	private final HeatMaps maps;

	private final PublishedModels models;

	private final DraftFiles files;

	Heat(HeatMaps maps, PublishedModels models, DraftFiles files) {
		this.maps = maps;
		this.models = models;
		this.files = files;
	}

	/** What runs of a diagram. */
	PublishedModel running(String file) {
		return this.models.versions(file)
			.stream()
			.filter((model) -> model.kind() == ModelKind.DIAGRAM)
			.findFirst()
			.orElseThrow(() -> new Unknown("diagram"));
	}

	HeatView of(PublishedModel model, String days) {
		return HeatView.of(this.maps.of(model.key(), days(days)), DiagramShape.of(model.content()));
	}

	/** On the diagram of a draft, the figures of what runs. */
	HeatView of(long draft, String file, String days) {
		DraftFile edited = this.files.get(draft, file);
		if (ModelKind.of(file).filter((kind) -> kind == ModelKind.DIAGRAM).isEmpty()) {
			throw new Unknown("diagram");
		}
		return HeatView.of(this.maps.of(ModelKind.DIAGRAM.key(file), days(days)), DiagramShape.of(edited.content()));
	}

	private static int days(String given) {
		List<Integer> known = HeatMaps.DAYS;
		return known.stream()
			.filter((days) -> days.toString().equals(given))
			.findFirst()
			.orElseThrow(() -> new Invalid("days", "Choose one of these numbers of days: "
					+ known.stream().map(Object::toString).collect(Collectors.joining(", ")) + "."));
	}

}
