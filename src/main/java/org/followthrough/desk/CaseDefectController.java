package org.followthrough.desk;

import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.followthrough.cases.Cases;
import org.followthrough.defects.Defect;
import org.followthrough.defects.Defects;
import org.followthrough.defects.SimilarCases;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The defect of a case, and what may be the same fault, over REST.
 */
@RestController
@RequestMapping("/api/v1/cases/{number}")
@Tag(name = "Defects")
class CaseDefectController {

	private final Cases cases;

	private final Defects defects;

	private final DefectDesk desk;

	private final SimilarCases similar;

	CaseDefectController(Cases cases, Defects defects, DefectDesk desk, SimilarCases similar) {
		this.cases = cases;
		this.defects = defects;
		this.desk = desk;
		this.similar = similar;
	}

	@GetMapping("/similar")
	@Operation(summary = "Defects and cases that may be the same fault, the most alike first",
			description = "By subject, product and the lines in which programs complain. A new case is known a few "
					+ "seconds after it was opened.")
	SimilarResource similar(@PathVariable String number) {
		return SimilarResource.of(this.similar.to(this.cases.get(number)));
	}

	@GetMapping("/defect")
	@Operation(summary = "The defect that a case is about")
	DefectOfCase defect(@PathVariable String number) {
		return this.defects.ofCase(this.cases.get(number).id())
			.map(DefectOfCase::of)
			.orElseThrow(() -> new NoDefect(number));
	}

	@PutMapping("/defect")
	@Operation(summary = "Says which defect a case is about; without a number it gets one of its own")
	DefectOfCase move(@PathVariable String number, @RequestBody MoveRequest request) {
		return DefectOfCase.of(this.desk.link(number, request.defect()));
	}

	@PostMapping("/own-check")
	@Operation(summary = "Has the fix checked for a case by itself, because its circumstances differ")
	DefectOfCase ownCheck(@PathVariable String number, @Valid @RequestBody OwnCheckRequest request) {
		this.desk.askOwnCheck(number, request.because());
		return defect(number);
	}

	/**
	 * What may be the same fault.
	 */
	record SimilarResource(List<LikeDefect> defects, List<SimilarCases.LikeCase> cases) {

		static SimilarResource of(SimilarCases.Suggestion like) {
			return new SimilarResource(like.defects().stream().map(LikeDefect::of).toList(), like.cases());
		}

	}

	/**
	 * A defect with a case that is alike.
	 */
	record LikeDefect(String number, String title, String state, int customers, String likeCase) {

		static LikeDefect of(SimilarCases.LikeDefect like) {
			return new LikeDefect(like.number(), like.title(), like.state().word(), like.customers(), like.likeCase());
		}

	}

	/**
	 * Where a case is to hang.
	 *
	 * @param defect the defect's number; null for one of its own
	 */
	record MoveRequest(@Nullable String defect) {
	}

	/**
	 * Why a case needs a check by itself.
	 *
	 * @param because what is different about it
	 */
	record OwnCheckRequest(@NotBlank String because) {
	}

	/**
	 * The defect of a case.
	 */
	record DefectOfCase(String number, String title, String state, String severity) {

		static DefectOfCase of(Defect defect) {
			return new DefectOfCase(defect.number(), defect.title(), defect.state().word(), defect.severity());
		}

	}

	/**
	 * The case was never handed over.
	 */
	static class NoDefect extends Refusal {

		NoDefect(String number) {
			super(Kind.NOT_FOUND, "Case " + number + " is on no defect: engineering has not been asked about it.");
		}

	}

}
