package org.followthrough.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Tells what no controller answers, such as an address that leads nowhere, in the
 * language of whoever asked for it.
 */
@ControllerAdvice(assignableTypes = BasicErrorController.class)
class FailurePages {

	private final VisitorLanguage visitors;

	FailurePages(VisitorLanguage visitors) {
		this.visitors = visitors;
	}

	@ModelAttribute("lang")
	@Nullable Language language(HttpServletRequest request) {
		return this.visitors.ofReader(request);
	}

}
