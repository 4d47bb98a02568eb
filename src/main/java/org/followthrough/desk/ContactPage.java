package org.followthrough.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Impact;
import org.followthrough.cases.NewCase;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Intake;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.UnfitFiles;
import org.followthrough.correspondence.WebForm;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.customers.MailAddress;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Door;
import org.followthrough.products.Product;
import org.followthrough.products.Products;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.followthrough.web.UploadedFile;
import org.followthrough.web.VisitorLanguage;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * The public form by which anybody can open a case, in the language of whoever fills it
 * in.
 */
@Controller
@RequestMapping("/contact")
class ContactPage {

	private final Customers customers;

	private final Intake intake;

	private final WebForm webForm;

	private final Products products;

	private final Languages languages;

	private final VisitorLanguage visitors;

	private final Uploads uploads;

	private final Transactions transactions;

	ContactPage(Customers customers, Intake intake, WebForm webForm, Products products, Languages languages,
			VisitorLanguage visitors, Uploads uploads, Transactions transactions) {
		this.customers = customers;
		this.intake = intake;
		this.webForm = webForm;
		this.products = products;
		this.languages = languages;
		this.visitors = visitors;
		this.uploads = uploads;
		this.transactions = transactions;
	}

	@ModelAttribute("products")
	List<String> products() {
		return this.products.all().stream().map(Product::name).toList();
	}

	@ModelAttribute("lang")
	Language language(HttpServletRequest request) {
		return this.visitors.of(request);
	}

	@ModelAttribute("switchTo")
	String switchTo() {
		return "/contact/language";
	}

	/** What the hint at the field for files says. */
	@ModelAttribute("limits")
	Uploads.Limits limits() {
		return this.uploads.limits();
	}

	@GetMapping
	String form(Model model) {
		model.addAttribute("form", new ContactForm("", "", "", "", "", "impaired", "", this.webForm.shown()));
		model.addAttribute("errors", Map.of());
		return "desk/contact";
	}

	@PostMapping("/language")
	String read(@RequestParam(defaultValue = "") String language, HttpServletRequest request,
			HttpServletResponse response) {
		this.languages.find(language).ifPresent((chosen) -> this.visitors.remember(request, response, chosen));
		return "redirect:/contact";
	}

	@PostMapping
	ModelAndView send(@ModelAttribute("products") List<String> known, @ModelAttribute("lang") Language language,
			HttpServletRequest request) {
		try {
			return this.uploads.form(request,
					(sent) -> send(ContactForm.of(sent), sent.files(), known, language, request.getRemoteAddr()));
		}
		catch (Uploads.TooLarge ex) {
			return again(ContactForm.of(new Uploads.Form(ex.sent(), List.of())), Map.of("files", ex.in(language)));
		}
		catch (UnfitFiles ex) {
			return again(ContactForm.of(new Uploads.Form(Map.of(), List.of())), Map.of("files", language.refused(ex)));
		}
	}

	private static ModelAndView again(ContactForm form, Map<String, String> wrong) {
		ModelAndView again = new ModelAndView("desk/contact");
		again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
		again.addObject("form", form);
		again.addObject("errors", wrong);
		return again;
	}

	private ModelAndView send(ContactForm form, List<UploadedFile> files, List<String> known, Language language,
			String source) {
		Map<String, String> wrong = wrong(form, known, language);
		if (!wrong.isEmpty()) {
			return again(form, wrong);
		}
		Optional<SupportCase> opened;
		try {
			opened = taken(form, files, language, source);
		}
		catch (UnfitFiles ex) {
			return again(form, Map.of("files", language.refused(ex)));
		}
		ModelAndView sent = new ModelAndView("desk/contact-sent");
		sent.addObject("switchTo", null);
		sent.addObject("number", opened.map(SupportCase::number).orElse(null));
		sent.addObject("held", opened.isEmpty());
		return sent;
	}

	private static Map<String, String> wrong(ContactForm form, List<String> products, Language in) {
		Map<String, String> wrong = new LinkedHashMap<>();
		if (MailAddress.parse(form.email().strip()).isEmpty()) {
			wrong.put("customer.email", in.say("contact.email.wrong"));
		}
		if (form.subject().isBlank()) {
			wrong.put("subject", in.say("contact.subject.missing"));
		}
		else if (form.subject().strip().length() > Cases.LONGEST_SUBJECT) {
			wrong.put("subject", in.say("contact.subject.long", "most", Cases.LONGEST_SUBJECT));
		}
		if (!form.product().isEmpty() && !products.contains(form.product())) {
			wrong.put("product", in.say("contact.product.unknown"));
		}
		if (form.description().isBlank()) {
			wrong.put("text", in.say("contact.description.missing"));
		}
		else if (form.description().length() > Messages.LONGEST) {
			wrong.put("text", in.say("contact.description.long", "most", Messages.LONGEST));
		}
		return wrong;
	}

	/** The case; none if a person looks first whether it is one. */
	private Optional<SupportCase> taken(ContactForm form, List<UploadedFile> files, Language language, String source) {
		String email = MailAddress.parse(form.email().strip()).orElseThrow();
		WebForm.Written written = new WebForm.Written(form.name(), email, form.subject().strip(),
				form.product().isEmpty() ? null : form.product(), Impact.of(form.impact()).orElse(Impact.IMPAIRED),
				form.description(), language);
		return Actor.customer(email, Door.WEB_FORM).does(() -> this.transactions.retrying(() -> {
			boolean held = this.webForm.holds(written, files,
					new WebForm.Signs(!form.website().isEmpty(), form.shown(), source));
			return held ? Optional.empty() : Optional.of(open(written, files));
		}));
	}

	private SupportCase open(WebForm.Written written, List<UploadedFile> files) {
		Customer customer = this.customers.known(written.email(), written.name(), written.language());
		return this.intake.open(
				new NewCase(customer, written.subject(), written.product(), written.impact(), Door.WEB_FORM),
				written.words(), files);
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
	 * @param shown when the form was shown, signed
	 */
	record ContactForm(String name, String email, String subject, String product, String description, String impact,
			String website, String shown) {

		static ContactForm of(Uploads.Form sent) {
			return new ContactForm(sent.field("name"), sent.field("email"), sent.field("subject"),
					sent.field("product"), sent.field("description"), sent.fields().getOrDefault("impact", "impaired"),
					sent.field("website"), sent.field("shown"));
		}

		ContactForm {
			name = (name != null) ? name : "";
			email = (email != null) ? email : "";
			subject = (subject != null) ? subject : "";
			product = (product != null) ? product : "";
			description = (description != null) ? description : "";
			impact = (impact != null) ? impact : "impaired";
			website = (website != null) ? website : "";
			shown = (shown != null) ? shown : "";
		}

	}

}
