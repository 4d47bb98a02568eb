package org.followthrough.inquiry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.history.Lateness;
import org.followthrough.inquiry.QuestionMapper.Drafted;
import org.followthrough.inquiry.QuestionMapper.Ending;
import org.followthrough.inquiry.QuestionMapper.Late;
import org.followthrough.inquiry.QuestionMapper.SignedOff;
import org.followthrough.inquiry.ToldAnswer.Link;
import org.followthrough.web.TimeWords;

import org.springframework.stereotype.Component;

/**
 * What there is to say of a page of answers, besides what each entry says itself.
 */
@Component
class Remarks {

	private final QuestionMapper rows;

	private final TimeWords times;

	Remarks(QuestionMapper rows, TimeWords times) {
		this.rows = rows;
		this.times = times;
	}

	/**
	 * Says it.
	 * @param question what was asked
	 * @param entries the entries by the answers that they give
	 * @param cases the ids of their cases, by number
	 * @return sentences by answer
	 */
	Map<Answer, List<String>> of(AuditQuestion question, Map<Answer, PastEntry> entries, Map<String, Long> cases) {
		return switch (question) {
			case WITHOUT_YES -> whyWithoutYes(entries.keySet(), cases);
			case NEAR_CHECKS -> each(entries, (answer, entry) -> how(answer, entry));
			case BROKEN_PROMISES -> whatWasDone(entries.keySet());
			case MODEL_EDITS -> each(entries, (answer, entry) -> whose(entry));
			case DISORDER -> each(entries, (answer, entry) -> List
				.of(Lateness.words(Duration.parse(answer.note())) + " before the entry that stands before it"));
			case RIGHTS, ACCESS -> Map.of();
		};
	}

	private static Map<Answer, List<String>> each(Map<Answer, PastEntry> entries,
			BiFunction<Answer, PastEntry, List<String>> say) {
		Map<Answer, List<String>> said = new HashMap<>();
		entries.forEach((answer, entry) -> said.put(answer, say.apply(answer, entry)));
		return said;
	}

	private static List<String> how(Answer answer, PastEntry entry) {
		return List.of(entry.actor() + " "
				+ Arrays.stream(answer.note().split(","))
					.map(Nearness::ofWord)
					.map(Nearness::words)
					.collect(Collectors.joining("; ")),
				"The fix was made by " + entry.text("fixedBy"));
	}

	private static List<String> whose(PastEntry entry) {
		String author = entry.text("author");
		if (author == null) {
			return List.of("It came with the product; nobody here wrote it");
		}
		List<String> said = new ArrayList<>(List.of("Author: " + author));
		said.add(
				(entry.text("approver") != null) ? "Approved by " + entry.text("approver") : "Nobody else approved it");
		if (entry.text("why") != null) {
			said.add("Why: " + entry.text("why"));
		}
		return said;
	}

	private Map<Answer, List<String>> whyWithoutYes(Collection<Answer> answers, Map<String, Long> cases) {
		if (cases.isEmpty()) {
			return Map.of();
		}
		Map<Long, List<Ending>> endings = this.rows.endings(cases.values())
			.stream()
			.collect(Collectors.groupingBy(Ending::caseId));
		Map<Long, List<SignedOff>> signOffs = this.rows.signOffs(cases.values())
			.stream()
			.collect(Collectors.groupingBy(SignedOff::caseId));
		Map<Answer, List<String>> said = new HashMap<>();
		for (Answer answer : answers) {
			long caseId = cases.getOrDefault(answer.stream(), 0L);
			// The last one before the case was closed: it may have been reopened since.
			String early = endings.getOrDefault(caseId, List.of())
				.stream()
				.filter((one) -> !one.foundAt().isAfter(answer.at()) && one.endedAs().word().equals(answer.note()))
				.reduce((first, second) -> second)
				.map((one) -> one.foundBy() + " found: " + one.reason())
				.orElse(null);
			String late = signOffs.getOrDefault(caseId, List.of())
				.stream()
				.filter((one) -> !one.answeredAt().isAfter(answer.at()))
				.reduce((first, second) -> second)
				.map(Remarks::decision)
				.orElse(null);
			String why = (early != null) ? early : late;
			said.put(answer, List.of((why != null) ? why : "Nothing on record says why"));
		}
		return said;
	}

	private static String decision(SignedOff last) {
		String words = last.words();
		String told = (words != null && !words.isBlank()) ? ": " + words : "";
		if (last.decidedBy() != null && "UNANSWERED".equals(last.answer())) {
			return "The customer was reminded " + last.reminders() + " times and didn't answer; " + last.decidedBy()
					+ " decided to wait no longer" + told;
		}
		return "CONFIRMED".equals(last.answer()) ? "The customer accepted that it can't be solved" + told
				: "The customer was asked and said" + (told.isEmpty() ? " nothing" : told);
	}

	private Map<Answer, List<String>> whatWasDone(Collection<Answer> answers) {
		if (answers.isEmpty()) {
			return Map.of();
		}
		Map<Long, Late> promises = this.rows.promises(answers.stream().map((one) -> Long.valueOf(one.note())).toList())
			.stream()
			.collect(Collectors.toMap(Late::id, Function.identity()));
		Map<Answer, List<String>> said = new HashMap<>();
		answers.forEach(
				(answer) -> said.put(answer, done(Objects.requireNonNull(promises.get(Long.valueOf(answer.note()))))));
		return said;
	}

	private List<String> done(Late promise) {
		String called = switch (promise.called()) {
			case 0 -> "No manager was called";
			case 1 -> "The team's manager was called";
			default -> "The team's manager was called, then the manager above";
		};
		if (promise.endedAt() == null) {
			return List.of(called, "Still " + this.times.due(promise.dueAt()));
		}
		return List.of(called,
				(promise.author() != null)
						? "Word came by " + promise.author() + ", " + Lateness.of(promise.dueAt(), promise.endedAt())
						: "It ended without a word, " + Lateness.of(promise.dueAt(), promise.endedAt()));
	}

	/**
	 * Where to read what differed.
	 * @param entries publications by the answers that they give
	 * @return links by answer
	 */
	Map<Answer, List<Link>> differences(Map<Answer, PastEntry> entries) {
		List<String> deployments = entries.values()
			.stream()
			.map((entry) -> entry.text("deployment"))
			.filter(Objects::nonNull)
			.toList();
		Map<String, Long> drafts = deployments.isEmpty() ? Map.of()
				: this.rows.drafts(deployments)
					.stream()
					.collect(Collectors.toMap(Drafted::deployment, Drafted::id, (one, other) -> one));
		Map<Answer, List<Link>> links = new LinkedHashMap<>();
		entries.forEach((answer, entry) -> {
			Long draft = drafts.get(String.valueOf(entry.text("deployment")));
			List<Link> found = new ArrayList<>();
			if (entry.details().get("files") instanceof List<?> files) {
				files.forEach((file) -> found.add((draft != null)
						? new Link("What differs in " + file, "/studio/drafts/" + draft + "/" + file + "/difference")
						: new Link("Versions of " + file, "/studio/models/" + file)));
			}
			links.put(answer, found);
		});
		return links;
	}

}
