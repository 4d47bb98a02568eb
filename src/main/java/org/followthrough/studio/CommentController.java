package org.followthrough.studio;

import java.time.Instant;
import java.util.List;
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
 * What is said about drafts, over REST. Pages reach the same by the second path, with
 * their session.
 */
@RestController
@RequestMapping({ "/api/v1/studio/drafts/{draft}/comments", "/studio/data/drafts/{draft}/comments" })
@Tag(name = "Studio")
class CommentController {

	private final DraftComments comments;

	CommentController(DraftComments comments) {
		this.comments = comments;
	}

	@GetMapping
	@Operation(summary = "What was said about a draft")
	List<CommentResource> list(@PathVariable long draft) {
		return CommentResource.of(this.comments.of(draft));
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Says something about a draft, a file of it, or an element of one")
	List<CommentResource> add(@PathVariable long draft, @RequestBody CommentRequest request) {
		return CommentResource.of(this.comments.add(draft, Objects.requireNonNullElse(request.file(), ""),
				Objects.requireNonNullElse(request.element(), ""), Objects.requireNonNullElse(request.words(), "")));
	}

	@PostMapping("/{id}/resolve")
	@Operation(summary = "Says that a comment is settled")
	List<CommentResource> resolve(@PathVariable long draft, @PathVariable long id) {
		return CommentResource.of(this.comments.resolve(draft, id));
	}

	/**
	 * A comment to be kept.
	 */
	record CommentRequest(@Nullable String file, @Nullable String element, @Nullable String words) {
	}

	/**
	 * A comment.
	 *
	 * @param id its row
	 * @param file the file that it is about; empty for the draft as a whole
	 * @param element the element in it; empty for the file as a whole
	 * @param words what was said
	 * @param author who said it
	 * @param writtenAt when
	 * @param resolvedBy who said that it is settled; null while it is open
	 */
	record CommentResource(long id, String file, String element, String words, String author, Instant writtenAt,
			@Nullable String resolvedBy) {

		static List<CommentResource> of(List<DraftComment> comments) {
			return comments.stream()
				.map((one) -> new CommentResource(one.id(), one.file(), one.element(), one.words(), one.author(),
						one.writtenAt(), one.resolvedBy()))
				.toList();
		}

	}

}
