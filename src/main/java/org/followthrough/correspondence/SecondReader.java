package org.followthrough.correspondence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.followthrough.cases.NextWord;
import org.followthrough.cases.SupportCase;
import org.followthrough.identity.Actor;

/**
 * Decides whether somebody else reads a person's word before it goes. It is asked of
 * every one of them, whatever page, program or task it comes from; whoever has rules for
 * that implements it.
 */
public interface SecondReader {

	/**
	 * Whether a word is held. Called before it is kept, so that its case can be locked
	 * first.
	 * @param author who wrote it
	 * @param kind what it is
	 * @param about the cases, with the next word that each of them is promised
	 * @return takes the held messages once they are kept, one for each case, in the order
	 * of the cases; empty if it goes at once
	 */
	Optional<Consumer<List<Message>>> holds(Actor author, Message.Kind kind, Map<SupportCase, NextWord> about);

}
