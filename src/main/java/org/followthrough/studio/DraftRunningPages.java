package org.followthrough.studio;

import java.util.List;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The part of a draft's page that tells what becomes of running cases. It is renewed by
 * itself while copies or cases go over, and saves what is decided at once.
 */
@Controller
@RequestMapping("/studio/drafts/{id}/running")
class DraftRunningPages {

	/** What a page sends for cases that stay; no element can be called that. */
	static final String STAY = "-";

	private final Drafts drafts;

	private final DraftRunning running;

	private final DraftPlaces places;

	DraftRunningPages(Drafts drafts, DraftRunning running, DraftPlaces places) {
		this.drafts = drafts;
		this.running = running;
		this.places = places;
	}

	@GetMapping
	String part(@PathVariable long id, @RequestHeader(name = "HX-Request", required = false) boolean part,
			Model model) {
		if (!part) {
			return page(id);
		}
		Draft draft = this.drafts.get(id);
		model.addAttribute("draft", draft);
		model.addAttribute("mayEdit", this.drafts.mayEdit());
		model.addAttribute("partly", true);
		show(this.running, draft, model);
		return "studio/running :: running";
	}

	private static String page(long id) {
		return "redirect:/studio/drafts/" + id + "#running";
	}

	static void show(DraftRunning running, Draft draft, Model model) {
		model.addAttribute("running", running.plan(draft.id()));
		model.addAttribute("moves", (draft.state() == DraftState.PUBLISHED) ? running.moves(draft.id()) : List.of());
	}

	@PostMapping("/place")
	String choose(@PathVariable long id, @RequestParam(defaultValue = "0") int version,
			@RequestParam(defaultValue = "") String file, @RequestParam(defaultValue = "") String element,
			@RequestParam(defaultValue = "") String to,
			@RequestHeader(name = "HX-Request", required = false) boolean part, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return act(id,
				() -> this.places.choose(id, version, file, element, to.equals(STAY) ? "" : (to.isEmpty() ? null : to)),
				part, model, after, response);
	}

	@PostMapping("/trial")
	String tryOut(@PathVariable long id, @RequestHeader(name = "HX-Request", required = false) boolean part,
			Model model, RedirectAttributes after, HttpServletResponse response) {
		return act(id, () -> this.running.tryOut(id), part, model, after, response);
	}

	@PostMapping("/again")
	String again(@PathVariable long id, @RequestHeader(name = "HX-Request", required = false) boolean part, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, () -> this.running.again(id), part, model, after, response);
	}

	/**
	 * What is wrong stands where it was tried. Whoever may not, or asks for what isn't
	 * there, is told so as everywhere.
	 */
	private String act(long id, Runnable work, boolean part, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		try {
			work.run();
		}
		catch (Refusal ex) {
			if (!(ex instanceof Invalid) && ex.kind() != Refusal.Kind.CONFLICT) {
				throw ex;
			}
			if (part) {
				// A part that is swapped in.
				model.addAttribute("runningProblem", ex.getMessage());
			}
			else {
				response.setStatus(Problems.status(ex.kind()).value());
				after.addFlashAttribute("problem", ex.getMessage());
			}
		}
		return part(id, part, model);
	}

}
