package org.followthrough.desk;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.followthrough.customers.Customers;
import org.followthrough.journey.ModelProblem;
import org.followthrough.journey.ModelRefused;
import org.followthrough.journey.PublishedTargets;
import org.followthrough.journey.TargetDraft;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page that shows the table of targets, and the form in which managers edit it.
 */
@Controller
@RequestMapping("/targets")
class TargetPages {

	private static final List<String> SEVERITIES = List.of("critical", "high", "normal", "low");

	private static final String FORM = "desk/target-form";

	private final PublishedTargets targets;

	TargetPages(PublishedTargets targets) {
		this.targets = targets;
	}

	@GetMapping
	String table(@RequestParam(required = false) @Nullable String severity,
			@RequestParam(defaultValue = "standard") String plan, @RequestParam(defaultValue = "customer") String kind,
			Model model) {
		PublishedTargets.Version current = this.targets.current();
		model.addAttribute("version", current);
		model.addAttribute("mayEdit", this.targets.mayEdit());
		show(model, current.drafts(), (severity != null) ? new Asked(severity, plan, kind) : null);
		return "desk/targets";
	}

	@GetMapping("/file")
	ResponseEntity<byte[]> file() {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_XML)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"targets.dmn\"")
			.body(this.targets.current().file());
	}

	@GetMapping("/edit")
	ModelAndView edit() {
		PublishedTargets.Version current = this.targets.forEditing();
		return form(new TargetForm(current.number(), current.drafts()), null);
	}

	/** Each button sends the whole form; only one publishes it. */
	@PostMapping("/edit")
	ModelAndView press(@RequestParam("do") String button, @RequestParam MultiValueMap<String, String> sent,
			RedirectAttributes after) {
		this.targets.forEditing();
		TargetForm form = TargetForm.of(sent);
		if ("publish".equals(button)) {
			return publish(form, after);
		}
		String[] parts = button.split("-", 2);
		int at = (parts.length == 2 && parts[1].matches("\\d{1,3}")) ? Integer.parseInt(parts[1]) : -1;
		return switch (parts[0]) {
			case "add" -> form(form.adding(), null);
			case "remove" -> form(form.removing(at), null);
			case "up" -> form(form.swapping(at, at - 1), null);
			case "down" -> form(form.swapping(at, at + 1), null);
			default -> form(form,
					new Asked(sent.getOrDefault("askSeverity", List.of("")).get(0),
							sent.getOrDefault("askPlan", List.of("")).get(0),
							sent.getOrDefault("askKind", List.of("")).get(0)));
		};
	}

	private ModelAndView publish(TargetForm form, RedirectAttributes after) {
		try {
			PublishedTargets.Version now = this.targets.publish(form.version(), form.rows());
			after.addFlashAttribute("done", (now.number() == form.version()) ? "Nothing was changed."
					: "Published. Promises that are made from now on go by it; those that run stay as they are.");
			return new ModelAndView("redirect:/targets");
		}
		catch (Refusal ex) {
			ModelAndView again = form(form, null);
			again.setStatus(
					(ex instanceof PublishedTargets.Overtaken) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY);
			again.addObject("errors", ex.fields());
			again.addObject("problem", told(ex));
			return again;
		}
	}

	/** Without what only concerns files, which somebody at the form has never seen. */
	private static String told(Refusal refusal) {
		if (refusal instanceof ModelRefused refused) {
			return "This table can't be published. "
					+ refused.problems().stream().map(ModelProblem::message).collect(Collectors.joining(" "))
					+ " A last row for any severity, any plan and anybody answers for all others.";
		}
		return (refusal instanceof Invalid && !refusal.fields().containsKey("rows") && !refusal.fields().isEmpty())
				? "Nothing was published. Please look at the marked fields." : refusal.getMessage();
	}

	private static ModelAndView form(TargetForm form, @Nullable Asked asked) {
		ModelAndView page = new ModelAndView(FORM);
		page.addObject("form", form);
		page.addObject("errors", Map.of());
		Model shown = new ExtendedModelMap();
		show(shown, form.rows(), asked);
		page.addAllObjects(shown.asMap());
		return page;
	}

	private static void show(Model model, List<TargetDraft> rows, @Nullable Asked asked) {
		model.addAttribute("rows", rows);
		model.addAttribute("columns", TargetDraft.columns());
		model.addAttribute("hidden", TargetDraft.hidden(rows));
		model.addAttribute("severities", values(SEVERITIES, rows.stream().map(TargetDraft::severity).toList()));
		model.addAttribute("plans",
				values(List.of("standard", "premium"), rows.stream().map(TargetDraft::plan).toList()));
		model.addAttribute("kinds", Customers.KINDS);
		model.addAttribute("asked", (asked != null) ? asked : new Asked("normal", "standard", "customer"));
		model.addAttribute("answered", asked != null);
		model.addAttribute("answering", (asked != null)
				? TargetDraft.answering(rows, asked.severity(), asked.plan().strip(), asked.kind()).orElse(-1) : -1);
	}

	private static Set<String> values(List<String> usual, List<String> used) {
		Set<String> values = new LinkedHashSet<>(usual);
		used.stream().map(String::strip).filter((value) -> !value.isEmpty()).forEach(values::add);
		return values;
	}

	/**
	 * Whom somebody wants to know the answering row for.
	 */
	record Asked(String severity, String plan, String kind) {
	}

}
