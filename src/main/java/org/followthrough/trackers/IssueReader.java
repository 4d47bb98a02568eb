package org.followthrough.trackers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.cases.CaseJourney;
import org.followthrough.cases.Cases;
import org.followthrough.cases.SupportCase;
import org.followthrough.database.Batches;
import org.followthrough.database.Transactions;
import org.followthrough.defects.DefectCase;
import org.followthrough.defects.Defects;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Lazy;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reads an issue with its comments and keeps what it says. This is the only way by which
 * anything comes back from a tracker: webhooks and polling merely say that an issue is to
 * be read, so that neither duplicates nor disorder nor loss of either can leave behind
 * anything but what the tracker has.
 */
@Component
class IssueReader {

	private static final Logger log = LoggerFactory.getLogger(IssueReader.class);

	/** Also what nothing announced is found within that time. */
	private static final Duration AGAIN = Duration.ofDays(1);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

	private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

	private static final int MOST_DOUBLINGS = 9;

	private static final int LONGEST_NAME = 200;

	private static final int LONGEST_ERROR = 500;

	private static final int LONGEST_LABELS = 1000;

	private static final int LONGEST_COMMENT = 20_000;

	private static final int MOST_COMMENTS = IssueApi.PAGE * IssueApi.MOST_PAGES;

	/** So many are inserted at once. */
	private static final int BATCH = 100;

	/** Whoever has one of so many cases of a defect is told that its issue was closed. */
	private static final int MOST_CASES = 500;

	private final IssueMapper issues;

	private final DeliveryMapper reports;

	private final TrackerTurns turns;

	private final Defects defects;

	private final Cases cases;

	private final CaseJourney journey;

	private final People people;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	IssueReader(IssueMapper issues, DeliveryMapper reports, TrackerTurns turns, Defects defects, Cases cases,
			@Lazy CaseJourney journey, @Lazy People people, Audit audit, Transactions transactions, Clock clock) {
		this.issues = issues;
		this.reports = reports;
		this.turns = turns;
		this.defects = defects;
		this.cases = cases;
		this.journey = journey;
		this.people = people;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Reads the issue that is due longest.
	 * @return whether there was one
	 * @throws TrackerTrouble if the tracker is to be left alone
	 */
	boolean next(TrackerTurns.Turn turn) {
		Instant now = this.clock.instant();
		Optional<LinkedIssue> due = this.transactions.retrying(() -> this.issues.due(turn.at().name(), now));
		due.ifPresent((issue) -> read(turn, issue));
		return due.isPresent();
	}

	private void read(TrackerTurns.Turn turn, LinkedIssue due) {
		IssueApi api = turn.at().api();
		try {
			IssueApi.RemoteIssue issue = api.issue(Objects.requireNonNull(due.issueKey(), "what is due has a key"));
			List<IssueApi.RemoteComment> comments = api.comments(issue.key());
			this.transactions.retrying(() -> keep(turn, due, issue, comments));
		}
		catch (TrackerTrouble trouble) {
			this.transactions.retrying(() -> unread(turn, due, trouble));
			if (trouble.kind().isPassing()) {
				throw trouble;
			}
		}
		catch (NonTransientDataAccessException | IllegalArgumentException ex) {
			// One issue that nobody expected must not keep the others from being read.
			log.error("What {} says of {} can't be kept", due.tracker(), due.issueKey(), ex);
			this.transactions.retrying(() -> unread(turn, due,
					new TrackerTrouble(TrackerTrouble.Kind.REFUSED, "What it says can't be kept here.")));
		}
	}

	private @Nullable Object unread(TrackerTurns.Turn turn, LinkedIssue due, TrackerTrouble trouble) {
		Instant now = this.clock.instant();
		boolean gone = trouble.kind() == TrackerTrouble.Kind.GONE;
		if (!trouble.kind().isPassing()) {
			this.turns.answered(turn);
		}
		Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(due.attempts(), MOST_DOUBLINGS));
		Instant next = (trouble.until() != null) ? trouble.until()
				: now.plus(gone ? AGAIN : (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE);
		this.issues.unread(due.id(), PlainText.line(trouble.words(), LONGEST_ERROR), gone, due.wants(), next);
		if (gone && !due.gone()) {
			this.audit.record(due.defect(), "tracker.issue-gone", Map.of("issue", name(turn.at(), due)));
		}
		return null;
	}

	private static String name(Tracker at, LinkedIssue issue) {
		return at.api().name(Objects.requireNonNullElse(issue.issueKey(), issue.title()));
	}

	private @Nullable Object keep(TrackerTurns.Turn turn, LinkedIssue due, IssueApi.RemoteIssue read,
			List<IssueApi.RemoteComment> comments) {
		this.turns.answered(turn);
		Optional<LinkedIssue> locked = this.issues.lock(due.id());
		// Nobody may have taken it off its defect, and it may not have become one that is
		// linked already.
		if (locked.isEmpty() || this.issues.findByKey(due.tracker(), read.key())
			.filter((same) -> same.id() != due.id())
			.isPresent()) {
			return null;
		}
		LinkedIssue before = locked.get();
		Instant now = this.clock.instant();
		IssueApi.RemoteIssue fit = fit(read);
		String labels = PlainText.line(String.join(", ", fit.labels()), LONGEST_LABELS);
		Instant closedAt = !fit.closed() ? null : before.closed() ? before.closedAt() : now;
		this.issues.read(before.id(), fit, labels.isEmpty() ? null : labels, closedAt, due.wants(), now,
				now.plus(AGAIN));
		int changed = keepComments(turn.at(), before, comments);
		boolean other = !Objects.equals(before.status(), fit.status()) || before.closed() != fit.closed()
				|| !before.title().equals(fit.title()) || !Objects.equals(before.assignee(), fit.assignee())
				|| !Objects.equals(Objects.requireNonNullElse(before.labels(), ""), labels) || before.gone();
		if (other || changed > 0) {
			Map<String, Object> details = new HashMap<>();
			details.put("issue", turn.at().api().name(fit.key()));
			details.put("before", Objects.requireNonNullElse(before.status(), ""));
			details.put("after", fit.status());
			details.put("comments", changed);
			this.audit.record(before.defect(), "tracker.issue-changed", details);
		}
		if (fit.closed() && !before.closed() && before.readAt() != null) {
			closed(turn.at(), before, fit, now);
		}
		return null;
	}

	private static IssueApi.RemoteIssue fit(IssueApi.RemoteIssue read) {
		String assignee = (read.assignee() != null) ? PlainText.line(read.assignee(), LONGEST_NAME) : null;
		return new IssueApi.RemoteIssue(read.key(), PlainText.line(read.title(), 500),
				PlainText.line(read.status(), 100), read.closed(), assignee,
				read.labels().stream().map((label) -> PlainText.line(label.replace(',', ' '), LONGEST_NAME)).toList(),
				"", read.changedAt());
	}

	/** What isn't there any more goes, unless there are more than are read. */
	private int keepComments(Tracker at, LinkedIssue issue, List<IssueApi.RemoteComment> comments) {
		Map<String, IssueComment> known = this.issues.comments(issue.id(), MOST_COMMENTS)
			.stream()
			.collect(Collectors.toMap(IssueComment::remoteId, (comment) -> comment));
		Map<String, IssueComment> read = new LinkedHashMap<>();
		comments.forEach((comment) -> read.put(comment.id(), comment(at, issue, comment)));
		List<IssueComment> differ = read.values()
			.stream()
			.filter((comment) -> isOther(known.get(comment.remoteId()), comment))
			.toList();
		Batches.each(differ, BATCH, this.issues::keep);
		List<Long> gone = (comments.size() >= MOST_COMMENTS) ? List.of()
				: known.values()
					.stream()
					.filter((comment) -> !read.containsKey(comment.remoteId()))
					.map(IssueComment::id)
					.toList();
		if (!gone.isEmpty()) {
			this.issues.forget(gone);
		}
		report(issue, differ.stream().filter((comment) -> !known.containsKey(comment.remoteId())).toList());
		return differ.size() + gone.size();
	}

	private IssueComment comment(Tracker at, LinkedIssue issue, IssueApi.RemoteComment read) {
		return new IssueComment(0, issue.id(), read.id(), PlainText.line(read.author(), LONGEST_NAME),
				at.settings().account(read.login()).orElse(null), PlainText.of(read.text(), LONGEST_COMMENT),
				read.writtenAt(), read.changedAt());
	}

	private static boolean isOther(@Nullable IssueComment known, IssueComment read) {
		return known == null || !known.body().equals(read.body()) || !known.author().equals(read.author())
				|| !Objects.equals(known.account(), read.account()) || !known.changedAt().equals(read.changedAt())
				|| !known.writtenAt().equals(read.writtenAt());
	}

	/**
	 * What engineers of ours wrote since the issue is linked keeps what engineering owes
	 * Support; the newest word of each is enough.
	 */
	private void report(LinkedIssue issue, Collection<IssueComment> fresh) {
		Map<String, Instant> reported = new LinkedHashMap<>();
		fresh.stream()
			.filter((comment) -> comment.account() != null
					&& !comment.writtenAt().isBefore(issue.linkedAt().truncatedTo(ChronoUnit.SECONDS)))
			.forEach((comment) -> reported.merge(String.valueOf(comment.account()), comment.writtenAt(),
					(one, two) -> one.isAfter(two) ? one : two));
		reported.forEach((account, writtenAt) -> {
			if (this.people.find(account).filter((person) -> person.isIn(Groups.ENGINEERS)).isPresent()) {
				this.reports.report(issue.defect(), account, writtenAt);
			}
		});
	}

	/** Nothing else follows from that: whether it is fixed, a person says. */
	private void closed(Tracker at, LinkedIssue before, IssueApi.RemoteIssue issue, Instant now) {
		List<Long> hanging = this.defects.cases(this.defects.get(before.defect()).id(), 0, MOST_CASES)
			.stream()
			.map(DefectCase::caseId)
			.toList();
		List<SupportCase> open = this.cases.get(hanging).values().stream().filter(SupportCase::isOpen).toList();
		this.journey.closedInTracker(open, at.api().name(issue.key()), "tracker-closed-" + before.id() + "-" + now);
	}

}
