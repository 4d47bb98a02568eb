package org.followthrough.verification;

import java.util.Set;

/**
 * A fix that is to be verified, or was.
 *
 * @param id row of what engineering answered
 * @param build the build that has it
 * @param madeBy the engineer
 * @param assignedBy who gave the hand-over to that engineer; empty when they took it
 */
public record Fix(long id, String build, String madeBy, Set<String> assignedBy) {
}
