package org.followthrough.correspondence;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/**
 * The tokens that a mail server lets us in by. One is used until shortly before it
 * expires, or until the mail server refuses it.
 */
final class AccessTokens {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** A token that expires in the midst of signing in is none. */
	private static final Duration MARGIN = Duration.ofMinutes(1);

	private final ClientRegistration client;

	private final RestClient http;

	private final Clock clock;

	private @Nullable OAuth2RefreshToken refresh;

	private @Nullable String token;

	private Instant goodUntil = Instant.EPOCH;

	AccessTokens(MailSettings.TokenServer server, Clock clock) {
		this.refresh = server.refreshToken().isEmpty() ? null : new OAuth2RefreshToken(server.refreshToken(), null);
		this.client = ClientRegistration.withRegistrationId("mail")
			.authorizationGrantType((this.refresh != null) ? AuthorizationGrantType.REFRESH_TOKEN
					: AuthorizationGrantType.CLIENT_CREDENTIALS)
			.tokenUri(server.tokenUri())
			.clientId(server.clientId())
			.clientSecret(server.clientSecret())
			.scope(server.scopes())
			.build();
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
				HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(PATIENCE).build());
		requests.setReadTimeout(PATIENCE);
		this.http = RestClient.builder().requestFactory(requests).messageConverters((converters) -> {
			converters.clear();
			converters
				.addAll(List.of(new FormHttpMessageConverter(), new OAuth2AccessTokenResponseHttpMessageConverter()));
		}).defaultStatusHandler(new OAuth2ErrorResponseErrorHandler()).build();
		this.clock = clock;
	}

	/**
	 * A token to sign in with.
	 * @return the token
	 * @throws OAuth2AuthorizationException if the token server gives none
	 */
	synchronized String get() {
		String known = this.token;
		if (known != null && this.clock.instant().isBefore(this.goodUntil)) {
			return known;
		}
		OAuth2AccessTokenResponse answer = ask();
		OAuth2AccessToken fresh = answer.getAccessToken();
		if (answer.getRefreshToken() != null && this.refresh != null) {
			this.refresh = answer.getRefreshToken();
		}
		this.token = fresh.getTokenValue();
		this.goodUntil = this.clock.instant().plus(lifetime(fresh)).minus(MARGIN);
		return fresh.getTokenValue();
	}

	/** Counted by its length, since the library goes by the machine's clock. */
	private static Duration lifetime(OAuth2AccessToken token) {
		Instant from = token.getIssuedAt();
		Instant to = token.getExpiresAt();
		return (from != null && to != null) ? Duration.between(from, to) : Duration.ZERO;
	}

	private OAuth2AccessTokenResponse ask() {
		OAuth2RefreshToken consent = this.refresh;
		if (consent == null) {
			RestClientClientCredentialsTokenResponseClient ours = new RestClientClientCredentialsTokenResponseClient();
			ours.setRestClient(this.http);
			return ours.getTokenResponse(new OAuth2ClientCredentialsGrantRequest(this.client));
		}
		RestClientRefreshTokenTokenResponseClient theirs = new RestClientRefreshTokenTokenResponseClient();
		theirs.setRestClient(this.http);
		// The request wants the token that has expired, which the server isn't told.
		Instant before = Instant.EPOCH;
		OAuth2AccessToken expired = new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, "expired", before,
				before.plusSeconds(1), Set.copyOf(this.client.getScopes()));
		return theirs.getTokenResponse(
				new OAuth2RefreshTokenGrantRequest(this.client, expired, consent, Set.copyOf(this.client.getScopes())));
	}

	/**
	 * The mail server refused a token: another one is asked for next time.
	 * @param refused the token
	 */
	synchronized void forget(String refused) {
		if (refused.equals(this.token)) {
			this.token = null;
		}
	}

}
