package org.followthrough.studio;

import java.util.List;

import org.followthrough.journey.ModelKind;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.studio.StudioRefusals.Unknown;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The studio's first page, and what was ever published of a file.
 */
@Controller
@RequestMapping("/studio")
class StudioPages {

	private final Drafts drafts;

	private final DraftFiles files;

	private final PublishedModels models;

	private final Earlier earlier;

	private final DraftsAtHand atHand;

	StudioPages(Drafts drafts, DraftFiles files, PublishedModels models, Earlier earlier, DraftsAtHand atHand) {
		this.atHand = atHand;
		this.drafts = drafts;
		this.files = files;
		this.models = models;
		this.earlier = earlier;
	}

	@GetMapping
	String studio(Model model) {
		model.addAttribute("open", this.drafts.list(true));
		model.addAttribute("finished", this.drafts.list(false));
		model.addAttribute("running", this.models.running());
		model.addAttribute("atHand", this.drafts.mayEdit() ? this.atHand.ids() : List.of());
		model.addAttribute("mayEdit", this.drafts.mayEdit());
		return "studio/studio";
	}

	/** With a file, it opens it at once. */
	@PostMapping("/drafts")
	String begin(@RequestParam(defaultValue = "") String title, @RequestParam(defaultValue = "") String file) {
		String called = (title.isBlank() && !file.isBlank()) ? "Change of " + name(file) : title;
		Draft draft = this.drafts.begin(called, "");
		if (file.isBlank()) {
			return "redirect:/studio/drafts/" + draft.id();
		}
		this.files.take(draft.id(), file, 0);
		return "redirect:/studio/drafts/" + draft.id() + "/" + file;
	}

	private String name(String file) {
		return this.models.versions(file)
			.stream()
			.findFirst()
			.map(PublishedModel::name)
			.orElseThrow(() -> new Unknown("file"));
	}

	@GetMapping("/models/{file}")
	String versions(@PathVariable String file, @RequestParam(defaultValue = "0") int version, Model model) {
		List<PublishedModel> versions = this.models.versions(file);
		PublishedModel shown = versions.stream()
			.filter((one) -> version == 0 || one.version() == version)
			.findFirst()
			.orElseThrow(() -> new Unknown("file, or version of it"));
		model.addAttribute("versions", versions);
		model.addAttribute("shown", shown);
		model.addAttribute("isDiagram", shown.kind() == ModelKind.DIAGRAM);
		model.addAttribute("mayEdit", this.drafts.mayEdit());
		return "studio/versions";
	}

	@PostMapping("/models/{file}/back")
	String back(@PathVariable String file, @RequestParam int version) {
		return "redirect:/studio/drafts/" + this.earlier.back(file, version).id();
	}

}
