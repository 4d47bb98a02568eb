package org.followthrough.inquiry;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The samples of auditors, over REST.
 */
@RestController
@RequestMapping("/api/v1/audit/samples")
@Tag(name = "audit")
class SampleController {

	private final Samples samples;

	SampleController(Samples samples) {
		this.samples = samples;
	}

	@GetMapping
	@Operation(summary = "Your samples, the newest first")
	List<SampleResource> own() {
		return this.samples.own().stream().map(SampleResource::of).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Draws cases at random",
			description = "`criteria` are the fields of the search, `size` is up to 500, `seed` from 0 to 999999999 or left "
					+ "out. Each case's lot is the SHA-256 of seed, space and case number; the smallest are drawn. For "
					+ "auditors; recorded.")
	SampleDetails draw(@RequestBody DrawRequest request) {
		Sample drawn = this.samples.draw(Objects.requireNonNullElse(request.title(), ""),
				SearchQuery.of(Objects.requireNonNullElse(request.criteria(), Map.of())), request.size(),
				request.seed());
		return details(drawn.id());
	}

	@GetMapping("/{id}")
	@Operation(summary = "A sample of yours with its cases and findings")
	SampleDetails one(@PathVariable long id) {
		return details(id);
	}

	private SampleDetails details(long id) {
		return new SampleDetails(SampleResource.of(this.samples.get(id)), this.samples.cases(id));
	}

	@GetMapping("/{id}/again")
	@Operation(summary = "Draws a sample of yours again, and says whether it is the same",
			description = "From the recorded seed and criteria; nothing is changed.")
	Samples.Redrawn again(@PathVariable long id) {
		return this.samples.again(id);
	}

	@PutMapping("/{id}/{place}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Notes what you make of a case of your sample",
			description = "`finding` is ok, finding, not-applicable or unclear; a finding needs a `remark`. Recorded, the "
					+ "remark by its hash.")
	void judge(@PathVariable long id, @PathVariable int place, @RequestBody Judgement request) {
		this.samples.judge(id, place, Objects.requireNonNullElse(request.finding(), ""),
				Objects.requireNonNullElse(request.remark(), ""));
	}

	/**
	 * A sample to be drawn.
	 *
	 * @param title what it is for
	 * @param criteria the fields of the search
	 * @param size how many cases
	 * @param seed by which; one is chosen when it is left out
	 */
	record DrawRequest(@Nullable String title, @Nullable Map<String, String> criteria, @Nullable Integer size,
			@Nullable Long seed) {
	}

	/**
	 * What an auditor makes of a case.
	 *
	 * @param finding a word
	 * @param remark what there is to say
	 */
	record Judgement(@Nullable String finding, @Nullable String remark) {
	}

	/**
	 * A sample.
	 *
	 * @param id its row
	 * @param title what it is for
	 * @param criteria of which cases, as the search's address says it
	 * @param words the same in words
	 * @param seed by which it was drawn
	 * @param size how many cases were asked for
	 * @param population of how many it was drawn
	 * @param populationHash the SHA-256 of their numbers, each with a line feed, in the
	 * order of the search
	 * @param drawnAt when
	 * @param cases how many it has
	 * @param judged how many were looked at
	 */
	record SampleResource(long id, String title, String criteria, String words, long seed, int size, int population,
			String populationHash, Instant drawnAt, int cases, int judged) {

		static SampleResource of(Sample sample) {
			return new SampleResource(sample.id(), sample.title(), sample.criteria(), sample.query().words(),
					sample.seed(), sample.size(), sample.population(), sample.hash(), sample.drawnAt(), sample.cases(),
					sample.judged());
		}

	}

	/**
	 * A sample with its cases.
	 *
	 * @param sample the sample
	 * @param cases its cases, in the order in which they were drawn
	 */
	record SampleDetails(SampleResource sample, List<SampleCase> cases) {
	}

}
