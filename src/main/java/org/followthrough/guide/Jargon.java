package org.followthrough.guide;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.followthrough.audit.Audit;
import org.followthrough.database.Transactions;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The words that teams avoid when they write to customers: one list for everybody, and
 * one for each team that wants one. Managers keep them.
 */
@Component
public class Jargon {

	/** The most words of one list. */
	static final int MOST = 500;

	private static final int LONGEST_WORD = 100;

	private static final int LONGEST_INSTEAD = 200;

	private final JargonMapper lists;

	private final People people;

	private final Audit audit;

	private final Transactions transactions;

	Jargon(JargonMapper lists, People people, Audit audit, Transactions transactions) {
		this.lists = lists;
		this.people = people;
		this.audit = audit;
		this.transactions = transactions;
	}

	/**
	 * One list.
	 * @param team whose; empty for everybody's
	 * @return the list, which may hold nothing
	 */
	@Transactional(readOnly = true)
	public JargonList of(String team) {
		return new JargonList(team, Objects.requireNonNullElse(this.lists.version(team), 0), this.lists.words(team));
	}

	/**
	 * The teams that have a list of their own.
	 * @return by name
	 */
	@Transactional(readOnly = true)
	public List<String> teams() {
		return this.lists.teams();
	}

	/**
	 * What a team avoids, everybody's words included.
	 */
	@Transactional(readOnly = true)
	Collection<JargonWord> avoidedBy(@Nullable String team) {
		Map<String, JargonWord> words = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		this.lists.avoidedBy(Objects.requireNonNullElse(team, "")).forEach((one) -> words.put(one.word(), one));
		return words.values();
	}

	boolean mayEdit() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/**
	 * Replaces a list.
	 * @param team whose; empty for everybody's
	 * @param version the version that it replaces
	 * @param words the words; one that is named twice counts once
	 * @return the list as it is now
	 * @throws Invalid if a word is empty or too long, or if they are too many
	 */
	public JargonList save(String team, int version, List<JargonWord> words) {
		if (!mayEdit()) {
			throw new NotYours();
		}
		List<JargonWord> checked = checked(team, words);
		return this.transactions.retrying(() -> saveOnce(team, version, checked));
	}

	private JargonList saveOnce(String team, int version, List<JargonWord> words) {
		JargonList before = of(team);
		boolean mine = (version == 0) ? this.lists.begin(team) == 1 : this.lists.replace(team, version) == 1;
		if (!mine) {
			throw new Overtaken();
		}
		this.lists.clear(team);
		if (!words.isEmpty()) {
			this.lists.insert(team, words);
		}
		this.audit.record(Audit.SYSTEM, "jargon.saved",
				Map.of("team", team, "before", details(before.words()), "after", details(words)));
		return of(team);
	}

	private static Map<String, String> details(List<JargonWord> words) {
		Map<String, String> details = new LinkedHashMap<>();
		words.forEach((one) -> details.put(one.word(), Objects.requireNonNullElse(one.instead(), "")));
		return details;
	}

	private static List<JargonWord> checked(String team, List<JargonWord> words) {
		if (team.length() > 60) {
			throw new Invalid("team", "The name of a team has up to 60 characters.");
		}
		if (words.size() > MOST) {
			throw new Invalid("words", "A list holds up to " + MOST + " words; these are " + words.size() + ".");
		}
		Map<String, JargonWord> checked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (JargonWord one : words) {
			String word = one.word().strip();
			String instead = Objects.requireNonNullElse(one.instead(), "").strip();
			if (word.isEmpty() || word.codePoints().noneMatch(Character::isLetterOrDigit)) {
				throw new Invalid("words", "A word needs at least one letter or digit.");
			}
			if (word.length() > LONGEST_WORD || instead.length() > LONGEST_INSTEAD) {
				throw new Invalid("words", "A word has up to " + LONGEST_WORD + " characters, and what to say instead "
						+ LONGEST_INSTEAD + ". Shorten \"" + word.substring(0, Math.min(30, word.length())) + "\".");
			}
			checked.put(word, new JargonWord(word, instead.isEmpty() ? null : instead));
		}
		return List.copyOf(checked.values());
	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers keep these lists. Tell one of them which word you miss.");
		}

	}

	/**
	 * Somebody else saved the list meanwhile.
	 */
	static class Overtaken extends Refusal {

		Overtaken() {
			super(Kind.CONFLICT, "Somebody else has changed this list meanwhile. Nothing of yours was saved: look at "
					+ "theirs, then make your changes again.");
		}

	}

}
