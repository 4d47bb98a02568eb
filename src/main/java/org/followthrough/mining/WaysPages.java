package org.followthrough.mining;

import java.time.Clock;
import java.util.Map;

import org.followthrough.web.Invalid;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * The page that shows which ways cases went.
 */
@Controller
class WaysPages {

	private final WaysReader ways;

	private final Clock clock;

	WaysPages(WaysReader ways, Clock clock) {
		this.ways = ways;
		this.clock = clock;
	}

	@GetMapping("/audit/variants")
	String page(@ModelAttribute("asked") WaysRequest asked, Model model) {
		model.addAttribute("problems", Map.of());
		try {
			model.addAttribute("ways", this.ways.read(asked.read(this.clock)));
		}
		catch (Invalid ex) {
			model.addAttribute("problems", ex.fields());
		}
		model.addAttribute("teams", this.ways.teams());
		return "mining/ways";
	}

}
