package org.followthrough.history;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.followthrough.web.Cursor;
import org.followthrough.web.Page;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The history of a case and of the process over REST, for managers, auditors and admins.
 */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit")
class HistoryController {

	private final CaseHistory history;

	private final ContentCheck contents;

	private final ProcessHistory process;

	HistoryController(CaseHistory history, ContentCheck contents, ProcessHistory process) {
		this.history = history;
		this.contents = contents;
		this.process = process;
	}

	@GetMapping("/cases/{number}/entries")
	@Operation(summary = "What happened to a case, in order, with what it rests on",
			description = "Who did what, when, by which door, under which version of the model, from what to what; how far "
					+ "messages got, what became of promises, and who read the case. For managers, auditors and admins.")
	Page<HistoryEntry> entries(@PathVariable String number, @ModelAttribute HistoryFilter filter,
			@RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable String cursor) {
		int most = Page.limit(limit);
		CaseHistory.Told told = this.history.read(number, filter.checked(), place(cursor), most);
		return new Page<>(told.entries(), (told.next() != null) ? Cursor.ofId(told.next()) : null);
	}

	@GetMapping("/cases/{number}/path")
	@Operation(summary = "The path that a case really took",
			description = "Each step with its time, and for each version of a model how often each sequence flow was taken.")
	TakenPath path(@PathVariable String number) {
		return this.history.path(this.history.read(number, HistoryFilter.NONE, Integer.MAX_VALUE - 1, 1));
	}

	@GetMapping("/cases/{number}/contents")
	@Operation(summary = "Whether what was written, and the files, are what the history has recorded",
			description = "Each message and file of the case is hashed (SHA-256) as it is stored now, and compared with "
					+ "the hash in the entry that tells of it. A file of many megabytes takes its time.")
	Contents contents(@PathVariable String number) {
		return this.contents.of(number);
	}

	@GetMapping("/process")
	@Operation(summary = "How the process itself changed, the last change first",
			description = "Drafts, rehearsals, approvals and publications. A page may be shorter than others; go on while "
					+ "there is a cursor.")
	Page<ProcessEntry> process(
			@Parameter(description = "from the page before") @RequestParam(required = false) @Nullable String cursor) {
		ProcessHistory.Told told = this.process.before(before(cursor));
		return new Page<>(told.entries().stream().map(ProcessEntry::of).toList(),
				(told.next() != null) ? Cursor.ofId(told.next()) : null);
	}

	private static int place(@Nullable String cursor) {
		Long after = Cursor.readId(cursor);
		return (after != null) ? within(after) : 0;
	}

	private static int before(@Nullable String cursor) {
		Long before = Cursor.readId(cursor);
		return (before != null) ? within(before) : Integer.MAX_VALUE;
	}

	private static int within(long place) {
		if (place < 0 || place > Integer.MAX_VALUE) {
			throw Cursor.unreadable();
		}
		return (int) place;
	}

	/**
	 * An entry about the process.
	 *
	 * @param seq its place among the entries that belong to no case
	 * @param at when
	 * @param actor who
	 * @param door by which way they came in
	 * @param action what happened, as recorded
	 * @param words the same in a sentence
	 * @param author whose work it is; null where that doesn't matter
	 * @param approver who has approved it
	 * @param files the files that it is about
	 * @param recorded what the chain covers, as it was stored
	 * @param hash the chain's value
	 */
	record ProcessEntry(int seq, Instant at, String actor, String door, String action, String words,
			@Nullable String author, @Nullable String approver, List<String> files, String recorded, String hash) {

		static ProcessEntry of(ProcessHistory.Line line) {
			return new ProcessEntry(line.entry().seq(), line.entry().at(), line.entry().actor(), line.entry().door(),
					line.entry().action(), line.words(), line.entry().text("author"), line.entry().text("approver"),
					line.files(), line.entry().content(), line.entry().hash());
		}

	}

}
