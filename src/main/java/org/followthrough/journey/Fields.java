package org.followthrough.journey;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a person filled into a form, checked against it.
 */
final class Fields {

	private final String task;

	private final Map<String, ? extends @Nullable Object> values;

	/**
	 * What a person filled in.
	 * @param task the id of the task that it completes; empty where there is none
	 * @param values the values by field
	 */
	Fields(String task, Map<String, ? extends @Nullable Object> values) {
		this.task = task;
		this.values = values;
	}

	/**
	 * The same, for a task.
	 */
	Fields completing(String id) {
		return new Fields(id, this.values);
	}

	/**
	 * The id of the task that it completes.
	 */
	String task() {
		return this.task;
	}

	/**
	 * The text of a field that the form requires.
	 */
	String text(String name) {
		return (String) Objects.requireNonNull(this.values.get(name), name);
	}

	/**
	 * The text of a field that may be empty.
	 */
	Optional<String> optionalText(String name) {
		return Optional.ofNullable((String) this.values.get(name)).filter((text) -> !text.isBlank());
	}

	/**
	 * The moment in a field that may be empty.
	 */
	Optional<Instant> time(String name) {
		return Optional.ofNullable((Instant) this.values.get(name));
	}

	/**
	 * What was chosen under {@code outcome}.
	 */
	String outcome() {
		return text(ModelWords.OUTCOME);
	}

}
