package org.followthrough.desk;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.followthrough.journey.ReleasedFixes;
import org.followthrough.verification.EarlyRelease;
import org.followthrough.verification.Release;
import org.followthrough.verification.Releases;
import org.followthrough.web.Cursor;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Releases over REST, so that whatever releases a build can say so by itself.
 */
@RestController
@RequestMapping("/api/v1/releases")
@Tag(name = "Verification")
class ReleaseController {

	private final Releases releases;

	private final ReleasedFixes fixes;

	ReleaseController(Releases releases, ReleasedFixes fixes) {
		this.releases = releases;
		this.fixes = fixes;
	}

	@PostMapping
	@Operation(summary = "Says that customers have builds",
			description = "For engineers and managers. Fixes in a build of that exact name that were not verified by then "
					+ "are flagged until they are. To say so again changes nothing.")
	List<Release> released(@Valid @RequestBody ReleaseRequest request) {
		return this.fixes.released(request.builds(), request.releasedAt());
	}

	@GetMapping
	@Operation(summary = "Lists the builds that customers have, newest first")
	Page<Release> list(@RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		return Page.of(this.releases.list(Cursor.readId(cursor), most + 1), most, Release::id);
	}

	@GetMapping("/unverified")
	@Operation(summary = "Lists the fixes that customers have and nobody has verified, of open cases, oldest first")
	Page<EarlyRelease> unverified(
			@Parameter(description = "how many, up to 200") @RequestParam(defaultValue = "50") int limit,
			@RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		return Page.of(this.releases.unverified(Cursor.readId(cursor), most + 1), most, EarlyRelease::id);
	}

	/**
	 * What is said.
	 *
	 * @param builds the exact names of the builds
	 * @param releasedAt since when customers have them; now when left out
	 */
	record ReleaseRequest(@NotEmpty List<@NotBlank String> builds, @Nullable Instant releasedAt) {
	}

}
