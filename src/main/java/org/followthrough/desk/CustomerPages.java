package org.followthrough.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.Attachment;
import org.followthrough.correspondence.Message;
import org.followthrough.correspondence.Messages;
import org.followthrough.correspondence.Turn;
import org.followthrough.correspondence.Turns;
import org.followthrough.correspondence.UnfitFiles;
import org.followthrough.customers.Customers;
import org.followthrough.escalation.Escalations;
import org.followthrough.identity.SignedIn;
import org.followthrough.promises.Promises;
import org.followthrough.scan.CheckedFiles;
import org.followthrough.signoff.Ratings;
import org.followthrough.signoff.SignOff;
import org.followthrough.signoff.SignOffs;
import org.followthrough.verification.UnverifiedFixes;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.followthrough.web.VisitorLanguage;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * The page on which a customer sees the truth about their case, and answers.
 */
@Controller
@RequestMapping("/c/{token}")
class CustomerPages {

	private final CustomerDesk desk;

	private final Customers customers;

	private final Messages messages;

	private final Promises promises;

	private final Turns turns;

	private final SignOffs signOffs;

	private final Ratings ratings;

	private final Escalations escalations;

	private final UnverifiedFixes unverified;

	private final Languages languages;

	private final VisitorLanguage visitors;

	private final Uploads uploads;

	private final CheckedFiles files;

	private final Clock clock;

	CustomerPages(CustomerDesk desk, Customers customers, Messages messages, Promises promises, Turns turns,
			SignOffs signOffs, Ratings ratings, Escalations escalations, UnverifiedFixes unverified,
			Languages languages, VisitorLanguage visitors, Uploads uploads, CheckedFiles files, Clock clock) {
		this.desk = desk;
		this.customers = customers;
		this.messages = messages;
		this.promises = promises;
		this.turns = turns;
		this.signOffs = signOffs;
		this.ratings = ratings;
		this.escalations = escalations;
		this.unverified = unverified;
		this.languages = languages;
		this.visitors = visitors;
		this.uploads = uploads;
		this.files = files;
		this.clock = clock;
	}

	/** What the hint at the field for files says. */
	@ModelAttribute("limits")
	Uploads.Limits limits() {
		return this.uploads.limits();
	}

	@GetMapping
	String show(@PathVariable String token, Model model) {
		SupportCase theirs = this.desk.open(token);
		Language language = this.desk.language(token);
		model.addAttribute("lang", language);
		model.addAttribute("switchTo", "/c/" + token + "/language");
		List<Message> thread = this.messages.ofCase(theirs.id())
			.stream()
			.filter(Message::isPublic)
			.sorted(Comparator.comparing(Message::saidAt).thenComparing(Message::id))
			.toList();
		model.addAttribute("token", token);
		model.addAttribute("case", theirs);
		model.addAttribute("customer", this.customers.get(theirs.customerId()));
		Turn turn = this.turns.of(theirs).orElse(null);
		model.addAttribute("messages", thread);
		model.addAttribute("looks", this.messages.withLooks(theirs.id()));
		List<Attachment> files = this.messages.attachmentsOf(theirs.id());
		model.addAttribute("attachments", files.stream().collect(Collectors.groupingBy(Attachment::messageId)));
		model.addAttribute("held", this.files.held(files.stream().map(Attachment::fileId).toList()));
		model.addAttribute("upTo", thread.stream().mapToLong(Message::id).max().orElse(0));
		model.addAttribute("shownAt", this.clock.millis());
		model.addAttribute("running", this.promises.running(theirs.id()).orElse(null));
		model.addAttribute("turn", turn);
		model.addAttribute("ratable", this.ratings.ratable(theirs.id()).isPresent());
		model.addAttribute("ratings", this.ratings.ofCase(theirs.id()));
		model.addAttribute("mayReopen", this.desk.mayReopen(theirs));
		model.addAttribute("before", this.desk.before(theirs));
		model.addAttribute("after", this.desk.after(theirs));
		SignOff question = this.signOffs.latest(theirs.id())
			.filter(SignOff::isOpen)
			.filter((asked) -> theirs.isOpen())
			.orElse(null);
		model.addAttribute("question", question);
		model.addAttribute("unchecked",
				question != null && theirs.stage().equals("sign-off") && offeredUnverified(theirs));
		String stage = CustomerProgress.stage(theirs, turn, question != null);
		model.addAttribute("stage", stage);
		model.addAttribute("steps", CustomerProgress.of(theirs, stage, language));
		return "desk/customer";
	}

	/** Nobody may think that we saw a fix work which we could not try. */
	private boolean offeredUnverified(SupportCase theirs) {
		return this.escalations.currentFix(theirs.id())
			.filter((fix) -> this.unverified.isAccepted(fix.id()))
			.isPresent();
	}

	/**
	 * Sent by the page itself once somebody has it before them; whoever works here is
	 * nobody.
	 */
	@PostMapping("/seen")
	ResponseEntity<Void> seen(@PathVariable String token, @RequestParam long upTo,
			@RequestParam(defaultValue = "0") long shownAt) {
		if (SignedIn.person().isEmpty()) {
			this.desk.saw(token, upTo, Instant.ofEpochMilli(shownAt));
		}
		return ResponseEntity.noContent().build();
	}

	/** The customer says which language they read; mail to them is in it from then on. */
	@PostMapping("/language")
	String read(@PathVariable String token, @RequestParam(defaultValue = "") String language,
			HttpServletRequest request, HttpServletResponse response) {
		Language chosen = this.languages.find(language).orElseGet(() -> this.desk.language(token));
		this.visitors.remember(request, response, chosen);
		if (SignedIn.person().isEmpty()) {
			this.desk.reads(token, chosen);
		}
		return "redirect:/c/" + token;
	}

	@PostMapping("/reply")
	String reply(@PathVariable String token, HttpServletRequest request, RedirectAttributes after) {
		// Nothing is read for a link that leads nowhere.
		this.desk.open(token);
		try {
			return this.uploads.form(request, (form) -> reply(token, form, after));
		}
		catch (Uploads.TooLarge ex) {
			after.addFlashAttribute("reply", ex.sent().get("text"));
			after.addFlashAttribute("problem", ex.in(this.desk.language(token)));
			return "redirect:/c/" + token;
		}
		catch (UnfitFiles ex) {
			after.addFlashAttribute("problem", this.desk.language(token).refused(ex));
			return "redirect:/c/" + token;
		}
	}

	private String reply(String token, Uploads.Form form, RedirectAttributes after) {
		AtomicReference<String> page = new AtomicReference<>("/c/" + token);
		act(token, after, form.field("text"), null, (words) -> {
			SupportCase with = this.desk.reply(token, words, form.files());
			if (with.id() == this.desk.open(token).id()) {
				after.addFlashAttribute("done", say(token, "customer.done.reply"));
			}
			else {
				page.set(this.desk.page(with));
				after.addFlashAttribute("done", say(token, "customer.done.reply-elsewhere", "number", with.number()));
			}
		});
		if (after.getFlashAttributes().containsKey("problem")) {
			after.addFlashAttribute("reply", form.field("text"));
		}
		return "redirect:" + page.get();
	}

	@PostMapping("/sign-off")
	String signOff(@PathVariable String token, @RequestParam(defaultValue = "") String answer,
			@RequestParam(defaultValue = "") String words, RedirectAttributes after) {
		return switch (answer) {
			case "yes" -> act(token, after, words, null, (said) -> after.addFlashAttribute("done", say(token,
					this.desk.confirm(token, said) ? "customer.done.confirmed" : "customer.done.confirmed-unclear")));
			case "no" -> act(token, after, words, null, (said) -> after.addFlashAttribute("done", say(token,
					this.desk.sendBack(token, said) ? "customer.done.sent-back" : "customer.done.sent-back-unclear")));
			case "somebody-else" -> act(token, after, words, "customer.done.somebody-else",
					(said) -> this.desk.askForSomebodyElse(token, said));
			default -> act(token, after, words, null, (said) -> {
				throw new Wrong("customer.wrong.choose");
			});
		};
	}

	@PostMapping("/rating")
	String rate(@PathVariable String token, @RequestParam(defaultValue = "0") int points,
			@RequestParam(defaultValue = "") String words, RedirectAttributes after) {
		return act(token, after, words, null, (said) -> after.addFlashAttribute("done",
				say(token, this.desk.rate(token, points, said) ? "customer.done.rated-heard" : "customer.done.rated")));
	}

	@PostMapping("/talk")
	String talk(@PathVariable String token, @RequestParam(defaultValue = "") String words, RedirectAttributes after) {
		return act(token, after, words, "customer.done.call", (said) -> this.desk.askToTalk(token, said));
	}

	@PostMapping("/withdraw")
	String withdraw(@PathVariable String token, @RequestParam(defaultValue = "") String words,
			RedirectAttributes after) {
		return act(token, after, words, "customer.done.withdrawn", (said) -> this.desk.withdraw(token, said));
	}

	@PostMapping("/fresh-link")
	String freshLink(@PathVariable String token, RedirectAttributes after) {
		this.desk.sendFreshLink(token);
		after.addFlashAttribute("sent", true);
		return "redirect:/c/" + token;
	}

	private String say(String token, String key, Object... named) {
		return this.desk.language(token).say(key, named);
	}

	private String act(String token, RedirectAttributes after, String words, @Nullable String done,
			Consumer<String> work) {
		try {
			Wrong.ifLonger(words.strip(), Messages.LONGEST);
			work.accept(words.strip());
			if (done != null) {
				after.addFlashAttribute("done", say(token, done));
			}
		}
		catch (CustomerDesk.LinkExpired ex) {
			throw ex;
		}
		catch (Wrong ex) {
			after.addFlashAttribute("problem", ex.in(this.desk.language(token)));
			after.addFlashAttribute("words", words);
		}
		catch (Refusal ex) {
			after.addFlashAttribute("problem", this.desk.language(token).refused(ex));
			after.addFlashAttribute("words", words);
		}
		return "redirect:/c/" + token;
	}

	/** What no page can be shown for, in the language of the browser. */
	@ExceptionHandler
	ModelAndView refused(Refusal refusal, HttpServletRequest request) {
		Language language = this.visitors.of(request);
		ModelAndView page = new ModelAndView("refused");
		page.setStatus(Problems.status(refusal.kind()));
		page.addObject("lang", language);
		page.addObject("sentence", language.refused(refusal));
		return page;
	}

	@ExceptionHandler
	ModelAndView expired(CustomerDesk.LinkExpired expired, HttpServletRequest request) {
		Language language = this.visitors.of(request);
		ModelAndView page = new ModelAndView("desk/link-expired");
		page.setStatus(HttpStatus.GONE);
		page.addObject("lang", language);
		page.addObject("sentence", language.refused(expired));
		Map<?, ?> variables = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		page.addObject("token", variables.get("token"));
		Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
		page.addObject("sent", flash != null && flash.containsKey("sent"));
		return page;
	}

}
