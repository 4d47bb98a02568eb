package org.followthrough.teams;

import org.followthrough.web.Invalid;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Where managers paste a calendar file in the place of a feed.
 */
@Controller
class FeedFilePage {

	private final FeedFiles files;

	FeedFilePage(FeedFiles files) {
		this.files = files;
	}

	@PostMapping("/calendars/{name}/file")
	String put(@PathVariable String name, @RequestParam String file, RedirectAttributes after) {
		try {
			this.files.put(name, file);
			after.addFlashAttribute("done",
					file.isBlank() ? "The calendar goes by no file any more. What runs by it is counted anew."
							: "The calendar goes by this file. What runs by it is counted anew.");
		}
		catch (Invalid ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		after.addAttribute("name", name);
		return "redirect:/calendars/{name}";
	}

}
