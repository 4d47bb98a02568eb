package org.followthrough.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Problems;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The lists of words that teams avoid, and the advice beside an editor.
 */
@Controller
@RequestMapping("/guide")
class GuidePages {

	private final PlainWords plainWords;

	private final Jargon jargon;

	GuidePages(PlainWords plainWords, Jargon jargon) {
		this.plainWords = plainWords;
		this.jargon = jargon;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "") String team, Model model) {
		JargonList list = this.jargon.of(team.strip());
		return page(list, written(list.words()), model);
	}

	private String page(JargonList list, String text, Model model) {
		model.addAttribute("list", list);
		model.addAttribute("text", text);
		model.addAttribute("teams", this.jargon.teams());
		model.addAttribute("mayEdit", this.jargon.mayEdit());
		return "guide/guide";
	}

	@PostMapping
	String save(@RequestParam(defaultValue = "") String team, @RequestParam int version, @RequestParam String words,
			Model model, RedirectAttributes after, HttpServletResponse response) {
		try {
			this.jargon.save(team.strip(), version, read(words));
			after.addFlashAttribute("done", "The list is saved.");
			after.addAttribute("team", team.strip());
			return "redirect:/guide";
		}
		catch (Refusal ex) {
			response.setStatus(Problems.status(ex.kind()).value());
			model.addAttribute("problem", ex.getMessage());
			return page(new JargonList(team.strip(), version, List.of()), words, model);
		}
	}

	/** What the editor of a case's page asks for while somebody writes. */
	@PostMapping("/_advice")
	String advice(@RequestParam(defaultValue = "") String text, @RequestParam(defaultValue = "") String team,
			@RequestParam Map<String, String> sent, Model model) {
		boolean toCustomer = !"internal".equals(sent.get("visibility"));
		model.addAttribute("advice", toCustomer ? this.plainWords.on(text, team) : List.of());
		return "guide/advice :: advice";
	}

	/** One line a word, with what to say instead behind an equals sign. */
	private static String written(List<JargonWord> words) {
		return words.stream()
			.map((one) -> (one.instead() != null) ? one.word() + " = " + one.instead() : one.word())
			.collect(Collectors.joining("\n"));
	}

	private static List<JargonWord> read(String lines) {
		List<JargonWord> words = new ArrayList<>();
		lines.lines().map(String::strip).filter((line) -> !line.isEmpty()).forEach((line) -> {
			String[] parts = line.split("=", 2);
			words.add(new JargonWord(parts[0], (parts.length > 1) ? parts[1] : null));
		});
		return words;
	}

}
