package org.followthrough.escalation;

import org.jspecify.annotations.Nullable;

/**
 * What engineering needs to start without asking back.
 *
 * @param steps how to make it happen
 * @param expected what should happen
 * @param seen what happens
 * @param environment versions and surroundings
 * @param customerSees what the customer lives with meanwhile
 */
public record HandOver(String steps, String expected, String seen, @Nullable String environment,
		@Nullable String customerSees) {
}
