package org.followthrough.studio;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.rehearsal.RehearsalStatus;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rehearsals of drafts over REST.
 */
@RestController
@RequestMapping("/api/v1/studio/drafts/{id}/rehearsals")
@Tag(name = "Studio")
class DraftRehearsalController {

	private final DraftRehearsals rehearsals;

	DraftRehearsalController(DraftRehearsals rehearsals) {
		this.rehearsals = rehearsals;
	}

	@GetMapping("/passed")
	@Operation(summary = "Whether exactly what the draft would publish was rehearsed, and nothing was wrong",
			description = "A draft is approved only then. `rehearsal` tells how it stands; null if nobody asked for one.")
	Passed passed(@PathVariable long id) {
		RehearsalStatus standing = this.rehearsals.standing(id).orElse(null);
		return new Passed(standing != null && standing.passed(), standing);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Asks for a rehearsal of a draft as it is now",
			description = "How it stands and what it found: `/api/v1/rehearsals/{id}`.")
	RehearsalStatus ask(@PathVariable long id, @RequestBody Asking request) {
		return this.rehearsals.ask(id, request.replay());
	}

	/**
	 * What somebody asks for.
	 *
	 * @param replay whether the real cases of the last quarter go over it, too
	 */
	record Asking(boolean replay) {
	}

	/**
	 * Whether it passed.
	 */
	record Passed(boolean passed, @Nullable RehearsalStatus rehearsal) {
	}

}
