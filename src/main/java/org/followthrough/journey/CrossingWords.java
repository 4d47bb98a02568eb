package org.followthrough.journey;

import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in everybody's words why the engine doesn't take a process to another version.
 */
final class CrossingWords {

	/** Where the engine doesn't say what the matter is. */
	static final String SOMEWHERE = "The engine can't take a case from there to the new version.";

	private static final Logger log = LoggerFactory.getLogger(CrossingWords.class);

	/** What the engine's sentences begin with, and what they mean. */
	private static final Map<String, String> MEANINGS = Map.of("There is no migration instruction",
			"nothing in the new diagram corresponds to it.", "Activities have incompatible types",
			"it is of another kind in the new diagram.", "The closest mapped ancestor",
			"it stands inside another part of the new diagram than before.", "The source activity's event scope",
			"it belongs to something else in the new diagram.", "Events are not of the same type",
			"it waits for something of another kind in the new diagram.", "The target gateway must have",
			"fewer ways lead there in the new diagram, and a case has gone some of them already.",
			"Target activity is not async", "the engine was about to do it, and doesn't stop there in the new diagram.",
			"Transition instance", "the engine was about to go on from there.");

	private CrossingWords() {
	}

	/**
	 * A sentence about an element.
	 * @param element what people call it
	 * @param failures what the engine says of it
	 */
	static String of(String element, List<String> failures) {
		for (String failure : failures) {
			for (Map.Entry<String, String> meaning : MEANINGS.entrySet()) {
				if (failure.startsWith(meaning.getKey())) {
					return "\"" + element + "\": " + meaning.getValue();
				}
			}
		}
		log.info("A process can't go on by another version at {}: {}", element, failures);
		return "\"" + element + "\": the engine can't take a case from there to the new version.";
	}

}
