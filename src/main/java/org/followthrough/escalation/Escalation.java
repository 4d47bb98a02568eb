package org.followthrough.escalation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One hand-over of a case to engineering. Those made before all of it was asked for have
 * empty texts.
 *
 * @param id row
 * @param caseId the case
 * @param handedOverBy the agent
 * @param handedOverAt when
 * @param product what the case concerned then; null if that wasn't known
 * @param component the part of the product; null if that wasn't known
 * @param steps how to make it happen
 * @param expected what should happen
 * @param seen what happens
 * @param environment versions and surroundings
 * @param affected how many customers it hits; null where it wasn't asked for
 * @param howBadly how badly it hits them
 * @param workaround how they get by, or that no way is known
 * @param tried what was already tried
 * @param customerSees what the customer sees meanwhile
 */
public record Escalation(long id, long caseId, String handedOverBy, Instant handedOverAt, @Nullable String product,
		@Nullable String component, String steps, String expected, String seen, String environment,
		@Nullable Affected affected, String howBadly, String workaround, String tried, String customerSees) {
}
