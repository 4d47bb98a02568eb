package org.followthrough.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Intake;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.customers.MailAddress;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.products.Product;
import org.followthrough.products.Products;
import org.followthrough.web.Invalid;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * The public form by which anybody can open a case.
 */
@Controller
@RequestMapping("/contact")
class ContactPage {

	private final Customers customers;

	private final Intake intake;

	private final Products products;

	private final Transactions transactions;

	ContactPage(Customers customers, Intake intake, Products products, Transactions transactions) {
		this.customers = customers;
		this.products = products;
		this.intake = intake;
		this.transactions = transactions;
	}

	@ModelAttribute("products")
	List<String> products() {
		return this.products.all().stream().map(Product::name).toList();
	}

	@GetMapping
	String form(Model model) {
		model.addAttribute("form", new ContactForm("", "", "", "", "", "impaired", ""));
		model.addAttribute("errors", Map.of());
		return "desk/contact";
	}

	@PostMapping
	ModelAndView send(@ModelAttribute ContactForm form) {
		if (!form.website().isEmpty()) {
			// A field that people don't see was filled in: a program did it, and gets no
			// hint.
			return new ModelAndView("desk/contact-sent");
		}
		try {
			SupportCase opened = open(form);
			return new ModelAndView("desk/contact-sent", "number", opened.number());
		}
		catch (Invalid ex) {
			ModelAndView again = new ModelAndView("desk/contact");
			again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
			again.addObject("form", form);
			again.addObject("errors", ex.fields());
			return again;
		}
	}

	private SupportCase open(ContactForm form) {
		Map<String, String> missing = new LinkedHashMap<>();
		if (form.subject().isBlank()) {
			missing.put("subject", "Say in a few words what it is about.");
		}
		if (form.description().isBlank()) {
			missing.put("text", "Tell us what happens and what you expected.");
		}
		if (MailAddress.parse(form.email().strip()).isEmpty()) {
			missing.put("customer.email", "We answer by mail: please give the address where it reaches you.");
		}
		if (!missing.isEmpty()) {
			throw new Invalid(missing);
		}
		Impact impact = Impact.of(form.impact()).orElse(Impact.IMPAIRED);
		Actor visitor = Actor.customer(form.email().strip(), Door.WEB_FORM);
		return visitor.does(() -> this.transactions.retrying(() -> {
			Customer customer = this.customers.known(form.email().strip(), form.name());
			return this.intake.open(
					new NewCase(customer, form.subject().strip(), form.product(), impact, Door.WEB_FORM),
					form.description());
		}));
	}

	/**
	 * What the form holds.
	 *
	 * @param name what the customer is called
	 * @param email their mail address
	 * @param subject what it is about
	 * @param product what it concerns, if they say
	 * @param description their words
	 * @param impact blocked, impaired or question
	 * @param website empty for people, who don't see it
	 */
	record ContactForm(String name, String email, String subject, String product, String description, String impact,
			String website) {

		ContactForm {
			name = (name != null) ? name : "";
			email = (email != null) ? email : "";
			subject = (subject != null) ? subject : "";
			product = (product != null) ? product : "";
			description = (description != null) ? description : "";
			impact = (impact != null) ? impact : "impaired";
			website = (website != null) ? website : "";
		}

	}

}
