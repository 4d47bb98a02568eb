package org.followthrough.identity;

import java.util.Locale;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * On whose behalf the current thread works, and by which door they came in. Set where a
 * request, a mail or a job enters; read where rules are enforced and where history is
 * written.
 *
 * @param kind what they are
 * @param id the account of a person, the mail address of a customer
 * @param door how they came in
 */
public record Actor(Kind kind, String id, Door door) {

	private static final Actor SYSTEM = new Actor(Kind.SYSTEM, "followthrough", Door.CLOCK);

	private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

	/**
	 * Whoever the current thread works for; the system itself when nobody came in.
	 * @return the actor
	 */
	public static Actor current() {
		Actor actor = CURRENT.get();
		return (actor != null) ? actor : SYSTEM;
	}

	/**
	 * A person who works here.
	 * @param account their account
	 * @param door how they came in
	 * @return the actor
	 */
	public static Actor person(String account, Door door) {
		return new Actor(Kind.PERSON, account, door);
	}

	/**
	 * A customer.
	 * @param address their mail address
	 * @param door how they came in
	 * @return the actor
	 */
	public static Actor customer(String address, Door door) {
		return new Actor(Kind.CUSTOMER, address, door);
	}

	/**
	 * The application itself.
	 * @return the actor
	 */
	public static Actor system() {
		return SYSTEM;
	}

	/**
	 * Whether this is a person who works here.
	 * @return true for a person
	 */
	public boolean isPerson() {
		return this.kind == Kind.PERSON;
	}

	/**
	 * Works on behalf of this actor.
	 * @param <T> what the work yields
	 * @param work the work
	 * @return what the work yields
	 */
	public <T extends @Nullable Object> T does(Supplier<T> work) {
		Actor before = CURRENT.get();
		CURRENT.set(this);
		try {
			return work.get();
		}
		finally {
			restore(before);
		}
	}

	/**
	 * Works on behalf of this actor.
	 * @param work the work
	 */
	public void runs(Runnable work) {
		does(() -> {
			work.run();
			return null;
		});
	}

	private static void restore(@Nullable Actor before) {
		if (before != null) {
			CURRENT.set(before);
		}
		else {
			CURRENT.remove();
		}
	}

	/**
	 * What an actor is.
	 */
	public enum Kind {

		/** Somebody who works here. */
		PERSON,
		/** A customer. */
		CUSTOMER,
		/** The application itself. */
		SYSTEM;

		/**
		 * The word for it in data.
		 * @return lower case
		 */
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
