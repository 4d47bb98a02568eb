package org.followthrough.inquiry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.identity.Groups;
import org.followthrough.identity.SignedIn;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page that searches all cases.
 */
@Controller
@RequestMapping("/audit/search")
class SearchPages {

	private static final int PAGE = 50;

	/** Further it isn't counted. */
	private static final int MOST_COUNTED = 1000;

	/** What belongs to the page, beside the fields of the search. */
	private static final List<String> OWN = List.of("cursor", "_csrf", "name");

	private final CaseFinder finder;

	private final Choices choices;

	private final SavedSearches saved;

	private final InquiryKeeper keeper;

	SearchPages(CaseFinder finder, Choices choices, SavedSearches saved, InquiryKeeper keeper) {
		this.finder = finder;
		this.choices = choices;
		this.saved = saved;
		this.keeper = keeper;
	}

	@GetMapping
	String page(@RequestParam Map<String, String> fields, @RequestParam(required = false) @Nullable String cursor,
			Model model, HttpServletResponse response) {
		Map<String, String> given = criteria(fields);
		model.addAttribute("given", given);
		model.addAttribute("problems", Map.of());
		try {
			find(SearchQuery.of(given), cursor, model);
		}
		catch (Invalid ex) {
			refused(ex, model, response);
		}
		return form(model);
	}

	private void find(SearchQuery query, @Nullable String cursor, Model model) {
		List<CaseRef> found = this.finder.next(query, SearchPlace.read(cursor), MOST_COUNTED + 1);
		List<CaseRef> page = found.subList(0, Math.min(PAGE, found.size()));
		model.addAttribute("query", query);
		model.addAttribute("cases", this.finder.tell(page));
		model.addAttribute("count", found.size());
		model.addAttribute("countIsAll", found.size() <= MOST_COUNTED);
		model.addAttribute("isFirst", cursor == null);
		model.addAttribute("next", (found.size() > PAGE) ? SearchPlace.cursor(page.get(PAGE - 1)) : null);
	}

	private static void refused(Invalid refused, Model model, HttpServletResponse response) {
		response.setStatus(Problems.status(refused.kind()).value());
		model.addAttribute("problems", refused.fields());
	}

	private String form(Model model) {
		model.addAttribute("choices", this.choices.all());
		model.addAttribute("saved", this.saved.own());
		model.addAttribute("readAt", this.keeper.readAt().orElse(null));
		model.addAttribute("mayDraw", SignedIn.person().filter((person) -> person.isIn(Groups.AUDITORS)).isPresent());
		return "inquiry/search";
	}

	@PostMapping("/saved")
	String save(@RequestParam Map<String, String> fields, @RequestParam(defaultValue = "") String name, Model model,
			HttpServletResponse response, RedirectAttributes after) {
		Map<String, String> given = criteria(fields);
		try {
			SearchQuery query = SearchQuery.of(given);
			after.addFlashAttribute("done", "The search is saved as \"" + this.saved.save(name, query).name() + "\".");
			return "redirect:/audit/search" + (query.isAll() ? "" : "?" + query.address());
		}
		catch (Invalid ex) {
			model.addAttribute("given", given);
			model.addAttribute("name", name);
			refused(ex, model, response);
			return form(model);
		}
	}

	@PostMapping("/saved/{id}/remove")
	String remove(@PathVariable long id, RedirectAttributes after) {
		this.saved.remove(id);
		after.addFlashAttribute("done", "The saved search is removed.");
		return "redirect:/audit/search";
	}

	private static Map<String, String> criteria(Map<String, String> fields) {
		Map<String, String> given = new LinkedHashMap<>(fields);
		given.keySet().removeAll(OWN);
		return given;
	}

}
