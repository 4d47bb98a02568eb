package org.followthrough.studio;

import org.followthrough.journey.ModelKind;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages on which a file of a draft is edited, and shown beside what runs. They need a
 * script; whoever has none edits the file with another program and brings it in.
 */
@Controller
@RequestMapping("/studio/drafts/{id}/{file:.+\\.(?:bpmn|dmn|form)}")
class EditorPages {

	private final Drafts drafts;

	private final DraftFiles files;

	private final Differences differences;

	private final Upgrades upgrades;

	EditorPages(Drafts drafts, DraftFiles files, Differences differences, Upgrades upgrades) {
		this.upgrades = upgrades;
		this.drafts = drafts;
		this.files = files;
		this.differences = differences;
	}

	@GetMapping
	String edit(@PathVariable long id, @PathVariable String file, Model model) {
		Draft draft = this.drafts.get(id);
		DraftFile found = this.files.get(id, file);
		model.addAttribute("draft", draft);
		model.addAttribute("file", found);
		model.addAttribute("files", this.files.states(id));
		model.addAttribute("mayEdit", this.drafts.mayEdit() && draft.state() == DraftState.EDITING);
		model.addAttribute("mayComment", this.drafts.mayEdit() && draft.state().isOpen());
		if (found.kind() == ModelKind.DIAGRAM) {
			return "studio/diagram";
		}
		model.addAttribute("editor", (found.kind() == ModelKind.FORM) ? "form" : "decision");
		return "studio/editor";
	}

	@GetMapping("/difference")
	String difference(@PathVariable long id, @PathVariable String file, @RequestParam(defaultValue = "") String with,
			Model model) {
		DraftFile found = this.files.get(id, file);
		model.addAttribute("draft", this.drafts.get(id));
		model.addAttribute("file", found);
		model.addAttribute("isDiagram", found.kind() == ModelKind.DIAGRAM);
		boolean shipped = Upgrades.SHIPPED.equals(with);
		model.addAttribute("isShipped", shipped);
		model.addAttribute("difference", shipped ? Differences.between(found, this.upgrades.shipped(id, file))
				: this.differences.of(id).stream().filter((one) -> one.file().equals(file)).findFirst().orElseThrow());
		return "studio/difference";
	}

}
