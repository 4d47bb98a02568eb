package org.followthrough.desk;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import org.followthrough.cases.Cases;
import org.followthrough.correspondence.Messages;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Messages that are about more than one case, over REST.
 */
@RestController
@RequestMapping("/api/v1/messages")
@Tag(name = "Cases")
class MessageController {

	private final Updates updates;

	private final Cases cases;

	MessageController(Updates updates, Cases cases) {
		this.updates = updates;
		this.cases = cases;
	}

	@PostMapping
	@Operation(summary = "Writes one message to a customer about several of their cases",
			description = "The customer gets one mail that names all of them. The message stands on each case, and "
					+ "keeps the promise of each once that mail was delivered; if it comes back, all of them run again.")
	ResponseEntity<List<Written>> write(@Valid @RequestBody UpdateRequest request) {
		List<Written> written = this.updates
			.send(request.cases(), request.text(), request.nextUpdateAt(), request.laterBecause())
			.stream()
			.map((message) -> new Written(this.cases.get(message.caseId()).number(),
					CaseRecordController.MessageResource.of(message)))
			.toList();
		return ResponseEntity.status(201).body(written);
	}

	/**
	 * What is written.
	 *
	 * @param cases the numbers of one customer's cases
	 * @param text the words
	 * @param nextUpdateAt when the next word comes; each case's usual time when left out
	 * @param laterBecause why that is later than usual; needed if it is
	 */
	record UpdateRequest(@NotEmpty @Size(max = Messages.MOST_TOGETHER) List<@NotBlank String> cases,
			@NotBlank String text, @Nullable Instant nextUpdateAt, @Nullable String laterBecause) {
	}

	/**
	 * The message on one of the cases.
	 *
	 * @param caseNumber the case
	 * @param message the message
	 */
	record Written(String caseNumber, CaseRecordController.MessageResource message) {
	}

}
