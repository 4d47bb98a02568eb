package org.followthrough.cases;

/**
 * A customer's answer to a mail of ours that may settle what the mail asked: from the
 * customer themselves, to that mail alone, and in words alone.
 *
 * @param to the message of ours that it answers
 * @param words what they wrote, without what they quote
 */
public record Reply(long to, String words) {
}
