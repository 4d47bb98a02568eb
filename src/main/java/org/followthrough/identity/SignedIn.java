package org.followthrough.identity;

import java.util.Optional;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is signed in to the current request.
 */
public final class SignedIn {

	static final String ROLE = "ROLE_";

	private SignedIn() {
	}

	/**
	 * The person who is signed in.
	 * @return the person, with the groups they signed in with; nobody for a visitor
	 */
	public static Optional<Person> person() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication == null || !authentication.isAuthenticated()
				|| !(authentication.getPrincipal() instanceof Person person)) {
			return Optional.empty();
		}
		return Optional.of(person);
	}

}
