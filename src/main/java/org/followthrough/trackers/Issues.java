package org.followthrough.trackers;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.defects.Defect;
import org.followthrough.defects.Defects;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.followthrough.web.SiteAddress;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The issues of defects: what people do with them.
 */
@Component
public class Issues {

	private static final int MOST_OF_A_DEFECT = 20;

	private static final int COMMENTS_SHOWN = 20;

	private final Trackers trackers;

	private final IssueMapper issues;

	private final RequestMapper requests;

	private final Disclosure disclosure;

	private final Defects defects;

	private final People people;

	private final SiteAddress site;

	private final Audit audit;

	private final Transactions transactions;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	Issues(Trackers trackers, IssueMapper issues, RequestMapper requests, Disclosure disclosure, Defects defects,
			@Lazy People people, SiteAddress site, Audit audit, Transactions transactions,
			ApplicationEventPublisher events, Clock clock) {
		this.trackers = trackers;
		this.issues = issues;
		this.requests = requests;
		this.disclosure = disclosure;
		this.defects = defects;
		this.people = people;
		this.site = site;
		this.audit = audit;
		this.transactions = transactions;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * The trackers to choose from.
	 * @param product those for it come first; null for none
	 * @return the trackers; none where none is configured
	 */
	public List<TrackerChoice> choices(@Nullable String product) {
		return this.trackers.suggested(product).stream().map(TrackerChoice::of).toList();
	}

	/**
	 * The issues of a defect, with all that is shown of them.
	 * @param defect the number of the defect
	 * @return the issues, oldest first
	 */
	@Transactional(readOnly = true)
	public List<IssueView> of(String defect) {
		List<LinkedIssue> linked = this.issues.ofDefect(defect, MOST_OF_A_DEFECT);
		if (linked.isEmpty()) {
			return List.of();
		}
		List<Long> ids = linked.stream().map(LinkedIssue::id).toList();
		Map<Long, List<IssueComment>> comments = this.issues.newestComments(ids, COMMENTS_SHOWN)
			.stream()
			.collect(Collectors.groupingBy(IssueComment::issueId));
		Map<Long, List<IssueRequest>> undone = this.requests.undone(ids)
			.stream()
			.collect(Collectors.groupingBy(IssueRequest::issueId));
		return linked.stream()
			.map((issue) -> view(issue, comments.getOrDefault(issue.id(), List.of()),
					undone.getOrDefault(issue.id(), List.of())))
			.toList();
	}

	private IssueView view(LinkedIssue issue, List<IssueComment> comments, List<IssueRequest> undone) {
		Optional<Tracker> tracker = this.trackers.find(issue.tracker());
		String key = issue.issueKey();
		String name = (key == null) ? issue.title()
				: tracker.map((one) -> one.api().name(key)).orElse(issue.tracker() + " " + key);
		return new IssueView(issue, tracker.map(Tracker::title).orElse(issue.tracker()), name,
				(key != null) ? tracker.map((one) -> one.api().address(key)).orElse(null) : null, comments, undone);
	}

	/**
	 * The text of an issue as it goes out, with what we add.
	 * @param defect the number of the defect
	 * @param issue the issue
	 * @return the text
	 */
	public String outgoing(String defect, NewIssue issue) {
		return issue.text() + "\n\nFrom Followthrough, defect " + defect + ": " + this.site.of("/defects/" + defect)
				+ "\nReference " + issue.marker();
	}

	/**
	 * Checks an issue that a person wants made, and makes nothing yet.
	 * @param of the defect
	 * @param issue the issue
	 * @throws Invalid if something is missing, too long, or would tell who the customer
	 * is
	 */
	@Transactional(readOnly = true)
	public void check(Defect of, NewIssue issue) {
		requirePart();
		this.trackers.get(issue.tracker());
		if (issue.title().isBlank()) {
			throw new Invalid("title", "Say in a few words what is wrong.");
		}
		if (issue.title().length() > IssueApi.LONGEST_TITLE) {
			throw new Invalid("title", "The title is longer than " + IssueApi.LONGEST_TITLE + " characters.");
		}
		checkText(of, issue.text(), issue.title() + "\n" + issue.text(), issue.mayNameCustomers());
	}

	private void checkText(Defect of, String text, String all, boolean mayNameCustomers) {
		if (text.isBlank()) {
			throw new Invalid("text", "Say what engineering needs to know.");
		}
		if (text.length() > IssueApi.LONGEST_TEXT) {
			throw new Invalid("text", "The text is longer than " + IssueApi.LONGEST_TEXT + " characters.");
		}
		if (!mayNameCustomers) {
			this.disclosure.check(of, "text", all);
		}
	}

	/**
	 * Has an issue made in a tracker, as the current actor. It is made a little later,
	 * once, whatever happens meanwhile.
	 * @param of the defect
	 * @param issue the issue; asked for again with the same marker, it is the same one
	 * @return the issue, without a key until it was made
	 */
	public LinkedIssue create(Defect of, NewIssue issue) {
		try {
			return this.transactions.retrying(() -> asked(of, issue).orElseGet(() -> createOnce(of, issue)));
		}
		catch (DuplicateKeyException ex) {
			return this.transactions.retrying(() -> asked(of, issue)).orElseThrow(() -> ex);
		}
	}

	private Optional<LinkedIssue> asked(Defect of, NewIssue issue) {
		return this.requests.findByMarker(issue.marker())
			.flatMap((request) -> this.issues.find(request.issueId()))
			.filter((same) -> same.defect().equals(of.number()));
	}

	private LinkedIssue createOnce(Defect of, NewIssue issue) {
		check(of, issue);
		requireRoom(of);
		String by = Actor.current().id();
		Instant now = this.clock.instant();
		LinkedIssue made = this.issues.insert(issue.tracker(), null, of.number(), issue.title(), by, now);
		this.requests.insert(issue.tracker(), made.id(), IssueRequest.Kind.ISSUE, issue.marker(), issue.title(),
				outgoing(of.number(), issue), by, now);
		this.audit.record(of.number(), "tracker.issue-requested",
				Map.of("tracker", issue.tracker(), "title", issue.title()));
		this.events.publishEvent(new WebhookInbox.WorkCame());
		return made;
	}

	private void requireRoom(Defect of) {
		if (this.issues.ofDefect(of.number(), MOST_OF_A_DEFECT).size() == MOST_OF_A_DEFECT) {
			throw new Invalid("The defect has " + MOST_OF_A_DEFECT + " issues already. Take one off first.");
		}
	}

	/**
	 * Links an issue that exists to a defect, as the current actor.
	 * @param to the defect
	 * @param typed its key or address
	 * @param tracker what we call its tracker; null where the address says it
	 * @return the issue
	 * @throws Invalid if it is of no tracker that is configured, or belongs to a defect
	 */
	public LinkedIssue link(Defect to, String typed, @Nullable String tracker) {
		return this.transactions.retrying(() -> {
			requirePart();
			Tracker at = tracker(typed, tracker);
			String key = at.api()
				.key(typed)
				.orElseThrow(() -> new Invalid("issue",
						"\"" + PlainText.line(typed, 200) + "\" is no issue of " + at.title() + ". One looks like "
								+ at.api().name(example(at)) + " or " + at.api().address(example(at)) + "."));
			this.issues.findByKey(at.name(), key).ifPresent((other) -> {
				throw new Invalid("issue",
						at.api().name(key) + " belongs to the defect " + other.defect() + " already.");
			});
			requireRoom(to);
			LinkedIssue linked = this.issues.insert(at.name(), key, to.number(), at.api().name(key),
					Actor.current().id(), this.clock.instant());
			this.audit.record(to.number(), "tracker.issue-linked", Map.of("issue", at.api().name(key)));
			this.events.publishEvent(new WebhookInbox.WorkCame());
			return linked;
		});
	}

	private static String example(Tracker at) {
		return at.settings().kind().readsMarkdown() ? "123" : at.settings().project() + "-123";
	}

	/**
	 * The one that was chosen, if what was typed can be of it; else the one whose address
	 * it is.
	 */
	private Tracker tracker(String typed, @Nullable String chosen) {
		boolean bare = typed.strip().matches("#?\\d+");
		Optional<Tracker> first = (chosen == null) ? Optional.empty() : this.trackers.find(chosen);
		return first.filter((one) -> bare || one.api().key(typed).isPresent())
			.or(() -> bare ? Optional.empty()
					: this.trackers.all().stream().filter((one) -> one.api().key(typed).isPresent()).findFirst())
			.orElseGet(() -> this.trackers.get(chosen));
	}

	/**
	 * Takes an issue off its defect. In its tracker it stays as it is.
	 * @param id its row
	 */
	public void unlink(long id) {
		this.transactions.retrying(() -> {
			requirePart();
			LinkedIssue off = this.issues.lock(id).orElseThrow(IssueUnknown::new);
			this.issues.delete(id);
			this.audit.record(off.defect(), "tracker.issue-unlinked",
					Map.of("issue", view(off, List.of(), List.of()).name()));
			return null;
		});
	}

	/**
	 * Has a comment written on an issue, as the current actor.
	 * @param id the row of the issue
	 * @param text the comment
	 * @param marker tells it from all others
	 * @param mayNameCustomers whether the actor says that it may tell who the customer is
	 */
	public void comment(long id, String text, String marker, boolean mayNameCustomers) {
		this.transactions.retrying(() -> {
			requirePart();
			LinkedIssue on = this.issues.lock(id).orElseThrow(IssueUnknown::new);
			if (on.issueKey() == null) {
				throw new Invalid("text", "The issue has not been made yet. Write when it has.");
			}
			NewIssue comment = new NewIssue(on.tracker(), "comment", text, marker, mayNameCustomers);
			if (this.requests.findByMarker(marker).isPresent()) {
				return null;
			}
			checkText(this.defects.get(on.defect()), comment.text(), comment.text(), mayNameCustomers);
			this.requests.insert(on.tracker(), id, IssueRequest.Kind.COMMENT, marker, null,
					comment.text() + "\n\nThrough Followthrough, reference " + marker, Actor.current().id(),
					this.clock.instant());
			this.audit.record(on.defect(), "tracker.comment-requested",
					Map.of("issue", view(on, List.of(), List.of()).name()));
			this.events.publishEvent(new WebhookInbox.WorkCame());
			return null;
		});
	}

	/**
	 * Tries again what waits or was given up, and reads the issue.
	 * @param id the row of the issue
	 */
	public void again(long id) {
		this.transactions.retrying(() -> {
			requirePart();
			LinkedIssue tried = this.issues.lock(id).orElseThrow(IssueUnknown::new);
			Instant now = this.clock.instant();
			this.requests.undone(List.of(id))
				.stream()
				.filter((request) -> this.requests.retry(request.id(), now) == 1 && request.failedAt() != null)
				.forEach((request) -> this.audit.record(tried.defect(), "tracker.retried",
						Map.of("tracker", request.tracker())));
			if (tried.issueKey() != null) {
				this.issues.want(tried.tracker(), Objects.requireNonNull(tried.issueKey()), now);
			}
			this.events.publishEvent(new WebhookInbox.WorkCame());
			return null;
		});
	}

	/**
	 * The issue of a row.
	 * @param id the row
	 * @return the issue
	 */
	@Transactional(readOnly = true)
	public LinkedIssue get(long id) {
		return this.issues.find(id).orElseThrow(IssueUnknown::new);
	}

	private void requirePart() {
		if (!this.people.actorIsIn(Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS, Groups.MANAGERS)) {
			throw new NotYours();
		}
	}

	/**
	 * There is no such issue here.
	 */
	static class IssueUnknown extends Refusal {

		IssueUnknown() {
			super(Kind.NOT_FOUND, "This issue is not linked to a defect, or not any more.");
		}

	}

	/**
	 * Somebody tried what isn't their part.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Those who carry cases and engineers make and link issues.");
		}

	}

}
