package org.followthrough.products;

/**
 * A question of a checklist.
 *
 * @param text the question, on one line
 * @param needed whether it has to be answered before a case is handed over
 */
public record Question(String text, boolean needed) {
}
