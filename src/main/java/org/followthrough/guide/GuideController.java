package org.followthrough.guide;

import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Plain words over REST.
 */
@RestController
@RequestMapping("/api/v1/guide")
@Tag(name = "Plain words")
class GuideController {

	private final PlainWords plainWords;

	private final Jargon jargon;

	GuideController(PlainWords plainWords, Jargon jargon) {
		this.plainWords = plainWords;
		this.jargon = jargon;
	}

	@PostMapping("/advice")
	@Operation(summary = "Advises on a text for a customer",
			description = "Nothing is kept, and nothing is refused for it: whoever writes decides.")
	List<AdviceResource> advise(@RequestBody Text request) {
		if (request.text() == null) {
			throw new Invalid("text", "Send the text to be looked at.");
		}
		return this.plainWords.on(request.text(), request.team())
			.stream()
			.map((advice) -> new AdviceResource(advice.kind().word(), advice.words(), advice.sentence()))
			.toList();
	}

	@GetMapping("/jargon")
	@Operation(summary = "The words that everybody avoids")
	JargonList everybodys() {
		return this.jargon.of("");
	}

	@GetMapping("/jargon/{team}")
	@Operation(summary = "The words that a team avoids beside everybody's")
	JargonList teams(@PathVariable String team) {
		return this.jargon.of(team);
	}

	@PutMapping("/jargon")
	@Operation(summary = "Replaces the words that everybody avoids", description = "For managers.")
	JargonList saveEverybodys(@RequestBody ListRequest request) {
		return save("", request);
	}

	@PutMapping("/jargon/{team}")
	@Operation(summary = "Replaces the words that a team avoids beside everybody's", description = "For managers.")
	JargonList saveTeams(@PathVariable String team, @RequestBody ListRequest request) {
		return save(team, request);
	}

	private JargonList save(String team, ListRequest request) {
		List<WordRequest> words = request.words();
		if (words == null) {
			throw new Invalid("words", "Send the words; an empty list avoids none.");
		}
		return this.jargon.save(team, request.version(),
				words.stream()
					.map((one) -> new JargonWord(Objects.requireNonNullElse(one.word(), ""), one.instead()))
					.toList());
	}

	/**
	 * A text to be looked at.
	 *
	 * @param text the text
	 * @param team whose jargon counts, too
	 */
	record Text(@Nullable String text, @Nullable String team) {
	}

	/**
	 * A list as somebody wants it.
	 *
	 * @param version the version that it replaces; 0 for the first
	 * @param words the words
	 */
	record ListRequest(int version, @Nullable List<WordRequest> words) {
	}

	/**
	 * A word to be avoided.
	 *
	 * @param word the word
	 * @param instead what to say instead
	 */
	record WordRequest(@Nullable String word, @Nullable String instead) {
	}

	/**
	 * A piece of advice.
	 *
	 * @param about jargon, no-date or blame
	 * @param words the words it is about
	 * @param advice what to do instead
	 */
	record AdviceResource(String about, String words, String advice) {
	}

}
