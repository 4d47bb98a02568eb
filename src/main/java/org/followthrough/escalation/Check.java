package org.followthrough.escalation;

/**
 * A question of the checklist as it was asked when a case was handed over.
 *
 * @param escalationId the hand-over
 * @param question the question
 * @param answer its answer; empty where it was left open
 */
public record Check(long escalationId, String question, String answer) {
}
