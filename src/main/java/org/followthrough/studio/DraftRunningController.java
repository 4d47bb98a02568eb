package org.followthrough.studio;

import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.running.Moves;
import org.followthrough.web.Invalid;
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
 * Running cases and drafts over REST.
 */
@RestController
@RequestMapping("/api/v1/studio/drafts/{id}/running-cases")
@Tag(name = "Studio")
class DraftRunningController {

	private final DraftRunning running;

	private final DraftPlaces places;

	DraftRunningController(DraftRunning running, DraftPlaces places) {
		this.running = running;
		this.places = places;
	}

	@GetMapping
	@Operation(summary = "What becomes of running cases",
			description = "Before a draft is published: where cases wait, how many, and whether they go on by the new "
					+ "version, stay in theirs or need a person, as far as copies of them have shown it. Afterwards, in "
					+ "`moves`: how far they are.")
	RunningResource get(@PathVariable long id) {
		return RunningResource.of(this.running.plan(id), this.running.moves(id));
	}

	@PutMapping("/{file}/places/{element}")
	@Operation(summary = "Decides for cases that wait at an element of a diagram; for managers",
			description = "`to` is the element of the draft at which they go on, of the same kind; or `stays` is true. "
					+ "With neither, they go on at the element of the same id and kind. `version` is the draft's that "
					+ "you looked at.")
	RunningResource choose(@PathVariable long id, @PathVariable String file, @PathVariable String element,
			@RequestBody Choice request) {
		if (request.version() == null) {
			throw new Invalid("version", "Say which version of the draft you looked at.");
		}
		String to = Objects.requireNonNullElse(request.to(), "").strip();
		if (request.stays() && !to.isEmpty()) {
			throw new Invalid("to", "Either they go on at an element, or they stay. Say one.");
		}
		this.places.choose(id, request.version(), file, element, request.stays() ? "" : (to.isEmpty() ? null : to));
		return get(id);
	}

	@PostMapping("/trial")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Has copies of running cases go over the draft as it is now; for managers",
			description = "One for each way in which cases stand. How they fared: `GET` until `trial.status` is `done`.")
	RunningResource tryOut(@PathVariable long id) {
		this.running.tryOut(id);
		return get(id);
	}

	@PostMapping("/again")
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Has cases that could not go over try again; for managers",
			description = "Changes nothing while cases go over anyway.")
	List<Moves.Progress> again(@PathVariable long id) {
		return this.running.again(id);
	}

	/**
	 * What is decided.
	 *
	 * @param version the version of the draft that was looked at
	 * @param to where the cases go on
	 * @param stays whether they stay in their version
	 */
	record Choice(@Nullable Integer version, @Nullable String to, boolean stays) {
	}

}
