package org.followthrough.desk;

import java.util.List;
import java.util.Map;

import org.followthrough.cases.CaseQuery;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customer;
import org.followthrough.customers.CustomerUnknown;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Groups;
import org.followthrough.identity.SignedIn;
import org.followthrough.web.Invalid;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page about a customer, for those who work here: who they are, what they pay for and
 * their cases.
 */
@Controller
@RequestMapping("/customers/{id}")
class CustomerFacts {

	private static final int CASES = 50;

	private static final String PAGE = "desk/customer-facts";

	private final Customers customers;

	private final Cases cases;

	private final Languages languages;

	CustomerFacts(Customers customers, Cases cases, Languages languages) {
		this.customers = customers;
		this.cases = cases;
		this.languages = languages;
	}

	@GetMapping
	String page(@PathVariable long id, Model model) {
		Customer shown = customer(id);
		model.addAllAttributes(shown(shown, shown.plan(), shown.kind()));
		return PAGE;
	}

	@PostMapping
	ModelAndView change(@PathVariable long id, @RequestParam String plan, @RequestParam String kind,
			RedirectAttributes after) {
		Customer shown = customer(id);
		try {
			this.customers.change(shown.email(), plan.strip(), kind);
			after.addFlashAttribute("done",
					"Kept. Promises that are made from now on follow it; those that run stay as they are.");
			return new ModelAndView("redirect:/customers/" + id);
		}
		catch (Invalid ex) {
			ModelAndView again = new ModelAndView(PAGE, shown(shown, plan, kind), HttpStatus.UNPROCESSABLE_ENTITY);
			again.addObject("errors", ex.fields());
			return again;
		}
	}

	@PostMapping("/language")
	String read(@PathVariable long id, @RequestParam String language, RedirectAttributes after) {
		Language chosen = CustomerController.language(this.languages, language);
		this.customers.reads(customer(id), chosen);
		after.addFlashAttribute("done", "Kept. Mail to them is in " + chosen.name() + " from now on.");
		return "redirect:/customers/" + id;
	}

	private Customer customer(long id) {
		return this.customers.get(List.of(id))
			.values()
			.stream()
			.findFirst()
			.orElseThrow(() -> new CustomerUnknown("with the number " + id));
	}

	private Map<String, Object> shown(Customer shown, String plan, String kind) {
		List<SupportCase> theirs = this.cases.list(new CaseQuery(null, null, null, shown.id(), null, null), CASES);
		return Map.of("customer", shown, "plan", plan, "kind", kind, "kinds", Customers.KINDS, "cases", theirs,
				"mayChange", SignedIn.person().filter((person) -> person.isIn(Groups.MANAGERS)).isPresent(), "errors",
				Map.of());
	}

}
