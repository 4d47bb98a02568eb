package org.followthrough.identity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The people who work here. The engine keeps them, so that Tasklist and Admin know the
 * same ones.
 */
public interface People {

	/**
	 * Finds a person with their groups.
	 * @param account the name they sign in with
	 * @return the person, if there is one
	 */
	Optional<Person> find(String account);

	/**
	 * Whether the current actor is a person of one of some groups, by their groups as
	 * they are now.
	 * @param groups some of {@link Groups}
	 * @return false for customers, programs without an account, and the system
	 */
	default boolean actorIsIn(String... groups) {
		Actor actor = Actor.current();
		return actor.isPerson()
				&& find(actor.id()).filter((person) -> Arrays.stream(groups).anyMatch(person::isIn)).isPresent();
	}

	/**
	 * The people of a group.
	 * @param group one of {@link Groups}
	 * @return their accounts, 500 at the most
	 */
	List<String> in(String group);

	/**
	 * Checks a password.
	 * @param account the name somebody signs in with
	 * @param password what they typed
	 * @return whether both belong to a person who may sign in now
	 */
	boolean passwordMatches(String account, String password);

	/**
	 * Adds a person.
	 * @param person who, with their groups
	 * @param password their first password
	 */
	void add(Person person, String password);

	/**
	 * Whether nobody has an account yet.
	 * @return true before the first person was added
	 */
	boolean areNone();

	/**
	 * Makes sure that every group of {@link Groups} exists.
	 */
	void ensureGroups();

}
