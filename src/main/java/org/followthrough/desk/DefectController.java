package org.followthrough.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.defects.Defect;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.DefectQuery;
import org.followthrough.defects.Defects;
import org.followthrough.desk.CaseController.Page;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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

	private final Cases cases;

	DefectController(Defects defects, Cases cases) {
		this.defects = defects;
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
		int most = CaseController.limit(limit);
		List<Defect> page = this.defects.list(new DefectQuery(state(state), severity, Cursor.readId(cursor)), most + 1);
		List<Defect> items = page.subList(0, Math.min(most, page.size()));
		Map<Long, Integer> counts = this.defects.counts(items.stream().map(Defect::id).toList());
		return new Page<>(
				items.stream().map((item) -> DefectResource.of(item, counts.getOrDefault(item.id(), 0))).toList(),
				(page.size() > most) ? Cursor.ofId(items.get(most - 1).id()) : null);
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
		Defect found = this.defects.get(number);
		return DefectResource.of(found, this.defects.counts(List.of(found.id())).getOrDefault(found.id(), 0));
	}

	@GetMapping("/{number}/cases")
	@Operation(summary = "The cases that hang on a defect, the first opened first")
	Page<CaseOfDefect> cases(@PathVariable String number, @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = CaseController.limit(limit);
		Long after = Cursor.readId(cursor);
		List<DefectCase> page = this.defects.cases(this.defects.get(number).id(), (after != null) ? after : 0,
				most + 1);
		List<DefectCase> items = page.subList(0, Math.min(most, page.size()));
		Map<Long, SupportCase> theirs = this.cases.get(items.stream().map(DefectCase::caseId).toList());
		return new Page<>(items.stream()
			.map((item) -> CaseOfDefect.of(item, Objects.requireNonNull(theirs.get(item.caseId()))))
			.toList(), (page.size() > most) ? Cursor.ofId(items.get(most - 1).caseId()) : null);
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
