package org.followthrough.trackers;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import org.springframework.http.HttpHeaders;

/**
 * How a kind of tracker sends its webhooks.
 */
interface WebhookFormat {

	/**
	 * Whether a delivery comes from whoever knows the secret. Takes the same time however
	 * wrong it is.
	 * @param headers of the request
	 * @param body its bytes, as they came
	 * @return true for a delivery of the tracker
	 */
	boolean isSigned(HttpHeaders headers, byte[] body);

	/**
	 * What the tracker calls a delivery; the same when it is sent again.
	 * @param headers of the request
	 * @return the id; empty if it has none
	 */
	String delivery(HttpHeaders headers);

	/**
	 * Which issue a delivery is about.
	 * @param body the content
	 * @return the key, if it is about an issue of our project
	 */
	Optional<String> issue(JsonNode body);

}
