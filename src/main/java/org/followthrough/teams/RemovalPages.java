package org.followthrough.teams;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The buttons that remove what nothing goes by any more.
 */
@Controller
@RequestMapping("/calendars")
class RemovalPages {

	private final Removals removals;

	RemovalPages(Removals removals) {
		this.removals = removals;
	}

	@PostMapping("/{name}/remove")
	String calendar(@PathVariable String name, RedirectAttributes after) {
		try {
			this.removals.calendar(name);
			after.addFlashAttribute("done", "The calendar " + name + " is removed.");
		}
		catch (Removals.InUse ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/calendars";
	}

	@PostMapping("/_teams/remove")
	String team(@RequestParam String team, RedirectAttributes after) {
		try {
			this.removals.team(team);
			after.addFlashAttribute("done", "The team " + team + " is removed.");
		}
		catch (Removals.InUse ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/calendars#teams";
	}

}
