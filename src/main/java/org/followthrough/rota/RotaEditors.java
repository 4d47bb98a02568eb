package org.followthrough.rota;

import org.followthrough.identity.Actor;
import org.followthrough.identity.Groups;
import org.followthrough.identity.People;
import org.followthrough.web.Refusal;

import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who may change what on the rota: managers everything, engineers what is their own.
 */
@Component
class RotaEditors {

	private final People people;

	RotaEditors(@Lazy People people) {
		this.people = people;
	}

	/** Refuses everybody but managers. */
	void requireManager() {
		if (!isManager()) {
			throw new NotYours("Managers plan the rota. Ask one of them, or propose a swap.");
		}
	}

	/** Refuses everybody but managers and the engineer themselves. */
	void requireManagerOr(String engineer, String sentence) {
		if (!isManager() && !(is(engineer) && this.people.actorIsIn(Groups.ENGINEERS))) {
			throw new NotYours(sentence);
		}
	}

	boolean isManager() {
		return this.people.actorIsIn(Groups.MANAGERS);
	}

	boolean isEngineer() {
		return this.people.actorIsIn(Groups.ENGINEERS);
	}

	boolean is(String account) {
		return Actor.current().isPerson() && account.equals(Actor.current().id());
	}

	/**
	 * Somebody whose part it isn't tried.
	 */
	static class NotYours extends Refusal {

		NotYours(String sentence) {
			super(Kind.FORBIDDEN, sentence);
		}

	}

}
