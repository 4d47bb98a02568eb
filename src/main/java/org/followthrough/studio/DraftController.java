package org.followthrough.studio;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Drafts over REST. Pages reach the same by the second path, with their session.
 */
@RestController
@RequestMapping({ "/api/v1/studio/drafts", "/studio/data/drafts" })
@Tag(name = "Studio")
class DraftController {

	private final Drafts drafts;

	private final DraftFiles files;

	private final DraftReview review;

	private final Judgement judgement;

	private final Differences differences;

	private final Repairs repairs;

	private final Presences presences;

	DraftController(Drafts drafts, DraftFiles files, DraftReview review, Judgement judgement, Differences differences,
			Presences presences, Repairs repairs) {
		this.drafts = drafts;
		this.files = files;
		this.review = review;
		this.judgement = judgement;
		this.differences = differences;
		this.repairs = repairs;
		this.presences = presences;
	}

	@GetMapping
	@Operation(summary = "Drafts of the journey, those changed last first",
			description = "Those that may still come to something, or with `open=false` those that won't change.")
	List<DraftResource> list(@RequestParam(defaultValue = "true") boolean open) {
		return this.drafts.list(open).stream().map((draft) -> DraftResource.of(draft, List.of(), List.of())).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Begins a draft; for managers",
			description = "`files` are names of published files that are taken into it, to be changed.")
	DraftResource begin(@RequestBody Beginning request) {
		Draft draft = this.drafts.begin(text(request.title()), text(request.why()));
		Objects.requireNonNullElse(request.files(), List.<String>of())
			.forEach((file) -> this.files.take(draft.id(), file, 0));
		return get(draft.id());
	}

	@GetMapping("/{id}")
	@Operation(summary = "A draft")
	DraftResource get(@PathVariable long id) {
		return resource(this.drafts.get(id));
	}

	private DraftResource resource(Draft draft) {
		return DraftResource.of(draft, this.drafts.editors(draft.id()), this.files.states(draft.id()));
	}

	@PutMapping("/{id}")
	@Operation(summary = "Says what a draft is called and what for",
			description = "`version` is the one that you looked at.")
	DraftResource describe(@PathVariable long id, @RequestBody Description request) {
		return resource(
				this.drafts.describe(id, version(request.version()), text(request.title()), text(request.why())));
	}

	@GetMapping("/{id}/problems")
	@Operation(summary = "What keeps a draft from being published, what would mend it, and advice",
			description = "A repair puts back, as it runs, the part of the diagram around the element: see `put-back`. "
					+ "Advice is about what would make a diagram easier to read, and hinders nothing.")
	List<ProblemResource> problems(@PathVariable long id) {
		this.drafts.get(id);
		return this.repairs.beside(id, this.judgement.of(id));
	}

	@GetMapping("/{id}/difference")
	@Operation(summary = "How a draft differs from what runs, in words")
	List<DifferenceResource> difference(@PathVariable long id) {
		this.drafts.get(id);
		return this.differences.of(id).stream().map(DifferenceResource::of).toList();
	}

	@PostMapping("/{id}/presence")
	@Operation(summary = "Says that you have a draft open; tells who else has, and how far it is",
			description = "Say it every ten seconds; you are taken to have left half a minute after the last time.")
	Standing presence(@PathVariable long id, @RequestBody Here request) {
		Draft draft = this.drafts.get(id);
		return new Standing(draft.version(), draft.state().word(), this.files.states(id),
				this.presences.here(id, text(request.file())));
	}

	@PostMapping("/{id}/forms")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Makes a form for a task that is new in a draft",
			description = "`task` is the task's short name, its id in the diagram.")
	DraftMapper.FileState form(@PathVariable long id, @RequestBody NewForm request) {
		return DraftMapper.FileState.of(this.files.addForm(id, text(request.task())));
	}

	@PostMapping("/{id}/submit")
	@Operation(summary = "Asks another manager to approve a draft",
			description = "Needs a reason, and no problems. Nobody changes it until it is approved or not. It is rehearsed "
					+ "meanwhile, if it wasn't.")
	DraftResource submit(@PathVariable long id, @RequestBody Submission request) {
		return resource(this.review.submit(id, version(request.version()), text(request.why())));
	}

	@PostMapping("/{id}/approve")
	@Operation(summary = "Approves a draft in which you had no hand",
			description = "Exactly what it would publish has to have passed a rehearsal: see `rehearsals/passed`. It is "
					+ "published at `publishAt`, or at once; if what runs has changed by then, it is rehearsed anew first.")
	DraftResource approve(@PathVariable long id, @RequestBody Approving request) {
		return resource(this.review.approve(id, version(request.version()), request.publishAt()));
	}

	@PostMapping("/{id}/send-back")
	@Operation(summary = "Gives a draft back to those who made it, with words")
	DraftResource sendBack(@PathVariable long id, @RequestBody SendingBack request) {
		return resource(this.review.sendBack(id, version(request.version()), text(request.words())));
	}

	@PostMapping("/{id}/take-back")
	@Operation(summary = "Takes a draft out of review, or its approval away, to change it again")
	DraftResource takeBack(@PathVariable long id) {
		return resource(this.review.takeBack(id));
	}

	@PostMapping("/{id}/discard")
	@Operation(summary = "Gives a draft up", description = "`words` says why; it must, if an upgrade began the draft.")
	DraftResource discard(@PathVariable long id, @RequestBody(required = false) @Nullable Discarding request) {
		return resource(this.review.discard(id, text((request != null) ? request.words() : null)));
	}

	private static String text(@Nullable String value) {
		return Objects.requireNonNullElse(value, "");
	}

	private static int version(@Nullable Integer version) {
		if (version == null) {
			throw new Invalid("version", "Say which version of the draft you looked at.");
		}
		return version;
	}

	/**
	 * A draft to be begun.
	 */
	record Beginning(@Nullable String title, @Nullable String why, @Nullable List<String> files) {
	}

	/**
	 * What a draft is called and what for.
	 */
	record Description(@Nullable Integer version, @Nullable String title, @Nullable String why) {
	}

	/**
	 * What somebody has open.
	 */
	record Here(@Nullable String file) {
	}

	/**
	 * How far a draft is, and who else is there.
	 */
	record Standing(int version, String state, List<DraftMapper.FileState> files,
			List<PresenceMapper.Presence> others) {
	}

	/**
	 * A form to be made.
	 */
	record NewForm(@Nullable String task) {
	}

	/**
	 * Asks for approval.
	 */
	record Submission(@Nullable Integer version, @Nullable String why) {
	}

	/**
	 * Approves.
	 */
	record Approving(@Nullable Integer version, @Nullable Instant publishAt) {
	}

	/**
	 * Does not approve.
	 */
	record SendingBack(@Nullable Integer version, @Nullable String words) {
	}

	/**
	 * Gives it up.
	 */
	record Discarding(@Nullable String words) {
	}

}
