package org.followthrough.desk;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.followthrough.cases.Cases;
import org.followthrough.correspondence.Undelivered;
import org.followthrough.correspondence.UndeliveredWord;
import org.followthrough.web.Cursor;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Mail that did not arrive, over REST.
 */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Mail")
class UndeliveredController {

	private final Undelivered undelivered;

	private final Cases cases;

	UndeliveredController(Undelivered undelivered, Cases cases) {
		this.undelivered = undelivered;
		this.cases = cases;
	}

	@GetMapping("/undelivered")
	@Operation(summary = "Mail that did not arrive and that somebody has to act on, oldest first",
			description = "A mail that carries messages on several cases is listed once for each of them.")
	Page<UndeliveredResource> list(
			@Parameter(description = "the account of who was told") @RequestParam(
					required = false) @Nullable String told,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		Long after = Cursor.readId(cursor);
		return Page.of(this.undelivered.open(told, (after != null) ? after : 0, most + 1), most, UndeliveredWord::id)
			.map(UndeliveredResource::of);
	}

	@GetMapping("/cases/{number}/undelivered")
	@Operation(summary = "Which of a case's messages did not arrive, and what became of that",
			description = "The last time of each message, the latest first.")
	List<UndeliveredResource> ofCase(@PathVariable String number) {
		return this.undelivered.ofCase(this.cases.get(number).id())
			.values()
			.stream()
			.map(UndeliveredResource::of)
			.toList();
	}

	@GetMapping("/undelivered/{id}")
	@Operation(summary = "One of them, settled or not")
	UndeliveredResource get(@PathVariable long id) {
		return UndeliveredResource.of(this.undelivered.get(id));
	}

	@PostMapping("/undelivered/{id}/retry")
	@Operation(summary = "Sends it once more",
			description = "To the address that its customer has now. It has as much time as a new mail.")
	UndeliveredResource retry(@PathVariable long id) {
		this.undelivered.tryAgain(id);
		return get(id);
	}

	@PostMapping("/undelivered/{id}/correct")
	@Operation(summary = "Says that its customer has another address",
			description = "Whatever of ours did not reach this customer goes there now, and what comes from there is "
					+ "theirs from then on.")
	UndeliveredResource correct(@PathVariable long id, @Valid @RequestBody CorrectRequest request) {
		this.undelivered.correct(id, request.address(), request.reason());
		return get(id);
	}

	@PostMapping("/undelivered/{id}/settle")
	@Operation(summary = "Settles it: they were reached otherwise, or it has no point any more",
			description = "The promises of the case stay as they are: only a message that arrives keeps one.")
	UndeliveredResource settle(@PathVariable long id, @Valid @RequestBody SettleRequest request) {
		this.undelivered.settle(id, request.reason());
		return get(id);
	}

	/**
	 * Another address.
	 *
	 * @param address theirs
	 * @param reason how that is known
	 */
	record CorrectRequest(@NotBlank String address, @NotBlank String reason) {
	}

	/**
	 * Why nobody need act any more.
	 *
	 * @param reason how they were reached, or why that isn't needed
	 */
	record SettleRequest(@NotBlank String reason) {
	}

	/**
	 * Mail that did not arrive.
	 *
	 * @param id its row
	 * @param caseNumber the case; null for mail that is to nobody's case
	 * @param message the message; null where the mail carried none
	 * @param recipient whom it was for
	 * @param subject what it is about
	 * @param automatic whether a program wrote it
	 * @param reason why, in the mail system's words; null once it is tried again
	 * @param since when it was given up, or came back
	 * @param told who was told and has to act; null where administrators see to it
	 * @param outcome what became of it: tried-again, corrected, reached, seen, nobody,
	 * erased; null while somebody has to act
	 * @param settledBy who settled it; null if nobody had to
	 * @param settledAt when
	 */
	record UndeliveredResource(long id, @Nullable String caseNumber, @Nullable Long message, String recipient,
			String subject, boolean automatic, @Nullable String reason, Instant since, @Nullable String told,
			@Nullable String outcome, @Nullable String settledBy, @Nullable Instant settledAt) {

		static UndeliveredResource of(UndeliveredWord word) {
			return new UndeliveredResource(word.id(), word.caseNumber(), word.messageId(), word.recipient(),
					word.subject(), word.automatic(), word.reason(), word.since(), word.told(),
					(word.outcome() != null) ? word.outcome().word() : null, word.settledBy(), word.settledAt());
		}

	}

}
