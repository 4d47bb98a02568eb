package org.followthrough.studio;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.journey.Vocabulary;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What runs, over REST. Pages reach the same by the second path, with their session.
 */
@RestController
@RequestMapping({ "/api/v1/studio", "/studio/data" })
@Tag(name = "Studio")
class ModelController {

	private final PublishedModels models;

	private final DraftWords words;

	private final Earlier earlier;

	ModelController(PublishedModels models, DraftWords words, Earlier earlier) {
		this.models = models;
		this.words = words;
		this.earlier = earlier;
	}

	@GetMapping("/vocabulary")
	@Operation(summary = "What a model may name, in words",
			description = "With `draft`, what that draft brings is among it.")
	Vocabulary vocabulary(@RequestParam(defaultValue = "0") long draft) {
		return this.words.of(draft);
	}

	@GetMapping("/models")
	@Operation(summary = "What runs: the newest published version of each file")
	List<ModelResource> running() {
		return this.models.running().stream().map(ModelResource::of).toList();
	}

	@GetMapping("/models/{file}/versions")
	@Operation(summary = "What was ever published of a file, the newest first")
	List<ModelResource> versions(@PathVariable String file) {
		return versionsOf(file).stream().map(ModelResource::of).toList();
	}

	private List<PublishedModel> versionsOf(String file) {
		List<PublishedModel> versions = this.models.versions(file);
		if (versions.isEmpty()) {
			throw new Unknown("file");
		}
		return versions;
	}

	@GetMapping("/models/{file}")
	@Operation(summary = "A published file, byte for byte", description = "The newest, unless `version` says which.")
	ResponseEntity<byte[]> content(@PathVariable String file, @RequestParam(defaultValue = "0") int version) {
		PublishedModel found = versionsOf(file).stream()
			.filter((one) -> version == 0 || one.version() == version)
			.findFirst()
			.orElseThrow(() -> new Unknown("version"));
		return Contents.of(found.file(), found.content(), found.version());
	}

	@PostMapping("/models/{file}/versions/{version}/back")
	@ResponseStatus(HttpStatus.CREATED)
	@Operation(summary = "Begins a draft that leads back to an earlier version",
			description = "It goes the same way as any other: a second manager approves it.")
	DraftFileController.Kept back(@PathVariable String file, @PathVariable int version) {
		return new DraftFileController.Kept(this.earlier.back(file, version).id());
	}

	/**
	 * A published version of a file.
	 *
	 * @param file its name
	 * @param kind diagram, decision or form
	 * @param name what people call it
	 * @param version counted from 1
	 * @param publishedAt when
	 * @param source shipped, studio or page; null for what was deployed by hand
	 * @param author whose work it is
	 * @param approver who has approved it
	 * @param why what for
	 */
	record ModelResource(String file, String kind, String name, int version, Instant publishedAt,
			@Nullable String source, @Nullable String author, @Nullable String approver, @Nullable String why) {

		static ModelResource of(PublishedModel model) {
			return new ModelResource(model.file(), model.kind().word(), model.name(), model.version(),
					model.publishedAt(), model.source(), model.author(), model.approver(), model.why());
		}

	}

}
