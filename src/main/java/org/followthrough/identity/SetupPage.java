package org.followthrough.identity;

import java.util.Map;

import org.followthrough.web.Invalid;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The page that makes the first administrator.
 */
@Controller
@RequestMapping("/setup/{token}")
class SetupPage {

	private final FirstAdministrator first;

	SetupPage(FirstAdministrator first) {
		this.first = first;
	}

	@GetMapping
	String page(@PathVariable String token, Model model) {
		this.first.require(token);
		model.addAttribute("errors", Map.of());
		model.addAttribute("token", token);
		return "identity/setup";
	}

	@PostMapping
	ModelAndView create(@PathVariable String token, @RequestParam String account, @RequestParam String name,
			@RequestParam(defaultValue = "") String email, @RequestParam String password) {
		try {
			this.first.create(token, account, name, email, password);
			return new ModelAndView("redirect:/login");
		}
		catch (Invalid ex) {
			ModelAndView again = new ModelAndView("identity/setup", HttpStatus.UNPROCESSABLE_ENTITY);
			again.addObject("errors", ex.fields());
			again.addObject("token", token);
			again.addObject("account", account);
			again.addObject("name", name);
			again.addObject("email", email);
			return again;
		}
	}

}
