package org.followthrough.promises;

import java.time.Instant;

import org.followthrough.teams.Span;
import org.jspecify.annotations.Nullable;

/**
 * When something is due, and where that comes from.
 *
 * @param at when
 * @param countedFrom from when it was counted; null where a person named it
 * @param span what was counted; null where a person named it
 * @param toldAt what the customer was told; null if nothing
 */
record Due(Instant at, @Nullable Instant countedFrom, @Nullable Span span, @Nullable Instant toldAt) {

	/** A time that nobody was told. */
	static Due counted(Instant at, Instant from, Span span) {
		return new Due(at, from, span, null);
	}

	static Due of(Promise running) {
		return new Due(running.dueAt(), running.countedFrom(), running.span(), running.toldAt());
	}

	/** The earlier of both. What the customer was told still holds. */
	Due orSooner(Due other) {
		return other.at.isBefore(this.at) ? new Due(other.at, other.countedFrom, other.span, this.toldAt) : this;
	}

}
