package org.followthrough.rehearsal;

import java.util.List;

/**
 * Something wrong with a draft, and how a case would come to it.
 *
 * @param kind what is wrong
 * @param process the diagram
 * @param element the element where it shows
 * @param name what people call the element
 * @param words what is wrong there, as a sentence
 * @param story how a case comes to it, the shortest way; empty for what no case comes to
 */
public record Violation(Kind kind, String process, String element, String name, String words, List<StoryStep> story) {
}
