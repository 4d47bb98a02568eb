package org.followthrough.rehearsal;

/**
 * A promise that is broken at some moment of a rehearsal, or a fault of the diagram.
 *
 * @param kind what is wrong
 * @param at the element where it shows
 * @param words what exactly, as a sentence for people
 */
record Breach(Kind kind, Element at, String words) {
}
