package org.followthrough.promises;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What has to be done about a promise.
 *
 * @param attention what
 * @param promise the promise as it was before; null if none runs
 * @param again when to look again; null for not before a new promise is made
 */
public record Look(Attention attention, @Nullable Promise promise, @Nullable Instant again) {

	static final Look NOTHING = new Look(Attention.NONE, null, null);

}
