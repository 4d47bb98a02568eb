package org.followthrough.export;

import java.util.LinkedHashMap;
import java.util.Map;

import org.followthrough.cases.Closing;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * The page on which people choose which cases they take along, and in which format.
 */
@Controller
class ExportPages {

	private final CaseExports exports;

	ExportPages(CaseExports exports) {
		this.exports = exports;
	}

	@GetMapping("/audit/exports")
	String page(@ModelAttribute("asked") ExportRequest asked, Model model) {
		Map<String, String> problems = new LinkedHashMap<>();
		try {
			CaseSelection which = asked.read();
			int count = this.exports.count(which);
			if (count == 0 && which.number() != null && this.exports.count(CaseSelection.one(which.number())) == 0) {
				problems.put("number", "There is no case with this number. Please check it.");
			}
			model.addAttribute("which", which);
			model.addAttribute("count", count);
		}
		catch (Invalid ex) {
			problems.putAll(ex.fields());
		}
		model.addAttribute("problems", problems);
		model.addAttribute("most", CaseExports.MOST_COUNTED);
		model.addAttribute("teams", this.exports.teams());
		model.addAttribute("outcomes", Closing.values());
		return "export/exports";
	}

}
