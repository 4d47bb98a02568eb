package org.followthrough.signoff;

/**
 * What is to be known about a question to read its answer.
 *
 * @param subject what the case is about; its things may be named in the answer
 * @param customer who answers, by their name; it may stand below the answer
 * @param asksMore whether the message that asked holds questions of its own, so that a
 * bare yes may answer those
 */
public record Question(String subject, String customer, boolean asksMore) {
}
