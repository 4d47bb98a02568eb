package org.followthrough.desk;

import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.followthrough.cases.Readers;
import org.followthrough.journey.Tasks;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Stands at every page and every address of the REST interface that shows one case, and
 * has it recorded who comes to see it. What somebody does on a case leaves an entry of
 * its own. Lists, which name many cases without what was written on them, are passed by.
 */
@Configuration(proxyBeanMethods = false)
class DoorsToCases implements WebMvcConfigurer, HandlerInterceptor {

	/** What the addresses begin with that show the case whose number is in them. */
	private static final List<String> BY_NUMBER = List.of("/cases/{number}", "/api/v1/cases/{number}",
			"/board/{number}/", "/audit/cases/{number}", "/api/v1/audit/cases/{number}");

	/** The case beside a form in Tasklist. */
	private static final String BY_TASK = "/tasks/{id}/case";

	private final Readers readers;

	private final Tasks tasks;

	DoorsToCases(@Lazy Readers readers, @Lazy Tasks tasks) {
		this.readers = readers;
		this.tasks = tasks;
	}

	@Override
	public void addInterceptors(InterceptorRegistry registry) {
		registry.addInterceptor(this);
	}

	@Override
	@SuppressWarnings("unchecked")
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
		boolean looks = HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod());
		if (looks && pattern != null && variables != null) {
			String number = caseBehind(pattern.toString(), (Map<String, String>) variables);
			if (number != null) {
				this.readers.sees(number);
			}
		}
		return true;
	}

	private @Nullable String caseBehind(String pattern, Map<String, String> variables) {
		if (pattern.equals(BY_TASK)) {
			return this.tasks.get(String.valueOf(variables.get("id"))).caseNumber();
		}
		return isWatched(pattern) ? variables.get("number") : null;
	}

	/**
	 * Whether it is recorded who reads what is at an address.
	 * @param pattern the address, with its variables in braces
	 * @return true if it shows one case
	 */
	static boolean isWatched(String pattern) {
		return pattern.equals(BY_TASK) || BY_NUMBER.stream().anyMatch(pattern::startsWith);
	}

}
