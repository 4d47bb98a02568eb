package org.followthrough.board;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.customers.Customers;
import org.followthrough.desk.Updates;
import org.followthrough.identity.Groups;
import org.followthrough.identity.SignedIn;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The promise board. Its script asks every few seconds whether anything changed, with the
 * version that it shows: reading a page costs a few milliseconds, and an unchanged one is
 * neither rendered nor sent. That is cheaper than an open connection for each reader with
 * events from all nodes, which would have to read the same page for each event.
 */
@Controller
@RequestMapping("/board")
class BoardPage {

	private static final int PAGE = 50;

	/** What the script sends with every request, as htmx does. */
	static final String BY_SCRIPT = "HX-Request";

	private final Board board;

	private final Takeovers takeovers;

	private final Updates updates;

	private final Cases cases;

	private final Customers customers;

	private final Promises promises;

	BoardPage(Board board, Takeovers takeovers, Updates updates, Cases cases, Customers customers, Promises promises) {
		this.board = board;
		this.takeovers = takeovers;
		this.updates = updates;
		this.cases = cases;
		this.customers = customers;
		this.promises = promises;
	}

	/** Wherever one goes from the board, its filter goes along. */
	@ModelAttribute("filter")
	BoardFilter filter(@RequestParam(required = false) @Nullable String bucket,
			@RequestParam(required = false) @Nullable String team,
			@RequestParam(required = false) @Nullable String owner,
			@RequestParam(required = false) @Nullable String kind,
			@RequestParam(required = false) @Nullable String severity,
			@RequestParam(required = false) @Nullable String paused) {
		return new BoardFilter(bucket, team, owner, kind, severity, paused);
	}

	@GetMapping
	String page(@ModelAttribute("filter") BoardFilter filter, @RequestParam(required = false) @Nullable String cursor,
			@CookieValue(name = "zone", required = false) @Nullable String zone, Model model) {
		show(look(filter, cursor, zone), zone(zone), cursor, model);
		model.addAttribute("teams", this.board.teams());
		model.addAttribute("owners", this.board.owners());
		model.addAttribute("kinds", Promise.Kind.values());
		model.addAttribute("severities", BoardFilter.SEVERITIES);
		return "board/board";
	}

	/** The part that changes; nothing at all if the reader has it. */
	@GetMapping("/live")
	@Nullable String live(@ModelAttribute("filter") BoardFilter filter, @RequestParam(required = false) @Nullable String cursor,
			@CookieValue(name = "zone", required = false) @Nullable String zone, WebRequest request, Model model) {
		Board.View view = look(filter, cursor, zone);
		if (request.checkNotModified(view.version())) {
			return null;
		}
		show(view, zone(zone), cursor, model);
		return "board/board :: live";
	}

	private Board.View look(BoardFilter filter, @Nullable String cursor, @Nullable String zone) {
		return this.board.look(filter.wanted(SignedIn.person().orElseThrow().account()), zone(zone),
				PromiseController.place(cursor), PAGE);
	}

	@ModelAttribute("mayTake")
	boolean mayTake() {
		return isIn(Groups.AGENTS, Groups.MANAGERS);
	}

	@ModelAttribute("mayWrite")
	boolean mayWrite() {
		return isIn(Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS, Groups.MANAGERS, Groups.ADMINS);
	}

	/** What engineers write to engineering is a report. */
	@ModelAttribute("isEngineer")
	boolean isEngineer() {
		return isIn(Groups.ENGINEERS);
	}

	private static boolean isIn(String... groups) {
		return Arrays.stream(groups).anyMatch(SignedIn.person().orElseThrow()::isIn);
	}

	private static void show(Board.View view, ZoneId zone, @Nullable String cursor, Model model) {
		model.addAttribute("view", view);
		model.addAttribute("me", SignedIn.person().orElseThrow().account());
		model.addAttribute("zone", zone.getId());
		model.addAttribute("buckets", Bucket.values());
		model.addAttribute("cursor", cursor);
		model.addAttribute("next", (view.page().next() != null) ? PromiseController.cursor(view.page().next()) : null);
	}

	/** The reader's browser says where they are; without a script, the machine's zone. */
	private static ZoneId zone(@Nullable String cookie) {
		try {
			return (cookie != null) ? ZoneId.of(cookie.replace("%2F", "/")) : ZoneId.systemDefault();
		}
		catch (DateTimeException ex) {
			return ZoneId.systemDefault();
		}
	}

	@PostMapping("/{number}/take-over")
	String takeOver(@PathVariable String number, @ModelAttribute("filter") BoardFilter filter,
			@RequestHeader(name = BY_SCRIPT, required = false) @Nullable String script, HttpServletResponse response,
			RedirectAttributes after, Model model) {
		try {
			return done(taken(this.takeovers.takeOver(number)), filter, script, after, model);
		}
		catch (Refusal ex) {
			return refused(ex, filter, script, response, after, model);
		}
	}

	private static String taken(Takeovers.Taken done) {
		StringBuilder said = new StringBuilder("You answer for " + done.taken().number() + " now.");
		done.others()
			.forEach((task) -> said.append(" ")
				.append(task.assignee())
				.append(" has its task \"")
				.append(task.name())
				.append("\": ask them how far they are."));
		return said.toString();
	}

	@GetMapping("/{number}/update")
	String update(@PathVariable String number,
			@RequestHeader(name = BY_SCRIPT, required = false) @Nullable String script, Model model) {
		SupportCase about = this.cases.getOpen(number);
		return form(about, UpdateForm.EMPTY, Map.of(), script, model);
	}

	@PostMapping("/{number}/update")
	String send(@PathVariable String number, @ModelAttribute("form") UpdateForm form,
			@ModelAttribute("filter") BoardFilter filter,
			@RequestHeader(name = BY_SCRIPT, required = false) @Nullable String script, HttpServletResponse response,
			RedirectAttributes after, Model model) {
		SupportCase about = this.cases.getOpen(number);
		List<String> numbers = new ArrayList<>(List.of(number));
		numbers.addAll(form.also());
		boolean held;
		try {
			held = this.updates.send(numbers, form.text(), form.next(), form.laterBecause()).get(0).isHeld();
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			Map<String, String> errors = new LinkedHashMap<>();
			ex.fields().forEach((field, sentence) -> errors.put("message".equals(field) ? "text" : field, sentence));
			if (errors.isEmpty()) {
				errors.put("", ex.getMessage());
			}
			return form(about, form, errors, script, model);
		}
		String to = this.customers.get(about.customerId()).name();
		return done(
				"Your message to " + to + (held ? " is held until somebody else has read it" : " is on its way")
						+ (form.also().isEmpty() ? "." : ", one mail about " + String.join(" and ", numbers) + "."),
				filter, script, after, model);
	}

	private String form(SupportCase about, UpdateForm form, Map<String, String> errors, @Nullable String script,
			Model model) {
		model.addAttribute("case", about);
		model.addAttribute("customer", this.customers.get(about.customerId()));
		model.addAttribute("running", this.promises.running(about.id()).orElse(null));
		model.addAttribute("usual", this.promises.nextWord(about, null, null).at());
		model.addAttribute("others", this.board.others(about));
		model.addAttribute("form", form);
		model.addAttribute("errors", errors);
		return (script != null) ? "board/update :: form" : "board/update";
	}

	static String done(String sentence, BoardFilter filter, @Nullable String script, RedirectAttributes after,
			Model model) {
		if (script != null) {
			model.addAttribute("done", sentence);
			return "board/board :: said";
		}
		after.addFlashAttribute("done", sentence);
		return "redirect:/board" + filter.query();
	}

	private static String refused(Refusal why, BoardFilter filter, @Nullable String script,
			HttpServletResponse response, RedirectAttributes after, Model model) {
		if (script != null) {
			response.setStatus(Problems.status(why.kind()).value());
			model.addAttribute("problem", why.getMessage());
			return "board/board :: said";
		}
		after.addFlashAttribute("problem", why.getMessage());
		return "redirect:/board" + filter.query();
	}

	/**
	 * An update as it is written.
	 *
	 * @param text the words
	 * @param nextUpdateAt when the next word comes; empty for the usual time
	 * @param laterBecause why that is later than usual
	 * @param also the customer's other cases that it covers
	 */
	record UpdateForm(String text, String nextUpdateAt, String laterBecause, List<String> also) {

		static final UpdateForm EMPTY = new UpdateForm("", "", "", List.of());

		UpdateForm {
			text = Objects.requireNonNullElse(text, "");
			nextUpdateAt = Objects.requireNonNullElse(nextUpdateAt, "");
			laterBecause = Objects.requireNonNullElse(laterBecause, "");
			also = Objects.requireNonNullElse(also, List.of());
		}

		@Nullable Instant next() {
			try {
				return this.nextUpdateAt.isEmpty() ? null : Instant.parse(this.nextUpdateAt);
			}
			catch (DateTimeParseException ex) {
				throw new Invalid("nextUpdateAt", "This is not a time. Choose one, or leave it empty for the usual.");
			}
		}

	}

}
