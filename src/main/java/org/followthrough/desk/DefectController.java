package org.followthrough.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.DefectQuery;
import org.followthrough.defects.DefectRounds;
import org.followthrough.defects.Defects;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Defects over REST.
 */
@RestController
@RequestMapping("/api/v1/defects")
@Tag(name = "Defects")
class DefectController {

	private final Defects defects;

	private final DefectRounds rounds;

	private final DefectDesk desk;

	private final Cases cases;

	DefectController(Defects defects, DefectRounds rounds, DefectDesk desk, Cases cases) {
		this.defects = defects;
		this.rounds = rounds;
		this.desk = desk;
		this.cases = cases;
	}

	@GetMapping
	@Operation(summary = "Lists defects, newest first")
	Page<DefectResource> list(
			@Parameter(description = "how many, up to 200") @RequestParam(defaultValue = "50") int limit,
			@Parameter(description = "what \"next\" of the page before said") @RequestParam(
					required = false) @Nullable String cursor,
			@Parameter(
					description = "open, fixed, verified, failed, regressed, not-a-defect or wont-fix") @RequestParam(
							required = false) @Nullable String state,
			@Parameter(description = "critical, high, normal or low") @RequestParam(
					required = false) @Nullable String severity) {
		int most = Page.limit(limit);
		DefectQuery query = new DefectQuery(state(state), severity, Cursor.readId(cursor));
		Page<Defect> page = Page.of(this.defects.list(query, most + 1), most, Defect::id);
		Map<Long, Integer> counts = this.defects.counts(page.items().stream().map(Defect::id).toList());
		return page.map((item) -> DefectResource.of(item, counts.getOrDefault(item.id(), 0)));
	}

	private static Defect.@Nullable State state(@Nullable String word) {
		return (word == null) ? null
				: Defect.State.of(word)
					.orElseThrow(() -> new Invalid("state",
							"A defect is open, fixed, verified, failed, regressed, " + "not-a-defect or wont-fix."));
	}

	@GetMapping("/{number}")
	@Operation(summary = "One defect")
	DefectResource get(@PathVariable String number) {
		return resource(this.defects.get(number));
	}

	@GetMapping("/{number}/cases")
	@Operation(summary = "The cases that hang on a defect, the first opened first")
	Page<CaseOfDefect> cases(@PathVariable String number, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		Long after = Cursor.readId(cursor);
		Page<DefectCase> page = Page.of(
				this.defects.cases(this.defects.get(number).id(), (after != null) ? after : 0, most + 1), most,
				DefectCase::caseId);
		Map<Long, SupportCase> theirs = this.cases.get(page.items().stream().map(DefectCase::caseId).toList());
		return page.map((item) -> CaseOfDefect.of(item, Objects.requireNonNull(theirs.get(item.caseId()))));
	}

	@PostMapping("/{number}/cases")
	@Operation(summary = "Hangs a case on a defect; it no longer hangs on another then")
	DefectResource link(@PathVariable String number, @Valid @RequestBody LinkRequest request) {
		return resource(this.desk.link(request.number(), number));
	}

	@PostMapping("/{number}/regressions")
	@Operation(summary = "Says that the verified fix does not hold; for engineers, support engineers and managers",
			description = "Every case that had it goes back, a closed one is opened again. Said again, it changes nothing.")
	DefectResource regressed(@PathVariable String number, @Valid @RequestBody RegressionRequest request) {
		return resource(this.desk.regressed(number, request.words()));
	}

	@GetMapping("/{number}/news")
	@Operation(summary = "What happened to a defect, the latest first")
	List<NewsResource> news(@PathVariable String number, @RequestParam(defaultValue = "50") int limit) {
		return this.rounds.news(this.defects.get(number).id(), Page.limit(limit))
			.stream()
			.map((one) -> new NewsResource(one.kind().word(), one.toldBy(), one.toldAt(), one.words()))
			.toList();
	}

	private DefectResource resource(Defect one) {
		return DefectResource.of(one, this.defects.counts(List.of(one.id())).getOrDefault(one.id(), 0));
	}

	/**
	 * A case to hang on a defect.
	 *
	 * @param number its number
	 */
	record LinkRequest(@NotBlank String number) {
	}

	/**
	 * Why a fix does not hold.
	 *
	 * @param words what was seen
	 */
	record RegressionRequest(@NotBlank String words) {
	}

	/**
	 * Something that happened to a defect.
	 */
	record NewsResource(String kind, String toldBy, Instant toldAt, @Nullable String words) {
	}

	/**
	 * A defect.
	 */
	record DefectResource(String number, String title, @Nullable String product, String state, String severity,
			int cases, int customers, String openedBy, Instant openedAt) {

		static DefectResource of(Defect defect, int cases) {
			return new DefectResource(defect.number(), defect.title(), defect.product(), defect.state().word(),
					defect.severity(), cases, defect.customers(), defect.openedBy(), defect.openedAt());
		}

	}

	/**
	 * A case that hangs on a defect.
	 */
	record CaseOfDefect(String number, String subject, String state, String stage, String linkedBy, Instant linkedAt) {

		static CaseOfDefect of(DefectCase link, SupportCase of) {
			return new CaseOfDefect(of.number(), of.subject(), of.isOpen() ? "open" : "closed", of.stage(),
					link.linkedBy(), link.linkedAt());
		}

	}

}
