package org.followthrough.insight;

import java.time.Clock;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.customers.Customers;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page with the figures.
 */
@Controller
class FigurePages {

	private final Figures figures;

	private final HandOverReader handOvers;

	private final FactKeeper facts;

	private final Customers customers;

	private final Clock clock;

	FigurePages(Figures figures, HandOverReader handOvers, FactKeeper facts, Customers customers, Clock clock) {
		this.figures = figures;
		this.handOvers = handOvers;
		this.facts = facts;
		this.customers = customers;
		this.clock = clock;
	}

	@GetMapping("/figures")
	String page(FigureRequest asked, @RequestParam(defaultValue = "working") String time, Model model,
			HttpServletResponse response) {
		FigureRequest request = asked.filledIn(FigureRequest.thisMonth(this.clock));
		boolean working = !"clock".equals(time);
		model.addAttribute("asked", request);
		model.addAttribute("working", working);
		model.addAttribute("choices", this.figures.choices());
		model.addAttribute("ways", By.values());
		model.addAttribute("problems", Map.of());
		try {
			show(request.read(this.customers), working, model);
		}
		catch (Invalid ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problems", ex.fields());
		}
		return "insight/figures";
	}

	private void show(FigureQuery query, boolean working, Model model) {
		Report report = this.figures.report(query);
		model.addAttribute("report", report);
		model.addAttribute("measures", Measure.values());
		model.addAttribute("silences", this.figures.silences(query));
		model.addAttribute("handOvers", this.handOvers.of(query));
		model.addAttribute("chart", new Charts(report, working));
		model.addAttribute("definitions",
				Map.of("cases", Definitions.CASES, "percentiles", Definitions.PERCENTILES, "working",
						Definitions.WORKING, "promises", Definitions.PROMISES, "endings", Definitions.ENDINGS,
						"reopenings", Definitions.REOPENINGS, "silences", Definitions.SILENCES, "handOvers",
						Definitions.HAND_OVERS, "ratings", Definitions.RATINGS));
	}

	@GetMapping("/figures.csv")
	ResponseEntity<String> csv(FigureRequest asked) {
		FigureQuery query = asked.filledIn(FigureRequest.thisMonth(this.clock)).read(this.customers);
		ContentDisposition disposition = ContentDisposition.attachment()
			.filename("figures-" + query.from() + "-" + query.to() + "-by-" + query.by().word() + ".csv")
			.build();
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, FigureCsv.MEDIA_TYPE)
			.header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
			.body(FigureCsv.write(this.figures.report(query)));
	}

	@PostMapping("/figures/recount")
	String recount(RedirectAttributes after) {
		this.facts.recount();
		after.addFlashAttribute("done",
				"Everything is counted anew now. Until that is done, figures may be of before.");
		return "redirect:/figures";
	}

	/**
	 * Draws.
	 *
	 * @param report what
	 * @param working whether working time is drawn, or that of the clock
	 */
	record Charts(Report report, boolean working) {

		/**
		 * The drawing of a measure.
		 * @param measure which
		 * @return the drawing, or null where there is nothing to draw
		 */
		public @Nullable Chart of(Measure measure) {
			return Chart.of(measure, this.report, this.working);
		}

	}

}
