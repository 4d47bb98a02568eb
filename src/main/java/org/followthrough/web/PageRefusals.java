package org.followthrough.web;

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

	@ExceptionHandler
	ModelAndView refused(Refusal refusal) {
		HttpStatus status = Problems.status(refusal.kind());
		return page(status, refusal.getMessage());
	}

	@ExceptionHandler(org.springframework.dao.ConcurrencyFailureException.class)
	ModelAndView overtaken() {
		return page(HttpStatus.CONFLICT,
				"Somebody else changed this at the same moment. Go back and look at it again.");
	}

	@ExceptionHandler
	ModelAndView broken(RuntimeException failure) {
		log.error("A page failed", failure);
		return page(HttpStatus.INTERNAL_SERVER_ERROR,
				"Something went wrong on our side. Nothing was changed; please try "
						+ "again, and tell your administrator if it keeps happening.");
	}

	private static ModelAndView page(HttpStatus status, String sentence) {
		ModelAndView page = new ModelAndView("refused");
		page.setStatus(status);
		page.addObject("sentence", sentence);
		return page;
	}

}
