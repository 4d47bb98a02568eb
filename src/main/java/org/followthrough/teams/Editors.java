package org.followthrough.teams;

import java.util.regex.Pattern;

import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Invalid;
import org.followthrough.web.Refusal;

import org.springframework.stereotype.Component;

/**
 * Who may say when teams work, and what may be given a name.
 */
@Component
class Editors {

	private static final Pattern NAME = Pattern
		.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ._()&'-]{0,58}[\\p{L}\\p{N}.)])?");

	private final People people;

	Editors(People people) {
		this.people = people;
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

	static void checkName(String field, String name) {
		if (!NAME.matcher(name).matches()) {
			throw new Invalid(field, "A name begins with a letter or digit and has up to 60 letters, digits, spaces "
					+ "and . - _ ( ) & '.");
		}
	}

	/**
	 * Somebody who isn't a manager tried.
	 */
	static class NotYours extends Refusal {

		NotYours() {
			super(Kind.FORBIDDEN, "Managers say when teams work. Ask one of them.");
		}

	}

}
