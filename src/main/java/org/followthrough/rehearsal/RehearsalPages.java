package org.followthrough.rehearsal;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages on which managers see what a rehearsal found, and have it played.
 */
@Controller
@RequestMapping("/rehearsals")
class RehearsalPages {

	private final Rehearsals rehearsals;

	private final ObjectMapper json;

	RehearsalPages(Rehearsals rehearsals, ObjectMapper json) {
		this.rehearsals = rehearsals;
		this.json = json;
	}

	@GetMapping
	String all(Model model) {
		model.addAttribute("rehearsals", this.rehearsals.newest());
		model.addAttribute("mayAsk", this.rehearsals.mayAsk());
		return "rehearsal/rehearsals";
	}

	/** What runs is rehearsed from here; a draft, from the studio. */
	@PostMapping
	String ask(@RequestParam(defaultValue = "false") boolean replay) {
		return "redirect:/rehearsals/"
				+ this.rehearsals.ask("What runs", Map.of(), replay ? Rehearsals.QUARTER : null).id();
	}

	@GetMapping("/{id}")
	String one(@PathVariable long id, @RequestHeader(name = "HX-Request", required = false) boolean part, Model model) {
		RehearsalStatus status = this.rehearsals.get(id);
		model.addAttribute("rehearsal", status);
		model.addAttribute("mayCancel", status.isUnderWay() && this.rehearsals.mayAsk());
		model.addAttribute("found", this.rehearsals.result(id).orElse(null));
		model.addAttribute("replay", this.rehearsals.replay(id).orElse(null));
		model.addAttribute("pages", this);
		return part ? "rehearsal/rehearsal :: state" : "rehearsal/rehearsal";
	}

	@PostMapping("/{id}/cancel")
	String cancel(@PathVariable long id) {
		this.rehearsals.cancel(id);
		return "redirect:/rehearsals/" + id;
	}

	@GetMapping("/{id}/diagrams/{process}")
	ResponseEntity<byte[]> diagram(@PathVariable long id, @PathVariable String process) {
		return ResponseEntity.ok().contentType(MediaType.APPLICATION_XML).body(this.rehearsals.diagram(id, process));
	}

	/**
	 * A story as the page's script plays it.
	 * @param violation what it leads to
	 * @return JSON
	 */
	public String story(Violation violation) {
		try {
			return this.json.writeValueAsString(violation.story()
				.stream()
				.map((step) -> Map.of("passed", pairs(step.passed()), "at", pairs(step.at())))
				.toList());
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<List<String>> pairs(List<Element> elements) {
		return elements.stream().map((element) -> List.of(element.process(), element.id())).toList();
	}

}
