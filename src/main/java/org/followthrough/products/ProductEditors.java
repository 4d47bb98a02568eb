package org.followthrough.products;

import java.util.regex.Pattern;

import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;

/**
 * Who may say what products there are and what is asked of them, and how they may be
 * called.
 */
@Component
class ProductEditors {

	static final String NAME_RULE = "A name begins with a letter or digit and has letters, digits, spaces and "
			+ ". - _ ( ) & ' +, up to %d of them.";

	private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()&'+-]*");

	private final People people;

	private final KindMapper kinds;

	ProductEditors(People people, KindMapper kinds) {
		this.people = people;
		this.kinds = kinds;
	}

	/** Refuses everybody but managers, and makes all but one of them wait. */
	void begin() {
		check();
		this.kinds.lockAll();
	}

	/** Refuses everybody but managers. */
	void check() {
		if (!may()) {
			throw new NotYours();
		}
	}

	boolean may() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	/** Whether something may be called so. */
	static boolean isName(String name, int longest) {
		return name.length() <= longest && NAME.matcher(name).matches() && name.equals(name.strip());
	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers say what products there are and what is asked of them. Ask one of them.");
		}

	}

	/**
	 * Somebody else changed it.
	 */
	static class ChangedMeanwhile extends Refusal {

		ChangedMeanwhile(String name) {
			super(Kind.CONFLICT,
					"Somebody else changed \"" + name + "\" meanwhile. Look at it again, then repeat your change.");
		}

	}

	/**
	 * There is no such thing.
	 */
	static class NotThere extends Refusal {

		NotThere(String what, String name) {
			super(Kind.NOT_FOUND, "There is no " + what + " \"" + name + "\".");
		}

	}

	/**
	 * It can't be removed.
	 */
	static class StillNeeded extends Refusal {

		StillNeeded(String message) {
			super(Kind.CONFLICT, message);
		}

	}

}
