package org.followthrough.web;

import java.util.Map;

/**
 * A request that can't be granted, told to whoever made it. The message is a sentence for
 * a person: it says what is wrong and what to do, and names nothing internal. Each door
 * tells it in its own form: problem+json, a message on the page, a notice in Tasklist, a
 * note in quarantine.
 */
public abstract class Refusal extends RuntimeException {

	private final Kind kind;

	private final Map<String, String> fields;

	/**
	 * Creates a refusal.
	 * @param kind why
	 * @param message the sentence
	 */
	protected Refusal(Kind kind, String message) {
		this(kind, message, Map.of());
	}

	/**
	 * Creates a refusal that points at fields.
	 * @param kind why
	 * @param message the sentence
	 * @param fields what is wrong, by field name
	 */
	protected Refusal(Kind kind, String message, Map<String, String> fields) {
		super(message, null, false, false);
		this.kind = kind;
		this.fields = fields;
	}

	/**
	 * Why the request was refused.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * What is wrong with which field.
	 * @return sentences by field name, empty when it isn't about fields
	 */
	public Map<String, String> fields() {
		return this.fields;
	}

	/**
	 * What customers' sentence of it names, beside what all of its kind say.
	 * @return names, each followed by what stands in its place
	 */
	public Object[] named() {
		return new Object[0];
	}

	/**
	 * The sentence.
	 * @return the sentence
	 */
	@Override
	public String getMessage() {
		return String.valueOf(super.getMessage());
	}

	/**
	 * Why a request is refused. Every door maps these to what it has: HTTP to a status.
	 */
	public enum Kind {

		/** What was sent is wrong or incomplete. */
		INVALID,
		/** Who asks may not. */
		FORBIDDEN,
		/** What is asked for does not exist. */
		NOT_FOUND,
		/** It was possible, but something happened first. */
		CONFLICT,
		/** It was possible for a time that is over. */
		GONE,
		/** More than is taken in at once. */
		TOO_LARGE,
		/** Something this needs is down; the same request may succeed later. */
		UNAVAILABLE

	}

}
