package org.followthrough.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.followthrough.identity.Groups;
import org.followthrough.identity.SignedIn;
import org.followthrough.journey.ReleasedFixes;
import org.followthrough.verification.Releases;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page on which people say which builds customers have, and see which fixes were in
 * one too early.
 */
@Controller
class ReleasePages {

	private static final int SHOWN = 50;

	private final Releases releases;

	private final ReleasedFixes fixes;

	ReleasePages(Releases releases, ReleasedFixes fixes) {
		this.releases = releases;
		this.fixes = fixes;
	}

	@GetMapping("/releases")
	String show(Model model) {
		model.addAttribute("releases", this.releases.list(null, SHOWN));
		model.addAttribute("unverified", this.releases.unverified(null, SHOWN));
		model.addAttribute("maySay",
				SignedIn.person()
					.filter((person) -> person.isIn(Groups.ENGINEERS) || person.isIn(Groups.MANAGERS)
							|| person.isIn(Groups.ADMINS))
					.isPresent());
		if (!model.containsAttribute("errors")) {
			model.addAttribute("errors", Map.of());
		}
		return "desk/releases";
	}

	@PostMapping("/releases")
	String released(@RequestParam(defaultValue = "") String build, @RequestParam(defaultValue = "") String releasedAt,
			RedirectAttributes after) {
		try {
			this.fixes.released(List.of(build), moment(releasedAt));
			after.addFlashAttribute("done", "It is on record that customers have build " + build.strip() + ".");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("errors", ex.fields());
			after.addFlashAttribute("problem", ex.fields().isEmpty() ? ex.getMessage() : null);
			after.addFlashAttribute("build", build);
			after.addFlashAttribute("releasedAt", releasedAt);
		}
		return "redirect:/releases";
	}

	private static @Nullable Instant moment(String text) {
		try {
			return text.isBlank() ? null : Instant.parse(text.strip());
		}
		catch (DateTimeException ex) {
			throw new Invalid("releasedAt", "That is no time. Leave it empty for now.");
		}
	}

}
