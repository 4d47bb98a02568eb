package org.followthrough.journey;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file of the journey is.
 */
public enum ModelKind {

	/** A diagram, BPMN. */
	DIAGRAM("bpmn"),
	/** A table of decisions, DMN. */
	DECISION("dmn"),
	/** What people fill in, a Camunda Form. */
	FORM("form");

	private final String suffix;

	ModelKind(String suffix) {
		this.suffix = suffix;
	}

	/**
	 * The kind that a file's name tells.
	 * @param file its name
	 * @return the kind; nothing when no such file can be published
	 */
	public static Optional<ModelKind> of(String file) {
		return Arrays.stream(values()).filter((kind) -> file.endsWith("." + kind.suffix)).findFirst();
	}

	/**
	 * The word for it in data.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * What files of this kind are called.
	 * @param key the id of the process, decision or form in it
	 * @return the name of the file
	 */
	public String file(String key) {
		return key + "." + this.suffix;
	}

	/**
	 * The id that a file is named by.
	 * @param file a name that {@link #file} made
	 * @return the id of the process, decision or form in it
	 */
	public String key(String file) {
		return file.substring(0, file.length() - this.suffix.length() - 1);
	}

}
