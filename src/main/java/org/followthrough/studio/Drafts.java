package org.followthrough.studio;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.studio.StudioRefusals.ChangedMeanwhile;
import org.followthrough.studio.StudioRefusals.NotNow;
import org.followthrough.studio.StudioRefusals.NotYours;
import org.followthrough.studio.StudioRefusals.Unknown;
import org.followthrough.web.Invalid;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The drafts. Whoever changes one, or a file of it, locks it first, so that nobody
 * approves what is just being changed.
 */
@Component
public class Drafts {

	/** Longest title. */
	static final int LONGEST_TITLE = 120;

	/** Longest reason. */
	static final int LONGEST_REASON = 2000;

	private static final int MOST_LISTED = 100;

	private final DraftMapper drafts;

	private final People people;

	private final Audit audit;

	private final Transactions transactions;

	private final Clock clock;

	Drafts(DraftMapper drafts, People people, Audit audit, Transactions transactions, Clock clock) {
		this.drafts = drafts;
		this.people = people;
		this.audit = audit;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Whether the current actor may change the journey.
	 * @return true for managers
	 */
	public boolean mayEdit() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/** For managers only, again if it loses a race. */
	<T> T changing(Supplier<T> work) {
		if (!mayEdit()) {
			throw new NotYours();
		}
		return this.transactions.retrying(work);
	}

	/**
	 * Begins a draft.
	 * @param title what it is called
	 * @param why what it is for; may be empty for now
	 * @return the draft, without files
	 */
	public Draft begin(String title, String why) {
		String called = title(title);
		String reason = reason("why", why);
		return changing(() -> {
			String author = Actor.current().id();
			long id = this.drafts.insert(called, reason, author, this.clock.instant());
			this.drafts.addEditor(id, author);
			this.audit.record(Audit.SYSTEM, "draft.begun", Map.of("draft", id, "title", called));
			return get(id);
		});
	}

	/**
	 * A draft.
	 * @param id its number
	 * @return the draft
	 */
	@Transactional(readOnly = true)
	public Draft get(long id) {
		return this.drafts.find(id).orElseThrow(() -> new Unknown("draft"));
	}

	/**
	 * Drafts that may still come to something, or those that won't change any more.
	 * @param open which
	 * @return those changed last first, 100 at the most
	 */
	@Transactional(readOnly = true)
	public List<Draft> list(boolean open) {
		return this.drafts.in(open ? Set.of(DraftState.EDITING, DraftState.IN_REVIEW, DraftState.APPROVED)
				: Set.of(DraftState.PUBLISHED, DraftState.DISCARDED), MOST_LISTED);
	}

	/**
	 * Everybody who has had a hand in a draft.
	 * @param id the draft
	 * @return their accounts
	 */
	@Transactional(readOnly = true)
	public List<String> editors(long id) {
		return this.drafts.editors(id);
	}

	/**
	 * Says what a draft is called and what for.
	 * @param id the draft
	 * @param version the version that somebody looked at
	 * @param title what it is called
	 * @param why what it is for
	 * @return the draft as it is now
	 */
	public Draft describe(long id, int version, String title, String why) {
		String called = title(title);
		String reason = reason("why", why);
		return changing(() -> {
			Draft draft = locked(id);
			unchanged(draft, version);
			return save(forEditing(draft).described(called, reason));
		});
	}

	/** The draft, which nobody else changes until the transaction ends. */
	Draft locked(long id) {
		return this.drafts.lock(id).orElseThrow(() -> new Unknown("draft"));
	}

	static void unchanged(Draft draft, int version) {
		if (draft.version() != version) {
			throw new ChangedMeanwhile();
		}
	}

	Draft save(Draft draft) {
		this.drafts.update(draft, this.clock.instant());
		return get(draft.id());
	}

	/**
	 * The locked draft for somebody who changes it. Whatever approval it had is gone, for
	 * it was for something else.
	 */
	Draft forEditing(Draft draft) {
		String editor = Actor.current().id();
		Draft edited = switch (draft.state()) {
			case EDITING -> draft;
			case APPROVED -> {
				this.audit.record(Audit.SYSTEM, "draft.approval-lost", Map.of("draft", draft.id(), "title",
						draft.title(), "approver", String.valueOf(draft.approver())));
				yield draft.edited();
			}
			case IN_REVIEW -> throw new NotNow("This draft is being reviewed. Take it back first, and then change it.");
			case PUBLISHED, DISCARDED -> throw new NotNow("This draft is done with. Begin another one.");
		};
		if (this.drafts.addEditor(draft.id(), editor) == 1) {
			this.audit.record(Audit.SYSTEM, "draft.joined", Map.of("draft", draft.id(), "title", draft.title()));
		}
		return edited;
	}

	private static String title(String title) {
		String called = title.strip();
		if (called.isEmpty() || called.length() > LONGEST_TITLE) {
			throw new Invalid("title", "Call it something, in up to " + LONGEST_TITLE + " characters.");
		}
		return called;
	}

	/** Words that fit where they are kept. */
	static String cut(String words, int longest) {
		return (words.length() > longest) ? words.substring(0, longest - 1) + "…" : words;
	}

	static String reason(String field, String why) {
		String reason = why.strip();
		if (reason.length() > LONGEST_REASON) {
			throw new Invalid(field, "Say it in up to " + LONGEST_REASON + " characters.");
		}
		return reason;
	}

}
