package org.followthrough.inquiry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.followthrough.cases.Closing;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which entries answer the built-in questions.
 */
final class Answers {

	/**
	 * Work that overlaps is recorded when it is done and chained when it is committed.
	 */
	private static final Duration OVERLAP = Duration.ofSeconds(1);

	private Answers() {
	}

	/**
	 * What a case's history answers.
	 * @param past the case
	 * @return the answers
	 */
	static List<Answer> of(PastCase past) {
		List<Answer> answers = new ArrayList<>(inDisorder(past.entries(), null, past.of().customerId()));
		Map<Long, KeeperMapper.CheckRow> checks = past.checks()
			.stream()
			.collect(Collectors.toMap(KeeperMapper.CheckRow::id, Function.identity()));
		for (PastEntry entry : past.entries()) {
			if (entry.action().equals("case.closed") && !Closing.CONFIRMED.word().equals(entry.text("as"))) {
				answers
					.add(answer(AuditQuestion.WITHOUT_YES, past, entry, entry.at(), String.valueOf(entry.text("as"))));
			}
			else if (AuditQuestion.isAccess(entry.action())) {
				answers.add(answer(AuditQuestion.ACCESS, past, entry, entry.at(), ""));
			}
			KeeperMapper.CheckRow check = checks.get(entry.number("verification"));
			if (check != null && isJudgement(entry.action())) {
				String near = Nearness.of(check).stream().map(Nearness::word).collect(Collectors.joining(","));
				if (!near.isEmpty()) {
					answers.add(answer(AuditQuestion.NEAR_CHECKS, past, entry, entry.at(), near));
				}
			}
		}
		past.broken()
			.forEach((promise) -> past.entries()
				.stream()
				.filter((entry) -> tellsThatBroken(entry, promise))
				.findFirst()
				.ifPresent((entry) -> answers.add(answer(AuditQuestion.BROKEN_PROMISES, past, entry, promise.dueAt(),
						String.valueOf(promise.id())))));
		return answers;
	}

	private static boolean isJudgement(String action) {
		return action.equals("verification.passed") || action.equals("verification.failed")
				|| action.equals("verification.cannot-verify");
	}

	private static boolean tellsThatBroken(PastEntry entry, KeeperMapper.BrokenRow promise) {
		return (entry.action().equals("promise.overdue") || entry.action().equals("promise.broken"))
				&& promise.kind().word().equals(entry.text("kind"))
				&& promise.dueAt().toString().equals(entry.text("due"));
	}

	private static Answer answer(AuditQuestion question, PastCase past, PastEntry entry, Instant at, String note) {
		return new Answer(question.word(), at, entry.stream(), entry.seq(), past.of().customerId(), note);
	}

	/**
	 * What entries answer that belong to no case.
	 * @param entries some of them, in order
	 * @param before the entry before these; null for none
	 * @param customers whose case a number is, for what names one
	 * @return the answers
	 */
	static List<Answer> ofOthers(List<PastEntry> entries, @Nullable PastEntry before, Map<String, Long> customers) {
		List<Answer> answers = new ArrayList<>(inDisorder(entries, before, 0));
		for (PastEntry entry : entries) {
			AuditQuestion.ofSystem(entry.action())
				.ifPresent((question) -> answers.add(new Answer(question.word(), entry.at(), entry.stream(),
						entry.seq(), customers.getOrDefault(String.valueOf(entry.text("scope")), 0L), "")));
		}
		return answers;
	}

	private static List<Answer> inDisorder(List<PastEntry> entries, @Nullable PastEntry before, long customerId) {
		List<Answer> answers = new ArrayList<>();
		PastEntry last = before;
		for (PastEntry entry : entries) {
			if (last != null && entry.at().plus(OVERLAP).isBefore(last.at())) {
				answers.add(new Answer(AuditQuestion.DISORDER.word(), entry.at(), entry.stream(), entry.seq(),
						customerId, Duration.between(entry.at(), last.at()).toString()));
			}
			last = entry;
		}
		return answers;
	}

}
