package org.followthrough.desk;

import java.util.List;
import java.util.Map;

import org.followthrough.correspondence.MailPreviews;
import org.followthrough.correspondence.MailPreviews.Sample;
import org.followthrough.correspondence.Message.Kind;
import org.followthrough.web.Languages;
import org.followthrough.web.Refusal;

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

	private final MailPreviews previews;

	private final Updates updates;

	private final Languages languages;

	LetterPages(MailPreviews previews, Updates updates, Languages languages) {
		this.previews = previews;
		this.updates = updates;
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

	/** What an editor asks for while somebody writes. */
	@PostMapping("/cases/{number}/_preview")
	String preview(@PathVariable String number, @RequestParam(defaultValue = "") String text,
			@RequestParam(required = false) List<String> also, @RequestParam Map<String, String> sent, Model model) {
		boolean note = "internal".equals(sent.get("visibility"));
		model.addAttribute("note", note);
		if (!note && !text.isBlank()) {
			try {
				model.addAttribute("preview",
						this.previews.of(this.updates.asSent(number, also, sent.get("nextUpdateAt")), Kind.UPDATE, text));
			}
			catch (Refusal ex) {
				model.addAttribute("problem", ex.getMessage());
			}
		}
		return "desk/letter-parts :: beside";
	}

}
