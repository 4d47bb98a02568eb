package org.followthrough.web;

import java.util.function.Function;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/**
 * Tells refusals on a page of their own, in their sentence. Forms that can tell them at
 * the field catch them first.
 */
@ControllerAdvice(annotations = Controller.class)
@Order(0)
class PageRefusals {

	private static final Logger log = LoggerFactory.getLogger(PageRefusals.class);

	private final VisitorLanguage visitors;

	PageRefusals(VisitorLanguage visitors) {
		this.visitors = visitors;
	}

	@ExceptionHandler
	ModelAndView refused(Refusal refusal, HttpServletRequest request) {
		HttpStatus status = Problems.status(refusal.kind());
		return page(status, request, refusal.getMessage(), (language) -> language.refused(refusal));
	}

	@ExceptionHandler(org.springframework.dao.ConcurrencyFailureException.class)
	ModelAndView overtaken(HttpServletRequest request) {
		return page(HttpStatus.CONFLICT, request,
				"Somebody else changed this at the same moment. Go back and look at it again.",
				(language) -> language.say("refused.other"));
	}

	@ExceptionHandler
	ModelAndView broken(RuntimeException failure, HttpServletRequest request) {
		log.error("A page failed", failure);
		return page(HttpStatus.INTERNAL_SERVER_ERROR, request,
				"Something went wrong on our side. Nothing was changed; please try "
						+ "again, and tell your administrator if it keeps happening.",
				(language) -> language.say("failed.ours"));
	}

	private ModelAndView page(HttpStatus status, HttpServletRequest request, String sentence,
			Function<Language, String> toVisitors) {
		ModelAndView page = new ModelAndView("refused");
		page.setStatus(status);
		Language language = this.visitors.ofReader(request);
		page.addObject("lang", language);
		page.addObject("sentence", (language != null) ? toVisitors.apply(language) : sentence);
		return page;
	}

}
