package org.followthrough.web;

import java.security.Principal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.ModelAndView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A page that fails says so in the language of whoever reads it.
 */
class PageRefusalsTests {

	private final PageRefusals refusals = new PageRefusals(new VisitorLanguage(new Languages("nowhere", "en")));

	@ParameterizedTest
	@CsvSource({ "/c/token", "/c/token/reply", "/contact", "/contact/language" })
	void whatBreaksAtACustomersDoorIsSaidInTheirs(String path) {
		// Whoever works here sees there what customers see.
		MockHttpServletRequest request = request(path);
		Principal agent = () -> "agent1";
		request.setUserPrincipal(agent);
		ModelAndView page = this.refusals.broken(new IllegalStateException("a secret of ours"), request);
		assertThat(page.getStatus()).hasToString("500 INTERNAL_SERVER_ERROR");
		assertThat(String.valueOf(page.getModel().get("sentence"))).startsWith("Da ist bei uns etwas schiefgegangen.");
		assertThat(page.getModel().get("lang")).hasToString("de");
	}

	@ParameterizedTest
	@CsvSource({ "/cases/FT-2026-000001", "/customers/1", "/contacts" })
	void whatBreaksForThoseWhoWorkHereIsSaidInEnglish(String path) {
		MockHttpServletRequest request = request(path);
		Principal agent = () -> "agent1";
		request.setUserPrincipal(agent);
		ModelAndView page = this.refusals.broken(new IllegalStateException("a secret of ours"), request);
		assertThat(String.valueOf(page.getModel().get("sentence"))).contains("tell your administrator");
		assertThat(page.getModel().get("lang")).isNull();
	}

	@Test
	void aRefusalKeepsItsStatusAndNamesWhatItSays() {
		ModelAndView page = this.refusals.refused(new UnfitFiles(), request("/c/token/reply"));
		assertThat(page.getStatus()).hasToString("422 UNPROCESSABLE_ENTITY");
		assertThat(String.valueOf(page.getModel().get("sentence"))).contains("höchstens 7 mit einer Nachricht");
	}

	private static MockHttpServletRequest request(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.addHeader("Accept-Language", "de");
		return request;
	}

	/**
	 * Refused by the sentence of the files that can't be taken.
	 */
	private static final class UnfitFiles extends Invalid {

		UnfitFiles() {
			super("files", "Seven at the most.");
		}

		@Override
		public Object[] named() {
			return new Object[] { "most", 7 };
		}

	}

}
