package org.followthrough.audit;

import java.time.Instant;
import java.util.Map;

import org.followthrough.identity.Actor;
import org.jspecify.annotations.Nullable;

/**
 * That a change of state was recorded in the running transaction, told to whoever listens
 * while that still runs: what they write lasts exactly if the change does.
 *
 * @param stream the case number, or {@link Audit#SYSTEM}
 * @param action what happened, such as {@code case.opened}
 * @param at when
 * @param actor who did it
 * @param details the particulars
 */
public record Recorded(String stream, String action, Instant at, Actor actor,
		Map<String, ? extends @Nullable Object> details) {
}
