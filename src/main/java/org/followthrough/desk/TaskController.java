package org.followthrough.desk;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.followthrough.cases.Cases;
import org.followthrough.database.Transactions;
import org.followthrough.identity.SignedIn;
import org.followthrough.journey.GivenTasks;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.web.Cursor;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tasks over REST: each says what has to be filled in, so that a client needs to know
 * nothing about it.
 */
@RestController
@RequestMapping("/api/v1/tasks")
@Tag(name = "Tasks")
class TaskController {

	private final Tasks tasks;

	private final GivenTasks given;

	private final Cases cases;

	private final Transactions transactions;

	TaskController(Tasks tasks, GivenTasks given, Cases cases, Transactions transactions) {
		this.tasks = tasks;
		this.given = given;
		this.cases = cases;
		this.transactions = transactions;
	}

	@GetMapping
	@Operation(summary = "Lists open tasks: all of a case, or those one has or could take, the most urgent first",
			description = "A page that isn't the last carries the header Link with rel=\"next\".")
	ResponseEntity<List<TaskView>> list(
			@Parameter(name = "case", description = "a case number") @RequestParam(name = "case",
					required = false) @Nullable String number,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		if (number != null) {
			return ResponseEntity
				.ok(this.transactions.retrying(() -> this.tasks.ofCase(this.cases.get(number).number())));
		}
		int most = Page.limit(limit);
		List<TaskView> page = this.tasks.of(SignedIn.person().orElseThrow(), place(cursor), most + 1);
		List<TaskView> items = page.subList(0, Math.min(most, page.size()));
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
		if (page.size() > most) {
			TaskView last = items.get(most - 1);
			answer.header(HttpHeaders.LINK, "</api/v1/tasks?limit=" + most + "&cursor="
					+ Cursor.of(last.dueAt() + " " + last.id()) + ">; rel=\"next\"");
		}
		return answer.body(items);
	}

	private static Tasks.@Nullable Place place(@Nullable String cursor) {
		if (cursor == null || cursor.isEmpty()) {
			return null;
		}
		String[] parts = Cursor.read(cursor).split(" ", 2);
		try {
			return new Tasks.Place(Instant.parse(parts[0]), parts[1]);
		}
		catch (RuntimeException ex) {
			throw Cursor.unreadable();
		}
	}

	@GetMapping("/{id}")
	@Operation(summary = "One task")
	TaskView get(@PathVariable String id) {
		return this.tasks.get(id);
	}

	@PostMapping("/{id}/claim")
	@Operation(summary = "Takes a task")
	TaskView claim(@PathVariable String id) {
		return this.tasks.claim(id);
	}

	@PostMapping("/{id}/unclaim")
	@Operation(summary = "Gives a task back")
	TaskView unclaim(@PathVariable String id) {
		return this.tasks.unclaim(id);
	}

	@PostMapping("/{id}/assign")
	@Operation(summary = "Gives an escalation to an engineer, on shift or not", description = "For managers.")
	TaskView assign(@PathVariable String id, @Valid @RequestBody AssignRequest request) {
		return this.given.give(id, request.account().strip());
	}

	@PostMapping("/{id}/complete")
	@Operation(summary = "Completes a task that one has taken",
			description = "The answer lists the case's open tasks as they are then.")
	Completed complete(@PathVariable String id, @RequestBody CompleteRequest request) {
		return this.transactions.retrying(() -> {
			String number = this.tasks.complete(id, (request.fields() != null) ? request.fields() : Map.of());
			return new Completed(number, this.tasks.ofCase(number));
		});
	}

	/**
	 * Who gets a task.
	 *
	 * @param account their account
	 */
	record AssignRequest(@NotBlank String account) {
	}

	/**
	 * What was filled in.
	 *
	 * @param fields values by field name
	 */
	record CompleteRequest(@Nullable Map<String, @Nullable Object> fields) {
	}

	/**
	 * What is to do now.
	 *
	 * @param caseNumber the case
	 * @param tasks its open tasks
	 */
	record Completed(String caseNumber, List<TaskView> tasks) {
	}

}
