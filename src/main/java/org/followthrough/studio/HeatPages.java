package org.followthrough.studio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.heat.HeatMaps;
import org.followthrough.journey.PublishedModel;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages that show where cases wait, on a diagram that runs and on a draft of one.
 */
@Controller
class HeatPages {

	private final Heat heat;

	private final Drafts drafts;

	private final ObjectMapper json;

	HeatPages(Heat heat, Drafts drafts, ObjectMapper json) {
		this.heat = heat;
		this.drafts = drafts;
		this.json = json;
	}

	@GetMapping("/studio/models/{file}/heat")
	String running(@PathVariable String file, @RequestParam(defaultValue = "90") String days, Model model,
			HttpServletResponse response) {
		PublishedModel runs = this.heat.running(file);
		model.addAttribute("name", runs.name());
		model.addAttribute("file", file);
		model.addAttribute("back", "/studio/models/" + file);
		model.addAttribute("backName", file);
		model.addAttribute("diagram", "/studio/data/models/" + file);
		return show("/studio/models/" + file + "/heat", () -> this.heat.of(runs, days), model, response);
	}

	@GetMapping("/studio/drafts/{id}/{file}/heat")
	String draft(@PathVariable long id, @PathVariable String file, @RequestParam(defaultValue = "90") String days,
			Model model, HttpServletResponse response) {
		model.addAttribute("name", file);
		model.addAttribute("file", file);
		model.addAttribute("back", "/studio/drafts/" + id);
		model.addAttribute("backName", this.drafts.get(id).title());
		model.addAttribute("diagram", "/studio/data/drafts/" + id + "/files/" + file);
		model.addAttribute("isDraft", true);
		return show("/studio/drafts/" + id + "/" + file + "/heat", () -> this.heat.of(id, file, days), model, response);
	}

	private String show(String here, Supplier<HeatView> figures, Model model, HttpServletResponse response) {
		model.addAttribute("here", here);
		model.addAttribute("choices", HeatMaps.DAYS);
		try {
			HeatView view = figures.get();
			model.addAttribute("heat", view);
			model.addAttribute("drawn", this.json.writeValueAsString(drawn(view)));
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", ex.getMessage());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
		return "studio/heat";
	}

	/** What is put on the diagram; the page's script finds the words in the table. */
	private static Map<String, Object> drawn(HeatView view) {
		Map<String, Integer> levels = new LinkedHashMap<>();
		view.places()
			.stream()
			.filter((place) -> place.drawn() && (place.now() > 0 || place.waits() > 0))
			.forEach((place) -> levels.put(place.element(), place.level()));
		Map<String, Integer> times = new LinkedHashMap<>();
		view.ways().stream().filter((way) -> way.drawn()).forEach((way) -> times.put(way.flow(), way.times()));
		return Map.of("places", levels, "flows", times);
	}

}
