package org.followthrough.desk;

import java.time.Duration;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.web.Language;
import org.followthrough.web.Languages;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The language of somebody whom we don't know: what they chose in this browser, else what
 * the browser asks for.
 */
@Component
class VisitorLanguage {

	private static final String COOKIE = "language";

	private static final Duration REMEMBERED = Duration.ofDays(365);

	private final Languages languages;

	VisitorLanguage(Languages languages) {
		this.languages = languages;
	}

	Language of(HttpServletRequest request) {
		return chosen(request).or(() -> this.languages.accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))
			.orElseGet(this.languages::usual);
	}

	private Optional<Language> chosen(HttpServletRequest request) {
		return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
			.flatMap((cookie) -> this.languages.find(cookie.getValue()));
	}

	/** Remembers what somebody chose, in their browser and for our pages only. */
	void remember(HttpServletRequest request, HttpServletResponse response, Language language) {
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
