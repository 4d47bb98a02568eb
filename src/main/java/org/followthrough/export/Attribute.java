package org.followthrough.export;

/**
 * Something that is said of an event.
 *
 * @param name what it is about
 * @param type how its value is to be read
 * @param value the value as text
 */
record Attribute(String name, Type type, String value) {

	/**
	 * How values are read.
	 */
	enum Type {

		/** Words. */
		TEXT("string", "string"),
		/** A whole number. */
		NUMBER("int", "integer"),
		/** A moment in UTC, as in ISO 8601. */
		TIME("date", "time");

		private final String xes;

		private final String ocel;

		Type(String xes, String ocel) {
			this.xes = xes;
			this.ocel = ocel;
		}

		/** What XES calls it. */
		String xes() {
			return this.xes;
		}

		/** What OCEL calls it. */
		String ocel() {
			return this.ocel;
		}

	}

}
