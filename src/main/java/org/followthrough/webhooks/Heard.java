package org.followthrough.webhooks;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What any endpoint hears of, as this node knows it. Whoever works on a case doesn't ask
 * the database for it: where nobody listens, webhooks cost nothing. An endpoint that was
 * added on another node is known a few seconds later.
 */
@Component
class Heard {

	private final EndpointMapper endpoints;

	private volatile @Nullable Set<String> types;

	Heard(EndpointMapper endpoints) {
		this.endpoints = endpoints;
	}

	/** Asks anew, in the running transaction. */
	Set<String> refresh() {
		Set<String> known = this.endpoints.heard()
			.stream()
			.flatMap((types) -> Arrays.stream(types.split(",")))
			.collect(Collectors.toUnmodifiableSet());
		this.types = known;
		return known;
	}

	/** Has the next one ask. */
	void forget() {
		this.types = null;
	}

	boolean includes(EventType type) {
		Set<String> known = this.types;
		if (known == null) {
			known = refresh();
		}
		return known.contains(Endpoint.ALL) || known.contains(type.word());
	}

}
