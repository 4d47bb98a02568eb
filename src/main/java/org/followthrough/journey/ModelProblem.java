package org.followthrough.journey;

/**
 * Something in a model that keeps it from being published.
 *
 * @param resource the file
 * @param element the id of the element it is in; empty when it is in none
 * @param line where in the file, from 1; 0 when unknown
 * @param message what is wrong and what to do, for the person who drew it
 */
public record ModelProblem(String resource, String element, int line, String message) {

	@Override
	public String toString() {
		return this.resource + ((this.line > 0) ? ":" + this.line : "")
				+ (this.element.isEmpty() ? "" : " (" + this.element + ")") + ": " + this.message;
	}

}
