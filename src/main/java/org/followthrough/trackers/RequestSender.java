package org.followthrough.trackers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Makes issues and comments in trackers, each once. Before one is sent, that it may be
 * there from now on is committed; whoever comes back to it looks for its marker first, so
 * that neither a crash nor an answer that never came makes a second one.
 */
@Component
class RequestSender {

	private static final Logger log = LoggerFactory.getLogger(RequestSender.class);

	/** Clocks differ. */
	private static final Duration EARLIER = Duration.ofMinutes(5);

	/**
	 * So long it takes at the most until a tracker shows in its lists what it was still
	 * making when we stopped waiting.
	 */
	private static final Duration SETTLING = Duration.ofMinutes(1);

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

	private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

	private static final int MOST_DOUBLINGS = 9;

	private static final int LONGEST_ERROR = 500;

	private final RequestMapper requests;

	private final IssueMapper issues;

	private final TrackerTurns turns;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	RequestSender(RequestMapper requests, IssueMapper issues, TrackerTurns turns, Audit audit,
			Transactions transactions, Clock clock) {
		this.requests = requests;
		this.issues = issues;
		this.turns = turns;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Sends what waits longest.
	 * @return whether there was anything
	 * @throws TrackerTrouble if the tracker is to be left alone
	 */
	boolean next(TrackerTurns.Turn turn) {
		Instant now = this.clock.instant();
		Optional<IssueRequest> due = this.transactions.retrying(() -> this.requests.due(turn.at().name(), now));
		due.ifPresent((request) -> send(turn, request));
		return due.isPresent();
	}

	private void send(TrackerTurns.Turn turn, IssueRequest request) {
		LinkedIssue issue = this.transactions.retrying(() -> this.issues.find(request.issueId())).orElseThrow();
		try {
			String key = (request.kind() == IssueRequest.Kind.ISSUE) ? issueOf(turn, request)
					: commentOf(turn, request, Objects.requireNonNull(issue.issueKey(), "an issue that was made"));
			this.transactions.retrying(() -> {
				this.turns.answered(turn);
				return done(turn.at(), request, issue, key);
			});
		}
		catch (TrackerTrouble trouble) {
			log.warn("{} of {} was not made in {}: {}", request.kind(), issue.defect(), turn.at(), trouble.words());
			this.transactions.retrying(() -> notMade(turn, request, issue, trouble));
			if (trouble.kind().isPassing()) {
				throw trouble;
			}
		}
	}

	private String issueOf(TrackerTurns.Turn turn, IssueRequest request) {
		IssueApi api = turn.at().api();
		if (request.doubtfulSince() != null) {
			Optional<String> made = api.find(request.marker(), request.doubtfulSince().minus(EARLIER));
			if (made.isPresent()) {
				return made.get();
			}
		}
		sending(turn, request);
		return api.create(Objects.requireNonNull(request.title(), "an issue has a title"), request.body());
	}

	private String commentOf(TrackerTurns.Turn turn, IssueRequest request, String key) {
		IssueApi api = turn.at().api();
		boolean written = request.doubtfulSince() != null
				&& api.comments(key).stream().anyMatch((comment) -> comment.text().contains(request.marker()));
		if (!written) {
			sending(turn, request);
			api.comment(key, request.body());
		}
		return key;
	}

	private void sending(TrackerTurns.Turn turn, IssueRequest request) {
		this.transactions.retrying(() -> {
			this.turns.goOn(turn);
			if (this.requests.sending(request.id(), this.clock.instant()) == 0) {
				// Somebody took the issue off the defect meanwhile.
				throw new TrackerTurns.TurnOver();
			}
			return null;
		});
	}

	private @Nullable Object done(Tracker at, IssueRequest request, LinkedIssue issue, String key) {
		Instant now = this.clock.instant();
		Optional<LinkedIssue> other = this.issues.findByKey(at.name(), key).filter((one) -> one.id() != issue.id());
		if (request.kind() == IssueRequest.Kind.ISSUE && other.isPresent()) {
			this.requests.giveUp(request.id(), now, request.doubtfulSince(), "It was made as " + at.api().name(key)
					+ ", which somebody linked to " + other.get().defect() + " meanwhile.");
			return null;
		}
		this.requests.done(request.id(), now);
		if (request.kind() == IssueRequest.Kind.ISSUE) {
			this.issues.made(issue.id(), key, now);
			this.audit.record(issue.defect(), "tracker.issue-made", Map.of("issue", at.api().name(key)));
		}
		else {
			this.issues.want(at.name(), key, now);
			this.audit.record(issue.defect(), "tracker.comment-made",
					Map.of("issue", at.api().name(key), "by", request.requestedBy()));
		}
		return null;
	}

	private @Nullable Object notMade(TrackerTurns.Turn turn, IssueRequest request, LinkedIssue issue,
			TrackerTrouble trouble) {
		Instant now = this.clock.instant();
		// An answer that says no leaves no doubt that it did not come from before.
		Instant doubtful = trouble.kind().isDoubtful() ? now : null;
		Instant doubtfulSince = (request.doubtfulSince() != null) ? request.doubtfulSince() : doubtful;
		String error = PlainText.line(trouble.words(), LONGEST_ERROR);
		boolean hopeless = !trouble.kind().isPassing()
				|| now.isAfter(request.triedSince().plus(turn.at().settings().giveUpAfter()));
		if (!trouble.kind().isPassing()) {
			this.turns.answered(turn);
		}
		if (hopeless) {
			this.requests.giveUp(request.id(), now, doubtfulSince, error);
			Map<String, String> details = new HashMap<>();
			details.put("tracker", turn.at().name());
			details.put("what", request.kind().name().toLowerCase(java.util.Locale.ROOT));
			details.put("reason", error);
			this.audit.record(issue.defect(), "tracker.given-up", details);
		}
		else {
			this.requests.later(request.id(), next(request, trouble, now), doubtfulSince, error);
		}
		return null;
	}

	private static Instant next(IssueRequest request, TrackerTrouble trouble, Instant now) {
		if (trouble.until() != null) {
			return trouble.until();
		}
		Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(request.attempts(), MOST_DOUBLINGS));
		Duration longest = (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
		boolean tooSoon = trouble.kind().isDoubtful() && longest.compareTo(SETTLING) < 0;
		return now.plus(tooSoon ? SETTLING : longest);
	}

}
