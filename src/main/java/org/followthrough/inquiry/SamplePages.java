package org.followthrough.inquiry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages on which auditors draw samples and work through them.
 */
@Controller
@RequestMapping("/audit/samples")
class SamplePages {

	/** What belongs to the draw, beside the fields of the search. */
	private static final List<String> OWN = List.of("title", "size", "seed", "_csrf");

	private final Samples samples;

	SamplePages(Samples samples) {
		this.samples = samples;
	}

	@GetMapping
	String own(Model model) {
		model.addAttribute("samples", this.samples.own());
		return "inquiry/samples";
	}

	@GetMapping("/new")
	String form(@RequestParam Map<String, String> fields, Model model, HttpServletResponse response) {
		Map<String, String> given = criteria(fields);
		model.addAttribute("problems", Map.of());
		try {
			model.addAttribute("query", SearchQuery.of(given));
		}
		catch (Invalid ex) {
			refused(ex, model, response);
		}
		return form(given, fields, model);
	}

	private static String form(Map<String, String> given, Map<String, String> fields, Model model) {
		model.addAttribute("given", given);
		model.addAttribute("fields", fields);
		return "inquiry/draw";
	}

	private static void refused(Invalid refused, Model model, HttpServletResponse response) {
		response.setStatus(Problems.status(refused.kind()).value());
		model.addAttribute("problems", refused.fields());
	}

	@PostMapping
	String draw(@RequestParam Map<String, String> fields, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		Map<String, String> given = criteria(fields);
		try {
			SearchQuery query = SearchQuery.of(given);
			model.addAttribute("query", query);
			String size = fields.getOrDefault("size", "").strip();
			String seed = fields.getOrDefault("seed", "").strip();
			// What is no number is out of range, and is told so.
			Sample drawn = this.samples.draw(fields.getOrDefault("title", ""), query, number(size).intValue(),
					seed.isEmpty() ? null : number(seed));
			after.addFlashAttribute("done", "The sample is drawn.");
			return "redirect:/audit/samples/" + drawn.id();
		}
		catch (Invalid ex) {
			refused(ex, model, response);
			return form(given, fields, model);
		}
	}

	private static Long number(String written) {
		return written.matches("\\d{1,9}") ? Long.valueOf(written) : Long.valueOf(-1);
	}

	private static Map<String, String> criteria(Map<String, String> fields) {
		Map<String, String> given = new LinkedHashMap<>(fields);
		given.keySet().removeAll(OWN);
		return given;
	}

	@GetMapping("/{id:\\d{1,18}}")
	String one(@PathVariable long id, Model model) {
		show(id, model);
		return "inquiry/sample";
	}

	@GetMapping("/{id:\\d{1,18}}/again")
	String again(@PathVariable long id, Model model) {
		model.addAttribute("again", this.samples.again(id));
		show(id, model);
		return "inquiry/sample";
	}

	private List<SampleCase> show(long id, Model model) {
		List<SampleCase> cases = this.samples.cases(id);
		model.addAttribute("sample", this.samples.get(id));
		model.addAttribute("cases", cases);
		model.addAttribute("nextOpen", nextOpen(cases, 0).map(SampleCase::place).orElse(null));
		return cases;
	}

	@GetMapping("/{id:\\d{1,18}}/{place:\\d{1,9}}")
	String item(@PathVariable long id, @PathVariable int place, Model model) {
		model.addAttribute("problems", Map.of());
		SampleCase shown = shown(id, place, model);
		Finding finding = shown.finding();
		return judgement((finding != null) ? finding.word() : "", shown.remark(), model);
	}

	private SampleCase shown(long id, int place, Model model) {
		SampleCase shown = show(id, model).stream()
			.filter((one) -> one.place() == place)
			.findFirst()
			.orElseThrow(Samples.NotThere::new);
		model.addAttribute("item", shown);
		return shown;
	}

	private static String judgement(String finding, String remark, Model model) {
		model.addAttribute("findings", Finding.values());
		model.addAttribute("finding", finding);
		model.addAttribute("remark", remark);
		return "inquiry/sample-case";
	}

	@PostMapping("/{id:\\d{1,18}}/{place:\\d{1,9}}")
	String judge(@PathVariable long id, @PathVariable int place, @RequestParam(defaultValue = "") String finding,
			@RequestParam(defaultValue = "") String remark, Model model, HttpServletResponse response,
			RedirectAttributes after) {
		try {
			this.samples.judge(id, place, finding, remark);
		}
		catch (Invalid ex) {
			refused(ex, model, response);
			shown(id, place, model);
			return judgement(finding, remark, model);
		}
		after.addFlashAttribute("done", "Your finding is kept.");
		Optional<SampleCase> next = nextOpen(this.samples.cases(id), place);
		return "redirect:/audit/samples/" + id + next.map((one) -> "/" + one.place()).orElse("");
	}

	/** The next case that wasn't looked at: after a place, or else from the beginning. */
	private static Optional<SampleCase> nextOpen(List<SampleCase> cases, int after) {
		List<SampleCase> open = cases.stream().filter((one) -> one.finding() == null).toList();
		return open.stream().filter((one) -> one.place() > after).findFirst().or(() -> open.stream().findFirst());
	}

}
