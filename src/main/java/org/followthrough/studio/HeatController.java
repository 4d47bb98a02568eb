package org.followthrough.studio;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where cases wait in a diagram, over REST.
 */
@RestController
@RequestMapping("/api/v1/studio/models/{file}/heat")
@Tag(name = "Studio")
class HeatController {

	private final Heat heat;

	HeatController(Heat heat) {
		this.heat = heat;
	}

	@GetMapping
	@Operation(summary = "Where cases wait in a diagram that runs, and how often they took each way",
			description = "Over `days` days, today included, by UTC: 7, 30, 90 or 365; all versions of the diagram together. "
					+ "Median and 90th percentile in seconds on the clock, by nearest rank, of the waitings that ended in "
					+ "these days. The longest waiting first. For managers and auditors.")
	HeatResource get(@PathVariable String file, @RequestParam(defaultValue = "90") String days) {
		return HeatResource.of(file, this.heat.of(this.heat.running(file), days));
	}

	/**
	 * Figures of a diagram.
	 *
	 * @param file the diagram
	 * @param days over how many days, today included
	 * @param from the first of them, in UTC
	 * @param countedAt up to when everything was counted
	 * @param places where cases wait
	 * @param flows the ways they take
	 */
	record HeatResource(String file, int days, LocalDate from, @Nullable Instant countedAt, List<HeatView.Place> places,
			List<HeatView.Way> flows) {

		static HeatResource of(String file, HeatView view) {
			return new HeatResource(file, view.days(), view.from(), view.countedAt(), view.places(), view.ways());
		}

	}

}
