package org.followthrough.desk;

import java.util.List;
import java.util.function.Function;

import org.followthrough.correspondence.Undelivered;
import org.followthrough.correspondence.UndeliveredWord;
import org.followthrough.identity.SignedIn;
import org.followthrough.web.Refusal;
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
 * The page of the mail that did not arrive, and what people decide about it: there, on
 * the case, or on the administrators' page.
 */
@Controller
@RequestMapping("/undelivered")
class UndeliveredPages {

	private static final int PAGE = 50;

	private final Undelivered undelivered;

	UndeliveredPages(Undelivered undelivered) {
		this.undelivered = undelivered;
	}

	@GetMapping
	String page(@RequestParam(required = false) @Nullable String show, @RequestParam(defaultValue = "0") long after,
			Model model) {
		String reader = SignedIn.person().orElseThrow().account();
		boolean all = "all".equals(show) || (show == null && this.undelivered.open(reader, 0, 1).isEmpty());
		List<UndeliveredWord> found = this.undelivered.open(all ? null : reader, after, PAGE + 1);
		model.addAttribute("show", all ? "all" : "mine");
		model.addAttribute("undelivered", found.subList(0, Math.min(PAGE, found.size())));
		model.addAttribute("next", (found.size() > PAGE) ? found.get(PAGE - 1).id() : null);
		return "desk/undelivered";
	}

	@PostMapping("/{id}/retry")
	String retry(@PathVariable long id, @RequestParam(defaultValue = "") String back, RedirectAttributes after) {
		return decide(id, back, after, "", "", (word) -> {
			this.undelivered.tryAgain(id);
			return "The mail is tried again now.";
		});
	}

	@PostMapping("/{id}/correct")
	String correct(@PathVariable long id, @RequestParam(defaultValue = "") String back,
			@RequestParam(defaultValue = "") String address, @RequestParam(defaultValue = "") String reason,
			RedirectAttributes after) {
		return decide(id, back, after, address, reason, (word) -> {
			int mails = this.undelivered.correct(id, address, reason);
			return "The address is corrected. " + ((mails == 1) ? "The mail goes" : mails + " mails go")
					+ " there now, and so does all that is written from now on.";
		});
	}

	@PostMapping("/{id}/settle")
	String settle(@PathVariable long id, @RequestParam(defaultValue = "") String back,
			@RequestParam(defaultValue = "") String reason, RedirectAttributes after) {
		return decide(id, back, after, "", reason, (word) -> {
			this.undelivered.settle(id, reason);
			return "It is settled, and your reason is kept" + (word.isToCustomer() ? " on the case." : ".");
		});
	}

	/** What somebody typed isn't lost when it is refused. */
	private String decide(long id, String back, RedirectAttributes after, String address, String reason,
			Function<UndeliveredWord, String> decision) {
		UndeliveredWord word = this.undelivered.get(id);
		try {
			after.addFlashAttribute("done", decision.apply(word));
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			after.addFlashAttribute("refused", id);
			after.addFlashAttribute("typedAddress", address);
			after.addFlashAttribute("typedReason", reason);
		}
		return "redirect:" + switch (back) {
			case "case" -> (word.caseNumber() != null) ? "/cases/" + word.caseNumber() : "/undelivered";
			case "mail" -> "/admin/mail";
			default -> "/undelivered";
		};
	}

}
