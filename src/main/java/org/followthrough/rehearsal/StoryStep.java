package org.followthrough.rehearsal;

import java.util.List;

/**
 * One thing that happens in a story.
 *
 * @param words what, as a sentence
 * @param passed the elements that the case comes to by it, in order
 * @param at the elements where the case stands afterwards
 */
public record StoryStep(String words, List<Element> passed, List<Element> at) {
}
