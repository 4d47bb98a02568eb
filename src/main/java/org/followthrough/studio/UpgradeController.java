package org.followthrough.studio;

import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What upgrades brought into drafts, over REST. Pages reach the same by the second path,
 * with their session.
 */
@RestController
@RequestMapping({ "/api/v1/studio/drafts/{draft}/upgrade", "/studio/data/drafts/{draft}/upgrade" })
@Tag(name = "Studio")
class UpgradeController {

	private final Upgrades upgrades;

	private final Drafts drafts;

	UpgradeController(Upgrades upgrades, Drafts drafts) {
		this.upgrades = upgrades;
		this.drafts = drafts;
	}

	@GetMapping
	@Operation(summary = "What an upgrade of the product brought into a draft",
			description = "What came over by itself, file by file, and what both the upgrade and you have changed. Not found "
					+ "for a draft that somebody began.")
	UpgradeResource get(@PathVariable long draft) {
		this.drafts.get(draft);
		return this.upgrades.of(draft).orElseThrow(() -> new Unknown("upgrade: somebody began this draft"));
	}

	@GetMapping("/files/{file}")
	@Operation(summary = "A file as the upgrade ships it, byte for byte")
	ResponseEntity<byte[]> shipped(@PathVariable long draft, @PathVariable String file) {
		return Contents.of(file, this.upgrades.shipped(draft, file), 1);
	}

	@PostMapping("/conflicts/{conflict}")
	@Operation(summary = "Settles what both have changed",
			description = "`choice` is `ours` or `shipped`. You may choose anew until the draft is submitted.")
	UpgradeResource settle(@PathVariable long draft, @PathVariable long conflict, @RequestBody Choice request) {
		return this.upgrades.settle(draft, conflict, Objects.requireNonNullElse(request.choice(), ""));
	}

	/**
	 * Whose it shall be.
	 */
	record Choice(@Nullable String choice) {
	}

}
