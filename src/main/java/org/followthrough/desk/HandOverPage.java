package org.followthrough.desk;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Messages;
import org.followthrough.customers.Customers;
import org.followthrough.database.Transactions;
import org.followthrough.escalation.EngineeringAnswer;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandedOver;
import org.followthrough.journey.FormContext;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.products.Checklist;
import org.followthrough.products.Product;
import org.followthrough.products.Products;
import org.followthrough.products.Question;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page on which an agent hands a case over to engineering: the task's form as in
 * Tasklist, with a field for each question of the checklist and the case's files to
 * choose from. It completes the same task.
 */
@Controller
@RequestMapping("/cases/{number}/hand-over")
class HandOverPage {

	private static final String TASK = "escalate";

	private static final String FILES = "files";

	private final Cases cases;

	private final CaseDesk desk;

	private final Customers customers;

	private final Messages messages;

	private final Escalations escalations;

	private final Products products;

	private final Tasks tasks;

	private final FormContext forms;

	private final Transactions transactions;

	HandOverPage(Cases cases, CaseDesk desk, Customers customers, Messages messages, Escalations escalations,
			Products products, Tasks tasks, FormContext forms, Transactions transactions) {
		this.cases = cases;
		this.desk = desk;
		this.customers = customers;
		this.messages = messages;
		this.escalations = escalations;
		this.products = products;
		this.tasks = tasks;
		this.forms = forms;
		this.transactions = transactions;
	}

	@GetMapping
	ModelAndView form(@PathVariable String number, RedirectAttributes after) {
		SupportCase of = this.cases.get(number);
		return task(of).map((task) -> page(of, task, begun(of, task))).orElseGet(() -> elsewhere(number, after));
	}

	/** Both buttons send the whole form; only one hands the case over. */
	@PostMapping
	ModelAndView press(@PathVariable String number, @RequestParam("do") String button,
			@RequestParam MultiValueMap<String, String> sent, RedirectAttributes after) {
		Optional<TaskView> task = task(this.cases.get(number));
		if (task.isEmpty()) {
			return elsewhere(number, after);
		}
		try {
			SupportCase of = concerning(number, sent.getFirst("concerns"));
			if (!"hand-over".equals(button)) {
				return page(of, task.get(), filled(of, task.get(), sent));
			}
			complete(task.get(), filled(of, task.get(), sent));
			after.addFlashAttribute("done", "Engineering has it now.");
			return new ModelAndView("redirect:/cases/" + number);
		}
		catch (Refusal ex) {
			SupportCase now = this.cases.get(number);
			Filled filled = filled(now, task.get(), sent);
			ModelAndView again = page(now, task.get(), filled);
			again.setStatus(Problems.status(ex.kind()));
			again.addObject("errors", ex.fields());
			again.addObject("open", checklist(now).unanswered(filled.answers()));
			again.addObject("problem", ex.fields().isEmpty() ? ex.getMessage()
					: "It is not handed over yet. Please look at the marked fields.");
			return again;
		}
	}

	private static ModelAndView elsewhere(String number, RedirectAttributes after) {
		after.addFlashAttribute("problem", "This case is not waiting to be handed over to engineering.");
		return new ModelAndView("redirect:/cases/" + number);
	}

	private Optional<TaskView> task(SupportCase of) {
		return this.tasks.ofCase(of.number()).stream().filter((task) -> task.key().equals(TASK)).findFirst();
	}

	/** A product and a component, as the page's choice writes them. */
	private SupportCase concerning(String number, @Nullable String chosen) {
		SupportCase of = this.cases.get(number);
		if (chosen == null || chosen.equals(choice(of.product(), of.component()))) {
			return of;
		}
		String[] parts = chosen.split("\\|", 2);
		return this.desk.concerns(number, parts[0], (parts.length == 2) ? parts[1] : "");
	}

	private static String choice(@Nullable String product, @Nullable String component) {
		return Objects.requireNonNullElse(product, "") + "|" + Objects.requireNonNullElse(component, "");
	}

	private void complete(TaskView task, Filled filled) {
		this.transactions.retrying(() -> {
			if (task.assignee() == null) {
				this.tasks.claim(task.id());
			}
			return this.tasks.complete(task.id(), filled.fields());
		});
	}

	private Checklist checklist(SupportCase of) {
		return this.products.checklist(of.product(), of.component());
	}

	/** What is known before anybody has filled in anything. */
	private Filled begun(SupportCase of, TaskView task) {
		Map<String, Object> begun = this.forms.of(task.id());
		Map<String, Object> fields = new HashMap<>(begun);
		Map<String, String> answers = checklist(of).read(String.valueOf(begun.getOrDefault(Checklist.FIELD, "")));
		return new Filled(fields, answers);
	}

	private Filled filled(SupportCase of, TaskView task, MultiValueMap<String, String> sent) {
		Map<String, Object> fields = new HashMap<>();
		task.fields().forEach((field) -> {
			String value = sent.getFirst(field.name());
			if (value != null && !value.isBlank()) {
				fields.put(field.name(), value);
			}
		});
		Checklist checklist = checklist(of);
		Map<String, String> answers = new LinkedHashMap<>();
		List<String> questions = sent.getOrDefault("question", List.of());
		List<String> texts = sent.getOrDefault("answer", List.of());
		for (int i = 0; i < Math.min(questions.size(), texts.size()); i++) {
			answers.put(questions.get(i), texts.get(i).strip().replace("\r\n", "\n"));
		}
		fields.put(Checklist.FIELD, checklist.text(answers));
		fields.put(FILES, String.join("\n", sent.getOrDefault("file", List.of())));
		return new Filled(fields, answers);
	}

	private ModelAndView page(SupportCase of, TaskView task, Filled filled) {
		ModelAndView page = new ModelAndView("desk/hand-over");
		Checklist checklist = checklist(of);
		page.addObject("case", of);
		page.addObject("customer", this.customers.get(of.customerId()));
		page.addObject("task", task);
		page.addObject("values", filled.fields());
		page.addObject("questions", checklist.questions().stream().map(Question::text).toList());
		page.addObject("needed", checklist.unanswered(Map.of()));
		page.addObject("answers", filled.answers());
		page.addObject("files", this.messages.attachmentsOf(of.id()));
		page.addObject("chosen",
				String.valueOf(filled.fields().getOrDefault(FILES, ""))
					.lines()
					.map((line) -> line.strip().split(" ", 2)[0])
					.toList());
		page.addObject("returned", returned(of));
		List<Product> known = this.products.all();
		page.addObject("products", known);
		page.addObject("concerns", choice(of.product(), of.component()));
		page.addObject("unknown", isOffered(of, known) ? null : new Products.Named(of.product(), of.component()));
		page.addObject("errors", Map.of());
		page.addObject("open", List.of());
		return page;
	}

	/** What engineering missed in the last hand-over. */
	private @Nullable EngineeringAnswer returned(SupportCase of) {
		List<HandedOver> made = this.escalations.ofCase(of.id());
		return made.isEmpty() ? null : made.get(made.size() - 1).sentBack();
	}

	/** Whether what a case concerns is nothing, or one of the products we know. */
	private static boolean isOffered(SupportCase of, List<Product> known) {
		return of.product() == null || known.stream()
			.anyMatch((product) -> product.name().equals(of.product())
					&& (of.component() == null || product.component(of.component()).isPresent()));
	}

	/**
	 * The form as it is filled in.
	 *
	 * @param fields values by the names of the task's fields
	 * @param answers to the checklist, by question
	 */
	private record Filled(Map<String, Object> fields, Map<String, String> answers) {
	}

}
