package org.followthrough.identity;

import java.io.Serializable;
import java.security.Principal;
import java.util.Set;

/**
 * Somebody who works here.
 *
 * @param account the name they sign in with
 * @param name what they are called
 * @param email where reminders reach them; empty when unknown
 * @param groups the ids of their groups
 */
public record Person(String account, String name, String email, Set<String> groups) implements Principal, Serializable {

	/**
	 * Whether they belong to a group.
	 * @param group the group's id
	 * @return true if they do
	 */
	public boolean isIn(String group) {
		return this.groups.contains(group);
	}

	@Override
	public String getName() {
		return this.account;
	}

}
