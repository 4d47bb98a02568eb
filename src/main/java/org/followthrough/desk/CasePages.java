package org.followthrough.desk;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import org.followthrough.audit.AuditEntry;
import org.followthrough.audit.Timeline;
import org.followthrough.cases.CaseQuery;
import org.followthrough.cases.Cases;
import org.followthrough.cases.Closing;
import org.followthrough.cases.Readers;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Outbox;
import org.followthrough.correspondence.Turns;
import org.followthrough.correspondence.Undelivered;
import org.followthrough.correspondence.UnfitFiles;
import org.followthrough.customers.Customer;
import org.followthrough.customers.Customers;
import org.followthrough.defects.Defect;
import org.followthrough.defects.Defects;
import org.followthrough.defects.SimilarCases;
import org.followthrough.escalation.Escalations;
import org.followthrough.escalation.HandedOver;
import org.followthrough.identity.SignedIn;
import org.followthrough.journey.Diagrams;
import org.followthrough.journey.Tasks;
import org.followthrough.promises.Promise;
import org.followthrough.promises.Promises;
import org.followthrough.review.ReviewedReply;
import org.followthrough.review.Reviews;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.signoff.Ratings;
import org.followthrough.verification.EvidenceFile;
import org.followthrough.web.Refusal;
import org.followthrough.web.Wording;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The pages about cases for those who work here.
 */
@Controller
class CasePages {

	private static final int PAGE = 50;

	private static final int TIMELINE = 2000;

	private static final String HELD = "Your message is held: somebody else reads it before it goes. Above it says when it "
			+ "goes at the latest.";

	private final Cases cases;

	private final Customers customers;

	private final Messages messages;

	private final Outbox outbox;

	private final Undelivered undelivered;

	private final Promises promises;

	private final Turns turns;

	private final Defects defects;

	private final SimilarCases similar;

	private final Escalations escalations;

	private final CaseChecks checks;

	private final Ratings ratings;

	private final Reviews reviews;

	private final Tasks tasks;

	private final Timeline timeline;

	private final Diagrams diagrams;

	private final Wording wording;

	private final CaseDesk desk;

	private final IssueDesk issues;

	private final CheckedFiles held;

	private final Uploads uploads;

	private final ObjectMapper json;

	CasePages(Cases cases, Customers customers, Messages messages, Outbox outbox, Undelivered undelivered,
			Promises promises, Turns turns, Defects defects, SimilarCases similar, Escalations escalations,
			CaseChecks checks, Ratings ratings, Reviews reviews, Tasks tasks, Timeline timeline, Diagrams diagrams,
			Wording wording, CaseDesk desk, IssueDesk issues, CheckedFiles held, Uploads uploads, ObjectMapper json) {
		this.cases = cases;
		this.customers = customers;
		this.messages = messages;
		this.outbox = outbox;
		this.undelivered = undelivered;
		this.promises = promises;
		this.turns = turns;
		this.defects = defects;
		this.similar = similar;
		this.escalations = escalations;
		this.checks = checks;
		this.ratings = ratings;
		this.reviews = reviews;
		this.tasks = tasks;
		this.timeline = timeline;
		this.diagrams = diagrams;
		this.wording = wording;
		this.desk = desk;
		this.issues = issues;
		this.held = held;
		this.uploads = uploads;
		this.json = json;
	}

	@ModelAttribute("wording")
	Wording wording() {
		return this.wording;
	}

	/** What the hint at the field for files says. */
	@ModelAttribute("limits")
	Uploads.Limits limits() {
		return this.uploads.limits();
	}

	@GetMapping("/")
	String start() {
		return "redirect:/cases";
	}

	@GetMapping("/cases")
	String list(@RequestParam(defaultValue = "open") String show, @RequestParam(defaultValue = "") String number,
			@RequestParam(required = false) @Nullable Long before, Model model) {
		String wanted = number.strip().toUpperCase(java.util.Locale.ROOT);
		CaseQuery query = new CaseQuery(
				"open".equals(show) ? Boolean.TRUE : "closed".equals(show) ? Boolean.FALSE : null, null,
				"mine".equals(show) ? SignedIn.person().orElseThrow().account() : null, null,
				wanted.isEmpty() ? null : wanted, before);
		List<SupportCase> page = this.cases.list(query, PAGE + 1);
		List<SupportCase> items = page.subList(0, Math.min(PAGE, page.size()));
		Map<Long, Customer> theirs = this.customers.get(items.stream().map(SupportCase::customerId).toList());
		Map<Long, Promise> running = this.promises.running(items.stream().map(SupportCase::id).toList())
			.stream()
			.collect(Collectors.toMap(Promise::caseId, Function.identity()));
		model.addAttribute("items", items);
		model.addAttribute("customers", theirs);
		model.addAttribute("promises", running);
		model.addAttribute("turns", this.turns.of(items));
		model.addAttribute("show", show);
		model.addAttribute("number", number);
		model.addAttribute("next", (page.size() > PAGE) ? items.get(PAGE - 1).id() : null);
		return "desk/cases";
	}

	@GetMapping("/cases/{number}")
	String one(@PathVariable String number, Model model) {
		SupportCase shown = this.cases.get(number);
		show(shown, model);
		model.addAttribute("others", shown.isOpen() ? othersOf(shown) : List.of());
		Defect defect = this.defects.ofCase(shown.id()).orElse(null);
		model.addAttribute("defect", defect);
		model.addAttribute("similar", (defect == null && shown.isOpen()) ? this.similar.to(shown) : null);
		List<AuditEntry> history = this.timeline.without(number, Readers.SEEN, 0, TIMELINE);
		model.addAttribute("timeline", history);
		model.addAttribute("senderChecks", ofMessages(history, "message.received", "senderChecks"));
		model.addAttribute("settled", ofMessages(history, "message.settled", "reason"));
		model.addAttribute("ways", this.diagrams.ways(shown, history));
		model.addAttribute("firstBreak", this.timeline.firstBreak(number));
		return "desk/case";
	}

	/** The same case beside a form in Tasklist. */
	@GetMapping("/tasks/{id}/case")
	String besideTask(@PathVariable String id, Model model) {
		SupportCase shown = this.cases.get(this.tasks.get(id).caseNumber());
		show(shown, model);
		model.addAttribute("besideTask", true);
		List<AuditEntry> history = this.timeline.without(shown.number(), Readers.SEEN, 0, TIMELINE);
		model.addAttribute("timeline", history);
		model.addAttribute("senderChecks", ofMessages(history, "message.received", "senderChecks"));
		model.addAttribute("settled", ofMessages(history, "message.settled", "reason"));
		return "desk/beside-task";
	}

	/** What is recorded with messages and nowhere else, by message. */
	private static Map<Long, String> ofMessages(List<AuditEntry> history, String action, String detail) {
		Map<Long, String> found = new HashMap<>();
		history.stream()
			.filter((entry) -> entry.action().equals(action))
			.map(AuditEntry::details)
			.filter((details) -> details.get(detail) != null && details.get("message") instanceof Number)
			.forEach((details) -> found.put(((Number) details.get("message")).longValue(),
					String.valueOf(details.get(detail))));
		return found;
	}

	private void show(SupportCase shown, Model model) {
		model.addAttribute("case", shown);
		model.addAttribute("ratings", this.ratings.ofCase(shown.id()));
		model.addAttribute("continuing", this.cases.continuing(List.of(shown)));
		List<SupportCase> pointing = this.cases.pointingAt(shown.number());
		model.addAttribute("merged",
				pointing.stream().filter((one) -> shown.number().equals(one.duplicateOf())).toList());
		model.addAttribute("quoting", pointing.stream().filter((one) -> shown.number().equals(one.quotes())).toList());
		Map<Long, String> splits = pointing.stream()
			.filter((one) -> shown.number().equals(one.splitFrom()))
			.collect(Collectors.toMap(SupportCase::splitMessage, SupportCase::number));
		model.addAttribute("splits", splits);
		model.addAttribute("customer", this.customers.get(shown.customerId()));
		List<Message> messages = this.messages.ofCase(shown.id());
		model.addAttribute("messages", messages);
		model.addAttribute("progress", this.outbox.progress(shown.id()));
		model.addAttribute("undelivered", this.undelivered.ofCase(shown.id()));
		model.addAttribute("theirWords",
				messages.stream()
					.filter((message) -> message.kind() == Message.Kind.CUSTOMER)
					.reduce((first, later) -> later)
					.orElse(null));
		model.addAttribute("looks", this.messages.withLooks(shown.id()));
		model.addAttribute("splittable", splittable(messages, splits));
		model.addAttribute("reviews",
				this.reviews.ofCase(shown.id())
					.stream()
					.collect(Collectors.toMap(ReviewedReply::here, Function.identity())));
		List<Attachment> files = this.messages.attachmentsOf(shown.id());
		model.addAttribute("attachments", files.stream().collect(Collectors.groupingBy(Attachment::messageId)));
		model.addAttribute("files", files.stream().collect(Collectors.toMap(Attachment::id, Function.identity())));
		model.addAttribute("promises", this.promises.ofCase(shown.id()));
		model.addAttribute("running", this.promises.running(shown.id()).orElse(null));
		model.addAttribute("turn", this.turns.of(shown).orElse(null));
		model.addAttribute("tasks", this.tasks.ofCase(shown.number()));
		List<HandedOver> handOvers = this.escalations.ofCase(shown.id());
		model.addAttribute("handOvers", handOvers);
		model.addAttribute("sentBack", handOvers.stream().filter((one) -> one.sentBack() != null).count());
		this.checks.show(shown, model);
		this.issues.show(shown, model);
		model.addAttribute("held",
				this.held.held(
						Stream
							.concat(files.stream().map(Attachment::fileId),
									this.checks.evidenceOf(model).stream().map(EvidenceFile::fileId))
							.toList()));
	}

	/**
	 * The way through a diagram, as the page's script reads it.
	 */
	@ModelAttribute("path")
	Function<Diagrams.Way, String> path() {
		return (way) -> {
			Map<String, Object> path = new HashMap<>();
			path.put("flows", way.flows());
			path.put("at", way.at());
			try {
				return this.json.writeValueAsString(path);
			}
			catch (JsonProcessingException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	@PostMapping("/cases/{number}/messages")
	String write(@PathVariable String number, HttpServletRequest request, RedirectAttributes after) {
		try {
			return this.uploads.form(request, (form) -> write(number, form, after));
		}
		catch (Uploads.TooLarge ex) {
			return again(number, ex, ex.sent(), after);
		}
		catch (UnfitFiles ex) {
			return again(number, ex, Map.of(), after);
		}
	}

	private String write(String number, Uploads.Form form, RedirectAttributes after) {
		boolean note = "internal".equals(form.field("visibility"));
		String next = form.field("nextUpdateAt");
		try {
			Message written = this.desk.write(number, form.field("text"), note,
					next.isEmpty() ? null : Instant.parse(next), form.field("laterBecause"), form.files());
			after.addFlashAttribute("done",
					note ? "The note is kept." : written.isHeld() ? HELD : "Your message is on its way.");
			return "redirect:/cases/" + number + "#write";
		}
		catch (Refusal ex) {
			return again(number, ex, form.fields(), after);
		}
	}

	/** What somebody wrote isn't lost when it is refused. */
	private static String again(String number, Refusal why, Map<String, String> sent, RedirectAttributes after) {
		after.addFlashAttribute("problem", why.getMessage());
		after.addFlashAttribute("text", sent.get("text"));
		after.addFlashAttribute("laterBecause", sent.get("laterBecause"));
		return "redirect:/cases/" + number + "#write";
	}

	@PostMapping("/cases/{number}/pause")
	String pause(@PathVariable String number, RedirectAttributes after) {
		return clock(number, after, "The promise is paused until the customer answers.", () -> this.desk.pause(number));
	}

	@PostMapping("/cases/{number}/resume")
	String resume(@PathVariable String number, RedirectAttributes after) {
		return clock(number, after, "The promise runs on.", () -> this.desk.resume(number));
	}

	private static String clock(String number, RedirectAttributes after, String done, Runnable work) {
		try {
			work.run();
			after.addFlashAttribute("done", done);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/cases/" + number;
	}

	@PostMapping("/cases/{number}/merge")
	String merge(@PathVariable String number, @RequestParam String into, @RequestParam String reason,
			RedirectAttributes after) {
		try {
			SupportCase merged = this.desk.merge(number, into, reason);
			after.addFlashAttribute("done", number + " is merged into this case and closed as a duplicate.");
			return "redirect:/cases/" + merged.duplicateOf();
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return "redirect:/cases/" + number;
		}
	}

	@PostMapping("/cases/{number}/split")
	String split(@PathVariable String number, @RequestParam long message, @RequestParam String subject,
			RedirectAttributes after) {
		try {
			SupportCase fresh = this.desk.split(number, message, subject);
			after.addFlashAttribute("done", "This case was split off from " + number + ". Its customer has a receipt.");
			return "redirect:/cases/" + fresh.number();
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
			return "redirect:/cases/" + number;
		}
	}

	/** What the customer wrote after their first words, and nobody has split off. */
	private static List<Message> splittable(List<Message> messages, Map<Long, String> splits) {
		return messages.stream()
			.filter((message) -> message.kind() == Message.Kind.CUSTOMER)
			.skip(1)
			.filter((message) -> !splits.containsKey(message.id()))
			.toList();
	}

	/** The customer's open cases, with which one may belong together. */
	private List<SupportCase> othersOf(SupportCase shown) {
		return this.cases.list(new CaseQuery(Boolean.TRUE, null, null, shown.customerId(), null, null), PAGE)
			.stream()
			.filter((other) -> other.id() != shown.id())
			.toList();
	}

	@PostMapping("/cases/{number}/close")
	String close(@PathVariable String number, @RequestParam String as, @RequestParam String reason,
			@RequestParam(defaultValue = "") String of, RedirectAttributes after) {
		try {
			this.desk.endEarly(number, Closing.of(as).orElse(Closing.CONFIRMED), reason, of);
			after.addFlashAttribute("done", "The case is closed as " + as + ".");
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", ex.getMessage());
		}
		return "redirect:/cases/" + number;
	}

	@GetMapping("/models/{process}/{version}")
	ResponseEntity<byte[]> diagram(@PathVariable String process, @PathVariable int version) {
		return this.diagrams.file(process, version)
			.map((file) -> ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_XML)
				.cacheControl(CacheControl.maxAge(java.time.Duration.ofDays(1)).cachePrivate())
				.body(file))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

}
