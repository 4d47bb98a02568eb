package org.followthrough.identity;

import org.followthrough.web.Invalid;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page of one's own account: who one is here, and one's API tokens.
 */
@Controller
@RequestMapping("/account")
class AccountPage {

	private final ApiTokens tokens;

	AccountPage(ApiTokens tokens) {
		this.tokens = tokens;
	}

	@GetMapping
	String page(Model model) {
		Person me = SignedIn.person().orElseThrow();
		model.addAttribute("me", me);
		model.addAttribute("tokens", this.tokens.of(me.account()));
		return "identity/account";
	}

	@PostMapping("/tokens")
	String create(@RequestParam(defaultValue = "") String name, RedirectAttributes after) {
		try {
			after.addFlashAttribute("token", this.tokens.create(SignedIn.person().orElseThrow().account(), name));
		}
		catch (Invalid ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/account";
	}

	@PostMapping("/tokens/{id}/delete")
	String delete(@PathVariable long id) {
		this.tokens.delete(SignedIn.person().orElseThrow().account(), id);
		return "redirect:/account";
	}

}
