package org.followthrough.studio;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The files of drafts over REST. Pages reach the same by the second path, with their
 * session.
 */
@RestController
@RequestMapping({ "/api/v1/studio/drafts/{id}/files/{file}", "/studio/data/drafts/{id}/files/{file}" })
@Tag(name = "Studio")
class DraftFileController {

	private static final Pattern TAG = Pattern.compile("(?:W/)?\"?(\\d{1,9})\"?");

	private final DraftFiles files;

	private final Repairs repairs;

	DraftFileController(DraftFiles files, Repairs repairs) {
		this.files = files;
		this.repairs = repairs;
	}

	@GetMapping
	@Operation(summary = "A file of a draft, byte for byte", description = "Its revision is the ETag.")
	ResponseEntity<byte[]> get(@PathVariable long id, @PathVariable String file) {
		DraftFile found = this.files.get(id, file);
		return Contents.of(found.name(), found.content(), found.revision());
	}

	@PutMapping
	@Operation(summary = "Saves a file of a draft, or puts one into it",
			description = "The revision that it was made from comes in If-Match; if somebody has saved it since, nothing "
					+ "is saved, and the answer says who and when. `If-None-Match: *` puts a file into the draft that "
					+ "isn't in it yet; it gets the name of what is in it.")
	ResponseEntity<DraftMapper.FileState> put(@PathVariable long id, @PathVariable String file,
			@Parameter(description = "the revision that it was made from") @RequestHeader(name = HttpHeaders.IF_MATCH,
					required = false) @Nullable String ifMatch,
			@RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) @Nullable String ifNoneMatch,
			HttpServletRequest request) {
		byte[] content = Contents.read(request);
		DraftFile saved = "*".equals(ifNoneMatch) ? this.files.add(id, file, content)
				: this.files.save(id, file, revision(ifMatch), content);
		return ResponseEntity.ok().eTag("\"" + saved.revision() + "\"").body(DraftMapper.FileState.of(saved));
	}

	private static int revision(@Nullable String ifMatch) {
		Matcher tag = TAG.matcher((ifMatch != null) ? ifMatch.strip() : "");
		if (!tag.matches()) {
			throw new Invalid(HttpHeaders.IF_MATCH,
					"If-Match says which revision yours was made from: the ETag of the answer to GET.");
		}
		return Integer.parseInt(tag.group(1));
	}

	@DeleteMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@Operation(summary = "Takes a file out of a draft", description = "What is published of it stays.")
	void remove(@PathVariable long id, @PathVariable String file) {
		this.files.remove(id, file);
	}

	@PostMapping("/take")
	@Operation(summary = "Takes a published file into a draft, to change it",
			description = "`version` is the one whose content is taken; the newest if it is left out.")
	DraftMapper.FileState take(@PathVariable long id, @PathVariable String file, @RequestBody Version request) {
		return DraftMapper.FileState.of(this.files.take(id, file, (request.version() != null) ? request.version() : 0));
	}

	@PostMapping("/stands")
	@Operation(summary = "Says that a file stands although another version was published since it was begun",
			description = "`version` is that version: you have looked at it.")
	DraftMapper.FileState stands(@PathVariable long id, @PathVariable String file, @RequestBody Version request) {
		if (request.version() == null) {
			throw new Invalid("version", "Say which version you have looked at.");
		}
		return DraftMapper.FileState.of(this.files.standsOver(id, file, request.version()));
	}

	@PostMapping("/put-back")
	@Operation(summary = "Mends a problem: puts back, as it runs, the part of a diagram around an element",
			description = "The revision that you have seen comes in If-Match. Whatever else was changed stays.")
	DraftMapper.FileState putBack(@PathVariable long id, @PathVariable String file,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody Place request) {
		if (request.element() == null) {
			throw new Invalid("element", "Say around which element.");
		}
		return DraftMapper.FileState.of(this.repairs.putBack(id, file, revision(ifMatch), request.element()));
	}

	@PostMapping("/keep-apart")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Keeps what you wrote as a draft of its own, since somebody has saved the same file")
	Kept keepApart(@PathVariable long id, @PathVariable String file, HttpServletRequest request) {
		return new Kept(this.files.keepApart(id, file, Contents.read(request)).id());
	}

	@ExceptionHandler
	ResponseEntity<ProblemDetail> overtaken(SavedMeanwhile refusal) {
		ProblemDetail problem = Problems.of(refusal);
		problem.setProperty("savedBy", refusal.theirs().savedBy());
		problem.setProperty("savedAt", refusal.theirs().savedAt().toString());
		problem.setProperty("revision", refusal.theirs().revision());
		return ResponseEntity.status(problem.getStatus()).body(problem);
	}

	/**
	 * A published version.
	 */
	record Version(@Nullable Integer version) {
	}

	/**
	 * A place in a diagram.
	 */
	record Place(@Nullable String element) {
	}

	/**
	 * Where something is kept.
	 */
	record Kept(long draft) {
	}

}
