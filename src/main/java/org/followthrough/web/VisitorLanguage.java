package org.followthrough.web;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The language of somebody whom we don't know: what they chose in this browser, else what
 * the browser asks for.
 */
@Component
public class VisitorLanguage {

	/** The form, and the page that a customer's link leads to. */
	private static final Pattern CUSTOMERS_DOOR = Pattern.compile("/(contact|c)(/.*)?");

	private static final String COOKIE = "language";

	private static final Duration REMEMBERED = Duration.ofDays(365);

	private final Languages languages;

	VisitorLanguage(Languages languages) {
		this.languages = languages;
	}

	/**
	 * The language of whoever sends a request.
	 * @param request the request
	 * @return what they chose, else what their browser asks for, else the usual one
	 */
	public Language of(HttpServletRequest request) {
		return chosen(request).or(() -> this.languages.accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))
			.orElseGet(this.languages::usual);
	}

	/**
	 * The language in which to say that a page can't be shown.
	 * @param request the request for it, or for the page that says so
	 * @return the visitor's at the doors of customers, and wherever nobody is signed in;
	 * null for those who work here, who read English
	 */
	public @Nullable Language ofReader(HttpServletRequest request) {
		boolean visitor = request.getUserPrincipal() == null || CUSTOMERS_DOOR.matcher(path(request)).matches();
		return visitor ? of(request) : null;
	}

	private static String path(HttpServletRequest request) {
		Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
		String path = (failed != null) ? failed.toString() : request.getRequestURI();
		return path.substring(request.getContextPath().length());
	}

	private Optional<Language> chosen(HttpServletRequest request) {
		return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
			.flatMap((cookie) -> this.languages.find(cookie.getValue()));
	}

	/**
	 * Remembers what somebody chose, in their browser and for our pages only.
	 * @param request what they chose by
	 * @param response what answers it
	 * @param language what they chose
	 */
	public void remember(HttpServletRequest request, HttpServletResponse response, Language language) {
		response.addHeader(HttpHeaders.SET_COOKIE,
				ResponseCookie.from(COOKIE, language.code())
					.path(request.getContextPath() + "/")
					.maxAge(REMEMBERED)
					.httpOnly(true)
					.secure(request.isSecure())
					.sameSite("Lax")
					.build()
					.toString());
	}

}
