package org.followthrough.rehearsal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rehearsals over REST.
 */
@RestController
@RequestMapping("/api/v1/rehearsals")
@Tag(name = "Rehearsals")
class RehearsalController {

	private final Rehearsals rehearsals;

	RehearsalController(Rehearsals rehearsals) {
		this.rehearsals = rehearsals;
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	@Operation(summary = "Asks for a rehearsal of what would run if some files were published now",
			description = "For managers. `files` holds the text of each edited diagram (.bpmn) and form (.form) by its "
					+ "name; the others are taken as they run. Without files, what runs is rehearsed. With `replay`, the cases of the last quarter go over it "
					+ "as they went. It takes its turn: "
					+ "ask for it until `status` is neither `waiting` nor `running`.")
	StatusResource ask(@RequestBody Request request) {
		Map<String, byte[]> files = new LinkedHashMap<>();
		Objects.requireNonNullElse(request.files(), Map.<String, String>of())
			.forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
		String title = Objects.requireNonNullElse(request.title(), files.isEmpty() ? "What runs" : "A draft");
		return StatusResource.of(this.rehearsals.ask(title, files, request.replay() ? Rehearsals.QUARTER : null));
	}

	@GetMapping
	@Operation(summary = "The newest rehearsals; for managers and auditors")
	List<StatusResource> newest() {
		return this.rehearsals.newest().stream().map(StatusResource::of).toList();
	}

	@GetMapping("/{id}")
	@Operation(summary = "A rehearsal: how far it is, and what it found",
			description = "Each violation tells by which steps a case comes to it, the shortest way.")
	Resource get(@PathVariable long id) {
		return new Resource(StatusResource.of(this.rehearsals.get(id)), this.rehearsals.result(id).orElse(null),
				this.rehearsals.replay(id).orElse(null));
	}

	@PostMapping("/{id}/cancel")
	@Operation(summary = "Cancels a rehearsal; for managers")
	StatusResource cancel(@PathVariable long id) {
		return StatusResource.of(this.rehearsals.cancel(id));
	}

	/**
	 * What is to be rehearsed.
	 *
	 * @param title what it is, for people
	 * @param files the texts of the edited files by name
	 * @param replay whether the real cases of the last quarter go over it, too
	 */
	record Request(@Nullable String title, @Nullable Map<String, String> files, boolean replay) {
	}

	/**
	 * A rehearsal, and what it found.
	 *
	 * @param rehearsal how far it is
	 * @param found what it found; null until it has ended
	 * @param replay how real cases went over it; null if they didn't
	 */
	record Resource(StatusResource rehearsal, @Nullable Rehearsal found, @Nullable Replay replay) {
	}

	/**
	 * How far a rehearsal is.
	 */
	record StatusResource(long id, String title, String askedBy, Instant askedAt, String status, int states, int edges,
			int cases, int replayed, @Nullable Instant endedAt, boolean passed, @Nullable String problem) {

		static StatusResource of(RehearsalStatus status) {
			return new StatusResource(status.id(), status.title(), status.askedBy(), status.askedAt(),
					status.status().word(), status.states(), status.edges(), status.cases(), status.replayed(),
					status.endedAt(), status.passed(), status.problem());
		}

	}

}
