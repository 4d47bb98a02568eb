package org.followthrough.escalation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * One hand-over of a case to engineering.
 *
 * @param id row
 * @param caseId the case
 * @param handedOverBy the agent
 * @param handedOverAt when
 * @param steps how to make it happen
 * @param expected what should happen
 * @param seen what happens
 * @param environment versions and surroundings
 * @param customerSees what the customer lives with meanwhile
 */
public record Escalation(long id, long caseId, String handedOverBy, Instant handedOverAt, String steps, String expected,
		String seen, @Nullable String environment, @Nullable String customerSees) {
}
