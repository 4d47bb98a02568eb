package org.followthrough.products;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages on which managers say what products there are and what engineering has to
 * know of each kind, and everybody sees it.
 */
@Controller
@RequestMapping("/products")
class ProductPages {

	private static final String PRODUCT = "products/product";

	private static final String KIND = "products/kind";

	private final Products products;

	private final Kinds kinds;

	private final ProductEditors editors;

	ProductPages(Products products, Kinds kinds, ProductEditors editors) {
		this.products = products;
		this.kinds = kinds;
		this.editors = editors;
	}

	@ModelAttribute("mayEdit")
	boolean mayEdit() {
		return this.editors.may();
	}

	@GetMapping
	String list(Model model) {
		model.addAttribute("products", this.products.all());
		model.addAttribute("kinds", this.kinds.all());
		return "products/products";
	}

	@GetMapping("/product")
	String product(@RequestParam String name, Model model, HttpServletResponse response) {
		Optional<Product> there = this.products.find(name);
		return there.map((product) -> form(PRODUCT, ProductForm.of(product), model))
			.orElseGet(() -> fresh(PRODUCT, new ProductForm(name.strip(), 0, Kind.GENERAL, List.of()),
					Products.LONGEST_NAME, model, response));
	}

	@GetMapping("/kind")
	String kind(@RequestParam String name, Model model, HttpServletResponse response) {
		Optional<Kind> there = this.kinds.find(name.strip());
		return there.map((kind) -> form(KIND, ProductForm.of(kind), model))
			.orElseGet(() -> fresh(KIND, new ProductForm(name.strip(), 0, "", List.of()), Kinds.LONGEST_NAME, model,
					response));
	}

	private String fresh(String page, ProductForm form, int longest, Model model, HttpServletResponse response) {
		this.editors.check();
		if (ProductEditors.isName(form.name(), longest)) {
			return form(page, form, model);
		}
		Refusal refusal = new Invalid("name", ProductEditors.NAME_RULE.formatted(longest));
		response.setStatus(Problems.status(refusal.kind()).value());
		model.addAttribute(page.equals(PRODUCT) ? "newProductProblem" : "newKindProblem", refusal.getMessage());
		model.addAttribute(page.equals(PRODUCT) ? "newProduct" : "newKind", form.name());
		return list(model);
	}

	@PostMapping("/product")
	String saveProduct(@RequestParam String name, @RequestParam MultiValueMap<String, String> fields, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		ProductForm form = ProductForm.filled(name, fields);
		return kept(PRODUCT, form, model, after, response,
				() -> this.products.save(name, form.kind(), form.components(), form.version()));
	}

	@PostMapping("/kind")
	String saveKind(@RequestParam String name, @RequestParam MultiValueMap<String, String> fields, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		ProductForm form = ProductForm.filled(name, fields);
		return kept(KIND, form, model, after, response, () -> this.kinds.save(name, form.questions(), form.version()));
	}

	private String kept(String page, ProductForm form, Model model, RedirectAttributes after,
			HttpServletResponse response, Supplier<Object> save) {
		try {
			save.get();
			after.addFlashAttribute("done", form.name() + " is saved.");
			return "redirect:/products";
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", ex.getMessage());
			model.addAttribute("problems", ex.fields());
			return form(page, form, model);
		}
	}

	private String form(String page, ProductForm form, Model model) {
		model.addAttribute("form", form);
		model.addAttribute("kinds", this.kinds.all());
		if (!model.containsAttribute("problems")) {
			model.addAttribute("problems", Map.of());
		}
		return page;
	}

	@PostMapping("/product/remove")
	String removeProduct(@RequestParam String name, RedirectAttributes after) {
		return removed(name, after, () -> this.products.remove(name));
	}

	@PostMapping("/kind/remove")
	String removeKind(@RequestParam String name, RedirectAttributes after) {
		return removed(name, after, () -> this.kinds.remove(name));
	}

	private static String removed(String name, RedirectAttributes after, Runnable remove) {
		try {
			remove.run();
			after.addFlashAttribute("done", name + " is removed.");
		}
		catch (ProductEditors.StillNeeded | ProductEditors.NotThere ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/products";
	}

}
