package org.followthrough.promises;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What has to be done about a promise.
 *
 * @param attention what
 * @param promise the promise as it was before; null if none runs
 * @param again when to look again; null for not before a new promise is made
 * @param called who is called by now, as {@link Promise#called()} says it
 */
public record Look(Attention attention, @Nullable Promise promise, @Nullable Instant again, int called) {

	static final Look NOTHING = new Look(Attention.NONE, null, null, 0);

	/** Nothing to be done but to look again at a time, unless it is null. */
	static Look again(Promise running, @Nullable Instant at) {
		return new Look(Attention.NONE, running, at, running.called());
	}

}
