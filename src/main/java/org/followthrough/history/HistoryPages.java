package org.followthrough.history;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.followthrough.customers.Customers;
import org.followthrough.identity.Door;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages that tell auditors, managers and admins what happened.
 */
@Controller
@RequestMapping("/audit")
class HistoryPages {

	private static final int PAGE = 200;

	private final CaseHistory history;

	private final ContentCheck contents;

	private final ProcessHistory process;

	private final Customers customers;

	private final HistoryPdf pdf;

	private final Teller teller;

	private final ObjectMapper json;

	HistoryPages(CaseHistory history, ContentCheck contents, ProcessHistory process, Customers customers,
			HistoryPdf pdf, Teller teller, ObjectMapper json) {
		this.history = history;
		this.contents = contents;
		this.process = process;
		this.customers = customers;
		this.pdf = pdf;
		this.teller = teller;
		this.json = json;
	}

	@GetMapping("/cases/{number}")
	String page(@PathVariable String number, @ModelAttribute("filter") HistoryFilter filter,
			@RequestParam(defaultValue = "0") int after, Model model) {
		Map<String, String> problems = filter.problems();
		CaseHistory.Told told = this.history.read(number, problems.isEmpty() ? filter : HistoryFilter.NONE,
				Math.max(after, 0), PAGE);
		List<HistoryMapper.ActorRow> actors = this.history.actors(number);
		model.addAttribute("problems", problems);
		model.addAttribute("told", told);
		model.addAttribute("case", told.of());
		model.addAttribute("customer", this.customers.get(told.of().customerId()));
		model.addAttribute("after", Math.max(after, 0));
		model.addAttribute("kinds", EntryKind.values());
		model.addAttribute("people", new TreeSet<>(actors.stream().map(HistoryMapper.ActorRow::actor).toList()));
		model.addAttribute("doors", Door.values());
		model.addAttribute("promises", told.facts().promises().stream().map(this.teller::told).toList());
		TakenPath path = this.history.path(told);
		model.addAttribute("path", path);
		model.addAttribute("overs", path.diagrams().stream().map(this::over).toList());
		model.addAttribute("story", story(path));
		return "history/case";
	}

	/** Where an entry is, for good: on the page of all entries that has it. */
	@GetMapping("/cases/{number}/entries/{seq:\\d{1,9}}")
	String entry(@PathVariable String number, @PathVariable int seq) {
		int after = (Math.max(seq, 1) - 1) / PAGE * PAGE;
		return "redirect:/audit/cases/" + number + ((after > 0) ? "?after=" + after : "") + "#e" + seq;
	}

	@GetMapping("/cases/{number}/contents")
	String contents(@PathVariable String number, Model model) {
		model.addAttribute("contents", this.contents.of(number));
		return "history/contents";
	}

	@GetMapping("/cases/{number}/history.pdf")
	ResponseEntity<byte[]> document(@PathVariable String number, @ModelAttribute HistoryFilter filter,
			@RequestParam(defaultValue = "0") int after, @RequestParam(required = false) @Nullable String zone) {
		ZoneId reader = HistoryFilter.zone(zone);
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(number + "-history.pdf", StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(this.pdf.of(number, filter.checked(), Math.max(after, 0), reader));
	}

	@GetMapping("/process")
	String process(@RequestParam(required = false) @Nullable Integer before, Model model) {
		model.addAttribute("told", this.process.before((before != null) ? before : Integer.MAX_VALUE));
		model.addAttribute("isFirst", before == null);
		return "history/process";
	}

	private Map<String, Object> over(TakenPath.Over over) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("flows", over.flows());
		shown.put("times", over.times());
		shown.put("at", over.at());
		return Map.of("process", over.process(), "version", over.version(), "path", write(shown));
	}

	/** The steps as the script that plays them reads them. */
	private String story(TakenPath path) {
		return write(path.steps()
			.stream()
			.map((step) -> Map.of("passed", step.passed().stream().map((id) -> List.of(step.model(), id)).toList(),
					"at", step.rests().stream().map((id) -> List.of(step.model(), id)).toList()))
			.toList());
	}

	private String write(Object value) {
		try {
			return this.json.writeValueAsString(value);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
