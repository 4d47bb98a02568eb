package org.followthrough.verification;

import java.util.Set;

/**
 * A fix that is to be verified, or was.
 *
 * @param id row of what engineering answered on the case
 * @param checkedAs row under which a check of it is kept: that of the answer as it was
 * given if the check is for all cases of its defect, or else the case's own
 * @param build the build that has it
 * @param madeBy the engineer
 * @param assignedBy who gave the hand-over to that engineer; empty when they took it
 */
public record Fix(long id, long checkedAs, String build, String madeBy, Set<String> assignedBy) {
}
