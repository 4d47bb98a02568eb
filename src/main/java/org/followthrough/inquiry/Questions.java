package org.followthrough.inquiry;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.audit.Person;
import org.followthrough.audit.Seals;
import org.followthrough.inquiry.QuestionMapper.Named;
import org.followthrough.inquiry.QuestionRequest.Asked;
import org.followthrough.inquiry.ToldAnswer.Link;
import org.followthrough.web.Cursor;
import org.followthrough.web.Page;
import org.followthrough.web.Wording;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers the questions that auditors always ask, page by page, the newest first.
 */
@Component
class Questions {

	private final QuestionMapper rows;

	private final Remarks remarks;

	private final Wording wording;

	private final Audit audit;

	private final Seals seals;

	Questions(QuestionMapper rows, Remarks remarks, Wording wording, Audit audit, Seals seals) {
		this.rows = rows;
		this.remarks = remarks;
		this.wording = wording;
		this.audit = audit;
		this.seals = seals;
	}

	/**
	 * Answers a question. Who asks about a customer is recorded with it.
	 * @param asked the question
	 * @param cursor where the page before ended; null or empty for the first
	 * @param limit how many answers at the most
	 * @return a page
	 */
	@Transactional
	public Page<ToldAnswer> answer(Asked asked, @Nullable String cursor, int limit) {
		Answer after = after(cursor);
		String question = asked.question().word();
		List<Answer> found;
		if (asked.question().isOfCustomer()) {
			this.audit.record(Audit.SYSTEM, "inquiry.access-asked",
					Map.of("customer", Person.called(asked.customerId()), "from",
							String.valueOf(asked.request().from()), "to", String.valueOf(asked.request().to())));
			found = this.rows.answersOfCustomer(question, asked, after, limit + 1);
		}
		else {
			found = this.rows.answers(question, asked, after, limit + 1);
		}
		List<Answer> page = found.subList(0, Math.min(limit, found.size()));
		return new Page<>(told(asked.question(), page), (found.size() > limit) ? cursor(page.get(limit - 1)) : null);
	}

	private List<ToldAnswer> told(AuditQuestion question, List<Answer> page) {
		if (page.isEmpty()) {
			return List.of();
		}
		Map<String, PastEntry> read = PastEntry.of(this.rows.entries(page), this.seals)
			.stream()
			.collect(Collectors.toMap((entry) -> entry.stream() + " " + entry.seq(), Function.identity()));
		Map<Answer, PastEntry> entries = new LinkedHashMap<>();
		page.forEach((answer) -> entries.put(answer,
				Objects.requireNonNull(read.get(answer.stream() + " " + answer.seq()))));
		Map<String, Named> cases = this.rows.cases(page.stream().map(Answer::stream).distinct().toList())
			.stream()
			.collect(Collectors.toMap(Named::number, Function.identity()));
		Map<String, Long> ids = new LinkedHashMap<>();
		cases.values().forEach((named) -> ids.put(named.number(), named.id()));
		Map<Answer, List<String>> said = this.remarks.of(question, entries, ids);
		Map<Answer, List<Link>> links = (question == AuditQuestion.MODEL_EDITS) ? this.remarks.differences(entries)
				: Map.of();
		return entries.entrySet()
			.stream()
			.map((one) -> told(one.getKey(), one.getValue(), cases.get(one.getKey().stream()),
					said.getOrDefault(one.getKey(), List.of()), links.getOrDefault(one.getKey(), List.of())))
			.toList();
	}

	private ToldAnswer told(Answer answer, PastEntry entry, @Nullable Named of, List<String> remarks,
			List<Link> links) {
		String words = this.wording.of(entry.action(), entry.details());
		String who = this.wording.needsName(words) ? (entry.isOfSystem() ? "Followthrough" : entry.actor()) : "";
		return new ToldAnswer(answer.at(), answer.stream(), answer.seq(), (of != null) ? of.subject() : null,
				(of != null) ? of.email() : null, who, words, remarks,
				(of != null) ? List.of(new Link("Entry " + answer.seq() + " of its history",
						"/audit/cases/" + answer.stream() + "/entries/" + answer.seq())) : links);
	}

	private static String cursor(Answer last) {
		return Cursor.of(last.at() + " " + last.stream() + " " + last.seq());
	}

	private static @Nullable Answer after(@Nullable String cursor) {
		if (cursor == null || cursor.isEmpty()) {
			return null;
		}
		String[] parts = Cursor.read(cursor).split(" ");
		try {
			if (parts.length == 3) {
				return new Answer("", Instant.parse(parts[0]), parts[1], Integer.parseInt(parts[2]), 0, "");
			}
		}
		catch (NumberFormatException | DateTimeException ex) {
			throw Cursor.unreadable();
		}
		throw Cursor.unreadable();
	}

}
