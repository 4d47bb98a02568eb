package org.followthrough.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Says for the rest of a request who acts, and by which door they came. Groups are looked
 * up anew, so that a right that was taken ends with the next request and not with the
 * session.
 */
class ActorFilter extends OncePerRequestFilter {

	private final People people;

	ActorFilter(People people) {
		this.people = people;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Optional<Person> signedIn = SignedIn.person();
		if (signedIn.isEmpty()) {
			chain.doFilter(request, response);
			return;
		}
		Optional<Person> now = this.people.find(signedIn.get().account());
		if (now.isEmpty()) {
			SecurityContextHolder.clearContext();
			chain.doFilter(request, response);
			return;
		}
		if (!now.equals(signedIn)) {
			SecurityContextHolder.getContext().setAuthentication(PersonAuthentication.signedIn(now.get()));
		}
		try {
			Actor.person(now.get().account(), door(request)).runs(() -> proceed(request, response, chain));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		catch (Failed ex) {
			throw ex.failure;
		}
	}

	private static void proceed(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
		try {
			chain.doFilter(request, response);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (ServletException ex) {
			throw new Failed(ex);
		}
	}

	private static Door door(HttpServletRequest request) {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		if (path.startsWith("/camunda/")) {
			return Door.TASKLIST;
		}
		return path.startsWith("/api/") ? Door.API : Door.PAGE;
	}

	/**
	 * Carries a checked failure out of a lambda.
	 */
	private static final class Failed extends RuntimeException {

		private final ServletException failure;

		Failed(ServletException failure) {
			super(failure);
			this.failure = failure;
		}

	}

}
