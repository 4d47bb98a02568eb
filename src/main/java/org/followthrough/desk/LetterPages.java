package org.followthrough.desk;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Cases;
import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.correspondence.MailPreviews;
import org.followthrough.correspondence.MailPreviews.Sample;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.journey.TaskView;
import org.followthrough.journey.Tasks;
import org.followthrough.promises.Promises;
import org.followthrough.web.Languages;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Mails before they go: each kind of letter in each language, for managers and
 * administrators, and what somebody is writing, beside the editor.
 */
@Controller
class LetterPages {

	/** The tasks whose words go to the customer as they are, whatever else is chosen. */
	private static final Map<String, Kind> BY_TASK = Map.of("acknowledge", Kind.ACKNOWLEDGEMENT, "ask-customer",
			Kind.QUESTION, "answer", Kind.ANSWER, "explain-unsolved", Kind.EXPLANATION, "read-message", Kind.UPDATE,
			"talk-to-customer", Kind.UPDATE, "late-word", Kind.UPDATE);

	private final MailPreviews previews;

	private final Updates updates;

	private final Tasks tasks;

	private final Cases cases;

	private final Promises promises;

	private final Languages languages;

	LetterPages(MailPreviews previews, Updates updates, Tasks tasks, Cases cases, Promises promises,
			Languages languages) {
		this.previews = previews;
		this.updates = updates;
		this.tasks = tasks;
		this.cases = cases;
		this.promises = promises;
		this.languages = languages;
	}

	@GetMapping("/letters")
	String letters(@RequestParam(defaultValue = "receipt") String letter,
			@RequestParam(defaultValue = "") String language, Model model) {
		Sample shown = Sample.of(letter);
		model.addAttribute("samples", Sample.values());
		model.addAttribute("shown", shown);
		model.addAttribute("preview", this.previews.of(shown, this.languages.of(language)));
		return "desk/letters";
	}

	/**
	 * What a form in Tasklist asks for while somebody writes in it. Forms whose words may
	 * go elsewhere than to the customer have none.
	 */
	@PostMapping("/tasks/{id}/_preview")
	@Nullable String besideForm(@PathVariable String id, @RequestParam(defaultValue = "") String text, Model model,
			HttpServletResponse response) {
		TaskView task = this.tasks.get(id);
		Kind kind = BY_TASK.get(task.key());
		if (kind == null) {
			response.setStatus(HttpStatus.NO_CONTENT.value());
			return null;
		}
		model.addAttribute("note", false);
		model.addAttribute("besideForm", true);
		if (!text.isBlank()) {
			SupportCase about = this.cases.getOpen(task.caseNumber());
			NextWord next = kind.isOffer() ? this.promises.nextWordAfterAnswer(about, null, null)
					: this.promises.nextWord(about, null, null);
			model.addAttribute("preview", this.previews.of(Map.of(about, next), kind, text));
		}
		return "desk/letter-parts :: beside";
	}

	/** What an editor asks for while somebody writes. */
	@PostMapping("/cases/{number}/_preview")
	String preview(@PathVariable String number, @RequestParam(defaultValue = "") String text,
			@RequestParam(required = false) List<String> also, @RequestParam Map<String, String> sent, Model model) {
		boolean note = "internal".equals(sent.get("visibility"));
		model.addAttribute("note", note);
		if (!note && !text.isBlank()) {
			try {
				model.addAttribute("preview", this.previews
					.of(this.updates.asSent(number, also, sent.get("nextUpdateAt")), Kind.UPDATE, text));
			}
			catch (Refusal ex) {
				model.addAttribute("problem", ex.getMessage());
			}
		}
		return "desk/letter-parts :: beside";
	}

}
