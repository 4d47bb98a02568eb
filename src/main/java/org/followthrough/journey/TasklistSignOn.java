package org.followthrough.journey;

import java.util.List;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.security.auth.AuthenticationResult;
import org.camunda.bpm.engine.rest.security.auth.impl.ContainerBasedAuthenticationProvider;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.followthrough.identity.SignedIn;

import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * One sign-in for our pages and Camunda's web applications: they take whom we know.
 */
@Configuration(proxyBeanMethods = false)
class TasklistSignOn {

	@Bean
	FilterRegistrationBean<ContainerBasedAuthenticationFilter> tasklistSignOnFilter() {
		FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter = new FilterRegistrationBean<>(
				new ContainerBasedAuthenticationFilter());
		filter.setInitParameters(Map.of("authentication-provider", SignedInProvider.class.getName()));
		filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
		filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
		filter.setDispatcherTypes(DispatcherType.REQUEST);
		return filter;
	}

	/**
	 * Tells Camunda's web applications who is signed in.
	 */
	public static class SignedInProvider extends ContainerBasedAuthenticationProvider {

		@Override
		public AuthenticationResult extractAuthenticatedUser(HttpServletRequest request, ProcessEngine engine) {
			return SignedIn.person().map((person) -> {
				AuthenticationResult result = new AuthenticationResult(person.account(), true);
				result.setGroups(List.copyOf(person.groups()));
				return result;
			}).orElseGet(AuthenticationResult::unsuccessful);
		}

	}

}
