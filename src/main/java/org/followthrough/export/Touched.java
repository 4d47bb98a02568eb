package org.followthrough.export;

import java.util.Map;

/**
 * Something that an event is about, and what is so of it from then on.
 *
 * @param type what it is
 * @param id its id, unlike that of every other object
 * @param qualifier what it has to do with the event
 * @param becomes what is said of it from then on, by name
 */
record Touched(Type type, String id, String qualifier, Map<String, String> becomes) {

	/** What something has to do with an event by which a case leaves it. */
	static final String LEFT = "left defect";

	static Touched by(Type type, String id, String qualifier) {
		return new Touched(type, id, qualifier, Map.of());
	}

	/**
	 * What events are about.
	 */
	enum Type {

		/** A customer's matter. */
		CASE("case"),
		/** What somebody has to do. */
		TASK("task"),
		/** A time by which somebody is to have word. */
		PROMISE("promise"),
		/** A build that claims to cure. */
		FIX("fix"),
		/** A fault, with all its cases. */
		DEFECT("defect"),
		/** Somebody who works here. */
		PERSON("person"),
		/** Somebody who depends on us. */
		CUSTOMER("customer");

		private final String word;

		Type(String word) {
			this.word = word;
		}

		/** The word for it in data. */
		String word() {
			return this.word;
		}

	}

}
