package org.followthrough.studio;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.identity.Actor;
import org.followthrough.journey.ModelRefused;
import org.followthrough.journey.PublishedModel;
import org.followthrough.journey.PublishedModels;
import org.followthrough.web.Invalid;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page of a draft: what is in it, what it changes, and what becomes of it.
 */
@Controller
@RequestMapping("/studio/drafts/{id}")
class DraftPages {

	private final Drafts drafts;

	private final DraftFiles files;

	private final DraftReview review;

	private final Judgement judgement;

	private final Differences differences;

	private final DraftComments comments;

	private final PublishedModels models;

	private final DraftRehearsals rehearsals;

	private final DraftRunning running;

	private final Upgrades upgrades;

	DraftPages(Drafts drafts, DraftFiles files, DraftReview review, Judgement judgement, Differences differences,
			DraftComments comments, PublishedModels models, DraftRehearsals rehearsals, DraftRunning running,
			Upgrades upgrades) {
		this.running = running;
		this.upgrades = upgrades;
		this.rehearsals = rehearsals;
		this.drafts = drafts;
		this.files = files;
		this.review = review;
		this.judgement = judgement;
		this.differences = differences;
		this.comments = comments;
		this.models = models;
	}

	@GetMapping
	String draft(@PathVariable long id, Model model) {
		Draft draft = this.drafts.get(id);
		List<String> editors = this.drafts.editors(id);
		String reader = Actor.current().id();
		boolean open = draft.state().isOpen();
		List<DraftMapper.FileState> files = this.files.states(id);
		model.addAttribute("draft", draft);
		model.addAttribute("editors", editors);
		model.addAttribute("files", files);
		model.addAttribute("problems", open ? this.judgement.of(id) : List.of());
		model.addAttribute("differences", open ? this.differences.of(id) : List.of());
		model.addAttribute("rehearsal", open ? this.rehearsals.standing(id).orElse(null) : null);
		model.addAttribute("upgrade", this.upgrades.of(id).orElse(null));
		model.addAttribute("comments", this.comments.of(id));
		published(files, model);
		DraftRunningPages.show(this.running, draft, model);
		model.addAttribute("mayEdit", this.drafts.mayEdit());
		model.addAttribute("mayApprove", this.drafts.mayEdit() && draft.state() == DraftState.IN_REVIEW
				&& !draft.author().equals(reader) && !editors.contains(reader));
		return "studio/draft";
	}

	/** What runs and isn't in the draft yet, and how new what is in it is. */
	private void published(List<DraftMapper.FileState> files, Model model) {
		List<PublishedModel> running = this.models.running();
		List<String> names = files.stream().map(DraftMapper.FileState::name).toList();
		model.addAttribute("others", running.stream().filter((one) -> !names.contains(one.file())).toList());
		model.addAttribute("newest",
				running.stream().collect(Collectors.toMap(PublishedModel::file, PublishedModel::version)));
	}

	@PostMapping
	String describe(@PathVariable long id, @RequestParam(defaultValue = "0") int version,
			@RequestParam(defaultValue = "") String title, @RequestParam(defaultValue = "") String why, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, "Saved.", () -> this.drafts.describe(id, version, title, why),
				Map.of("givenTitle", title, "givenWhy", why), model, after, response);
	}

	/** It is looked at on its own page while it runs. */
	@PostMapping("/rehearse")
	String rehearse(@PathVariable long id, @RequestParam(defaultValue = "false") boolean replay, Model model,
			HttpServletResponse response) {
		try {
			return "redirect:/rehearsals/" + this.rehearsals.ask(id, replay).id();
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", told(ex));
			return draft(id, model);
		}
	}

	@PostMapping("/take")
	String take(@PathVariable long id, @RequestParam(defaultValue = "") String file, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, file + " is in the draft now. Open it to change it.", () -> this.files.take(id, file, 0),
				Map.of(), model, after, response);
	}

	@PostMapping("/form")
	String form(@PathVariable long id, @RequestParam(defaultValue = "") String task, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, "The form is in the draft now. Open it to change it.", () -> this.files.addForm(id, task),
				Map.of(), model, after, response);
	}

	@PostMapping("/bring")
	String bring(@PathVariable long id, @RequestParam(defaultValue = "") String name,
			@RequestParam(defaultValue = "") String content, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return act(id, "The file is in the draft now.",
				() -> this.files.add(id, name.strip(), content.getBytes(StandardCharsets.UTF_8)), Map.of(), model,
				after, response);
	}

	@PostMapping("/remove")
	String remove(@PathVariable long id, @RequestParam(defaultValue = "") String file, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, file + " is not in the draft any more. What runs of it stays.",
				() -> this.files.remove(id, file), Map.of(), model, after, response);
	}

	@PostMapping("/stands")
	String stands(@PathVariable long id, @RequestParam(defaultValue = "") String file,
			@RequestParam(defaultValue = "0") int version, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return act(id, "Yours stands over version " + version + ".", () -> this.files.standsOver(id, file, version),
				Map.of(), model, after, response);
	}

	@PostMapping("/submit")
	String submit(@PathVariable long id, @RequestParam(defaultValue = "0") int version,
			@RequestParam(defaultValue = "") String why, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return act(id, "Another manager can approve it now.", () -> this.review.submit(id, version, why),
				Map.of("givenWhy", why), model, after, response);
	}

	@PostMapping("/approve")
	String approve(@PathVariable long id, @RequestParam(defaultValue = "0") int version,
			@RequestParam(defaultValue = "now") String when, @RequestParam(defaultValue = "") String publishAt,
			Model model, RedirectAttributes after, HttpServletResponse response) {
		return act(id, "Approved.",
				() -> this.review.approve(id, version, "later".equals(when) ? moment(publishAt) : null), Map.of(),
				model, after, response);
	}

	private static Instant moment(String text) {
		try {
			return Instant.parse(text.strip());
		}
		catch (DateTimeException ex) {
			throw new Invalid("publishAt", "Say when it is to be published.");
		}
	}

	@PostMapping("/send-back")
	String sendBack(@PathVariable long id, @RequestParam(defaultValue = "0") int version,
			@RequestParam(defaultValue = "") String words, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return act(id, "It is with those who made it again.", () -> this.review.sendBack(id, version, words),
				Map.of("givenWords", words), model, after, response);
	}

	@PostMapping("/take-back")
	String takeBack(@PathVariable long id, Model model, RedirectAttributes after, HttpServletResponse response) {
		return act(id, "It can be changed again.", () -> this.review.takeBack(id), Map.of(), model, after, response);
	}

	@PostMapping("/discard")
	String discard(@PathVariable long id, @RequestParam(defaultValue = "") String words, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, "The draft is discarded.", () -> this.review.discard(id, words), Map.of("givenReason", words),
				model, after, response);
	}

	@PostMapping("/settle")
	String settle(@PathVariable long id, @RequestParam(defaultValue = "0") long conflict,
			@RequestParam(defaultValue = "") String choice, Model model, RedirectAttributes after,
			HttpServletResponse response) {
		return act(id, Upgrades.SHIPPED.equals(choice) ? "The shipped one is in the draft now." : "Yours stays.",
				() -> this.upgrades.settle(id, conflict, choice), Map.of(), model, after, response);
	}

	@PostMapping("/comments")
	String comment(@PathVariable long id, @RequestParam(defaultValue = "") String file,
			@RequestParam(defaultValue = "") String element, @RequestParam(defaultValue = "") String words, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, "Your comment is kept.", () -> this.comments.add(id, file, element, words),
				Map.of("givenComment", words), model, after, response);
	}

	@PostMapping("/comments/resolve")
	String resolve(@PathVariable long id, @RequestParam(defaultValue = "0") long comment, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		return act(id, "Settled.", () -> this.comments.resolve(id, comment), Map.of(), model, after, response);
	}

	private String act(long id, String done, Runnable work, Map<String, String> written, Model model,
			RedirectAttributes after, HttpServletResponse response) {
		try {
			work.run();
			after.addFlashAttribute("done", done);
			return "redirect:/studio/drafts/" + id;
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", told(ex));
			model.addAllAttributes(written);
			return draft(id, model);
		}
	}

	/** The problems stand on the page anyway. */
	private static @Nullable String told(Refusal refusal) {
		return (refusal instanceof ModelRefused refused)
				? "It can't be published as it is: see " + refused.problems().size()
						+ ((refused.problems().size() == 1) ? " problem" : " problems") + " below."
				: refusal.getMessage();
	}

}
