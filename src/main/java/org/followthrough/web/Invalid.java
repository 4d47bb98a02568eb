package org.followthrough.web;

import java.util.Map;

/**
 * What was sent is wrong or incomplete.
 */
public class Invalid extends Refusal {

	/**
	 * Refuses a request as a whole.
	 * @param message what is wrong and what to do
	 */
	public Invalid(String message) {
		super(Kind.INVALID, message);
	}

	/**
	 * Refuses a request for one field.
	 * @param field its name
	 * @param message what is wrong with it and what to do
	 */
	public Invalid(String field, String message) {
		super(Kind.INVALID, message, Map.of(field, message));
	}

	/**
	 * Refuses a request for several fields.
	 * @param fields what is wrong, by field name; not empty
	 */
	public Invalid(Map<String, String> fields) {
		super(Kind.INVALID, String.join(" ", fields.values()), fields);
	}

}
