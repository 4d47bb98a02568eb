package org.followthrough.board;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.board.BoardMapper.Place;
import org.followthrough.identity.SignedIn;
import org.followthrough.journey.StepQuestions;
import org.followthrough.journey.TaskView;
import org.followthrough.web.Cursor;
import org.followthrough.web.Invalid;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The promise board over REST, for programs.
 */
@RestController
@Tag(name = "Promises")
class PromiseController {

	private static final int MOST = 200;

	private final Board board;

	private final Takeovers takeovers;

	private final StepQuestions questions;

	PromiseController(Board board, Takeovers takeovers, StepQuestions questions) {
		this.board = board;
		this.takeovers = takeovers;
		this.questions = questions;
	}

	@GetMapping("/api/v1/promises")
	@Operation(summary = "Lists the running promises of all cases, what is due first at the front")
	PromisePage list(
			@Parameter(description = "overdue, hour, today, week or later") @RequestParam(
					required = false) @Nullable String bucket,
			@Parameter(description = "who carries the case") @RequestParam(required = false) @Nullable String team,
			@Parameter(description = "who answers for the case: an account, mine, or nobody") @RequestParam(
					required = false) @Nullable String owner,
			@Parameter(description = "what is promised, such as next-update") @RequestParam(
					required = false) @Nullable String kind,
			@Parameter(description = "of the case") @RequestParam(required = false) @Nullable String severity,
			@Parameter(description = "yes for those that wait for the customer, no for the others") @RequestParam(
					required = false) @Nullable String paused,
			@Parameter(
					description = "whose days and weeks count, such as Europe/Berlin; UTC when left out") @RequestParam(
							defaultValue = "UTC") String zone,
			@Parameter(description = "how many, up to 200") @RequestParam(defaultValue = "50") int limit,
			@Parameter(description = "what \"next\" of the page before said") @RequestParam(
					required = false) @Nullable String cursor) {
		if (limit < 1 || limit > MOST) {
			throw new Invalid("limit", "A page holds between 1 and " + MOST + " items.");
		}
		BoardFilter filter = new BoardFilter(bucket, team, owner, kind, severity, paused);
		Board.Page page = this.board.page(filter.wanted(SignedIn.person().orElseThrow().account()), zone(zone),
				place(cursor), limit);
		return new PromisePage(page.rows().stream().map((row) -> RunningPromise.of(row, page)).toList(),
				(page.next() != null) ? cursor(page.next()) : null);
	}

	private static ZoneId zone(String name) {
		try {
			return ZoneId.of(name);
		}
		catch (DateTimeException ex) {
			throw new Invalid("zone", "\"" + name + "\" is no time zone. One is called Europe/Berlin, say.");
		}
	}

	static String cursor(Place place) {
		return Cursor.of(place.dueAt() + " " + place.id());
	}

	static @Nullable Place place(@Nullable String cursor) {
		if (cursor == null || cursor.isEmpty()) {
			return null;
		}
		String[] parts = Cursor.read(cursor).split(" ", 2);
		try {
			return new Place(Instant.parse(parts[0]), Long.parseLong(parts[1]));
		}
		catch (RuntimeException ex) {
			throw Cursor.unreadable();
		}
	}

	@PostMapping("/api/v1/cases/{number}/take-over")
	@Operation(summary = "Makes whoever asks answer for a case",
			description = "An agent gets the tasks, too, that nobody has yet. What somebody else has stays with them.")
	TakenResource takeOver(@PathVariable String number) {
		Takeovers.Taken done = this.takeovers.takeOver(number);
		return new TakenResource(done.taken().number(), String.valueOf(done.taken().owner()), done.others());
	}

	@PostMapping("/api/v1/cases/{number}/ask")
	@Operation(summary = "Asks engineering, or whoever verifies its fix, how it goes with a case",
			description = "The question becomes a note, and whoever has the task gets a mail; the customer hears nothing "
					+ "of it. What an engineer writes to engineering is its report.")
	AskedResource ask(@PathVariable String number, @RequestBody Question question) {
		StepQuestions.Asked asked = this.questions.ask(number, Objects.requireNonNullElse(question.text(), ""));
		return new AskedResource(asked.owed().kind().word(), asked.owed().dueAt(), asked.holder());
	}

	/**
	 * A question.
	 *
	 * @param text the words
	 */
	record Question(@Nullable String text) {
	}

	/**
	 * Who was asked.
	 *
	 * @param kind what they owe
	 * @param dueAt by when
	 * @param holder who has the task; null while nobody has taken it
	 */
	record AskedResource(String kind, Instant dueAt, @Nullable String holder) {
	}

	/**
	 * A page of promises.
	 *
	 * @param items the page
	 * @param next what to send as {@code cursor} for the next page; null on the last
	 */
	record PromisePage(List<RunningPromise> items, @Nullable String next) {
	}

	/**
	 * A promise that runs.
	 *
	 * @param pausedSince since when it waits for the customer; null unless it does
	 * @param called how many managers were called because it is overdue
	 */
	record RunningPromise(String caseNumber, String subject, BoardCustomer customer, String kind, String bucket,
			Instant dueAt, @Nullable Instant pausedSince, int called, @Nullable String team, @Nullable String owner,
			@Nullable String severity, String stage, String turn) {

		static RunningPromise of(BoardRow row, Board.Page page) {
			return new RunningPromise(row.number(), row.subject(), new BoardCustomer(row.email(), row.customer()),
					row.kind().word(), page.bucket(row).word(), row.dueAt(), row.pausedAt(), row.called(), row.team(),
					row.owner(), row.severity(), row.stage(), page.turn(row).word());
		}

	}

	/**
	 * Who was promised it, or whose case it is about.
	 */
	record BoardCustomer(String email, String name) {
	}

	/**
	 * A case that changed hands.
	 *
	 * @param number the case
	 * @param owner who answers for it now
	 * @param othersTasks tasks for agents that somebody else has
	 */
	record TakenResource(String number, String owner, List<TaskView> othersTasks) {
	}

}
