package org.followthrough.trackers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.followthrough.database.Transactions;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Asks a tracker now and then what changed, whether webhooks come or not, and wants read
 * what did.
 */
@Component
class ChangePoll {

	/** Changes show late, and clocks differ. */
	static final Duration OVERLAP = Duration.ofMinutes(5);

	/**
	 * Trackers tell times to the second, and what changes within the same one shows no
	 * later time. An issue that was read so soon after its change is read once more.
	 */
	private static final Duration SETTLED = Duration.ofMinutes(1);

	private final ContactMapper contacts;

	private final IssueMapper issues;

	private final TrackerTurns turns;

	private final Transactions transactions;

	private final Clock clock;

	ChangePoll(ContactMapper contacts, IssueMapper issues, TrackerTurns turns, Transactions transactions, Clock clock) {
		this.contacts = contacts;
		this.issues = issues;
		this.turns = turns;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Asks if it is time.
	 * @return whether it was
	 * @throws TrackerTrouble if the tracker is to be left alone
	 */
	boolean next(TrackerTurns.Turn turn) {
		Contact contact = this.transactions.retrying(() -> this.contacts.find(turn.at().name())).orElseThrow();
		if (contact.nextPollAt().isAfter(this.clock.instant())) {
			return false;
		}
		try {
			poll(turn, contact);
			return true;
		}
		catch (TrackerTrouble trouble) {
			if (trouble.kind().isPassing()) {
				throw trouble;
			}
			// No project, or not for us: to ask at once again helps nobody.
			throw new TrackerTrouble(TrackerTrouble.Kind.DENIED, trouble.words());
		}
	}

	/**
	 * Page by page, each from where the one before ended, so that what changes meanwhile
	 * pushes nothing out of sight.
	 */
	private void poll(TrackerTurns.Turn turn, Contact contact) {
		Instant since = contact.changesSince().minus(OVERLAP);
		IssueApi.Changes changes = turn.at().api().changedSince(since, contact.pollEtag());
		Instant latest = wanted(turn, changes, contact.changesSince());
		while (!changes.whole()) {
			since = latest.isAfter(since) ? latest : since.plusSeconds(1);
			changes = turn.at().api().changedSince(since, null);
			latest = wanted(turn, changes, since);
		}
		// What the answer was called says something of the same question only.
		keep(turn, contact, latest, latest.equals(contact.changesSince()) ? changes.etag() : null);
	}

	private void keep(TrackerTurns.Turn turn, Contact contact, Instant latest, @Nullable String etag) {
		Instant now = this.clock.instant();
		this.transactions.retrying(() -> {
			this.turns.answered(turn);
			this.contacts.polled(contact.name(), latest, etag, now, now.plus(turn.at().settings().every()));
			return null;
		});
	}

	private Instant wanted(TrackerTurns.Turn turn, IssueApi.Changes changes, Instant before) {
		if (changes.issues().isEmpty()) {
			return before;
		}
		Map<String, Instant> changed = changes.issues()
			.stream()
			.collect(Collectors.toMap(IssueApi.RemoteIssue::key, IssueApi.RemoteIssue::changedAt, (one, two) -> two));
		this.transactions.retrying(() -> {
			this.turns.goOn(turn);
			List<Long> unread = this.issues.withKeys(turn.at().name(), changed.keySet())
				.stream()
				.filter((issue) -> isUnread(issue, changed.get(issue.issueKey())))
				.map(LinkedIssue::id)
				.toList();
			if (!unread.isEmpty()) {
				this.issues.wantAll(unread, this.clock.instant());
			}
			return null;
		});
		Instant latest = changed.values().stream().max(Instant::compareTo).orElse(before);
		return latest.isAfter(before) ? latest : before;
	}

	private static boolean isUnread(LinkedIssue issue, @Nullable Instant changedAt) {
		return changedAt != null && (issue.changedAt() == null || issue.readAt() == null
				|| changedAt.isAfter(issue.changedAt()) || issue.readAt().isBefore(changedAt.plus(SETTLED)));
	}

}
