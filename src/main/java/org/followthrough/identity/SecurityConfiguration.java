package org.followthrough.identity;

import org.followthrough.web.Problems;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who may come in where. Everything that isn't named is refused to visitors; what people
 * may do once they are in, the guards decide where the state changes.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String[] READERS = { Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS,
			Groups.MANAGERS, Groups.AUDITORS, Groups.ADMINS };

	private static final String[] WORKERS = { Groups.AGENTS, Groups.SUPPORT_ENGINEERS, Groups.ENGINEERS,
			Groups.MANAGERS, Groups.ADMINS };

	/** Who answers for what is done here, and who checks it. */
	private static final String[] OVERSEERS = { Groups.MANAGERS, Groups.AUDITORS, Groups.ADMINS };

	/** Who changes the journey, and who checks that. */
	private static final String[] STUDIO = { Groups.MANAGERS, Groups.AUDITORS };

	private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; "
			+ "style-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none'; base-uri 'self'; "
			+ "form-action 'self'; frame-ancestors 'self'";

	/**
	 * REST: no session, no cookies, so no forged requests either; problem+json
	 * throughout.
	 */
	/** One observation a request is enough; these are one for each filter. */
	@Bean
	SecurityObservationSettings noObservationOfEachFilter() {
		return SecurityObservationSettings.noObservations();
	}

	@Bean
	@Order(1)
	SecurityFilterChain api(HttpSecurity http, ApiTokens tokens, @Lazy People people, Problems problems)
			throws Exception {
		http.securityMatcher("/api/**")
			.authorizeHttpRequests(
					(requests) -> requests.requestMatchers(HttpMethod.GET, "/api/v1/figures", "/api/v1/figures/**")
						.hasAnyRole(OVERSEERS)
						.requestMatchers("/api/v1/figures/**")
						.hasAnyRole(Groups.MANAGERS, Groups.ADMINS)
						.requestMatchers("/api/v1/audit/samples", "/api/v1/audit/samples/**")
						.hasRole(Groups.AUDITORS)
						.requestMatchers("/api/v1/audit/**")
						.hasAnyRole(OVERSEERS)
						.requestMatchers("/api/v1/webhooks", "/api/v1/webhooks/**")
						.hasRole(Groups.ADMINS)
						.requestMatchers(HttpMethod.GET, "/api/v1/studio/**")
						.hasAnyRole(STUDIO)
						.requestMatchers("/api/v1/studio/**")
						.hasRole(Groups.MANAGERS)
						.requestMatchers(HttpMethod.GET)
						.hasAnyRole(READERS)
						.anyRequest()
						.hasAnyRole(WORKERS));
		return forPrograms(http, tokens, people, problems, "Your groups don't allow this.");
	}

	/**
	 * Programs say with each request who they are, and are answered with problem details.
	 */
	private static SecurityFilterChain forPrograms(HttpSecurity http, ApiTokens tokens, People people,
			Problems problems, String forbidden) throws Exception {
		return http
			.httpBasic((basic) -> basic.authenticationEntryPoint(
					(request, response, failure) -> problems.write(response, HttpStatus.UNAUTHORIZED,
							"Sign in with Basic authentication or an API token.", "Basic realm=\"Followthrough\"")))
			.addFilterBefore(new ApiTokenFilter(tokens), BasicAuthenticationFilter.class)
			.addFilterBefore(new ActorFilter(people), AuthorizationFilter.class)
			.exceptionHandling((handling) -> handling.accessDeniedHandler(
					(request, response, failure) -> problems.write(response, HttpStatus.FORBIDDEN, forbidden, null)))
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	/** Health is for load balancers; the rest of the figures is for admins. */
	@Bean
	@Order(2)
	SecurityFilterChain operation(HttpSecurity http) throws Exception {
		return http.securityMatcher("/actuator/**")
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/actuator/health", "/actuator/health/**")
				.permitAll()
				.anyRequest()
				.hasRole(Groups.ADMINS))
			.httpBasic((basic) -> {
			})
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	/**
	 * Programs of others that call us. They sign what they send; whoever takes it in
	 * checks that.
	 */
	@Bean
	@Order(3)
	SecurityFilterChain hooks(HttpSecurity http) throws Exception {
		return http.securityMatcher("/hooks/**")
			.authorizeHttpRequests((requests) -> requests.requestMatchers(HttpMethod.POST, "/hooks/**")
				.permitAll()
				.anyRequest()
				.denyAll())
			.sessionManagement((session) -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	/**
	 * What Camunda Modeler asks of an engine to deploy to it, and nothing else of that.
	 */
	@Bean
	@Order(4)
	SecurityFilterChain modeler(HttpSecurity http, ApiTokens tokens, @Lazy People people, Problems problems)
			throws Exception {
		http.securityMatcher("/engine-rest/version", "/engine-rest/deployment", "/engine-rest/deployment/create")
			.authorizeHttpRequests((requests) -> requests.anyRequest().hasRole(Groups.MANAGERS));
		return forPrograms(http, tokens, people, problems, "Managers change the journey. Ask one of them.");
	}

	/** Pages, and Camunda's web applications beside them. */
	@Bean
	@Order(5)
	SecurityFilterChain pages(HttpSecurity http, @Lazy People people) throws Exception {
		RequestMatcher engineApi = (request) -> request.getRequestURI()
			.startsWith(request.getContextPath() + "/camunda/api/");
		return http
			.authorizeHttpRequests((requests) -> requests
				.requestMatchers("/login", "/error", "/vendor/**", "/webjars/**", "/assets/**", "/favicon.ico",
						"/contact", "/contact/**", "/c/**", "/rota/feed/*", "/setup/**", "/demo/**", "/v3/api-docs",
						"/v3/api-docs/**", "/v3/api-docs.yaml")
				.permitAll()
				.requestMatchers("/camunda/app/tasklist/**", "/camunda/api/tasklist/**", "/camunda/api/engine/**",
						"/camunda/api/admin/auth/**", "/camunda/favicon.ico", "/camunda/lib/**", "/camunda/assets/**",
						"/camunda/app/*/locales/**")
				.hasAnyRole(WORKERS)
				.requestMatchers("/camunda/**", "/admin/**")
				.hasRole(Groups.ADMINS)
				.requestMatchers("/letters")
				.hasAnyRole(Groups.MANAGERS, Groups.ADMINS)
				.requestMatchers(HttpMethod.GET, "/figures", "/figures.csv")
				.hasAnyRole(OVERSEERS)
				.requestMatchers("/figures", "/figures/**")
				.hasAnyRole(Groups.MANAGERS, Groups.ADMINS)
				.requestMatchers("/audit/samples", "/audit/samples/**")
				.hasRole(Groups.AUDITORS)
				.requestMatchers("/audit/**")
				.hasAnyRole(OVERSEERS)
				.requestMatchers(HttpMethod.GET, "/studio", "/studio/**")
				.hasAnyRole(STUDIO)
				.requestMatchers("/studio", "/studio/**")
				.hasRole(Groups.MANAGERS)
				.requestMatchers(HttpMethod.GET)
				.hasAnyRole(READERS)
				.anyRequest()
				.hasAnyRole(WORKERS))
			.formLogin((form) -> form.loginPage("/login").defaultSuccessUrl("/").permitAll())
			.logout((logout) -> logout.logoutSuccessUrl("/login?logout"))
			.addFilterBefore(new ActorFilter(people), AuthorizationFilter.class)
			.exceptionHandling((handling) -> handling
				.defaultAuthenticationEntryPointFor(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED), engineApi)
				.defaultAuthenticationEntryPointFor(new LoginUrlAuthenticationEntryPoint("/login"), (request) -> true))
			// Camunda guards its own; a customer's link is itself the key, and a visitor
			// has nothing
			// that a forged request could borrow; and no foreign page can send JSON here
			// unasked.
			// The mail beside a form in Tasklist, which has no token of ours, changes
			// nothing.
			.csrf((csrf) -> csrf
				.ignoringRequestMatchers("/camunda/**", "/c/**", "/contact", "/contact/**", "/tasks/*/_preview")
				.ignoringRequestMatchers((request) -> request.getRequestURI().endsWith("/demo/clock")
						&& String.valueOf(request.getContentType()).startsWith("application/json")))
			.headers((headers) -> headers.frameOptions((frames) -> frames.sameOrigin())
				.addHeaderWriter((request, response) -> {
					if (!request.getRequestURI().startsWith(request.getContextPath() + "/camunda/")) {
						// What is saved and never shown brings a stricter one.
						if (response.getHeader("Content-Security-Policy") == null) {
							response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
						}
						response.setHeader("Referrer-Policy", "same-origin");
					}
				}))
			.build();
	}

}
