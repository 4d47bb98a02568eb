package org.followthrough.identity;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The page on which people sign in.
 */
@Controller
class SignInPage {

	private final boolean demo;

	SignInPage(Environment environment) {
		this.demo = environment.getProperty("followthrough.demo.enabled", Boolean.class, false);
	}

	@GetMapping("/login")
	String page(Model model) {
		model.addAttribute("demo", this.demo);
		return "identity/login";
	}

}
