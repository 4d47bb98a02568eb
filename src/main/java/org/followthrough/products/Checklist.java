package org.followthrough.products;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.followthrough.web.Invalid;

/**
 * What engineering has to know of a kind of product. It is answered in one text, which
 * every form and every program can hold: each question at the beginning of a line, its
 * answer after it; further lines of an answer are indented or are simply no question.
 *
 * @param questions the questions, in order
 */
public record Checklist(List<Question> questions) {

	/** The name of the field that holds the answers. */
	public static final String FIELD = "checklist";

	private static final String INDENT = "  ";

	/**
	 * The questions of this checklist and of another, each once.
	 * @param other the other
	 * @return both
	 */
	public Checklist and(Checklist other) {
		List<Question> both = new ArrayList<>(this.questions);
		other.questions.stream()
			.filter((question) -> both.stream().noneMatch((one) -> one.text().equalsIgnoreCase(question.text())))
			.forEach(both::add);
		return new Checklist(List.copyOf(both));
	}

	/**
	 * The text to fill in.
	 * @param answers what is known already, by question
	 * @return a line for each question, with its answer if there is one
	 */
	public String text(Map<String, String> answers) {
		return this.questions.stream()
			.map((question) -> beginning(question) + " "
					+ answers.getOrDefault(question.text(), "").strip().replace("\n", "\n" + INDENT))
			.collect(Collectors.joining("\n"));
	}

	/**
	 * Reads the text.
	 * @param text what was filled in
	 * @return the answers by question, in the order of the questions; without those that
	 * were left open
	 * @throws Invalid if a line answers no question
	 */
	public Map<String, String> read(String text) {
		Map<String, StringBuilder> found = new LinkedHashMap<>();
		StringBuilder current = null;
		for (String line : text.strip().split("\\R")) {
			Optional<Question> asked = asked(line);
			if (asked.isPresent() && !found.containsKey(asked.get().text())) {
				current = new StringBuilder(after(asked.get(), line));
				found.put(asked.get().text(), current);
			}
			else if (current != null) {
				current.append('\n').append(line.startsWith(INDENT) ? line.substring(INDENT.length()) : line);
			}
			else if (!line.isBlank()) {
				throw new Invalid(FIELD,
						"\"" + line.strip() + "\" answers none of the questions. "
								+ (this.questions.isEmpty() ? "There are none here."
										: "Begin each line with its question: " + text(Map.of()).replace("\n", "; ")));
			}
		}
		Map<String, String> answers = new LinkedHashMap<>();
		for (Question question : this.questions) {
			String answer = found.getOrDefault(question.text(), new StringBuilder()).toString().strip();
			if (!answer.isEmpty()) {
				answers.put(question.text(), answer);
			}
		}
		return answers;
	}

	/**
	 * What has to be answered and isn't.
	 * @param answers the answers by question
	 * @return the questions
	 */
	public List<String> unanswered(Map<String, String> answers) {
		return this.questions.stream()
			.filter((question) -> question.needed() && answers.getOrDefault(question.text(), "").isBlank())
			.map(Question::text)
			.toList();
	}

	/** The longest, where one question begins as another. */
	private Optional<Question> asked(String line) {
		return this.questions.stream()
			.filter((question) -> line.regionMatches(true, 0, beginning(question), 0, beginning(question).length()))
			.max(Comparator.comparingInt((question) -> question.text().length()));
	}

	private static String after(Question question, String line) {
		return line.substring(beginning(question).length()).strip();
	}

	/** A question mark ends a question well enough. */
	private static String beginning(Question question) {
		return question.text().endsWith("?") ? question.text() : question.text() + ":";
	}

}
