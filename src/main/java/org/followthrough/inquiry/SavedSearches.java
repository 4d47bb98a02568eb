package org.followthrough.inquiry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.followthrough.audit.Audit;
import org.followthrough.identity.Actor;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The searches that people have saved, each of them for themselves.
 */
@Component
class SavedSearches {

	static final int LONGEST_NAME = 100;

	private static final int MOST = 100;

	private final SavedSearchMapper rows;

	private final Audit audit;

	private final Clock clock;

	private final AskedAbout asked;

	SavedSearches(SavedSearchMapper rows, Audit audit, Clock clock, AskedAbout asked) {
		this.asked = asked;
		this.rows = rows;
		this.audit = audit;
		this.clock = clock;
	}

	/** Those of the current actor, by name. */
	@Transactional(readOnly = true)
	public List<SavedSearch> own() {
		return this.rows.of(Actor.current().id(), MOST);
	}

	/**
	 * Saves a search for the current actor, in the place of the one of that name if there
	 * is one.
	 * @param name what they call it
	 * @param query what is looked for
	 * @return what was saved
	 * @throws Invalid if that is no name, or there are too many
	 */
	@Transactional
	public SavedSearch save(String name, SearchQuery query) {
		String account = Actor.current().id();
		String called = name.strip();
		if (called.isEmpty() || called.length() > LONGEST_NAME) {
			throw new Invalid("name", "Give the search a name of up to " + LONGEST_NAME + " characters.");
		}
		Optional<SavedSearch> before = this.rows.named(account, called);
		if (before.isEmpty() && this.rows.of(account, MOST).size() == MOST) {
			throw new Invalid("name", "You have " + MOST + " saved searches. Remove one first.");
		}
		this.rows.save(account, called, query.address(), this.clock.instant());
		this.asked.record(query, "search.saved", Map.of("name", called, "criteria", query.words()));
		return this.rows.named(account, called).orElseThrow();
	}

	/**
	 * Removes a search of the current actor.
	 * @param id its row
	 * @throws NotThere if they have none such
	 */
	@Transactional
	public void remove(long id) {
		SavedSearch there = this.rows.find(Actor.current().id(), id).orElseThrow(NotThere::new);
		this.rows.remove(there.id());
		this.audit.record(Audit.SYSTEM, "search.removed", Map.of("name", there.name()));
	}

	/**
	 * There is no such search of theirs.
	 */
	static class NotThere extends Refusal {

		NotThere() {
			super(Kind.NOT_FOUND, "You have no such saved search.");
		}

	}

}
